from typing import Any

import pytest

from goodstanding.ingestion.mapping.document import Record
from goodstanding.ingestion.staging.records import Staging, stage_record
from tests.ingestion.staging.sheet import column, rejections, staging_of

DEBT = "  - debt: {reference: {column: Account}, portfolio: Cards, debtor: nobody}\n"
HEAD = "map: 1\ndates: '%Y-%m-%d'\ncurrency: USD\nrecords:\n"


def stage(staging: Staging, kind: str, *, place: int = 0) -> str:
    record: Record = staging.binding.map.of(kind)[place]
    return stage_record(staging, record, slot=staging.binding.map.records.index(record) + 1)


def reasons(staging: Staging) -> list[tuple[Any, ...]]:
    return [(row, col, value, reason) for row, _, col, value, reason in rejections(staging.work)]


def test_a_record_has_a_value_and_a_reason_for_each_field() -> None:
    item = "  - item: {reference: {column: No}, issued_date: {column: Day}, due_date: {column: Day, plus_days: 1}, "
    staging = staging_of(HEAD + DEBT + item + "amount: {column: Sum}}", """
        Account | No  | Day        | Sum
        0042    | R-1 | 2026-01-31 | 12.5
        0042    |     | 2026-02-30 | -1
    """)  # fmt: skip
    table = stage(staging, "item")
    assert column(
        staging.work, "reference || '/' || issued_date || '/' || due_date || '/' || amount || '/' || debt", of=table
    )[0] == ("R-1/2026-01-31/2026-02-01/1250/0042")
    assert reasons(staging) == [
        (3, "Day", "2026-02-30", "This is not a date written as %Y-%m-%d."),
        (3, "Day", "2026-02-30", "This is not a date written as %Y-%m-%d."),
        (3, "No", "", "The reference is empty."),
        (3, "Sum", "-1", "The amount is below zero."),
    ]


@pytest.mark.parametrize(
    ("amount", "reason"),
    [("0.01", None), ("0.00", "The amount is not above zero."), ("-0.01", "The amount is not above zero.")],
)
def test_a_receipt_is_above_zero(amount: str, reason: str | None) -> None:
    receipt = "  - receipt: {amount: {column: Sum}, received_date: 2026-01-31}"
    staging = staging_of(HEAD + DEBT + receipt, f"Account | Sum\n1 | {amount}")
    stage(staging, "receipt")
    assert [found for *_, found in reasons(staging)] == ([reason] if reason else [])


def test_every_required_field_says_that_it_is_empty() -> None:
    receipt = "  - receipt: {amount: {column: Sum}, received_date: {column: Day}}"
    staging = staging_of(HEAD + DEBT + receipt, "Account | Sum | Day\n | | ")
    stage(staging, "debt")
    stage(staging, "receipt")
    assert [found for *_, found in reasons(staging)] == [
        "The reference is empty.", "The received date is empty.", "The amount is empty.",
    ]  # fmt: skip


def test_rows_yield_a_record_only_where_its_condition_holds() -> None:
    records = "  - debt: {when: Type <> 'Note', reference: {column: Account}, portfolio: Cards, debtor: nobody}\n"
    records += "  - receipt: {when: Sum <> '', amount: {column: Sum}, received_date: 2026-01-31}"
    staging = staging_of(HEAD.replace("records", "skip: Type = 'Total'\nrecords") + records, """
        Account | Type  | Sum
        1       | Bill  | 5
        2       | Bill  |
        3       | Note  | 5
        4       | Total | 5
    """)  # fmt: skip
    assert column(staging.work, "row", of=stage(staging, "debt")) == [2, 3]
    assert column(staging.work, "row", of=stage(staging, "receipt")) == [2]
    assert rejections(staging.work) == []


PERSONS = """
  - person: {reference: {column: Id}, name: Ann Fake}
  - person: {as: partner, when: Partner <> '', reference: {column: Partner}, name: Ben Fake}
  - contact_point: {person: partner, kind: email, value: {column: Mail}}
  - debt: {reference: {column: Account}, portfolio: Cards, debtor: partner}
  - liable: {person: partner, role: co-debtor}
"""


