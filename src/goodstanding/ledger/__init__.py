"""Ledger: the books, in double entry, one book a client and currency.

Words: book, account (one a debt), transaction, posting, head (which side of the books: receivable, placed, cash …),
component (principal, interest, fees, costs), effective date (when it counts), recorded (when we knew), reversal.
Invariants: every transaction sums to zero; nothing is ever changed or deleted; a correction is another transaction;
balances are sums of postings and can be told as of any effective date and any recorded instant.
"""
