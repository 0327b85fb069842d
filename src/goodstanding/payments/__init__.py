"""Payments: money received, allocated to what is owed, and taken back when it bounces.

Words: receipt (money received from a debtor), allocation (which items it pays), unapplied (received but not allocated),
repeat (a receipt that looks exactly like one already there), reversal.
Invariants: a receipt is one balanced ledger transaction; a source's receipt is recorded once; a reversal undoes exactly
the same split.
"""
