"""What was agreed with people: today the promise to pay.

Words: a *promise* names an amount and a day; it is *open* until the day is over, then *kept* or *broken* as the ledger
says. Invariants: a promise is never changed, only withdrawn; whether it was kept is worked out from the ledger as of a
day, never stored, so that a back-dated payment mends it.
"""
