"""Matching bank lines with what is open."""
