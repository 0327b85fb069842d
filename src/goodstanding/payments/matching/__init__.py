"""Matching: which debts the money of a bank line pays, and how sure that is.

Words: an *open item* is what can be paid; a *suggestion* is a way to split a line over open items, with its
*confidence* and the evidence for it; a line is *unapplied cash* until its money is matched or set aside; a *rule* is
what a person taught by matching by hand. Invariants: suggestions never post anything by themselves below the sureness
that the house asks for; two equal suggestions are never decided by chance: neither is sure; what a line pays never
exceeds what the line brought; undoing a match takes its receipts back by the same split.
"""
