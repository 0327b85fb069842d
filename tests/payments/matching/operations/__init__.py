"""Deeds with bank lines, on real books."""
