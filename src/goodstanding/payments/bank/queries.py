"""Questions about the bank: our accounts, what its statements told, and the lines of one."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count

from goodstanding.access.permission import Actor, require
from goodstanding.money.amount import Amount
from goodstanding.payments.models.bank import BankAccount, BankLine, Statement
from goodstanding.refusal import Refusal


class NoSuchStatement(Refusal):
    """There is no statement of that number."""


class AccountTold(NamedTuple):
    """An account of ours, and what its last statement closed with."""

    account_id: int
    name: str
    number: str
    currency: str
    is_trust: bool
    client_id: int | None
    closing: Amount | None
    told_until: date | None


class StatementTold(NamedTuple):
    """A statement with what it told; `off` is None where it does not tell both balances."""

    statement_id: int
    account: str
    currency: str
    reference: str
    sequence: str
    from_date: date | None
    to_date: date | None
    opening: Amount | None
    closing: Amount | None
    off: Amount | None
    lines: int
    taken_reason: str
    file_id: int
    file_name: str
    format: str
    entry_id: int

    @property
    def standing(self) -> str:
        """Return in words whether it reconciles."""
        if self.off is None:
            return "not told"
        if self.off.is_zero:
            return "reconciled"
        return f"off by {self.off}, taken as it is"


class LineTold(NamedTuple):
    """A bank line."""

    line_id: int
    position: int
    booked_date: date
    value_date: date
    amount: Amount
    text: str
    party_name: str
    party_account: str
    bank_reference: str
    end_to_end: str
    creditor_reference: str
    code: str
    is_reversal: bool
    return_code: str


def accounts(*, by: Actor) -> list[AccountTold]:
    """Return our accounts by name."""
    require(by, "bank.read")
    found = []
    for row in BankAccount.objects.order_by("name"):
        last = row.statements.exclude(closing_minor=None).exclude(to_date=None).order_by("to_date", "id").last()
        closing = _amount(last.closing_minor if last else None, row.currency)
        until = last.to_date if last else None
        found.append(
            AccountTold(row.id, row.name, row.number, row.currency, row.is_trust, row.client_id, closing, until)
        )
    return found


def statements(*, account: str = "", limit: int = 100, by: Actor) -> list[StatementTold]:
    """Return statements, the latest first, of all accounts or of one by its name or number."""
    require(by, "bank.read")
    rows = Statement.objects.select_related("account", "file").annotate(told=Count("lines"))
    if account:
        rows = rows.filter(account__name=account) | rows.filter(account__number=account)
    return [_told(row, row.told) for row in rows.order_by("-to_date", "-id")[:limit]]


def statement(statement_id: int, *, by: Actor) -> StatementTold:
    """Return one statement. Raises NoSuchStatement."""
    require(by, "bank.read")
    row = Statement.objects.select_related("account", "file").filter(id=statement_id).first()
    if row is None:
        raise NoSuchStatement(f"There is no bank statement {statement_id}.")
    return _told(row, row.lines.count())


def lines(statement_id: int, *, limit: int = 1_000, by: Actor) -> list[LineTold]:
    """Return the lines that a statement brought, in its order. Raises NoSuchStatement."""
    statement(statement_id, by=by)
    rows = BankLine.objects.filter(statement_id=statement_id).order_by("position", "id")[:limit]
    return [
        LineTold(
            row.id, row.position, row.booked_date, row.value_date,
            Amount(row.amount_minor, row.currency), row.text, row.party_name, row.party_account, row.bank_reference,
            row.end_to_end, row.creditor_reference, row.code, row.is_reversal, row.return_code,
        )
        for row in rows
    ]  # fmt: skip


def _told(row: Statement, count: int) -> StatementTold:
    currency = row.account.currency
    return StatementTold(
        row.id, row.account.name, currency, row.reference, row.sequence,
        row.from_date, row.to_date,
        _amount(row.opening_minor, currency), _amount(row.closing_minor, currency), _amount(row.off_minor, currency),
        count, row.taken_reason, row.file_id, row.file.name, row.file.format, row.entry_id,
    )  # fmt: skip


def _amount(minor: int | None, currency: str) -> Amount | None:
    return None if minor is None else Amount(minor, currency)
