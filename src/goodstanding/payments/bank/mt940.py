"""SWIFT MT940 and MT942 as banks really send them: statements between balances, and interim reports without.

Fields start a line with `:61:` and the like and go on until the next one; what stands around statements (envelopes,
transport headers) is skipped. Source: SWIFT's Category 9 standard; dialects seen of Dutch, German, Polish and Swiss
banks. The library mt-940 leaves totals unchecked and drops what it cannot read, so this reading is our own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from goodstanding.money.amount import Amount
from goodstanding.payments.bank.mt940_details import details_of
from goodstanding.payments.bank.statement import BankEntry, BankStatement, FileRefused, ReadFile, Unreadable
from goodstanding.payments.bank.written import Faults, calendar_day, clean, decoded, minor, short_day, within

_FIELD = re.compile(r":([0-9]{2}[A-Z]?):")
_END = re.compile(r"-(?:\}.*|[A-Z\x03]{0,3})\s*")
_BALANCE = re.compile(r"\s*([CD])\s*([0-9]{6})\s*([A-Z]{3})\s*([0-9]{1,20}[,.]?[0-9]{0,8})\s*")
_LINE = re.compile(
    r"([0-9]{6})([0-9]{4}|\s{4})?\s*(R?[CD]|E[CD])([A-Z])?\s*([0-9]{1,20}[,.]?[0-9]{0,8})([NSF][A-Z0-9]{3})?([^\n]*)(.*)",
    re.DOTALL,
)
_SUM = re.compile(r"\s*([0-9]{1,9})\s*([A-Z]{3})\s*([0-9]{1,20}[,.]?[0-9]{0,8})\s*")
_FLOOR = re.compile(r"\s*([A-Z]{3})")
_HALF_YEAR_MONTHS = 6
FIELD_LENGTH_MOST = 20_000


@dataclass
class _Gathered:
    """A statement while its fields come in."""

    faults: Faults
    currency: str
    reference: str = ""
    account: str = ""
    sequence: str = ""
    opening: tuple[date, int] | None = None
    closing: tuple[date, int] | None = None
    lines: list[tuple[str, list[str]]] = field(default_factory=list)
    sums: list[tuple[str, int, int]] = field(default_factory=list)
    is_last_an_entry: bool = False
    is_touched: bool = False

    @property
    def name(self) -> str:
        return f"Statement {self.reference or '(without reference)'}"

    def take(self, tag: str, text: str) -> None:
        """Take one field in; what cannot be read becomes a sentence."""
        self.is_touched = True
        try:
            self._take(tag, text)
        except Unreadable as fault:
            self.faults.add(f"{self.name}, field {tag}: {fault}")

    def _take(self, tag: str, text: str) -> None:
        if tag == "86":
            if self.is_last_an_entry:
                self.lines[-1][1].append(text)
            return
        self.is_last_an_entry = tag == "61"
        if tag == "61":
            self.lines.append((text, []))
        elif tag == "25":
            if self.account:
                raise Unreadable("a second account stands within one statement.")
            self.account = clean(text, 80)
        elif tag in {"28", "28C"}:
            self.sequence = clean(text, 40)
        else:
            self._take_sum(tag, text)

    def _take_sum(self, tag: str, text: str) -> None:
        if tag in {"60F", "60M"}:
            self._twice(self.opening, "opening")
            self.opening = self._balance(text)
        elif tag in {"62F", "62M"}:
            self._twice(self.closing, "closing")
            self.closing = self._balance(text)
        elif tag in {"90C", "90D"}:
            self._sum(tag, text)
        elif tag == "34F" and (match := _FLOOR.match(text)):
            self.currency = match[1]

    def _twice(self, before: tuple[date, int] | None, what: str) -> None:
        if before is not None:
            self.faults.add(f"{self.name} has more than one {what} balance; the last counts.")

    def _balance(self, text: str) -> tuple[date, int]:
        match = _BALANCE.fullmatch(text.partition("\n")[0])
        if match is None:
            raise Unreadable(f"{clean(text, 40)!r} is not a balance.")
        if self.opening is not None and self.currency and match[3] != self.currency:
            raise Unreadable(f"a balance is in {match[3]}, the statement in {self.currency}.")
        self.currency = match[3]
        return short_day(match[2]), minor(match[4], match[3]) * (1 if match[1] == "C" else -1)

    def _sum(self, tag: str, text: str) -> None:
        match = _SUM.fullmatch(text.partition("\n")[0])
        if match is None:
            raise Unreadable(f"{clean(text, 40)!r} is not a number of entries with their sum.")
        self.currency = self.currency or match[2]
        self.sums.append((tag[2], int(match[1]), minor(match[3], match[2])))

    def done(self) -> BankStatement:
        """Return the statement with its entries read, now that its currency is known."""
        entries = tuple(self._entries())
        self._check_sums(entries)
        days = [entry.booked_date for entry in entries]
        if not self.account:
            self.faults.add(f"{self.name} does not say of which account it is.")
        return BankStatement(
            account=self.account,
            currency=self.currency,
            reference=self.reference,
            # An opening balance bears the day of the evening before, so the first entry says better where it starts.
            from_date=min(days, default=self.closing[0] if self.closing else None),
            to_date=self.closing[0] if self.closing else max(days, default=None),
            opening_minor=self.opening[1] if self.opening else None,
            closing_minor=self.closing[1] if self.closing else None,
            entries=entries,
            sequence=self.sequence,
        )

    def _entries(self) -> Iterator[BankEntry]:
        for position, (text, details) in enumerate(self.lines, start=1):
            try:
                yield _entry(position, text, "\n".join(details), currency=self.currency)
            except Unreadable as fault:
                self.faults.add(f"{self.name}, entry {position}: {fault}")

    def _check_sums(self, entries: tuple[BankEntry, ...]) -> None:
        for side, count, total in self.sums:
            found = [abs(one.amount_minor) for one in entries if (one.amount_minor > 0) == (side == "C")]
            if (len(found), sum(found)) != (count, total):
                what = "credits" if side == "C" else "debits"
                self.faults.add(
                    f"{self.name} says {count} {what} of {_written(total, self.currency)}; "
                    f"it holds {len(found)} of {_written(sum(found), self.currency)}."
                )


def read_mt940(data: bytes, *, currency: str = "") -> ReadFile:
    """Return the statements of a file; `currency` is the account's, for interim reports that name none.

    Raises FileRefused where it holds no field of a statement.
    """
    faults = Faults()
    statements = []
    for gathered in _gathered(decoded(data), faults=faults, currency=currency):
        statements.append(gathered.done())
    if not statements:
        raise FileRefused("The file has no statement: no line starts with a field such as :20: or :61:.")
    return ReadFile("mt940", tuple(statements), faults.told())


def _gathered(text: str, *, faults: Faults, currency: str) -> Iterator[_Gathered]:
    current = _Gathered(faults, currency)
    for tag, words in _fields(text):
        if (tag in {"20", ""}) and current.is_touched:
            yield current
            current = _Gathered(faults, currency)
        if tag == "20":
            current.is_touched = True
            current.reference = clean(words, 80)
        elif tag:
            current.take(tag, words)
    if current.is_touched:
        yield current


def _fields(text: str) -> Iterator[tuple[str, str]]:
    """Yield each field with its text; an empty tag where a statement ends."""
    tag, held, length = "", [""], 0
    for line in text.splitlines():
        match = _FIELD.match(line)
        if match or _END.fullmatch(line):
            if tag:
                yield tag, "\n".join(held)
            tag, held, length = (match[1], [line[match.end() :]], len(line)) if match else ("", [], 0)
            if not match:
                yield "", ""
        elif tag and length < FIELD_LENGTH_MOST:
            held.append(line[:FIELD_LENGTH_MOST])
            length += len(line)
    if tag:
        yield tag, "\n".join(held)


def _entry(position: int, text: str, details: str, *, currency: str) -> BankEntry:
    match = _LINE.fullmatch(text)
    if match is None:
        raise Unreadable(f"{clean(text, 60)!r} is not a statement line.")
    if not currency:
        raise Unreadable("no balance says in which currency it is.")
    value_date = short_day(match[1])
    is_reversal = match[3].startswith("R")
    # RC takes a credit back and so is a debit; RD the other way round. EC and ED are expected, not booked.
    sign = 1 if match[3] in {"C", "RD", "EC"} else -1
    reference, _, bank_reference = match[7].partition("//")
    told = details_of(details)
    words = told.text or clean(f"{match[8]} {details}") or clean(match[7])
    return BankEntry(
        position=position,
        booked_date=_booked(match[2], value_date),
        value_date=value_date,
        amount_minor=within(sign * minor(match[5], currency)),
        currency=currency,
        text=words,
        bank_reference=clean(bank_reference, 60) if clean(bank_reference) != "NONREF" else "",
        end_to_end=told.end_to_end or _named(reference),
        creditor_reference=told.creditor_reference,
        party_name=told.party_name,
        party_account=told.party_account,
        code=told.code or (match[6] or "")[1:],
        is_reversal=is_reversal,
        is_pending=match[3].startswith("E"),
        return_code=told.return_code,
    )


def _named(reference: str) -> str:
    tidy = clean(reference, 60)
    return "" if tidy in {"NONREF", "NONE"} else tidy


def _booked(month_day: str | None, value_date: date) -> date:
    """Return the day of booking, whose year is the one that brings it nearest to the value date."""
    if not month_day or not month_day.strip():
        return value_date
    month, of_month = int(month_day[:2]), int(month_day[2:])
    year = value_date.year
    if month - value_date.month > _HALF_YEAR_MONTHS:
        year -= 1
    elif value_date.month - month > _HALF_YEAR_MONTHS:
        year += 1
    return calendar_day(year, month, of_month)


def _written(amount_minor: int, currency: str) -> str:
    return str(Amount(amount_minor, currency))
