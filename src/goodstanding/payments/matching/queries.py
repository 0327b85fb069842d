"""Questions about bank lines: which wait, what they may pay, and everything that is open."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, cast

import psycopg
from django.db import connection
from django.db.models import Sum

from goodstanding.access.permission import Actor, require
from goodstanding.database import rows
from goodstanding.money.amount import Amount
from goodstanding.payments.matching.book import Book, arranged
from goodstanding.payments.matching.matcher import BankCredit
from goodstanding.payments.matching.open_item import OpenItem, plain
from goodstanding.payments.matching.standing import Aged, MatchStanding, RuleStanding, WaitingLine, aged
from goodstanding.payments.models.bank import BankLine, LineMatch
from goodstanding.payments.models.matching import LineSuggestion, PayerRule
from goodstanding.refusal import Refusal

PAGE = 200

_OPEN = """
    SELECT i.id, i.debt_id, i.reference, d.reference AS debt_reference, sum(p.amount_minor)::bigint AS open_minor,
        d.currency::text AS currency, i.due_date, d.debtor_id, coalesce(n.search_name, '') AS name
    FROM receivables_debt AS d
    JOIN receivables_item AS i ON i.debt_id = d.account_id AND i.withdrawn_at IS NULL
    JOIN ledger_posting AS p ON p.account_id = d.account_id AND p.item_id = i.id AND p.head = 'receivable'
    LEFT JOIN parties_person AS n ON n.id = d.debtor_id
    WHERE d.withdrawn_at IS NULL AND d.currency = ANY(%s) AND (%s::bigint IS NULL OR d.client_id = %s)
    GROUP BY i.id, d.account_id, n.id HAVING sum(p.amount_minor) > 0
"""
_WAITING = """
    SELECT l.id, l.amount_minor - coalesce(sum(m.amount_minor), 0)
    FROM payments_bankline AS l
    LEFT JOIN payments_linematch AS m ON m.line_id = l.id AND m.undone_at IS NULL
    WHERE (%s::bigint IS NULL OR l.account_id = %s) GROUP BY l.id
    HAVING l.amount_minor <> coalesce(sum(m.amount_minor), 0) ORDER BY l.booked_date, l.id LIMIT %s
"""
# A receipt that was taken back says nothing of what its payer pays.
_PAID_BEFORE = """
    SELECT upper(regexp_replace(l.party_account, '[^0-9A-Za-z]', '', 'g')) AS account, m.debt_id
    FROM payments_linematch AS m JOIN payments_bankline AS l ON l.id = m.line_id
    LEFT JOIN payments_receiptreversal AS r ON r.receipt_id = m.receipt_id
    WHERE m.kind = 'receipt' AND m.undone_at IS NULL AND m.debt_id IS NOT NULL AND r.id IS NULL
        AND upper(regexp_replace(l.party_account, '[^0-9A-Za-z]', '', 'g')) = ANY(%s)
    GROUP BY 1, 2 ORDER BY max(l.booked_date) DESC, m.debt_id
