"""Every gateway there is an adapter for, by its name.

For whoever sets a gateway and for whoever collects by one. An adapter adds its line here and nothing else.
"""

from collections.abc import Mapping

from goodstanding.payments.gateway.adapters.bank_debit.making import BANK_DEBIT
from goodstanding.payments.gateway.adapters.paypal.making import PAYPAL
from goodstanding.payments.gateway.adapters.square.making import SQUARE
from goodstanding.payments.gateway.adapters.stripe.making import STRIPE
from goodstanding.payments.gateway.declaration import Declaration

_ALL: tuple[Declaration, ...] = (STRIPE, PAYPAL, SQUARE, BANK_DEBIT)

ADAPTERS: Mapping[str, Declaration] = {one.provider: one for one in _ALL}
