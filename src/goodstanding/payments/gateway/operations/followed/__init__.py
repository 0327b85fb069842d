"""Parts of following a payment: its chargebacks, and its refunds."""
