"""Payouts: what a provider passed on to our bank account, held against our receipts and against the bank's lines."""
