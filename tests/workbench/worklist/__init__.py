"""Tests of how queues are shown."""
