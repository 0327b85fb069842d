"""Answers of databases of reassigned numbers: reading them, and how long they are fresh."""

from datetime import date, timedelta

import pytest

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.outreach.number_check import (
    Answered,
    NumberCheckRefused,
    fresh_days,
    read_answer,
    read_file,
    standing,
)

TODAY, AGREED = date(2026, 6, 15), date(2026, 1, 10)
NUMBER = "+12025550101"
HEADING = "Number,asked,since,database,answer"


def read(**changes: str) -> Answered:
    told = {"number": "+1 202 555 0101", "asked": "2026-06-10", "since": "2026-01-10", "database": "FCC_RND",
            "answer": "no"} | changes  # fmt: skip
    return read_answer(told.pop("number"), **told, today=TODAY)


def answered(asked: date, answer: str = "no", *, since: date = AGREED) -> Answered:
    return Answered(NUMBER, asked, since, "FCC_RND", answer)


def test_an_answer_is_read() -> None:
    assert read() == Answered(NUMBER, date(2026, 6, 10), date(2026, 1, 10), "FCC_RND", "no")
    assert read(asked="").asked_date == TODAY
    assert read(number="(202) 555-0101", country="US").number == NUMBER


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": "202 555 0101"}, "is not a number"),
        ({"number": "call me"}, "no digits"),
        ({"asked": "2026-06-16"}, "still to come"),
        ({"asked": "yesterday"}, "is no day"),
        ({"since": "2026-06-11"}, "cannot lie after"),
        ({"since": ""}, "is no day"),
        ({"since": "0001-01-01"}, "too far away"),
        ({"database": " "}, "Name the database"),
        ({"database": "x" * 61}, "Name the database"),
        ({"answer": "maybe"}, "is no answer"),
    ],
)
def test_what_is_no_answer_is_refused(changes: dict[str, str], words: str) -> None:
    with pytest.raises(NumberCheckRefused, match=words):
        read(**changes)


def test_a_file_is_read_and_every_line_that_cannot_be_is_told() -> None:
    lines = [HEADING, f"{NUMBER},2026-06-10,2026-01-10,FCC_RND,NO", "x,2026-06-10,2026-01-10,FCC_RND,no", NUMBER]
    answers, problems = read_file(lines, today=TODAY)
    assert answers == [read()]
    assert [one.line for one in problems] == [3, 4]


@pytest.mark.parametrize("lines", [[], ["number,answer"], ["\x00"], ["a" * 200_000]])
def test_what_is_no_such_file_is_refused(lines: list[str]) -> None:
    with pytest.raises(NumberCheckRefused):
        read_file(lines, today=TODAY)


@pytest.mark.law
def test_how_long_an_answer_is_fresh_stands_in_the_lawbook() -> None:
    assert fresh_days(shipped(), day=TODAY) == 60
    with pytest.raises(NumberCheckRefused, match="does not say"):
        fresh_days(shipped(), day=date(2021, 11, 29))


def test_a_consent_is_fresh_by_itself_and_longer_by_an_answer() -> None:
    alone = standing(NUMBER, agreed_date=AGREED, answers=[], days=60)
    assert (alone.fresh_until, alone.asked_date) == (AGREED + timedelta(days=60), None)
    asked = standing(NUMBER, agreed_date=AGREED, answers=[answered(TODAY)], days=60)
    assert (asked.fresh_until, asked.asked_date) == (TODAY + timedelta(days=60), TODAY)


def test_an_answer_that_looked_back_less_far_says_nothing_unless_it_says_yes() -> None:
    later = AGREED + timedelta(days=1)
    assert standing(NUMBER, agreed_date=AGREED, answers=[answered(TODAY, since=later)], days=60).asked_date is None
    told = standing(NUMBER, agreed_date=AGREED, answers=[answered(TODAY, "yes", since=later)], days=60)
    assert told.is_reassigned


def test_a_number_that_was_given_up_before_somebody_agreed_is_theirs_now() -> None:
    before = answered(AGREED - timedelta(days=1), "yes", since=AGREED - timedelta(days=90))
    assert not standing(NUMBER, agreed_date=AGREED, answers=[before], days=60).is_reassigned


def test_no_data_keeps_nothing_fresh() -> None:
    told = standing(NUMBER, agreed_date=AGREED, answers=[answered(TODAY, "no_data")], days=60)
    assert told.fresh_until == AGREED + timedelta(days=60)
