"""How `goodstanding invoices` tells of documents and messages."""

from goodstanding.arrangements.billing.queries import DocumentLine
from goodstanding.receivables.invoice.factur_x.reading import Message


def told(line: DocumentLine) -> dict[str, object]:
    """Return a document as plain values."""
    return {
        "document": line.document_id, "debt": line.debt_id, "item": line.item_id, "kind": line.kind,
        "number": line.number, "profile": line.profile, "language": line.language,
        "issued": line.issued_date.isoformat(),
        "due_date": line.due_date.isoformat(), "currency": line.gross.currency, "gross": line.gross.decimal_string(),
        "due": line.due.decimal_string(), "sha256": line.sha256, "pay_link": line.pay_link,
    }  # fmt: skip


def told_message(message: Message) -> dict[str, object]:
    """Return a message as one row, by names that a map of an import can point at."""
    sums = message.sums
    return {
        "invoice_number": message.number, "type_code": message.type_code, "profile": message.profile,
        "issued_date": message.issued_date and message.issued_date.isoformat(),
        "due_date": message.due_date and message.due_date.isoformat(), "currency": message.currency,
        "seller": message.seller, "seller_vat_id": message.seller_vat_id, "buyer": message.buyer,
        "reference": message.reference, "iban": message.iban, "net": _plain(sums.net), "tax": _plain(sums.tax),
        "gross": _plain(sums.gross), "prepaid": _plain(sums.prepaid), "amount": _plain(sums.due),
    }  # fmt: skip


def checked(message: Message) -> str:
    """Say that the sums of a message agree."""
    return (
        f"Invoice {message.number} of {message.seller or 'nobody named'} over {message.currency} "
        f"{_plain(message.sums.gross)} (profile {message.profile[:60]}): the sums agree."
    )


def _plain(value: object) -> str | None:
    return None if value is None else f"{value:f}"
