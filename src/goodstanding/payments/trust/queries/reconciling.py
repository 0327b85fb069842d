"""Gathering what the bank, the book and the ledger say of a bank account, for payments.trust.reconciliation.

A receipt moved on the bank account that its source named; else on that of the bank line it was matched with, or of the
payout that brought it; else on the only one that money of its client can have come in on. The same holds for refunds. A
remittance names its account.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from goodstanding.ledger.models import Transaction
from goodstanding.payments.models import PaidBack, Receipt, Remittance
from goodstanding.payments.models.bank import BankAccount, BankLine, LineMatch, Statement
from goodstanding.payments.models.gateway import PayoutLine
from goodstanding.payments.trust.pairing import BankPart, Movement
from goodstanding.payments.trust.queries.balances import account_of, trust_balances
from goodstanding.payments.trust.queries.passed_on import Move, PassedOn, passed_on
from goodstanding.payments.trust.reconciliation import FEES, Bank, Clients, Reconciliation, reconcile
from goodstanding.refusal import Refusal


class NoSuchBankAccount(Refusal):
    """No bank account of ours has this number or name."""


class _Times(NamedTuple):
    """As of which day, and as known when."""

    as_of: date
    known_at: datetime | None

    def has_seen(self, day: date, recorded_at: datetime) -> bool:
        """Say whether something had happened, and was known."""
        return day <= self.as_of and (self.known_at is None or recorded_at <= self.known_at)

    def has_seen_transaction(self, made: Transaction) -> bool:
        """Say whether a transaction was effective, and known."""
        return self.has_seen(made.effective_date, made.recorded_at)


def bank_account_named(name: str) -> BankAccount:
    """Return a bank account by its number with us, its name or its number at the bank; raise NoSuchBankAccount."""
    rows = BankAccount.objects.all()
    found = rows.filter(id=int(name)).first() if name.isdecimal() and len(name) < 10 else None  # noqa: PLR2004  Digits.
    found = found or rows.filter(name__iexact=name).first() or rows.filter(number=name.replace(" ", "")).first()
    if found is None:
        known = ", ".join(rows.order_by("name").values_list("name", flat=True)) or "none"
        raise NoSuchBankAccount(f"There is no bank account {name[:40]!r}. Known: {known}.")
    return found


def reconciliation_of(account_id: int, *, as_of: date, known_at: datetime | None = None) -> Reconciliation:
    """Hold a bank account against its book and its clients' money, as of a day and as known at an instant.

    Raises NoSuchBankAccount.
    """
    account = BankAccount.objects.filter(id=account_id).first()
    if account is None:
        raise NoSuchBankAccount(f"There is no bank account {account_id}.")
    times = _Times(as_of, known_at)
    by_account: dict[int | None, list[Movement]] = defaultdict(list)
    for number, movement in _movements(account.currency, times):
        by_account[number].append(movement)
    homeless, here = by_account.pop(None, []), by_account.pop(account_id, [])
    standing = {
        one.client_id: one.balance.minor
        for one in trust_balances(as_of=as_of, known_at=known_at)
        if one.balance.currency == account.currency
    }
    elsewhere = [one for movements in by_account.values() for one in movements]
    by_hand_minor = sum(standing.values()) - sum(one.amount_minor for one in (*here, *elsewhere, *homeless))
    for one in elsewhere:
        standing[one.client_id] = standing.get(one.client_id, 0) - one.amount_minor
    clients = Clients({number: minor for number, minor in standing.items() if minor}, homeless, by_hand_minor)
    return reconcile(_bank(account, times), here, clients, as_of=as_of)


def _movements(currency: str, times: _Times) -> Iterator[tuple[int | None, Movement]]:
    """Yield everything that moved in a currency, with the bank account it moved on; None where nobody can tell."""
    default: dict[int, int | None] = {}

    def home(client_id: int, *told: int | None) -> int | None:
        if client_id not in default:
            found = account_of(client_id, currency)
            default[client_id] = found.id if found else None
        return next((number for number in told if number is not None), default[client_id])

    matches = LineMatch.objects.filter(kind="receipt", undone_at=None, line__account__currency=currency)
    paid_out = PayoutLine.objects.filter(
        kind="payment", payment__receipt__isnull=False, payout__bank_line__isnull=False
    )
    matched = dict(paid_out.values_list("payment__receipt_id", "payout__bank_line__account_id"))
    matched |= dict(matches.values_list("receipt_id", "line__account_id"))
    for receipt in Receipt.objects.filter(currency=currency).select_related("reversal").order_by("id"):
        number = home(receipt.client_id, receipt.bank_account_id, matched.get(receipt.id))
        name = f"Receipt {receipt.id}"
        came_in = Movement(name, receipt.client_id, receipt.received_date, receipt.amount_minor, receipt.reference)
        if times.has_seen(receipt.received_date, receipt.recorded_at):
            yield number, came_in
        back = getattr(receipt, "reversal", None)
        if back is not None and times.has_seen(back.reversed_date, back.recorded_at):
            yield number, _undone(came_in, day=back.reversed_date)
    refunds = PaidBack.objects.filter(currency=currency).select_related("transaction__reversed_by", "receipt")
    for refund in refunds.order_by("id"):
        told = refund.receipt.bank_account_id if refund.receipt else None
        number = home(refund.client_id, refund.bank_account_id, told, matched.get(refund.receipt_id or 0))
        out = Movement(
            f"Refund {refund.id}", refund.client_id, refund.refunded_date, -refund.amount_minor, refund.reference
        )
        yield from ((number, one) for one in _told(out, refund.transaction, times))
    remittances = Remittance.objects.filter(currency=currency, transaction__isnull=False)
    for row in remittances.select_related("transaction__reversed_by").order_by("id"):
        minor = row.amount_minor if row.kind == "cover" else -row.amount_minor
        gone = Movement(f"Remittance {row.id}", row.client_id, row.remitted_date, minor, row.reference)
        assert row.transaction is not None, "The filter says so."
        yield from ((row.bank_account_id, one) for one in _told(gone, row.transaction, times))


def _told(movement: Movement, made: Transaction, times: _Times) -> Iterator[Movement]:
    """Yield a movement and what took it back, where they had happened and were known."""
    if times.has_seen_transaction(made):
        yield movement
    back = getattr(made, "reversed_by", None)
    if back is not None and times.has_seen_transaction(back):
        yield _undone(movement, day=back.effective_date)


def _undone(movement: Movement, *, day: date) -> Movement:
    name = f"{movement.name}, taken back"
    return movement._replace(name=name, day=day, amount_minor=-movement.amount_minor, undoes=movement.name)


def _bank(account: BankAccount, times: _Times) -> Bank:
    statements = Statement.objects.filter(account=account).order_by("to_date", "id")
    lines = BankLine.objects.filter(account=account, booked_date__lte=times.as_of)
    if times.known_at is not None:
        statements = statements.filter(file__entered_at__lte=times.known_at)
        lines = lines.filter(statement__file__entered_at__lte=times.known_at)
    rows = list(lines.order_by("booked_date", "id"))
    first, last = statements.first(), statements.filter(to_date__lte=times.as_of).last()
    # A closing balance holds for the day asked for where nothing was booked since.
    holds = last is not None and last.to_date is not None and all(row.booked_date <= last.to_date for row in rows)
    return Bank(
        first.opening_minor if first else None,
        last.closing_minor if last and holds else None,
        _parts(rows, account),
        account.currency,
    )


def _parts(rows: list[BankLine], account: BankAccount) -> list[BankPart]:
    """Return the lines, each cut into what was found to be one receipt, and the rest."""
    matches: dict[int, list[LineMatch]] = defaultdict(list)
    found = LineMatch.objects.filter(line__account=account, undone_at=None).select_related("debt").order_by("id")
    for match in found:
        matches[match.line_id].append(match)
    paid_out = passed_on(account)
    parts = []
    for row in rows:
        references = (row.end_to_end, row.creditor_reference, row.bank_reference)
        whole = BankPart(
            row.id, row.booked_date, row.value_date, row.amount_minor, row.currency, references,
            client_id=account.client_id,
        )  # fmt: skip
        cut = [part for match in matches[row.id] for part in _cut(whole, match, paid_out[row.id])]
        rest_minor = row.amount_minor - sum(part.amount_minor for part in cut)
        parts += cut
        if rest_minor or not cut:
            parts.append(whole._replace(amount_minor=rest_minor))
    return parts


def _cut(whole: BankPart, match: LineMatch, paid_out: Sequence[PassedOn]) -> list[BankPart]:
    """Return what one match says of a line: a receipt, its return, what it was set aside as, or a payout's parts."""
    if match.kind != "payout":
        return [_named(whole, match)]
    parts = [
        whole._replace(
            amount_minor=move.amount_minor, matched=move.name, references=() if move.name else (row.reference,),
            is_passed_on=True, client_id=row.client_id or whole.client_id,
        )
        for row in paid_out
        if row.kind != "fee"
        for move in row.moves or (Move("", row.amount_minor),)
    ]  # fmt: skip
    fees_minor = sum(row.amount_minor for row in paid_out if row.kind == "fee")
    rest_minor = match.amount_minor - sum(row.amount_minor for row in paid_out)
    asides = ((FEES, fees_minor), (match.kind, rest_minor))
    return parts + [whole._replace(amount_minor=minor, set_aside=name) for name, minor in asides if minor]


def _named(whole: BankPart, match: LineMatch) -> BankPart:
    client_id = match.debt.client_id if match.debt else whole.client_id
    if match.kind == "receipt":
        return whole._replace(
            amount_minor=match.amount_minor, matched=f"Receipt {match.receipt_id}", client_id=client_id
        )
    if match.kind == "returned" and match.receipt_id:
        name = f"Receipt {match.receipt_id}, taken back"
        return whole._replace(amount_minor=match.amount_minor, matched=name, client_id=client_id)
    return whole._replace(amount_minor=match.amount_minor, set_aside=match.kind, client_id=client_id)
