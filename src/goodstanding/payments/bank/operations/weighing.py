"""Weighing a bank's file before it is entered: whose account, what is new, and everything that speaks against it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from goodstanding.money.amount import Amount
from goodstanding.payments.bank.csv_profile import Profile
from goodstanding.payments.bank.reading import read
from goodstanding.payments.bank.recognising import (
    KnownLine,
    KnownStatement,
    Recognised,
    gaps,
    recognise,
    same_account,
)
from goodstanding.payments.bank.statement import BankStatement, FileRefused
from goodstanding.payments.models.bank import BankAccount, BankFile, BankLine, Statement
from goodstanding.refusal import Refusal


class StatementRefused(Refusal):
    """A file cannot be entered as it is; the sentences say why."""


@dataclass(frozen=True, slots=True)
class WeighedStatement:
    """A statement with its account, what of it is new, and what speaks against it."""

    statement: BankStatement
    account: BankAccount
    recognised: Recognised
    faults: tuple[str, ...]
    notices: tuple[str, ...]
    lines: tuple[KnownLine, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Weighed:
    """A file with its statements; `known_file_id` is set where the very same file was entered before."""

    name: str
    format: str
    sha256: str
    statements: tuple[WeighedStatement, ...] = ()
    faults: tuple[str, ...] = ()
    known_file_id: int | None = None

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return everything that speaks against entering the file."""
        return self.faults + tuple(fault for one in self.statements for fault in one.faults)

    @property
    def fresh(self) -> int:
        """Return how many lines would be new."""
        return sum(len(one.recognised.fresh) for one in self.statements)


def weigh(data: bytes, *, name: str, account: str = "", profile: Profile | None = None) -> Weighed:
    """Return what entering a file would do; `account` names ours where the file does not, by name or number.

    Raises FileRefused, StatementRefused.
    """
    digest = sha256(data).hexdigest()
    known = BankFile.objects.filter(sha256=digest).first()
    if known is not None:
        return Weighed(name, known.format, digest, known_file_id=known.id)
    ours = _named(account) if account else None
    file = read(data, currency=ours.currency if ours else "", profile=profile)
    accounts = list(BankAccount.objects.order_by("id"))
    weighed: list[WeighedStatement] = []
    for one in file.statements:
        row = _account_of(one, ours, accounts)
        weighed.append(_weighed(one, row, form=file.format, before=[w for w in weighed if w.account.id == row.id]))
    return Weighed(name, file.format, digest, tuple(weighed), file.faults)


def _named(text: str) -> BankAccount:
    found = BankAccount.objects.filter(name=text).first()
    found = found or BankAccount.objects.filter(number=text.replace(" ", "")).first()
    if found is None:
        raise StatementRefused(f"There is no bank account {text[:60]!r}; add it with `goodstanding bank account add`.")
    return found


def _account_of(statement: BankStatement, ours: BankAccount | None, accounts: Sequence[BankAccount]) -> BankAccount:
    found = [
        one
        for one in accounts
        if same_account(statement.account, one.number) and statement.currency in {one.currency, ""}
    ]
    if ours is None and len(found) == 1:
        return found[0]
    if ours is None:
        what = "is none of ours" if not found else "is several of ours"
        raise StatementRefused(
            f"Account {statement.account or '(not told)'} in {statement.currency or 'no currency'} {what}; "
            "add it, or say with --account which it is."
        )
    if statement.account and not same_account(statement.account, ours.number):
        raise StatementRefused(f"The statement is of account {statement.account}, not of {ours.number}.")
    if statement.currency and statement.currency != ours.currency:
        raise StatementRefused(f"The statement is in {statement.currency}, account {ours.name} in {ours.currency}.")
    return ours


def _weighed(
    statement: BankStatement, account: BankAccount, *, form: str, before: Sequence[WeighedStatement]
) -> WeighedStatement:
    """Weigh one statement against the books, and against what stands before it in its own file."""
    lines, statements = _lines(account, statement), _statements(account)
    for number, one in enumerate(before, start=1):
        told = one.statement
        statements.append(
            KnownStatement(-number, told.reference, told.sequence, told.from_date, told.to_date,
                           told.opening_minor, told.closing_minor)
        )  # fmt: skip
        for place, entry in enumerate(one.recognised.fresh):
            lines.append(
                KnownLine(-(number * 10**7 + place), -number, entry.booked_date, entry.amount_minor, entry.currency,
                          form, entry.text, entry.bank_reference, entry.end_to_end, entry.party_account)
            )  # fmt: skip
    recognised = recognise(statement, form=form, lines=lines, statements=statements)
    faults, notices = [], []
    name = f"Statement {statement.sequence or statement.reference or '(without reference)'} of {account.name}"
    if statement.off_minor is None:
        notices.append(f"{name} does not tell both balances, so nobody can see whether it is whole.")
    elif statement.off_minor:
        faults.append(
            f"{name} is off by {Amount(statement.off_minor, account.currency)}: its entries miss its balance."
        )
    faults += [f"{name}: {sentence}" for sentence in recognised.faults]
    found = gaps(statement, statements, written=lambda minor: str(Amount(minor, account.currency)))
    notices += [f"{name}: {sentence}" for sentence in found]
    return WeighedStatement(statement, account, recognised, tuple(faults), tuple(notices), tuple(lines))


def _lines(account: BankAccount, statement: BankStatement) -> list[KnownLine]:
    days = [entry.booked_date for entry in statement.entries]
    days += [one for one in (statement.from_date, statement.to_date) if one is not None]
    if not days:
        return []
    rows = BankLine.objects.filter(account=account, booked_date__range=(min(days), max(days))).order_by("id")
    return [
        KnownLine(*row)
        for row in rows.values_list(
            "id", "statement_id", "booked_date", "amount_minor", "currency", "statement__file__format", "text",
            "bank_reference", "end_to_end", "party_account",
        )
    ]  # fmt: skip


def _statements(account: BankAccount) -> list[KnownStatement]:
    rows = Statement.objects.filter(account=account).order_by("id")
    return [
        KnownStatement(*row)
        for row in rows.values_list(
            "id", "reference", "sequence", "from_date", "to_date", "opening_minor", "closing_minor"
        )
    ]


__all__ = ["FileRefused", "StatementRefused", "Weighed", "WeighedStatement", "weigh"]
