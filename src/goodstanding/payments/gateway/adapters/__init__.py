"""Adapters of gateways: Stripe, PayPal, Square, and bank debit as GoCardless does it. Each is asked over `wire`.

All are alike: `making` declares it, `gateway` asks, `standing` reads what a payment, a refund or a dispute has come to,
`payouts` what was passed on to our bank, `reader` the provider's posts.
Invariants: `put_off`, `declined` and `failed` only where certainly no money moved; whatever else is not understood is
`unknown`, or a standing "cannot tell". Our key goes along with every ask, where it makes it the same ask and where it
is found again. No number of a card is asked for, taken, or passed on.
"""
