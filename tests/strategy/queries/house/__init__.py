"""Tests of the questions about what may and should happen."""
