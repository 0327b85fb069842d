"""Tests of what people and the night do."""
