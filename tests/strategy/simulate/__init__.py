"""Tests of trying a strategy out."""
