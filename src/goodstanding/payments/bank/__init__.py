"""Bank: what the bank says happened on our accounts, read from its statements, and orders for it to debit.

Words: a *statement* covers one account and some days, from an opening to a closing balance; an *entry* is one line of
it; a *control total* is what the file says of itself; a *return* is a debit that came back.
Invariants: nothing of a file is entered unless all of it can be read, its controls agree and its entries lead from
opening to closing balance, or a person took the difference upon themselves; an entry is entered once, however often
and in whatever format the bank tells it.
"""
