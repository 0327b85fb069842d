"""Facts in columns: what is known, at one instant, of the acts somebody proposes.

Words: a *column* is declared once (name, kind, meaning, where it comes from); a *sheet* holds columns of one grain
(acts, debts, events, consents, windows); a *brief* holds the sheets of a whole batch of acts, and one act is a batch
of one.
Invariants: a column that a sheet does not carry has its declared default in every row; an absent value is never read
as yes.
"""
