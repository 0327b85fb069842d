"""Measures cash application: bank lines of a known truth are looked at, for suggestions and then into the books."""

import random
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.db import connection, transaction

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.bench_books import DAY, SEED
from goodstanding.cli.commands.bench_import import run as bring_in_placements
from goodstanding.cli.commands.money_words import now
from goodstanding.cli.main import say
from goodstanding.database import rows as bulk_rows
from goodstanding.disputes.queries import disputed_among
from goodstanding.payments.bank.operations.accounts import open_bank_account
from goodstanding.payments.matching.operations.holding import raw_cursor
from goodstanding.payments.matching.operations.looking import LookFigures, look
from goodstanding.payments.models.bank import BankFile, Statement
from goodstanding.refusal import Refusal

_DEBTS = """
    SELECT d.account_id, d.reference, coalesce(n.display_name, ''), sum(p.amount_minor)::bigint
    FROM receivables_debt AS d JOIN ledger_posting AS p ON p.account_id = d.account_id AND p.head = 'receivable'
    LEFT JOIN parties_person AS n ON n.id = d.debtor_id WHERE d.currency = 'USD' AND d.withdrawn_at IS NULL
    GROUP BY d.account_id, n.id HAVING sum(p.amount_minor) > 0 ORDER BY d.account_id LIMIT %s
"""
_RIGHT = """
    SELECT count(*) FILTER (WHERE split_part(l.bank_reference, ':', 2) = m.debt_id::text),
        count(*) FILTER (WHERE split_part(l.bank_reference, ':', 2) <> m.debt_id::text)
    FROM payments_linematch AS m JOIN payments_bankline AS l ON l.id = m.line_id
    WHERE m.kind = 'receipt' AND l.account_id = %s
"""
_SUGGESTED = """
    SELECT count(*) FILTER (WHERE l.bank_reference LIKE '%%:' || (s.told -> 'shares' -> 0 ->> 0)) FROM
    payments_linesuggestion AS s JOIN payments_bankline AS l ON l.id = s.line_id WHERE s.place = 1 AND l.account_id = %s
"""
KINDS = ("whole", "part", "cut", "long", "name", "nothing")
"""What payers write: the reference, it on a part, it cut up, it among words, only their name, and neither."""


class BenchTooSmall(Refusal):
    """There are fewer debts to pay than lines."""


def run(folder: Path, *, rows: int) -> dict[str, Any]:
    """Place debts, write so many bank lines that pay them, and time a look without and with applying."""
    bring_in_placements(folder, rows=rows)
    account_id = _lines(rows)
    say(f"Looking at {rows:,} bank lines …")
    suggested, suggest_s, suggest_busy_s = _timed(apply=False, account_id=account_id)
    right_suggested = _counts(_SUGGESTED, account_id)[0]
    applied, apply_s, apply_busy_s = _timed(apply=True, account_id=account_id)
    right, wrong = _counts(_RIGHT, account_id)
    return {
        "lines": rows,
        "lines_suggest_s": round(suggest_s, 2),
        "lines_suggest_busy_s": round(suggest_busy_s, 2),
        "lines_suggested_per_s": round(rows / suggest_s),
        "lines_with_suggestion": suggested.suggested,
        "lines_first_suggestion_right": right_suggested,
        "lines_apply_s": round(apply_s, 2),
        "lines_apply_busy_s": round(apply_busy_s, 2),
        "lines_looked_and_applied_per_s": round(rows / apply_s),
        "lines_applied": applied.applied,
        "lines_applied_right": right,
        "lines_applied_wrong": wrong,
        "lines_refused": len(applied.refused),
    }


def _timed(*, apply: bool, account_id: int) -> tuple[LookFigures, float, float]:
    """Look, and return the figures, the seconds, and the seconds this process had a core (not the database's)."""
    begun, busy = time.perf_counter(), time.process_time()
    found = look(disputed_among=disputed_among, apply=apply, account_id=account_id, by=OPERATOR, at=now())
    return found, time.perf_counter() - begun, time.process_time() - busy


def _counts(question: str, account_id: int) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(question, [account_id])
        return tuple(cursor.fetchone())


@transaction.atomic
def _lines(rows: int) -> int:
    """Write the lines: the truth stands in a field that matching does not read for money that came in."""
    with connection.cursor() as cursor:
        cursor.execute(_DEBTS, [rows])
        debts = cursor.fetchall()
    if len(debts) < rows:
        raise BenchTooSmall(f"There are {len(debts):,} debts in USD to pay; {rows:,} lines need as many.")
    number = f"BENCH{now():%Y%m%d%H%M%S}"
    account_id = open_bank_account(f"Bench {number}", number=number, currency="USD", by=OPERATOR, at=now())
    file = BankFile.objects.create(
        name="bench", format="csv", sha256=number.rjust(64, "0"), entered_at=now(), by=OPERATOR.name, entry_id=0
    )
    statement = Statement.objects.create(file=file, account_id=account_id, reference=number, entry_id=0)
    chance = random.Random(SEED)  # noqa: S311  The same lines every time.
    told = [_line(place, *debt, chance=chance) for place, debt in enumerate(debts)]
    day, count = DAY - timedelta(days=1), len(told)
    table = pa.table({
        "statement_id": [statement.pk] * count, "account_id": [account_id] * count, "position": list(range(count)),
        "fingerprint": [f"{number}-{place}" for place in range(count)],
        "booked_date": pa.array([day] * count, pa.date32()), "value_date": pa.array([day] * count, pa.date32()),
        "amount_minor": [one[0] for one in told], "currency": ["USD"] * count, "text": [one[1] for one in told],
        "party_name": [one[2] for one in told], "bank_reference": [one[3] for one in told], "entry_id": [0] * count,
    })  # fmt: skip
    bulk_rows.copy_in(raw_cursor(), "payments_bankline", table.column_names, table)
    return account_id


def _line(
    place: int, debt_id: int, reference: str, name: str, owed_minor: int, *, chance: random.Random
) -> tuple[int, str, str, str]:
    kind = KINDS[place % 12] if place % 12 < len(KINDS) else "whole"
    minor = max(1, owed_minor // 3) if kind == "part" else owed_minor
    middle = len(reference) // 2
    words = {
        "cut": f"{reference[:middle]} {reference[middle:]}",
        "long": f"payment of {chance.randrange(10**9)} thank you for your patience, account {reference} best regards",
        "name": "as agreed by telephone",
        "nothing": "payment",
    }
    payer = "" if kind == "nothing" else name
    return minor, words.get(kind, reference), payer, f"truth:{debt_id}"
