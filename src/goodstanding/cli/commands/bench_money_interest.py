"""Measures interest: the whole book read and reckoned, then charged, then run once more with nothing left to charge."""

import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.bench_books import DAY
from goodstanding.cli.commands.bench_filling import filled
from goodstanding.cli.main import say
from goodstanding.compliance.queries import law_in_force
from goodstanding.ledger.interest.queries import histories
from goodstanding.ledger.interest.run import compute
from goodstanding.ledger.interest.terms import Terms
from goodstanding.receivables.charging.operations.reading import plans_of, read_chunk
from goodstanding.receivables.charging.operations.run import CHUNK_DEBTS, run_interest
from goodstanding.receivables.charging.operations.terms import set_portfolio_terms
from goodstanding.receivables.models import Debt, Portfolio

CONTRACT = Terms("contract", 80_000, rule="Clause 4 of the specimen contract")
SINCE = date(2010, 1, 1)


def run(_folder: Path, *, rows: int) -> dict[str, Any]:
    """Fill so many debts, let them bear eight percent by contract, and return the figures."""
    filled(rows)
    at = datetime.now(UTC)
    for number in Portfolio.objects.order_by("id").values_list("id", flat=True):
        set_portfolio_terms(number, CONTRACT, effective_date=SINCE, by=OPERATOR, at=at)
    debts = Debt.objects.count()
    say(f"Reckoning the interest of {debts:,} debts …")
    begun = time.perf_counter()
    reading_s, items = _reckoned(at)
    reckoned_s = time.perf_counter() - begun
    say("Charging it …")
    begun = time.perf_counter()
    figures = run_interest(through_date=DAY, by=OPERATOR, at=at)
    charged_s = time.perf_counter() - begun
    begun = time.perf_counter()
    again = run_interest(through_date=DAY, by=OPERATOR, at=at)
    again_s = time.perf_counter() - begun
    assert again.charged_debts == 0, "A second run charges nothing."
    return {
        "interest_debts": debts,
        "interest_items": items,
        "interest_reckoned_s": round(reckoned_s, 2),
        "interest_of_it_reading_s": round(reading_s, 2),
        "interest_charged_s": round(charged_s, 2),
        "interest_debts_charged": figures.charged_debts,
        "interest_again_s": round(again_s, 2),
    }


def _reckoned(at: datetime) -> tuple[float, int]:
    """Read and reckon the whole book in chunks without charging; return the seconds spent reading, and the items."""
    plans, rates, book = plans_of(None), histories(), law_in_force(day=DAY, known_at=at)
    numbers = list(Debt.objects.order_by("account_id").values_list("account_id", flat=True))
    reading_s, items = 0.0, 0
    for place in range(0, len(numbers), CHUNK_DEBTS):
        some = numbers[place : place + CHUNK_DEBTS]
        with transaction.atomic():
            begun = time.perf_counter()
            chunk = read_chunk(connection.cursor().cursor, some[0], some[-1], client_id=None, plans=plans, book=book)
            reading_s += time.perf_counter() - begun
            items += compute(chunk.book, histories=rates, through_date=DAY).num_rows
    return reading_s, items
