"""Tests of what is written by itself."""
