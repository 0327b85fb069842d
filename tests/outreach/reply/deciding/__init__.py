"""Tests of deciding about replies."""
