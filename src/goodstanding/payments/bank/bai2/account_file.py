"""A BAI2 file as a whole: groups, accounts and entries, each level's sum and counts held against what it holds.

Source: Cash Management Balance Reporting Specifications, version 2. Amounts are minor units without a mark. The
library bai2 stops at the first of the many liberties that banks take, so this reading is our own.
"""

from dataclasses import dataclass, field
from datetime import date

from goodstanding.money.currency import EXPONENTS
from goodstanding.payments.bank.bai2.record import (
    Record,
    amount,
    control,
    funds_length,
    records,
    return_code,
    sign_of,
    summaries,
    value_date,
)
from goodstanding.payments.bank.statement import BankEntry, BankStatement, FileRefused, ReadFile, Unreadable
from goodstanding.payments.bank.written import Faults, clean, decoded, short_day, within

_OPENING, _CLOSING = "010", "015"
_UNSAID = "USD"
"""The currency that the specification gives an account that names none."""


@dataclass
class _Account:
    number: str
    currency: str
    amounts: dict[str, int] = field(default_factory=dict)
    entries: list[BankEntry] = field(default_factory=list)
    sum_minor: int = 0
    records: int = 0


@dataclass
class _Group:
    booked_date: date
    currency: str
    sum_minor: int = 0
    accounts: int = 0
    records: int = 0


@dataclass
class _File:
    faults: Faults
    currency: str
    statements: list[BankStatement] = field(default_factory=list)
    group: _Group | None = None
    account: _Account | None = None
    sum_minor: int = 0
    groups: int = 0
    records: int = 0
    is_closed: bool = False

    def take(self, record: Record) -> None:
        """Take one record in."""
        self.records += record.lines
        if self.group is not None and record.code != "99":
            self.group.records += record.lines
        if self.account is not None and record.code in {"16", "49"}:
            self.account.records += record.lines
        step = {"02": self._open_group, "03": self._open_account, "16": self._entry, "49": self._close_account,
                "98": self._close_group, "99": self._close}.get(record.code)  # fmt: skip
        if step is not None:
            step(record)

    def _open_group(self, record: Record) -> None:
        self._end_group()
        self.groups += 1
        self.group = _Group(short_day(record.at(4)), record.at(6) or self.currency or _UNSAID, records=record.lines)

    def _open_account(self, record: Record) -> None:
        self._end_account()
        if self.group is None:
            raise Unreadable("an account stands outside of any group.")
        self.group.accounts += 1
        currency = record.at(2) or self.group.currency
        if currency not in EXPONENTS:
            raise Unreadable(f"{clean(currency, 10)!r} is not the ISO 4217 code of a currency in use.")
        self.account = _Account(clean(record.at(1), 60), currency, records=record.lines)
        for code, amount_minor in summaries(record.fields[3:]):
            self.account.sum_minor += amount_minor
            if code:
                self.account.amounts[code] = amount_minor

    def _entry(self, record: Record) -> None:
        if self.account is None or self.group is None:
            raise Unreadable("an entry stands outside of any account.")
        code, amount_minor = record.at(1), amount(record.at(2))
        self.account.sum_minor += amount_minor
        sign = sign_of(code)
        if sign == 0:
            if amount_minor:
                raise Unreadable(f"type {clean(code, 10)!r} is neither a credit nor a debit.")
            return
        funds = record.fields[3:]
        rest = [words.strip() for words in funds[funds_length(funds) :]]
        words = clean(",".join(rest[2:]))
        self.account.entries.append(
            BankEntry(
                position=len(self.account.entries) + 1,
                booked_date=self.group.booked_date,
                value_date=value_date(funds, default=self.group.booked_date),
                amount_minor=within(sign * amount_minor),
                currency=self.account.currency,
                text=words,
                bank_reference=clean("".join(rest[:1]), 60),
                end_to_end=clean("".join(rest[1:2]), 60),
                code=clean(code, 10),
                return_code=return_code(code, words),
            )
        )

    def _close_account(self, record: Record) -> None:
        account = self.account
        if account is None or self.group is None:
            raise Unreadable("the end of an account stands outside of any account.")
        total, count = control(record.at(1)), control(record.at(2))
        self._compare(f"Account {account.number}", "control total", total, account.sum_minor)
        self._compare(f"Account {account.number}", "number of records", count, account.records)
        self.group.sum_minor += total
        self._done()

    def _close_group(self, record: Record) -> None:
        self._end_account()
        group = self.group
        if group is None:
            raise Unreadable("the end of a group stands outside of any group.")
        total, accounts, count = control(record.at(1)), control(record.at(2)), control(record.at(3))
        self.group = None
        self.sum_minor += total
        self._compare(f"Group {self.groups}", "control total", total, group.sum_minor)
        self._compare(f"Group {self.groups}", "number of accounts", accounts, group.accounts)
        self._compare(f"Group {self.groups}", "number of records", count, group.records)

    def _close(self, record: Record) -> None:
        self._end_group()
        self.is_closed = True
        self._compare("The file", "control total", control(record.at(1)), self.sum_minor)
        self._compare("The file", "number of groups", control(record.at(2)), self.groups)
        self._compare("The file", "number of records", control(record.at(3)), self.records)

    def _compare(self, whose: str, what: str, told: int, found: int) -> None:
        if told != found:
            self.faults.add(f"{whose} says a {what} of {told}; found {found}.")

    def _end_account(self) -> None:
        if self.account is not None:
            self.faults.add(f"Account {self.account.number} has no trailer.")
            self._done()

    def _end_group(self) -> None:
        self._end_account()
        if self.group is not None:
            self.faults.add(f"Group {self.groups} has no trailer.")
            self.group = None

    def _done(self) -> None:
        account, group = self.account, self.group
        assert account is not None and group is not None, "an account stands within its group"
        if not account.number:
            self.faults.add("A statement does not say of which account it is.")
        self.statements.append(
            BankStatement(
                account=account.number,
                currency=account.currency,
                reference=f"{account.number} {group.booked_date.isoformat()}",
                from_date=group.booked_date,
                to_date=group.booked_date,
                opening_minor=account.amounts.get(_OPENING),
                closing_minor=account.amounts.get(_CLOSING),
                entries=tuple(account.entries),
            )
        )
        self.account = None

    def finish(self) -> None:
        """Say what is missing at the end."""
        self._end_group()
        if not self.is_closed:
            self.faults.add("The file has no trailer; it may be cut off.")


def read_bai2(data: bytes, *, currency: str = "") -> ReadFile:
    """Return the statements of a file, one an account and day. Raises FileRefused."""
    faults = Faults()
    file = _File(faults, currency)
    try:
        for number, record in enumerate(records(decoded(data)), start=1):
            try:
                if number == 1 and record.code != "01":
                    raise FileRefused("The file does not begin with a header, record 01.")
                file.take(record)
            except Unreadable as fault:
                faults.add(f"Record {number} ({record.code}): {fault}")
    except Unreadable as fault:
        raise FileRefused(str(fault)) from fault
    file.finish()
    if not file.statements:
        raise FileRefused("The file has no account: " + (" ".join(faults[:3]) or "no record 03."))
    return ReadFile("bai2", tuple(file.statements), faults.told())
