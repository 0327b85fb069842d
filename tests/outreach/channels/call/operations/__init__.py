"""Tests of what is done with calls."""
