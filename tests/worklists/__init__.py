"""Tests of tasks and their queues."""
