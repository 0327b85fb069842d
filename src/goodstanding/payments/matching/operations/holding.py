"""Holding what a chunk of lines touches: the lines with what of each waits, and the debts with what is owed on them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple, cast

import psycopg
import pyarrow as pa
from django.db import connection
from django.db.models import Count, Q, Sum

from goodstanding.access.permission import Actor, require
from goodstanding.ledger.operations import bulk as ledger
from goodstanding.ledger.posting import Posted
from goodstanding.payments.matching.owing import Owing
from goodstanding.payments.models.bank import BankLine, LineMatch
from goodstanding.receivables.models import Debt, Item
from goodstanding.receivables.queries.waterfall import rulings_by_debt


class HeldLine(NamedTuple):
    """A bank line that is locked: what of it waits, how often it was matched with each debt, and how often undone."""

    line: BankLine
    left_minor: int
    before: dict[int, int]
    undone: int


def raw_cursor() -> psycopg.Cursor[Any]:
    """Return a cursor of the driver's own, for COPY, inside the transaction that runs."""
    with connection.cursor() as cursor:
        return cast("psycopg.Cursor[Any]", cursor.connection.cursor())


def hold_lines(line_ids: Collection[int]) -> dict[int, HeldLine]:
    """Lock lines in one order for everybody, until the transaction ends."""
    # Two statements, so that who had to wait reads the matches that were made meanwhile.
    lines = list(
        BankLine.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=line_ids)
        .select_related("account").order_by("id")
    )  # fmt: skip
    found = LineMatch.objects.filter(line_id__in=line_ids).values_list("line_id", "debt_id")
    sums = found.annotate(
        minor=Sum("amount_minor", filter=Q(undone_at=None)), made=Count("id"), undone=Count("undone_at")
    )
    matched: dict[int, int] = defaultdict(int)
    undone: dict[int, int] = defaultdict(int)
    before: dict[int, dict[int, int]] = defaultdict(dict)
    for line_id, debt_id, minor, made, taken_back in sums:
        matched[line_id] += minor or 0
        undone[line_id] += taken_back
        if debt_id is not None:
            before[line_id][debt_id] = made
    return {
        line.pk: HeldLine(line, line.amount_minor - matched[line.pk], before[line.pk], undone[line.pk])
        for line in lines
    }


def hold_debts(debt_ids: Collection[int], *, by: Actor) -> dict[int, Debt]:
    """Lock debts and their accounts in one order for everybody. Raises PermissionRefused where one is out of reach."""
    rows = Debt.objects.select_for_update(of=("self", "account"), no_key=True).filter(pk__in=debt_ids)
    debts = {debt.pk: debt for debt in rows.select_related("account").order_by("account_id")}
    for client_id, portfolio_id in {(debt.client_id, debt.portfolio_id) for debt in debts.values()}:
        require(by, "receipts.record", client_id=client_id, portfolio_id=portfolio_id)
    return debts


def owing(cursor: psycopg.Cursor[Any], debts: dict[int, Debt], *, at: datetime) -> dict[int, Owing]:
    """Return what is owed on debts that are held; nothing can be paid on one that was withdrawn."""
    lines: dict[int, list[Posted]] = defaultdict(list)
    keys = pa.table({"account_id": pa.array(debts, pa.int64())})
    for row in zip(*(column.to_pylist() for column in ledger.lines(cursor, keys).columns), strict=True):
        account_id, item_id, component, day, minor, head = row
        lines[account_id].append(Posted(0, "charge", "charge", day, at, head, component, item_id, minor))
    due: dict[int, dict[int, date]] = defaultdict(dict)
    standing = [debt.pk for debt in debts.values() if debt.withdrawn_at is None]
    items = Item.objects.filter(debt_id__in=standing, withdrawn_at=None)
    for debt_id, item_id, day in items.values_list("debt_id", "id", "due_date"):
        due[debt_id][item_id] = day
    rulings = rulings_by_debt(list(debts))
    return {number: Owing(number, lines[number], due[number], rulings.get(number, ())) for number in debts}
