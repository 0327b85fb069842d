"""Questions are put together of constants, numbers and dates."""

from goodstanding.compliance.queries import ASSUMED_KIND
from goodstanding.strategy.night import questions
from goodstanding.strategy.night.tables import READING


def test_what_is_assumed_of_a_house_is_what_the_law_assumes() -> None:
    assert questions.ASSUMED_KIND == ASSUMED_KIND


def test_every_table_of_the_reading_has_its_question() -> None:
    asked = {"debt", "contact_debt", *questions.OF_PEOPLE, *questions.OF_ACCOUNTS}
    assert asked == set(READING)


def test_values_take_the_places_of_their_names_and_of_no_longer_ones() -> None:
    assert questions.put("x < :day_end AND y <= :day", day="1", day_end="2") == "x < 2 AND y <= 1"


def test_nothing_is_left_open_once_every_value_is_put() -> None:
    for question in (questions.DEBTS, *questions.OF_PEOPLE.values(), *questions.OF_ACCOUNTS.values(), questions.CAUSES):
        put = questions.put(
            question, known="K", day="D", day_end="E", people="= 1", accounts="= 2", debts="true", width="9"
        )
        assert ":" not in put.replace("::", "")
