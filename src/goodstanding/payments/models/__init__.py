"""Tables of money that comes in and goes out, the bank, the gateway. Django finds them through this page."""

from goodstanding.payments.models import bank, gateway, matching, order
from goodstanding.payments.models.outgoing import PaidBack, Remittance
from goodstanding.payments.models.receipt import Receipt, ReceiptReversal

__all__ = ["PaidBack", "Receipt", "ReceiptReversal", "Remittance", "bank", "gateway", "matching", "order"]
