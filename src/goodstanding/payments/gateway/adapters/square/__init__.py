"""Square: payment links, payments by cards on file, refunds, disputes and payouts.

Invariants: our key goes along as idempotency key and, shortened where it must be, as reference of the order or the
payment; Square shows a refund no reference, so there it stands at the end of the reason. A link saves no card.
"""
