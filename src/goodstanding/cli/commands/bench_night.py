"""Measures the night: filled books, the agency's strategy, the whole law, every account decided and committed."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Max

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.bench_books import DAY, rows_folder
from goodstanding.cli.commands.bench_filling import filled
from goodstanding.cli.commands.bench_machine import watched
from goodstanding.cli.commands.bench_night_floor import floor
from goodstanding.cli.main import say
from goodstanding.sample_book.operations.filling_night import debtors_for
from goodstanding.sample_book.operations.filling_steps import adopt, fill_steps
from goodstanding.strategy.models.edition import Edition
from goodstanding.strategy.models.night import Night
from goodstanding.strategy.operations.night import NightFigures, run_night

STRATEGY = "agency"


def run(folder: Path, *, rows: int) -> dict[str, Any]:
    """Fill the books, run a night in them that was not run before, and measure the floor beside it."""
    filling = filled(debtors_for(rows), night=True)
    if not Edition.objects.exists():
        take_steps()
    day = next_day()
    say(f"Running the night of {day} …")
    with watched(rows_folder(folder)) as peak:
        figures = run_night(day=day, by=OPERATOR, at=datetime.now(UTC), folder=folder)
    say("Measuring the floor …")
    least = floor(accounts=rows, day=day)
    return {"filling_seconds": round(filling, 1), **told(figures, least=least), **peak.figures()}


def take_steps() -> None:
    """Let the agency's strategy have run before DAY, so that a fifth of the accounts has something due."""
    say("Taking earlier steps …")
    adopt(STRATEGY, by=OPERATOR, at=datetime.now(UTC))
    fill_steps(day=DAY, by=OPERATOR, at=datetime.now(UTC))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def next_day() -> date:
    """Return the first day from DAY on whose night was not run in these books."""
    last = Night.objects.aggregate(last=Max("day"))["last"]
    return DAY if last is None or last < DAY else last + timedelta(days=1)


def told(figures: NightFigures, *, least: dict[str, float]) -> dict[str, Any]:
    """Return what is printed of a night and its floor.

    `phases` share out the seconds of the run in proportion to the seconds of all workers together, which stand in
    `phases_summed`.
    """
    summed = figures.phases
    share = figures.seconds / max(sum(summed.values()), 0.001)
    lowest = sum(least.values())
    return {
        "day": figures.day.isoformat(),
        "accounts": figures.accounts,
        "due": figures.due,
        "acts": figures.acts,
        "refused": figures.refused,
        "exceptions": figures.exceptions,
        "total_s": round(figures.seconds, 2),
        "floor_s": round(lowest, 2),
        "ratio": round(figures.seconds / max(lowest, 0.001), 2),
        "accounts_per_second": round(figures.accounts / max(figures.seconds, 0.001)),
        "phases": {name: round(seconds * share, 2) for name, seconds in summed.items()},
        "phases_summed": {name: round(seconds, 2) for name, seconds in summed.items()},
        "floor": {name: round(seconds, 2) for name, seconds in least.items()},
    }
