"""Merge fields become facts of the right type, or are refused with a sentence."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from goodstanding.money.amount import Amount
from goodstanding.outreach.template.facts.example import example_facts
from goodstanding.outreach.template.facts.reading import plain, read
from goodstanding.outreach.template.language.finding import TemplateRefused


def test_facts_go_through_json_and_stay_the_same() -> None:
    facts = example_facts()
    assert read(json.loads(json.dumps(plain(facts)))) == facts


def test_plain_values_and_json_are_the_same_to_it() -> None:
    one = read({"promise.amount": Amount(500, "USD"), "promise.date": date(2026, 12, 1)})
    assert one == read({"promise.amount": {"minor": 500, "currency": "USD"}, "promise.date": "2026-12-01"})
    assert one == read({"promise.amount": "USD 5.00", "promise.date": "2026-12-01", "person.name": None, "lines": []})


def test_rows_may_leave_out_the_name_of_their_series() -> None:
    rows = [{"number": 1, "date": "2026-12-01", "instalment.amount": "USD 5.00"}]
    (row,) = read({"plan.instalments": rows}).series["plan.instalments"]
    assert row == {
        "instalment.number": 1, "instalment.date": date(2026, 12, 1), "instalment.amount": Amount(500, "USD"),
    }  # fmt: skip


def test_a_number_as_the_books_write_it_is_set_in_groups_and_any_other_left_alone() -> None:
    assert read({"house.phone": "+12175550100"}).values == {"house.phone": "+1 217-555-0100"}
    assert read({"house.phone": "0800 CALL US"}).values == {"house.phone": "0800 CALL US"}


@pytest.mark.parametrize(
    ("name", "told", "sentence"),
    [
        ("promise.amont", 1, "no field 'promise.amont'. Did you mean promise.amount"),
        ("promise.amount", 5, "is an amount such as USD 12.50"),
        ("promise.amount", "USD 5.001", "is an amount"),
        ("promise.amount", {"minor": 5.0, "currency": "USD"}, "is an amount"),
        ("promise.amount", {"minor": 5, "currency": "XXX"}, "is an amount"),
        ("promise.date", "tomorrow", "is a day"),
        ("promise.date", datetime(2026, 1, 1), "is a day"),  # noqa: DTZ001  A day is wanted, and this is none.
        ("plan.count", "3.5", "is a whole number"),
        ("plan.count", True, "is a whole number"),
        ("pay.link", "javascript:alert(1)", "begins with https://"),
        ("pay.link", "https://example.com/\"onmouseover=alert(1)", "begins with https://"),
        ("pay.link", "https://example.com/a b", "begins with https://"),
        ("pay.link", "https://example.com/\n", "begins with https://"),
        ("reply.address", "a@b\nBcc: c@d", "is an e-mail address"),
        ("house.address", 5, "lines of an address"),
        ("contact.is_first", "perhaps", "is yes or no"),
        ("person.name", ["Rosa"], "is a text"),
        ("plan.instalments", "all", "list of at most"),
        ("plan.instalments", ["all"], "is a mapping"),
        ("plan.instalments", [{"colour": "red"}], "no field 'colour' in plan.instalments"),
    ],
)  # fmt: skip
def test_what_is_not_of_its_type_is_refused(name: str, told: Any, sentence: str) -> None:
    with pytest.raises(TemplateRefused, match=sentence):
        read({name: told})
