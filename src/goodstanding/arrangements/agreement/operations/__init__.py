"""Deeds on agreements: signing one, and doing what follows from it."""
