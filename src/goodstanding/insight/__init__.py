"""Insight: what the book says in numbers: ageing, DSO, CEI and their kin, each with its variant named."""
