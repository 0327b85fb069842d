from typing import Any

import pytest

from tests.ingestion.staging.sheet import column, rejections, staged_kinds

HEAD = "map: 1\ndates: '%Y-%m-%d'\ncurrency: USD\nrecords:\n"
DEBT = "  - debt: {reference: {column: Account}, portfolio: Cards, debtor: nobody}\n"
ITEM = (
    "  - item: {reference: {column: No}, issued_date: 2026-01-31, due_date: 2026-02-28, amount: {column: Sum}, "
    "interest: {column: Interest}, fees: {column: Fees}}\n"
)
RECEIPT = "  - receipt: {amount: {column: Sum}, received_date: {column: Day}, method: {column: How}}\n"
PAYMENTS = """
    Account | Sum | Day        | How
    1       | 5   | 2026-01-31 | card
    1       | 5   | 2026-01-31 | card
    1       | 5.0 | 2026-01-31 | card
    1       | 5   | 2026-01-31 | cash
    1       | 5   | 2026-02-01 | card
    2       | 5   | 2026-01-31 | card
"""


def test_an_item_is_worth_its_components() -> None:
    work = staged_kinds(HEAD + DEBT + ITEM, """
        Account | No  | Sum    | Interest | Fees
        1       | R-1 | 100.00 | 2.50     | 1
        1       | R-2 | 10     |          |
        1       | R-3 | 0      | 0.01     |
    """)  # fmt: skip
    found = work.execute(
        "SELECT amount_minor, principal, interest, fees, costs, currency FROM item ORDER BY row"
    ).fetchall()
    assert found == [
        (10_350, 10_000, 250, 100, None, "USD"), (1_000, 1_000, None, None, None, "USD"), (1, 0, 1, None, None, "USD"),
    ]  # fmt: skip
    assert rejections(work) == []


def test_an_item_worth_nothing_is_rejected() -> None:
    work = staged_kinds(
        HEAD + DEBT + ITEM, "Account | No | Sum | Interest | Fees\n1 | R-1 | 0 | 0 | \n1 | R-2 | 0.01 | |"
    )
    assert rejections(work) == [(2, "item", "Sum", "0", "The item is worth nothing.")]
    assert column(work, "row", of="item") == [3]


def test_a_rejected_row_yields_nothing_of_a_later_kind() -> None:
    work = staged_kinds(HEAD + DEBT + ITEM, "Account | No | Sum | Interest | Fees\n1 | R-1 | x | | \n1 | R-2 | 1 | |")
    assert [row for row, *_ in rejections(work)] == [2]
    assert column(work, "row", of="item") == [3]
    assert column(work, "row", of="rows_2") == [2, 3]


def test_receipts_without_a_number_are_told_apart_by_counting() -> None:
    work = staged_kinds(HEAD + DEBT + RECEIPT, PAYMENTS)
    assert column(work, "occurrence", of="receipt") == [1, 2, 3, 1, 1, 1]
    keys = column(work, "source_key", of="receipt")
    assert len(set(keys)) == len(keys) and all(key.startswith("same:") for key in keys)


def test_a_longer_file_that_begins_alike_counts_alike() -> None:
    again = staged_kinds(HEAD + DEBT + RECEIPT, PAYMENTS + "    1 | 5 | 2026-01-31 | card\n")
    keys = column(staged_kinds(HEAD + DEBT + RECEIPT, PAYMENTS), "source_key", of="receipt")
    longer = column(again, "source_key", of="receipt")
    assert longer[:-1] == keys and longer[-1] not in keys


def test_a_receipt_keeps_the_number_of_its_source() -> None:
    receipt = "  - receipt: {key: {column: No}, amount: {column: Sum}, received_date: 2026-01-31}\n"
    work = staged_kinds(HEAD + DEBT + receipt, "Account | No | Sum\n1 | P-1 | 5\n1 | | 5")
    (first, alike), (counted, counted_alike) = work.execute(
        "SELECT source_key, alike FROM receipt ORDER BY row"
    ).fetchall()
    assert (first, alike) == ("P-1", None)
    assert counted.startswith("same:") and counted_alike is not None


@pytest.mark.parametrize(("closed", "is_sound"), [("2026-01-31", True), ("2026-01-30", False), ("", True)])
def test_a_dispute_does_not_close_before_it_opens(closed: str, is_sound: bool) -> None:
    dispute = "  - dispute: {opened_date: 2026-01-31, closed_date: {column: Closed}, item: {column: No}}\n"
    work = staged_kinds(HEAD + DEBT + dispute, f"Account | Closed | No\n1 | {closed} | R-1\n2 | | ")
    refused = (2, "dispute", "Closed", closed, "The dispute closes before it opens.")
    assert rejections(work) == ([] if is_sound else [refused])
    assert column(work, "source_key", of="dispute") == [*(["1/R-1/2026-01-31"] if is_sound else []), "2/2026-01-31"]


def test_a_dispute_keeps_the_number_of_its_source() -> None:
    dispute = "  - dispute: {key: {column: No}, opened_date: 2026-01-31}\n"
    work = staged_kinds(HEAD + DEBT + dispute, "Account | No\n1 | D-1\n2 | ")
    assert column(work, "source_key", of="dispute") == ["D-1", "2/2026-01-31"]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("", ("Ann Fake", "ann fake", "Ann", "Fake")),
        (", given_name: {column: First}", ("Ann Fake", "ann fake", "Anna", "Fake")),
        (", kind: organisation", ("Ann Fake", "ann fake", None, None)),
    ],
)
def test_parts_of_a_name_are_taken_from_it_where_the_map_has_none(fields: str, found: tuple[Any, ...]) -> None:
    person = f"  - person: {{reference: {{column: Id}}, name: {{column: Name}}{fields}}}\n"
    work = staged_kinds("map: 1\nrecords:\n" + person, "Id | Name | First\n1 | Ann Fake | Anna")
    assert work.execute("SELECT display_name, search_name, given_name, family_name FROM person").fetchall() == [found]


def test_contact_points_of_all_records_come_together() -> None:
    records = "  - person: {reference: {column: Id}, name: Ann Fake}\n"
    records += "  - contact_point: {kind: email, value: {column: Mail}, label: home}\n"
    records += "  - contact_point: {kind: phone, value: {column: Phone}, country: US}\n"
    work = staged_kinds("map: 1\nrecords:\n" + records, """
        Id | Mail          | Phone
        1  | A@Example.com | (212) 555-0123
        2  | nobody        |
        3  |               | 212 555 0124
    """)  # fmt: skip
    found = work.execute(
        "SELECT row, slot, person, kind, value, label FROM contact_point ORDER BY row, slot"
    ).fetchall()
    assert found == [
        (2, 2, "1", "email", "a@example.com", "home"),
        (2, 3, "1", "phone", "+12125550123", None),
        (4, 3, "3", "phone", "+12125550124", None),
    ]
    assert [(row, value) for row, _, _, value, _ in rejections(work)] == [(3, "nobody")]


def test_kinds_that_the_map_leaves_out_have_empty_tables() -> None:
    work = staged_kinds(HEAD + DEBT, "Account\n1")
    assert column(work, "currency", of="debt") == ["USD"]
    assert all(
        not column(work, "row", of=kind) for kind in ("person", "contact_point", "item", "receipt", "dispute", "liable")
    )
