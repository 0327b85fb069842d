"""Tests of how reports are written down."""
