"""Tests of message operations."""
