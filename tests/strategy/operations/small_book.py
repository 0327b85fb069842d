"""A small book in a database of its own with the agency's strategy published, for tests that run whole nights over it.

Workers of a night see only what is committed, which is why a test's own transaction will not do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.parties.operations.consent import record_consent
from goodstanding.sample_book.operations.filling import fill
from goodstanding.strategy.operations.night import NightFigures, run_night
from tests.strategy.published import publish_shipped
from tests.workbench.served import copied_database

DAY = date(2026, 6, 30)
AT = datetime(2026, 6, 30, 4, tzinfo=UTC)
SECOND = Actor("user:2", OPERATOR.roles)
DEBTORS, WIDTH = 60, 32


@contextmanager
def small_book() -> Iterator[None]:
    """Turn the connection to such a book."""
    with copied_database():
        fill(DEBTORS, seed=5, as_of=DAY, by=OPERATOR, at=AT, night=True)
        publish_shipped("agency", by=OPERATOR, second=SECOND, at=AT)
        yield


def night(folder: Path, *, day: date = DAY, at: datetime = AT) -> NightFigures:
    """Run the night of a day in parts of a few people."""
    return run_night(day=day, by=OPERATOR, at=at, folder=folder, workers=1, width=WIDTH)


def no_letters(person: int, *, at: datetime) -> None:
    """Let a person say that they want no letters."""
    record_consent(
        person, channel="letter", decision="withdrawn", source="letter", effective_at=at, by=OPERATOR, at=at
    )  # fmt: skip
