"""Tests of publishing templates and of the editions of their texts."""
