"""A small book in a database of its own, in which an edition was simulated, published and run for a night."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.sample_book.operations.filling import fill
from goodstanding.sample_book.operations.filling_steps import adopt, fill_steps
from goodstanding.strategy.operations.editions import propose, publish
from goodstanding.strategy.operations.night import NightFigures, run_night
from goodstanding.strategy.operations.simulating import Simulated, draft_named, try_out
from tests.strategy.published import shipped_text
from tests.workbench.served import copied_database

DAY = date(2026, 6, 30)
AT = datetime(2026, 6, 30, 4, tzinfo=UTC)
DEBTORS = 400


class Nightly(NamedTuple):
    """What was simulated before the night, what the night came to, and where its sheets lie."""

    simulated: Simulated
    night: NightFigures
    folder: Path


def second_edition() -> str:
    """Return the text of the edition that is tried out: the one that ships, numbered anew."""
    return shipped_text("agency").replace("edition: 1\n", "edition: 2\n", 1)


@contextmanager
def one_night(folder: Path) -> Iterator[Nightly]:
    """Turn the connection to such a book."""
    with copied_database():
        fill(DEBTORS, seed=5, as_of=DAY, by=OPERATOR, at=AT, night=True)
        adopt("agency", by=OPERATOR, at=AT)
        fill_steps(day=DAY, by=OPERATOR, at=AT)
        propose(second_edition(), by=OPERATOR, at=AT)
        simulated = try_out(draft_named("agency"), day=DAY, days=3, by=OPERATOR, at=AT, folder=folder, workers=2)
        publish("agency", simulated.edition, by=Actor("user:2", OPERATOR.roles), at=AT)
        night = run_night(day=DAY, by=OPERATOR, at=AT, folder=folder, workers=2)
        yield Nightly(simulated, night, folder)
