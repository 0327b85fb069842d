"""Tests of port operations."""
