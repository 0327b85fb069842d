"""Writing a NACHA file of debits: header, a batch a class, entries, controls, padding; and prenotes.

The same debits make the same bytes, so that a file written again after a crash is the same file. Everything that the
clearing house would send back is refused before: a bank number that does not check, a day on which no bank works.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from goodstanding.calendars.business_day import is_business_day
from goodstanding.payments.bank.nacha.reading import HASH_DIGITS
from goodstanding.refusal import Refusal

Class = Literal["PPD", "CCD", "WEB", "TEL"]
CLASSES = ("PPD", "CCD", "WEB", "TEL")
AMOUNT_MOST = 99_999_999_99
ENTRIES_MOST = 999_999
_BLOCK = 10
_DEBITS_ONLY = "225"
_CODES = {("checking", False): "27", ("checking", True): "28", ("savings", False): "37", ("savings", True): "38"}
_ACCOUNT = re.compile(r"[0-9A-Za-z -]{1,17}")
_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7)


class OrderRefused(Refusal, ValueError):
    """A file of debits cannot be written like this; the sentences say why."""


@dataclass(frozen=True, slots=True)
class Company:
    """Who orders, as the bank has set it up: its own number for us, and the bank's nine digits."""

    name: str
    identification: str
    bank: str
    bank_name: str
    description: str = "PAYMENT"
    origin: str = ""
    """How the bank calls whoever sends the file; the company's identification where it says nothing else."""
    destination: str = ""
    """The nine digits to which the file goes; the bank's own where it says nothing else."""


class Debit(NamedTuple):
    """One debit. `key` comes back with whatever becomes of it; nothing is taken by a prenote."""

    key: str
    batch_class: Class
    bank: str
    account: str
    kind: Literal["checking", "savings"]
    amount_minor: int
    name: str
    is_prenote: bool = False
    is_recurring: bool = False


class Written(NamedTuple):
    """A file, and the trace number under which each debit left, by its key."""

    data: bytes
    traces: dict[str, str]
    debit_minor: int


