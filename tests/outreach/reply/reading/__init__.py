"""Tests of what replies say."""
