"""PayPal: orders the payer approves on PayPal's own page, payments by vaulted wallets, refunds, disputes.

Invariants: an order that the payer approved is captured when it is looked up, under a key of its own, so once; our key
goes along as request id and as custom id. PayPal's reports lag by hours and say how far they have come, and nothing is
called absent before they have come far enough.
"""
