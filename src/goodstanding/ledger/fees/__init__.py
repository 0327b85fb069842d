"""Fees: which ones a contract, a judgment or a law allows, how much, and how often.

Words: allowed fee (its name, amount or share, cap, and how often), charge, waiver (a fee given up by reversing it).
Invariant: a fee that is not in the catalogue, or was charged as often as allowed, is not charged.
"""
