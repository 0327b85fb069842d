"""The words of a document."""

from datetime import date
from typing import get_args

from goodstanding.factsheet.daily.sheet import ACCOUNT_COLUMNS
from goodstanding.strategy.document.document import (
    ACT_KINDS,
    EVENT_COLUMNS,
    TRIGGERS,
    WHOLE_PPM,
    ActKind,
    Document,
    Running,
    TriggerKind,
)


def test_every_event_is_told_by_a_date_of_the_sheet() -> None:
    assert {ACCOUNT_COLUMNS[column].kind for column in EVENT_COLUMNS.values()} == {"date"}


def test_the_words_are_listed_whole() -> None:
    assert get_args(TriggerKind) == TRIGGERS
    assert get_args(ActKind) == ACT_KINDS


def test_what_runs_runs_for_everybody_unless_said_otherwise() -> None:
    running = Running(Document("a", 1, "A", date(2025, 1, 1), (), {}))
    assert (running.share_ppm, running.before, running.stopped) == (WHOLE_PPM, None, False)