"""


class NoSuchLine(Refusal):
    """There is no bank line of this number."""


def waiting_lines(*, by: Actor, as_of: date, account_id: int | None = None, most: int = PAGE) -> list[WaitingLine]:
    """Return the lines that wait, the oldest first, with the suggestions of the last look: the unapplied cash."""
    require(by, "cash.read")
    left = dict(unmatched(account_id=account_id, most=most))
    lines = BankLine.objects.filter(pk__in=left).select_related("account").order_by("booked_date", "id")
    told: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in LineSuggestion.objects.filter(line_id__in=left).order_by("line_id", "place"):
        told[row.line_id].append(_told(row))
    return [_waiting(line, left[line.pk], told[line.pk], as_of=as_of) for line in lines]


def waiting_line(line_id: int, *, by: Actor, as_of: date) -> WaitingLine:
    """Return a line, also one that waits no longer. Raises NoSuchLine."""
    require(by, "cash.read")
    line = BankLine.objects.select_related("account").filter(pk=line_id).first()
    if line is None:
        raise NoSuchLine(f"There is no bank line {line_id}.")
    matched = LineMatch.objects.filter(line=line, undone_at=None).aggregate(minor=Sum("amount_minor"))["minor"] or 0
    told = LineSuggestion.objects.filter(line=line).order_by("place")
    return _waiting(line, line.amount_minor - matched, [_told(row) for row in told], as_of=as_of)


def ageing(*, by: Actor, as_of: date) -> list[Aged]:
    """Return the money that came in and lies unapplied, by bank account and age."""
    require(by, "cash.read")
    left = {number: minor for number, minor in unmatched() if minor > 0}
    lines = BankLine.objects.filter(pk__in=left).values_list("id", "account__name", "booked_date", "currency")
    return aged([(name, (as_of - day).days, Amount(left[number], currency)) for number, name, day, currency in lines])


def rules(*, by: Actor) -> list[RuleStanding]:
    """Return what was taught and holds, the latest first."""
    require(by, "cash.read")
    found = PayerRule.objects.filter(ended_at=None).select_related("debt").order_by("-id")
    return [RuleStanding(row.pk, row.payer_account, row.debt_id, row.debt.reference, row.by, row.at) for row in found]


def _waiting(line: BankLine, left_minor: int, told: Sequence[Mapping[str, Any]], *, as_of: date) -> WaitingLine:
    return WaitingLine(
        line.pk, line.account.name, line.booked_date, Amount(line.amount_minor, line.currency),
        Amount(left_minor, line.currency), line.party_name, line.text, (as_of - line.booked_date).days, tuple(told),
        bool(plain(line.party_account)),
    )  # fmt: skip


def _told(row: LineSuggestion) -> Mapping[str, Any]:
    return {**row.told, "place": row.place, "made_at": row.made_at.isoformat(), "confidence_ppm": row.confidence_ppm}


def matches_of(line_id: int, *, by: Actor) -> list[MatchStanding]:
    """Return every match of a line, also those undone, in the order they were made."""
    require(by, "cash.read")
    found = LineMatch.objects.filter(line_id=line_id).select_related("line").order_by("id")
    return [
        MatchStanding(
            row.pk, row.line_id, row.kind, row.debt_id, row.receipt_id, Amount(row.amount_minor, row.line.currency),
            row.confidence_ppm, tuple(row.evidence), row.by, row.undone_reason,
        )
        for row in found
    ]  # fmt: skip


def unmatched(*, account_id: int | None = None, most: int | None = None) -> list[tuple[int, int]]:
    """Return the numbers of lines that wait and what of each is not matched, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [account_id, account_id, most])
        return [(int(number), int(minor)) for number, minor in cursor.fetchall()]


def book_of(
    currencies: Collection[str],
    *,
    client_id: int | None,
    accounts: Collection[str],
    disputed: Callable[[int], Collection[int]],
) -> Book:
    """Return all that is open in some currencies, of one client or all, and what the payers' accounts paid before.

    `disputed` tells the items of a debt that are in dispute.
    """
    with connection.cursor() as cursor:
        raw = cast("psycopg.Cursor[Any]", cursor.cursor)
        table = rows.fetch_table(raw, _OPEN, [sorted(currencies), client_id, client_id])
    items = [OpenItem(*row) for row in zip(*(column.to_pylist() for column in table.columns), strict=True)]
    items = [item._replace(is_disputed=True) if item.item_id in disputed(item.debt_id) else item for item in items]
    payers, taught = _payers({plain(account) for account in accounts if account})
    return arranged(items, payers=payers, taught=taught)


def credit(line: BankLine, left_minor: int) -> BankCredit:
    """Return what a line says, with so much of it as is not matched."""
    return BankCredit(
        left_minor, line.currency, line.text, line.creditor_reference, line.end_to_end, line.party_name,
        line.party_account,
    )  # fmt: skip


def _payers(accounts: set[str]) -> tuple[Mapping[str, Sequence[int]], set[str]]:
    """Return which debts were paid from bank accounts before, what was taught instead of it where it was."""
    taught: dict[str, list[int]] = defaultdict(list)
    for account, debt_id in PayerRule.objects.filter(payer_account__in=accounts, ended_at=None).values_list(
        "payer_account", "debt_id"
    ):
        taught[account].append(debt_id)
    seen: dict[str, dict[int, None]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_PAID_BEFORE, [sorted(accounts - taught.keys())])
        for account, debt_id in cursor.fetchall():
            seen[account][debt_id] = None
    return {**{account: list(debts) for account, debts in seen.items()}, **taught}, set(taught)
