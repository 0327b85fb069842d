"""A value of the law: what it is on a day, since when we knew, and what is refused for not saying so plainly."""

from datetime import date
from typing import Any

import pytest

from goodstanding.compliance.lawbook.value import (
    EPOCH,
    LawbookRefused,
    read_day,
    read_plain,
    read_time,
    read_value,
    sort_of,
)
from tests.compliance.sample import entry, value


def day(text: str) -> int:
    return (date.fromisoformat(text) - EPOCH).days


def on(raw: dict[str, Any], text: str, *, known_on: str | None = None) -> object:
    """What a value is on a day; "unknown" where the law of that day is not known."""
    found = read_value("most", raw, where="here").on(day(text), known_on=None if known_on is None else day(known_on))
    return found.value if found else "unknown"


def test_a_value_holds_from_its_day_on_and_is_unknown_the_day_before() -> None:
    assert on(value(7), "2021-11-30") == 7
    assert on(value(7), "2021-11-29") == "unknown"
    assert on(value(7), "2099-01-01") == 7


def test_a_later_entry_takes_over_on_its_day() -> None:
    raw = value(7, more=[entry("2026-01-01", 5)])
    assert [on(raw, text) for text in ("2025-12-31", "2026-01-01")] == [7, 5]


def test_null_is_a_repealed_law_and_not_an_unknown_one() -> None:
    raw = value(7, more=[entry("2026-01-01", None)])
    assert [on(raw, text) for text in ("2025-12-31", "2026-01-01")] == [7, None]


def test_an_announced_law_was_not_known_before_it_was_announced() -> None:
    raw = value(7, more=[entry("2026-07-01", 5, announced="2026-03-01")])
    assert on(raw, "2026-07-01", known_on="2026-02-28") == 7
    assert on(raw, "2026-07-01", known_on="2026-03-01") == 5
    assert on(raw, "2026-06-30", known_on="2026-03-01") == 7
    assert on(raw, "2026-07-01") == 5


def test_a_withdrawn_law_was_to_come_until_it_was_withdrawn() -> None:
    raw = value(7, more=[entry("2026-07-01", 5, announced="2026-03-01", withdrawn="2026-05-01")])
    assert on(raw, "2026-07-01", known_on="2026-04-30") == 5
    assert on(raw, "2026-07-01", known_on="2026-05-01") == 7
    assert on(raw, "2026-07-01") == 7, "What stands now leaves out what was withdrawn."


def test_entries_are_put_in_order() -> None:
    raw = value(5, since="2026-01-01", more=[entry("2021-11-30", 7)])
    found = read_value("most", raw, where="here")
    assert [one.value for one in found.entries] == [7, 5]
    assert on(raw, "2025-12-31") == 7


@pytest.mark.parametrize(
    ("unit", "written", "plain"),
    [
        ("yes or no", True, True),
        ("days", 7, 7),
        ("business days", 0, 0),
        ("per mille", 30, 30),
        ("word", "no", "no"),
        ("words", ["call", "sms"], ("call", "sms")),
        ("words", [], ()),
        ("date", "2021-11-30", day("2021-11-30")),
        ("time of day", "08:00", 28_800),
        ("time of day", "24:00", 86_400),
        ("percent", "6.25", 62_500),
        ("USD", "2.50", 250),
        ("JPY", "250", 250),
    ],
)
def test_each_unit_has_its_form(unit: str, written: object, plain: object) -> None:
    assert read_plain(written, unit=unit, place="here") == plain


