"""Tests of what was agreed with people."""
