"""Deeds of billing."""
