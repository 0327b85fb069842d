"""Tables of money that comes in: receipts, the bank, the gateway. Django finds them through this page."""

from goodstanding.payments.models import bank, gateway
from goodstanding.payments.models.receipt import Receipt, ReceiptReversal

__all__ = ["Receipt", "ReceiptReversal", "bank", "gateway"]
