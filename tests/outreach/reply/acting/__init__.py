"""Tests of what follows from replies."""
