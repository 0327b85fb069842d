"""Ledger: the books, in double entry, one book a client and currency.

Words: book, account (one a debt), transaction, posting, head (which side of the books: receivable, placed, cash …),
component (principal, interest, fees, costs), effective date (when it counts), recorded (when we knew), reversal,
levelling (what has to follow a correction).
Invariants: every transaction sums to zero; nothing is ever changed or deleted; a correction is another transaction;
balances are sums of postings and can be told as of any effective date and any recorded instant. On no day is an item
below zero, and on no day is more used than was received: a back-dated payment uses only what is free from its day on,
and whatever a correction pulls away is moved in the same deed.
"""
