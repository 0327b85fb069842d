"""How a person wishes to be reached."""

import doctest
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from goodstanding.parties import preference as chapter_page
from goodstanding.parties.preference import Hours, PreferenceFact, PreferenceRefused, in_force, read, read_hours

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
SPANISH = PreferenceFact("language", "es", "call", NOON, NOON)


def test_the_examples_on_the_page_hold() -> None:
    assert doctest.testmod(chapter_page).failed == 0


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("channel", " Email ", "email"),
        ("language", "es", "es"),
        ("language", "zh-hant-tw", "zh-Hant-TW"),
        ("hours", "9:00-17:00", "mon-sun 09:00-17:00"),
        ("hours", "sat 10:00-12:00", "sat 10:00-12:00"),
        ("hours", "Mon-Fri 18:00 - 20:00, sat 10:00-12:00", "mon-fri 18:00-20:00, sat 10:00-12:00"),
    ],
)
def test_a_wish_is_written_in_one_form(kind: str, text: str, value: str) -> None:
    assert read(kind, text) == value
    assert read(kind, value) == value


def test_hours_are_read_into_windows() -> None:
    assert read_hours("mon-fri 09:00-17:00") == (Hours(0, 4, time(9), time(17)),)


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("channel", "pigeon", "is no channel"),
        ("language", "Spanish please", "is no language"),
        ("hours", "evenings", "are no hours"),
        ("hours", "mon-xyz 09:00-10:00", "names no day"),
        ("hours", "25:00-26:00", "no clock shows"),
        ("hours", "09:00-09:00", "ends before it begins"),
        ("hours", "fri-mon 09:00-10:00", "ends before it begins"),
        ("colour", "blue", "is no kind of preference"),
    ],
)
def test_what_is_no_wish(kind: str, text: str, sentence: str) -> None:
    with pytest.raises(PreferenceRefused, match=sentence):
        read(kind, text)


def test_the_wish_that_began_last_counts() -> None:
    english = replace(SPANISH, value="en", effective_at=NOON + DAY, learned_at=NOON + DAY)
    facts = [english, SPANISH]
    assert in_force(facts, kind="language", at=NOON + DAY - SECOND, known_at=NOON + DAY) == SPANISH
    assert in_force(facts, kind="language", at=NOON + DAY, known_at=NOON + DAY) == english
    assert in_force(facts, kind="language", at=NOON - SECOND, known_at=NOON + DAY) is None
    assert in_force(facts, kind="hours", at=NOON + DAY, known_at=NOON + DAY) is None


def test_a_wish_ends_by_a_later_fact_as_soon_as_that_is_known() -> None:
    ended = replace(SPANISH, learned_at=NOON + 2 * DAY, ended_at=NOON + DAY)
    facts = [SPANISH, ended]
    assert in_force(facts, kind="language", at=NOON + DAY, known_at=NOON + 2 * DAY) is None
    assert in_force(facts, kind="language", at=NOON + DAY - SECOND, known_at=NOON + 2 * DAY) == ended
    assert in_force(facts, kind="language", at=NOON + DAY, known_at=NOON + 2 * DAY - SECOND) == SPANISH
