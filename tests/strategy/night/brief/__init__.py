"""Tests of the brief of a night, against the single question."""
