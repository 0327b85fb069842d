from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.ingestion.mapping.document import Field
from goodstanding.ingestion.mapping.layout import FieldRule
from goodstanding.ingestion.staging.typed import REFERENCE_CHARACTERS_MAX, TEXT_CHARACTERS_MAX, required, typed
from tests.ingestion.staging.sheet import column, texts

TEXT = FieldRule("original_creditor", "text", "")
REFERENCE = FieldRule("reference", "text", "")
KIND = FieldRule("kind", "choice", "", choices=("invoice", "charge"))
CURRENCY = FieldRule("currency", "currency", "")
DAY = FieldRule("due_date", "date", "")
GERMAN = Field(columns=("A",), formats=("%d.%m.%Y",))


def read(
    rule: FieldRule, *cells: str, field: Field | None = None, is_typed: bool = False
) -> list[tuple[object, object]]:
    found = typed(rule, field or Field(columns=("A",)), text="c0", is_typed=is_typed)
    work = texts(*cells)
    return list(zip(column(work, found.value), column(work, found.reason), strict=True))


@pytest.mark.parametrize(("rule", "most"), [(TEXT, TEXT_CHARACTERS_MAX), (REFERENCE, REFERENCE_CHARACTERS_MAX)])
def test_a_text_has_a_length(rule: FieldRule, most: int) -> None:
    found = read(rule, "ü" * most, "ü" * (most + 1), "")
    sentence = f"The text is longer than {most} characters."
    assert found == [("ü" * most, None), ("ü" * (most + 1), sentence), (None, None)]


def test_references_stay_text() -> None:
    assert read(REFERENCE, "0042", "1e5", "NO") == [("0042", None), ("1e5", None), ("NO", None)]


def test_a_word_is_one_of_the_list() -> None:
    sentence = "This is not one of: invoice, charge."
    assert read(KIND, "charge", "Charge", "") == [("charge", None), ("Charge", sentence), (None, None)]


def test_a_currency_is_one_in_use() -> None:
    sentence = "This is not the ISO 4217 code of a currency in use."
    assert read(CURRENCY, "JPY", "usd", "DEM", "") == [
        ("JPY", None), ("usd", sentence), ("DEM", sentence), (None, "The currency is empty."),
    ]  # fmt: skip


def test_a_required_field_may_not_be_empty() -> None:
    inner = typed(KIND, Field(columns=("A",)), text="c0", is_typed=False)
    found = required(inner, text="c0", name="issued_date")
    assert column(texts("", "x", "charge"), found.reason) == [
        "The issued date is empty.", "This is not one of: invoice, charge.", None,
    ]  # fmt: skip


def test_a_date_is_read_as_the_map_says() -> None:
    assert read(DAY, "31.01.2026", "1.2.2026", "", field=GERMAN) == [
        (date(2026, 1, 31), None), (date(2026, 2, 1), None), (None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["31.02.2026", "29.02.2025", "2026-01-31", "31.01.2026 x", "00.01.2026", "31/01/2026", "soon"]
)
def test_what_is_no_date_of_the_format_is_rejected(text: str) -> None:
    assert read(DAY, text, field=GERMAN) == [(None, "This is not a date written as %d.%m.%Y.")]


def test_the_leap_day_of_a_leap_year_is_a_date() -> None:
    assert read(DAY, "29.02.2024", field=GERMAN) == [(date(2024, 2, 29), None)]


def test_two_formats_that_read_a_date_differently_reject_it() -> None:
    field = Field(columns=("A",), formats=("%d/%m/%Y", "%m/%d/%Y"))
    read_by_one, alike, differently, by_none = read(
        DAY, "13/01/2026", "05/05/2026", "05/06/2026", "31-01-2026", field=field
    )
    assert read_by_one == (date(2026, 1, 13), None)
    assert alike == (date(2026, 5, 5), None)
    assert differently[1] == "The formats read this as different dates."
    assert by_none[1] == "This is not a date written as %d/%m/%Y or %m/%d/%Y."


def test_the_earliest_and_the_latest_date_are_still_believed() -> None:
    field = Field(columns=("A",), formats=("%Y-%m-%d",), not_before=date(2020, 1, 1), not_after=date(2020, 12, 31))
    reasons = [reason for _, reason in read(DAY, "2020-01-01", "2019-12-31", "2020-12-31", "2021-01-01", field=field)]
    sentence = "The date lies outside 2020-01-01 to 2020-12-31."
    assert reasons == [None, sentence, None, sentence]


def test_without_bounds_of_its_own_a_map_believes_1900_to_2199() -> None:
    cells = ("01.01.1900", "31.12.1899", "31.12.2199", "01.01.2200")
    sentence = "The date lies outside 1900-01-01 to 2199-12-31."
    assert [reason for _, reason in read(DAY, *cells, field=GERMAN)] == [None, sentence, None, sentence]


@pytest.mark.parametrize(("days", "found"), [(30, date(2026, 3, 2)), (-31, date(2025, 12, 31)), (0, date(2026, 1, 31))])
def test_a_date_is_moved_by_days(days: int, found: date) -> None:
    field = Field(columns=("A",), formats=("%d.%m.%Y",), plus_days=days)
    assert read(DAY, "31.01.2026", "", field=field) == [(found, None), (None, None)]


@pytest.mark.parametrize("text", ["2026-01-31", "2026-01-31 00:00:00", "2026-01-31T23:59:59", "31.01.2026"])
def test_a_typed_format_writes_dates_of_its_own_accord(text: str) -> None:
    assert read(DAY, text, field=GERMAN, is_typed=True) == [(date(2026, 1, 31), None)]


def test_a_constant_may_be_written_as_a_map_writes_days() -> None:
    assert read(DAY, "2026-01-31", field=Field(constant="2026-01-31", formats=("%d.%m.%Y",)))[0][0] == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%m/%d/%Y", "1/31/2026"), ("%d %b %Y", "31 Jan 2026"), ("%B %d, %Y", "January 31, 2026"),
        ("%Y%m%d", "20260131"), ("%d.%m.%y", "31.01.26"), ("%Y-%m-%d %H:%M:%S", "2026-01-31 17:30:00"),
    ],
)  # fmt: skip
def test_dates_come_in_many_dresses(form: str, text: str) -> None:
    assert read(DAY, text, field=Field(columns=("A",), formats=(form,))) == [(date(2026, 1, 31), None)]


@settings(max_examples=12, deadline=None)
@given(
    form=st.sampled_from(["%d.%m.%Y", "%m/%d/%Y", "%Y%m%d", "%d %B %Y", "%Y-%m-%d"]),
    days=st.lists(st.dates(date(1900, 1, 1), date(2199, 12, 31)), min_size=1, max_size=60),
    plus=st.integers(-3660, 3660),
)
def test_a_date_written_by_a_format_is_read_by_it(form: str, days: list[date], plus: int) -> None:
    field = Field(columns=("A",), formats=(form,), plus_days=plus)
    found = read(DAY, *[day.strftime(form) for day in days], field=field)
    assert found == [(day + timedelta(days=plus), None) for day in days]
