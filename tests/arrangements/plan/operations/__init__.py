"""Tests of plans and of what the house agrees to."""
