"""The strategy documents that ship: one for a small business, one for an agency.

Invariant: each proposes nothing for whoever must not be contacted, and no channel somebody said no to where another is
there; the gate is asked all the same.
"""