@pytest.mark.parametrize(
    ("unit", "written", "sentence"),
    [
        ("days", True, "holds True, which is not in the unit 'days'"),
        ("days", "7", "holds '7', which is not in the unit 'days'"),
        ("days", 7.5, "holds 7.5, which is not in the unit 'days'"),
        ("word", True, "Texts are quoted in YAML."),
        ("words", ["call", False], "Texts are quoted in YAML."),
        ("words", "call", "is not in the unit 'words'"),
        ("yes or no", "yes", "is not in the unit 'yes or no'"),
        ("yes or no", 1, "is not in the unit 'yes or no'"),
        ("date", date(2021, 11, 30), "Texts are quoted in YAML."),
        ("date", "30.11.2021", "write it quoted, as in '2021-11-30'"),
        ("date", "2021-02-30", "write it quoted, as in '2021-11-30'"),
        ("time of day", 480, "Texts are quoted in YAML."),
        ("time of day", "8", "write it quoted, as in '08:00'"),
        ("time of day", "25:00", "write it quoted, as in '08:00'"),
        ("time of day", "08:60", "write it quoted, as in '08:00'"),
        ("time of day", "24:01", "write it quoted, as in '08:00'"),
        ("percent", "six", "which is no number"),
        ("percent", "6.00001", "which is finer than its unit"),
        ("USD", "2.505", "which is finer than its unit"),
        ("USD", 2.5, "Texts are quoted in YAML."),
        ("JPY", "2.5", "which is finer than its unit"),
        ("percent", "NaN", "which is no number"),
    ],
)
def test_a_value_in_another_form_is_refused(unit: str, written: object, sentence: str) -> None:
    with pytest.raises(LawbookRefused) as refused:
        read_plain(written, unit=unit, place="here")
    assert str(refused.value).startswith("here ")
    assert sentence in str(refused.value)


def without(key: str) -> dict[str, Any]:
    return {name: one for name, one in value(7)["dated"][0].items() if name != key}


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"unit": "days", "dated": []}, "here: the value most has no dated entry."),
        ({"unit": "days"}, "here: the value most has no dated entry."),
        ({"unit": "fortnights", "dated": [without("")]}, "has no known unit: 'fortnights'."),
        ({"dated": [without("")]}, "has no known unit: ''."),
        ({"unit": "days", "dated": [without("source")]}, "the value most lacks source."),
        ({"unit": "days", "dated": [without("checked_on")]}, "the value most lacks checked_on."),
        ({"unit": "days", "dated": [without("from")]}, "the value most lacks from."),
        ({"unit": "days", "dated": [without("value")]}, "the value most lacks value."),
        ({"unit": "days", "dated": [without("confidence")]}, "the value most lacks confidence."),
        ({"unit": "days", "dated": [{**without(""), "source": " "}]}, "the value most has no source."),
        (
            {"unit": "days", "dated": [{**without(""), "confidence": "sure"}]},
            "the confidence 'sure'; known are seen,",
        ),
        ({"unit": "days", "dated": [{**without(""), "until": "2026-01-01"}]}, "has unknown keys: until."),
        ({"unit": "days", "dated": [without("")], "currency": "USD"}, "has unknown keys: currency."),
        ({"unit": "days", "dated": [{**without(""), "from": date(2021, 11, 30)}]}, "write it quoted"),
        ({"unit": "days", "dated": [{**without(""), "checked_on": date(2021, 11, 30)}]}, "write it quoted"),
        ({"unit": "days", "dated": [{**without(""), "checked_on": "lately"}]}, "write it quoted"),
        ({"unit": "days", "dated": [without(""), without("")]}, "has two entries from 2021-11-30"),
        ({"unit": "days", "dated": ["7"]}, "is not a list of keys and values."),
        ("7", "is not a list of keys and values."),
    ],
)
def test_a_value_that_does_not_say_all_is_refused(raw: Any, sentence: str) -> None:
    with pytest.raises(LawbookRefused) as refused:
        read_value("most", raw, where="here")
    assert sentence in str(refused.value)


def test_two_entries_of_one_day_may_stand_where_one_was_withdrawn() -> None:
    raw = value(7, more=[entry("2021-11-30", 9, withdrawn="2021-11-01")])
    assert on(raw, "2021-11-30") == 7


def test_units_make_kinds() -> None:
    kinds = {"days": "number", "USD": "amount", "words": "texts", "word": "text", "date": "date", "yes or no": "truth"}
    assert {unit: sort_of(unit, "here") for unit in kinds} == kinds


def test_days_and_hours_are_numbers() -> None:
    assert read_day("1970-01-02", "here") == 1
    assert read_time("00:01", "here") == 60
