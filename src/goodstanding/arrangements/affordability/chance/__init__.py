"""Chance: how likely a plan is to be kept, said with its reasons and with what would raise it.

Words: a *feature* is something known of a plan before it begins; a *band* is a chance from so much to so much; a plan
is *kept* when it was paid off. Invariants: without enough finished plans of this house nothing is reckoned from
numbers, and that is said; what was fitted is a list of numbers under its hash, never a program; less a month, a
mandate, payday and a better past never lower a chance where all else is the same. A chance decides nothing: no plan is
refused for it.
"""
