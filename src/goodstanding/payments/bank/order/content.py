"""What stands in a file of debits: the bytes of debits whose details are open, the same for the same. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, cast

from goodstanding.money.amount import Amount
from goodstanding.payments.bank.nacha.writing import Class, Debit, write_nacha
from goodstanding.payments.bank.order import company
from goodstanding.payments.bank.order.details import BankDetails
from goodstanding.payments.bank.order.scheme import SchemeName
from goodstanding.payments.bank.sepa.debit import SepaDebit, Sequence_, write_pain008

MODIFIERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
"""What tells American files of one day apart."""


class Line(NamedTuple):
    """One debit with everything that is written of it; `sequence` is FRST or RCUR under SEPA."""

    reference: str
    amount: Amount
    what: str
    details: BankDetails
    mandate: str
    signed_date: date
    entry_class: str
    sequence: str


class Envelope(NamedTuple):
    """What a file says of itself."""

    scheme: SchemeName
    settles_date: date
    made_at: datetime
    modifier: str
    first_trace: int
    message: str


class Content(NamedTuple):
    """The bytes of a file, and the number under which each debit left, by its reference; none under SEPA."""

    data: bytes
    traces: Mapping[str, str]


def write(lines: Sequence[Line], envelope: Envelope, *, options: Mapping[str, Any]) -> Content:
    """Return a file of debits. Raises OrderRefused or DebitRefused with everything that is wrong."""
    if envelope.scheme == "sepa":
        data = write_pain008(
            [_sepa(one, envelope) for one in lines], company.creditor(options), message=envelope.message,
            made_at=envelope.made_at, schema=str(options["schema"]),
        )  # fmt: skip
        return Content(data, {})
    written = write_nacha(
        [_nacha(one) for one in lines], company.company(options), effective_date=envelope.settles_date,
        made_at=envelope.made_at, modifier=envelope.modifier, first_trace=envelope.first_trace,
    )  # fmt: skip
    return Content(written.data, written.traces)


def _nacha(one: Line) -> Debit:
    held = one.details
    return Debit(
        one.reference, cast("Class", one.entry_class), held.bank, held.account,
        "savings" if held.kind == "savings" else "checking", one.amount.minor, held.holder,
    )  # fmt: skip


def _sepa(one: Line, envelope: Envelope) -> SepaDebit:
    return SepaDebit(
        one.reference, one.amount, one.mandate, one.signed_date, cast("Sequence_", one.sequence),
        envelope.settles_date, one.details.holder, one.details.account, one.what, bic=one.details.bank,
    )  # fmt: skip
