"""A bank statement as read from any format: one account, a run of days, and entries between two balances.

For the readers of formats, the import, and the match of entries with what is owed. Amounts are minor units; what came
in is above zero, what went out below.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from goodstanding.refusal import Refusal

Format = Literal["camt", "mt940", "bai2", "ofx", "csv"]


class FileRefused(Refusal, ValueError):
    """The file is no bank file, or another one than it says, or broken; nothing of it can be used."""


class Unreadable(Refusal, ValueError):
    """One figure, day or line of a file cannot be read for certain; the sentence says which and why."""


class BankEntry(NamedTuple):
    """One line of a statement, as the bank tells it; what it does not tell is empty.

    `bank_reference` is the bank's own number of the entry, `end_to_end` the payer's; `creditor_reference` is a
    structured one (ISO 11649 and its like). `position` counts from 1 within the statement, parts of one booking
    included. `is_reversal` marks a booking that takes an earlier one back; `return_code` says why a debit came back.
    """

    position: int
    booked_date: date
    value_date: date
    amount_minor: int
    currency: str
    text: str = ""
    bank_reference: str = ""
    end_to_end: str = ""
    creditor_reference: str = ""
    party_name: str = ""
    party_account: str = ""
    code: str = ""
    is_reversal: bool = False
    is_pending: bool = False
    return_code: str = ""


@dataclass(frozen=True, slots=True)
class BankStatement:
    """A statement of one account. A balance is None where the bank does not tell it."""

    account: str
    currency: str
    reference: str
    from_date: date | None
    to_date: date | None
    opening_minor: int | None
    closing_minor: int | None
    entries: tuple[BankEntry, ...] = ()
    sequence: str = ""
    bank: str = ""

    @property
    def moved_minor(self) -> int:
        """Sum what was booked; what is still pending does not count."""
        return sum(entry.amount_minor for entry in self.entries if not entry.is_pending)

    @property
    def off_minor(self) -> int | None:
        """Return by how much the entries miss the closing balance: 0 where they lead to it, None where nobody knows.

        >>> BankStatement("1", "USD", "s", None, None, 100, 250, ()).off_minor
        150
        """
        if self.opening_minor is None or self.closing_minor is None:
            return None
        return self.closing_minor - self.opening_minor - self.moved_minor


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file holds: its statements, and every sentence about what in it does not agree with itself."""

    format: Format
    statements: tuple[BankStatement, ...]
    faults: tuple[str, ...] = ()
