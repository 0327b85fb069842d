from typing import Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.ingestion.staging.mentions import drop_rejected, mark_first_mentions, settle_mentions
from tests.ingestion.staging.sheet import column, mentions, rejections


def settled(**records: Any) -> duckdb.DuckDBPyConnection:
    work = mentions(**records)
    settle_mentions(work)
    mark_first_mentions(work)
    return work


def ann(row: int, **said: Any) -> dict[str, Any]:
    return {"row": row, "reference": "1", "display_name": "Ann Fake"} | said


def bill(row: int, **said: Any) -> dict[str, Any]:
    return {"row": row, "debt": "0042", "reference": "R-1", "amount_minor": 500} | said


def test_a_record_said_alike_in_many_rows_is_one_record() -> None:
    work = settled(person=[ann(2), ann(3), ann(4)], item=[bill(2), bill(3, reference="R-2"), bill(4)])
    assert rejections(work) == []
    assert column(work, "is_first", of="person") == [True, False, False]
    assert column(work, "is_first", of="item") == [True, True, False]
    assert column(work, "is_duplicate", of="accepted") == [False, False, True]


def test_a_row_that_says_otherwise_is_rejected_and_names_the_earlier_one() -> None:
    work = settled(person=[ann(2), ann(3, display_name="Ben Fake"), ann(4)], item=[bill(3)])
    assert rejections(work) == [(3, "person", "display name", "Ben Fake", "Row 2 says otherwise of person 1.")]
    assert column(work, "row", of="person") == [2, 4] and column(work, "row", of="item") == []
    assert column(work, "row", of="accepted") == [2, 4]


def test_an_amount_told_differently_is_shown_without_its_unit() -> None:
    work = settled(item=[bill(2), bill(5, amount_minor=501)])
    assert rejections(work) == [(5, "item", "amount", "501", "Row 2 says otherwise of item 0042 R-1.")]


def test_what_follows_from_the_rest_is_no_contradiction() -> None:
    assert rejections(settled(person=[ann(2, search_name="x"), ann(3, search_name="y")])) == []


def test_when_the_first_mention_is_rejected_the_next_one_counts() -> None:
    work = mentions(person=[ann(2, display_name="Wrong"), ann(3), ann(4)])
    work.execute("INSERT INTO rejected VALUES (2, 'item', 'Sum', 'x', 'Not a number.')")
    settle_mentions(work)
    mark_first_mentions(work)
    assert [row for row, *_ in rejections(work)] == [2]
    assert column(work, "is_first", of="person") == [True, False]


def test_two_equal_records_of_one_row_are_one() -> None:
    point = {"row": 2, "person": "1", "kind": "phone", "value": "+12125550123"}
    work = settled(contact_point=[point | {"label": "home"}, point | {"slot": 2, "label": "work"}])
    assert rejections(work) == [] and column(work, "label", of="contact_point") == ["home"]


def test_two_things_said_of_one_record_in_one_row_reject_it() -> None:
    work = settled(item=[bill(2, amount_minor=1000), bill(2, slot=2, amount_minor=2000), bill(3)])
    assert rejections(work) == [(2, "item", "amount", "2000", "The row says two different things of item R-1.")]
    assert column(work, "row", of="item") == [3]
    paid = {"row": 2, "source_key": "P-7", "debt": "0042", "amount_minor": 5}
    work = settled(receipt=[paid, paid | {"slot": 2, "item": "R-1"}])
    assert rejections(work) == [(2, "receipt", "item", "R-1", "The row says two different things of receipt P-7.")]
    work = settled(item=[bill(2, interest=1), bill(2, slot=2, interest=1)])
    assert rejections(work) == [] and column(work, "slot", of="item") == [1]


def test_of_two_records_of_one_row_one_may_say_more() -> None:
    work = settled(person=[ann(2), ann(2, slot=2, language="es")])
    assert rejections(work) == [] and column(work, "language", of="person") == ["es"]


def test_a_person_has_two_roles_on_one_debt() -> None:
    liable = {"row": 2, "debt": "1", "person": "2"}
    work = settled(liable=[liable | {"role": "guarantor"}, liable | {"slot": 2, "role": "co-debtor"}])
    assert column(work, "is_first", of="liable") == [True, True]


def test_the_sentence_calls_a_contact_point_so() -> None:
    point = {"person": "1", "kind": "email", "value": "a@example.com"}
    work = settled(contact_point=[point | {"row": 2, "status": "valid"}, point | {"row": 3, "status": "invalid"}])
    assert rejections(work)[0][4] == "Row 2 says otherwise of contact point 1 email a@example.com."


def test_rejected_rows_are_dropped_everywhere() -> None:
    work = mentions(person=[ann(2), ann(3)], item=[bill(2), bill(3)])
    drop_rejected(work)
    assert column(work, "row", of="item") == [2, 3]
    work.execute("INSERT INTO rejected VALUES (3, 'item', 'Sum', 'x', 'Not a number.')")
    drop_rejected(work)
    assert column(work, "row", of="item") == column(work, "row", of="person") == [2]


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("123"), st.sampled_from("ab")), min_size=1, max_size=12))
def test_the_first_word_of_each_record_stands_and_every_row_is_one_or_the_other(said: list[tuple[str, str]]) -> None:
    work = settled(person=[ann(row, reference=who, display_name=name) for row, (who, name) in enumerate(said, start=2)])
    first = dict(reversed(said))
    rejected = [row for row, (who, name) in enumerate(said, start=2) if name != first[who]]
    assert [row for row, *_ in rejections(work)] == rejected
    assert sorted(rejected + column(work, "row", of="accepted")) == list(range(2, len(said) + 2))
    assert sum(column(work, "is_first", of="person")) == len(first)


def test_an_empty_cell_says_nothing_before_or_after_another_row() -> None:
    for said in ([None, "es", "es"], ["es", None, "es"]):
        work = settled(person=[ann(row, language=text) for row, text in enumerate(said, start=2)])
        assert rejections(work) == []
        assert column(work, "language", of="person")[0] == "es"
        assert column(work, "is_duplicate", of="accepted") == [False, said[0] is not None, True]
    work = settled(person=[ann(2), ann(3, language="es"), ann(4, language="en")])
    assert rejections(work) == [(4, "person", "language", "en", "Row 3 says otherwise of person 1.")]


def test_an_item_of_a_receipt_that_only_one_row_names_is_a_contradiction() -> None:
    paid = {"row": 2, "source_key": "P-7", "debt": "0042", "amount_minor": 5}
    work = settled(receipt=[paid, paid | {"row": 3, "item": "R-1"}])
    assert [reason for *_, reason in rejections(work)] == ["Row 2 says otherwise of receipt P-7."]