def write_nacha(
    debits: Sequence[Debit], company: Company, *, effective_date: date, made_at: datetime, modifier: str = "A",
    first_trace: int = 1,
) -> Written:  # fmt: skip
    """Return a file of debits to be settled on a bank day; `modifier` tells several files of a day apart.

    Raises OrderRefused with everything that is wrong.
    """
    faults = _faults(debits, company, effective_date=effective_date, modifier=modifier, first_trace=first_trace)
    if faults:
        raise OrderRefused(" ".join(faults[:20]))
    records = [_file_header(company, made_at=made_at, modifier=modifier)]
    traces: dict[str, str] = {}
    totals = [0, 0, 0]
    classes = [one for one in CLASSES if any(debit.batch_class == one for debit in debits)]
    for number, batch_class in enumerate(classes, start=1):
        mine = [debit for debit in debits if debit.batch_class == batch_class]
        records.append(_batch_header(company, batch_class, number, effective_date=effective_date, made_at=made_at))
        for debit in mine:
            traces[debit.key] = f"{company.bank[:8]}{first_trace + len(traces):07d}"
            records.append(_entry(debit, trace=traces[debit.key]))
        sums = [len(mine), sum(int(debit.bank[:8]) for debit in mine), sum(debit.amount_minor for debit in mine)]
        totals = [before + more for before, more in zip(totals, sums, strict=True)]
        records.append(_batch_control(company, sums, number))
    blocks = -(-(len(records) + 1) // _BLOCK)
    count, entry_hash, debit_minor = totals
    records.append(
        f"9{len(classes):06d}{blocks:06d}{count:08d}{entry_hash % HASH_DIGITS:010d}{debit_minor:012d}{0:012d}{'':39}"
    )
    records += ["9" * 94] * (blocks * _BLOCK - len(records))
    assert all(len(record) == 94 for record in records), "every record has 94 characters"  # noqa: PLR2004  The format.
    return Written(("\r\n".join(records) + "\r\n").encode("ascii"), traces, debit_minor)


def is_bank_number(text: str) -> bool:
    """Say whether nine digits are a bank number: the last one checks the others.

    >>> is_bank_number("091400606"), is_bank_number("091400607")
    (True, False)
    """
    if len(text) != len(_WEIGHTS) + 1 or not (text.isascii() and text.isdigit()):
        return False
    told = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return (told + int(text[8])) % 10 == 0


def _faults(
    debits: Sequence[Debit], company: Company, *, effective_date: date, modifier: str, first_trace: int
) -> list[str]:
    found = []
    if not debits:
        found.append("There is no debit to write.")
    if len(debits) + first_trace > ENTRIES_MOST:
        found.append(f"More than {ENTRIES_MOST:,} debits do not fit into one file.")
    if len({debit.key for debit in debits}) != len(debits):
        found.append("Two debits have the same key.")
    if not is_bank_number(company.bank):
        found.append(f"{company.bank!r} is not the nine digits of a bank.")
    if company.destination and not is_bank_number(company.destination):
        found.append(f"{company.destination!r} is not the nine digits of a bank.")
    if not company.name.strip() or not re.fullmatch(r"[0-9A-Za-z ]{1,10}", company.identification):
        found.append("The company needs a name and an identification of up to ten letters and digits.")
    if not re.fullmatch(r"[A-Z0-9]", modifier):
        found.append("The modifier is one capital letter or digit.")
    if not is_business_day(effective_date, calendar="us_banking"):
        found.append(f"{effective_date} is no day on which the Federal Reserve Banks work.")
    for debit in debits:
        found += [f"Debit {debit.key}: {fault}" for fault in _faults_of(debit)]
    return found


def _faults_of(debit: Debit) -> list[str]:
    found = []
    if debit.batch_class not in CLASSES:
        found.append(f"{debit.batch_class!r} is none of {', '.join(CLASSES)}.")
    if not is_bank_number(debit.bank):
        found.append(f"{debit.bank!r} is not the nine digits of a bank.")
    if not _ACCOUNT.fullmatch(debit.account) or not debit.account.strip():
        found.append("an account number has up to 17 letters, digits and hyphens.")
    if debit.is_prenote != (debit.amount_minor == 0) or not 0 <= debit.amount_minor <= AMOUNT_MOST:
        found.append("a debit takes between a cent and USD 99,999,999.99, and a prenote nothing.")
    if len(_plain(debit.key, 40)) > 15 or not debit.key.strip():  # noqa: PLR2004  the field's width
        found.append("a key has up to 15 characters.")
    if not _plain(debit.name, 22):
        found.append("the account holder has no name that can be written in plain letters.")
    return found


def _plain(text: str, width: int) -> str:
    """Return a text in the letters that the clearing house takes."""
    told = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", errors="ignore").decode()
    return " ".join("".join(letter if letter.isprintable() else " " for letter in told).split())[:width]


def _file_header(company: Company, *, made_at: datetime, modifier: str) -> str:
    origin = _plain(company.origin or company.identification, 10)
    return (
        f"101 {company.destination or company.bank}{origin:>10}{made_at:%y%m%d%H%M}{modifier}094101"
        f"{_plain(company.bank_name, 23):23}{_plain(company.name, 23):23}{'':8}"
    )


def _batch_header(company: Company, batch_class: str, number: int, *, effective_date: date, made_at: datetime) -> str:
    return (
        f"5{_DEBITS_ONLY}{_plain(company.name, 16):16}{'':20}{_plain(company.identification, 10):>10}{batch_class}"
        f"{_plain(company.description, 10):10}{made_at:%y%m%d}{effective_date:%y%m%d}   1{company.bank[:8]}{number:07d}"
    )


def _entry(debit: Debit, *, trace: str) -> str:
    single = ("R" if debit.is_recurring else "S") if debit.batch_class in {"WEB", "TEL"} else ""
    return (
        f"6{_CODES[debit.kind, debit.is_prenote]}{debit.bank}{debit.account:17}{debit.amount_minor:010d}"
        f"{_plain(debit.key, 15):15}{_plain(debit.name, 22):22}{single:2}0{trace}"
    )


def _batch_control(company: Company, sums: Sequence[int], number: int) -> str:
    count, entry_hash, debit_minor = sums
    return (
        f"8{_DEBITS_ONLY}{count:06d}{entry_hash % HASH_DIGITS:010d}{debit_minor:012d}{0:012d}"
        f"{_plain(company.identification, 10):>10}{'':25}{company.bank[:8]}{number:07d}"
    )