def test_records_hang_on_the_person_and_the_debt_of_their_row() -> None:
    staging = staging_of(HEAD + PERSONS, """
        Id | Partner | Mail          | Account
        1  | 2       | b@example.com | 0042
        3  |         | c@example.com | 0043
    """)  # fmt: skip
    assert column(staging.work, "debtor", of=stage(staging, "debt")) == ["2", None]
    assert staging.work.execute(f"SELECT row, person, debt FROM {stage(staging, 'liable')}").fetchall() == [
        (2, "2", "0042")
    ]
    assert staging.work.execute(f"SELECT row, person FROM {stage(staging, 'contact_point')}").fetchall() == [(2, "2")]


def test_a_row_without_a_contact_point_simply_has_none() -> None:
    point = "  - person: {reference: '1', name: Ann Fake}\n"
    point += "  - contact_point: {kind: address, value: {column: Street}, locality: {column: Town}, country: US}"
    staging = staging_of("map: 1\nfile: {empty: ['-']}\nrecords:\n" + point, """
        Street | Town
        Elm 5  |
               | Oakville
        -      |
    """)  # fmt: skip
    assert column(staging.work, "row", of=stage(staging, "contact_point")) == [2, 3]
    assert rejections(staging.work) == []


def test_a_word_that_is_not_looked_up_rejects_the_row() -> None:
    debt = DEBT.replace("debtor", "debt_type: {column: Type, lookup: {C: card}}, debtor")
    staging = staging_of(HEAD + debt, "Account | Type\n1 | C\n2 | X\n3 | ")
    assert column(staging.work, "debt_type", of=stage(staging, "debt")) == ["card", None, None]
    assert reasons(staging) == [(3, "Type", "X", "The map looks up only: C.")]


def test_further_columns_are_kept_by_name() -> None:
    debt = DEBT.replace("debtor", "attributes: {b: {column: Branch}, a: {columns: [Branch, Account]}}, debtor")
    staging = staging_of(HEAD + debt, 'Account | Branch\n1 | No "7"')
    assert column(staging.work, "attributes", of=stage(staging, "debt")) == ['{"a":"No \\"7\\" 1","b":"No \\"7\\""}']
    plain = staging_of(HEAD + DEBT, "Account\n1")
    assert column(plain.work, "attributes", of=stage(plain, "debt")) == [None]


@pytest.mark.parametrize(
    ("currency", "constant"),
    [
        ("USD", "USD"),
        ("{constant: usd, case: upper}", None),
        ("{constant: D, lookup: {D: USD}}", None),
        ("{column: Money}", None),
    ],
)
def test_an_amount_has_the_decimals_of_its_currency_however_that_is_stated(currency: str, constant: str | None) -> None:
    receipt = "  - receipt: {amount: {column: Sum}, received_date: 2026-01-31}"
    staging = staging_of(HEAD.replace("USD", currency) + DEBT + receipt, "Account | Sum | Money\n1 | 10 | USD")
    assert staging.money[1] == constant
    assert column(staging.work, "amount", of=stage(staging, "receipt")) == [1000]


def test_a_debt_may_state_a_currency_of_its_own() -> None:
    debt = DEBT.replace("debtor", "currency: {column: Money}, debtor")
    receipt = "  - receipt: {amount: {column: Sum}, received_date: 2026-01-31}"
    staging = staging_of(
        HEAD + debt + receipt, "Account | Sum | Money\n1 | 10 | JPY\n2 | 10 | KWD\n3 | 10 | usd\n4 | 10 | "
    )
    stage(staging, "debt")
    assert column(staging.work, "amount", of=stage(staging, "receipt")) == [10, 10_000, None, None]
    assert reasons(staging) == [
        (4, "Money", "usd", "This is not the ISO 4217 code of a currency in use."),
        (5, "Money", "", "The currency is empty."),
    ]
