"""What came back of our debits, from any file that tells of it: a NACHA file of returns, a pain.002, or a camt."""

from datetime import date
from typing import NamedTuple

from goodstanding.money.amount import Amount
from goodstanding.payments.bank.camt.document import read_camt
from goodstanding.payments.bank.nacha.reading import read_nacha
from goodstanding.payments.bank.returns.codes import Code, meaning
from goodstanding.payments.bank.sepa.status import read_pain002

_HEAD_BYTES = 4_000


class CameBack(NamedTuple):
    """One debit that came back, or a notice about one that did not; `reference` is ours: trace or end-to-end.

    `data` is what a notice of change says is right instead.
    """

    reference: str
    code: Code
    amount: Amount | None
    data: str
    is_change: bool
    day: date | None = None
    """The day it was booked, where the file says so."""


class ReturnFile(NamedTuple):
    """A file of returns, with every sentence about what in it does not agree with itself."""

    form: str
    returns: tuple[CameBack, ...]
    faults: tuple[str, ...]


def read_returns(data: bytes) -> ReturnFile:
    """Return what came back. Raises FileRefused for a file that is neither NACHA, pain.002 nor camt."""
    if b"camt.05" in data[:_HEAD_BYTES]:
        return _in_camt(data)
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        told = read_pain002(data)
        found = tuple(
            CameBack(
                one.end_to_end or one.block or one.message,
                meaning("sepa", one.code),
                Amount(one.amount_minor, "EUR") if one.amount_minor is not None else None,
                one.reason,
                is_change=False,
            )
            for one in told.statuses
            if one.state == "rejected"
        )
        return ReturnFile("pain.002", found, told.faults)
    file = read_nacha(data)
    back = tuple(
        CameBack(
            one.original_trace, meaning("nacha", one.code), Amount(one.amount_minor, "USD"), one.info,
            is_change=one.is_change,
        )
        for one in file.returns
    )  # fmt: skip
    return ReturnFile("nacha", back, file.faults.told())


def _in_camt(data: bytes) -> ReturnFile:
    """Return what a report or statement says came back; everything else in it is none of our debits."""
    told = read_camt(data)
    found = tuple(
        CameBack(
            one.end_to_end, meaning("sepa", one.return_code), Amount(abs(one.amount_minor), one.currency), one.text,
            is_change=False, day=one.booked_date,
        )
        for statement in told.statements
        for one in statement.entries
        if one.return_code and not one.is_pending
    )  # fmt: skip
    return ReturnFile("camt", found, told.faults)
