"""Measures interest: the whole book read and reckoned, then charged, then run again with nothing left to charge."""

import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.bench_books import DAY
from goodstanding.cli.commands.bench_filling import filled
from goodstanding.cli.main import say
from goodstanding.ledger.interest.terms import Terms
from goodstanding.receivables.charging.operations.run import run_interest
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
    reckoned = run_interest(through_date=DAY, by=OPERATOR, at=at, is_preview=True)
    reckoned_s = time.perf_counter() - begun
    say("Charging it …")
    begun = time.perf_counter()
    figures = run_interest(through_date=DAY, by=OPERATOR, at=at)
    charged_s = time.perf_counter() - begun
    begun = time.perf_counter()
    again = run_interest(through_date=DAY, by=OPERATOR, at=at)
    again_s = time.perf_counter() - begun
    assert again.charged_debts == 0, "A second run charges nothing."
    assert reckoned == figures, "A preview says what the run does."
    return {
        "interest_debts": debts,
        "interest_reckoned_s": round(reckoned_s, 2),
        "interest_charged_s": round(charged_s, 2),
        "interest_debts_charged": figures.charged_debts,
        "interest_again_s": round(again_s, 2),
    }
