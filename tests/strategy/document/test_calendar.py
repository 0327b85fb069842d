"""A document on one screen."""

import pytest

from goodstanding.strategy.document.calendar import lines, moment, segments, share
from goodstanding.strategy.document.document import EVENT_COLUMNS, TRIGGERS, Trigger
from goodstanding.strategy.document.reading import read
from tests.strategy.document.sample import SOUND


def test_a_treatment_is_a_calendar_with_events_last() -> None:
    told = lines(read(SOUND).treatments["plain"].steps)
    assert [line.when for line in told] == [
        "7 days before it is due",
        "8 days past due",
        "at the end of the month, from 30 days past due on",
        "after a broken promise",
    ]
    assert told[1].how == "reminder by email, else letter"
    assert told[1].notes == (
        "firm; if state <> 'TX'; waits 5 days; offers 12.5 % off, for 14 days; offers 2 to 6 instalments"
    )


def test_a_referral_names_whose_yes_it_needs() -> None:
    told = lines(read(SOUND).treatments["careful"].steps)
    assert (told[2].how, told[2].notes) == ("legal referral", "needs the yes of a supervisor")
    assert (told[0].when, told[1].when) == ("on placement", "10 days after the step before")


def test_segments_say_what_is_done() -> None:
    assert segments(read(SOUND)) == [
        ("fragile", "is_vulnerable OR is_deceased", "nothing"),
        ("large", "balance_minor >= 100000", "careful (tried in tone)"),
        ("all", "all others", "plain"),
    ]


@pytest.mark.parametrize("kind", TRIGGERS)
def test_every_trigger_has_words(kind: str) -> None:
    for days in (0, 1, 2):
        assert moment(Trigger(kind, days, next(iter(EVENT_COLUMNS))))  # type: ignore[arg-type]  # One of TRIGGERS.


def test_one_day_is_a_day() -> None:
    assert moment(Trigger("past_due", 1)) == "1 day past due"
    assert moment(Trigger("past_due", 0)) == "on the due date"


def test_shares_are_percentages() -> None:
    assert (share(1_000_000), share(20_000), share(25_000)) == ("100 %", "2 %", "2.5 %")
