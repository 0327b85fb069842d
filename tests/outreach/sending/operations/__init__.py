"""Tests of sending operations."""
