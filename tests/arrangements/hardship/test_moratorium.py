"""How a moratorium stands after what was said of it."""

from datetime import date

import pytest

from goodstanding.arrangements.hardship.moratorium import (
    Said,
    Standing,
    Word,
    binds_on,
    last_day,
    standing,
    word_faults,
)

START, DAY = date(2026, 5, 2), date(2026, 5, 20)


def test_the_first_of_two_ends_counts() -> None:
    assert standing([Said("cancelled", DAY), Said("ended early", date(2026, 5, 10))]).stopped == date(2026, 5, 10)
    assert last_day(date(2026, 7, 1), DAY) == DAY
    assert last_day(date(2026, 5, 5), DAY) == date(2026, 5, 5)
    assert last_day(None, None) is None


def test_it_binds_on_its_first_and_last_day() -> None:
    days = [date(2026, 5, 1), START, DAY, date(2026, 5, 21)]
    assert [binds_on(START, DAY, one) for one in days] == [False, True, True, False]
    assert binds_on(START, None, date(2030, 1, 1))


@pytest.mark.parametrize(
    ("what", "day", "before", "sentence"),
    [
        ("cancelled", date(2026, 5, 1), Standing(), "began on"),
        ("treatment ended", DAY, Standing(), "Only a mental health"),
        ("cancelled", DAY, Standing(ended=DAY), "over with"),
    ],
)
def test_what_cannot_be_said(what: Word, day: date, before: Standing, sentence: str) -> None:
    found = list(word_faults(Said(what, day), before, kind="standard", starts=START, in_it=frozenset()))
    assert sentence in " ".join(found)


def test_a_debt_is_taken_out_once_and_only_where_it_is_in() -> None:
    def found(debt: int, before: Standing) -> list[str]:
        said = Said("debt removed", DAY, debt)
        return list(word_faults(said, before, kind="standard", starts=START, in_it=frozenset({7})))

    assert found(7, Standing()) == []
    assert found(8, Standing()) == ["Debt 8 is not in this moratorium."]
    assert found(7, standing([Said("debt removed", DAY, 7)])) == ["Debt 7 is not in this moratorium."]


def test_treatment_ends_once() -> None:
    ended = Standing(treatment_ended=DAY)
    assert list(word_faults(Said("treatment ended", DAY), ended, kind="crisis", starts=START, in_it=frozenset()))
