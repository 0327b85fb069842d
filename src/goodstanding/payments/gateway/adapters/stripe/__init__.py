"""Stripe: a page of its Checkout, payments by saved methods, refunds, disputes and payouts.

Invariants: every ask names the version of the API it was written for; our key goes along as idempotency key and as
metadata, so that a payment is found again also after Stripe forgot the first.
"""
