"""Order: debits we ask our own bank for by files, with no provider between: the order book, files, what came back.

Words: a *debit* is one line of the order book, put there by the gateway `bank_file` and known by a reference made of
our key; a *file of debits* goes to the bank by somebody's hand; the *settlement day* is when the bank moves its money;
a debit that may not leave any more is *set aside*.
Invariants: a debit stands in one file at most; bank details lie sealed under their person's own key and are never shown
whole; a file can be made again from the books, byte for byte, and no copy of it is kept.
"""
