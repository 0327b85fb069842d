"""Disputes: a debtor says that a debt or one of its items is not right.

Words: dispute, opened, closed, outcome.
Invariants: a dispute counts from the day it was opened until the day before it was closed; a source's dispute is
recorded once.
"""
