"""Tests of the numbers: ageing, DSO, CEI and their kin."""
