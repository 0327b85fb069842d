"""Tests of what came back of debits."""
