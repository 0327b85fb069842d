"""Tests of the pages of what is said and sent."""
