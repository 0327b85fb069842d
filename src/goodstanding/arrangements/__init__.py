"""What was agreed with people: promises to pay, plans of instalments, and whatever else is agreed.

Words: a *promise* names an amount and a day; it is *open* until the day and its grace are over, then *kept*, *partly
kept* or *broken* as the ledger says. A *plan* pays a debt in *instalments*. Invariants: what was agreed is never
changed, only withdrawn, superseded or given another version; whether it was kept is worked out from the ledger as of a
day, never stored, so that a back-dated payment mends it.
"""
