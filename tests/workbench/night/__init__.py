"""Tests of the pages of nights."""
