from datetime import date

import pytest

from goodstanding.ingestion.mapping.document import Field
from goodstanding.ingestion.mapping.field_reading import Defaults, read_field
from goodstanding.ingestion.mapping.finding import Finding
from goodstanding.ingestion.mapping.layout import RECORDS, FieldRule

TEXT = FieldRule("note", "text", "")
DATE = FieldRule("day", "date", "")
AMOUNT = FieldRule("amount", "amount", "")
CHOICE = FieldRule("kind", "choice", "", choices=("card", "other"))
CURRENCY = FieldRule("currency", "currency", "")


def read(value: object, rule: FieldRule) -> tuple[Field | None, list[Finding]]:
    findings: list[Finding] = []
    return read_field(value, rule, where="field", defaults=Defaults(formats=("%Y-%m-%d",)), findings=findings), findings


def test_a_text_alone_is_the_same_for_all_rows() -> None:
    field, findings = read("card", CHOICE)
    assert field is not None and field.constant == "card" and not findings


def test_every_word_of_a_field_is_read() -> None:
    value = {"column": "Paid", "format": ["%d.%m.%Y"], "not_after": "2026-12-31", "plus_days": "-3", "default": "x"}
    field, findings = read(value, DATE)
    assert not findings and field is not None
    assert (field.columns, field.formats, field.plus_days) == (("Paid",), ("%d.%m.%Y",), -3)
    assert (field.not_before, field.not_after) == (date(1900, 1, 1), date(2026, 12, 31))
    field, _ = read({"column": "Sum", "numbers": "1.234,56", "rounding": "half_even", "negate": "true"}, AMOUNT)
    assert field is not None and (field.numbers, field.rounding, field.negate) == ("1.234,56", "half_even", True)
    field, _ = read({"columns": ["A", "B"], "join": ", ", "case": "upper", "lookup": {"Y": "N"}}, TEXT)
    assert field is not None and (field.columns, field.join, field.case) == (("A", "B"), ", ", "upper")


@pytest.mark.parametrize(
    ("value", "rule", "sentence"),
    [
        ({}, TEXT, "Name one source"),
        ({"column": "A", "constant": "b"}, TEXT, "Name one source"),
        ({"column": ["A", "B"]}, TEXT, "One column belongs here"),
        ({"columns": []}, TEXT, "The name of a column"),
        ({"column": ""}, TEXT, "The name of a column"),
        ({"column": {"a": "b"}}, TEXT, "A text or a list"),
        ([], TEXT, "A mapping of words"),
        ({"column": "A", "numbers": "plain"}, TEXT, "not a known word"),
        ({"column": "A", "numbers": "1234"}, AMOUNT, "not a known choice"),
        ({"column": "A", "rounding": "somehow"}, AMOUNT, "not a known choice"),
        ({"column": "A", "format": "%d.%m."}, DATE, "a year"),
        ({"column": "A", "format": "%d.%q.%Y"}, DATE, "%q"),
        ({"column": "A", "format": "%d.%m.%Y %"}, DATE, "not a part of a date"),
        ({"column": "A", "not_before": "2026-02-01", "not_after": "2026-01-31"}, DATE, "No date lies"),
        ({"column": "A", "plus_days": "3661"}, DATE, "A whole number"),
        ({"column": "A", "lookup": ["a"]}, TEXT, "A mapping of texts"),
        ({"column": "A", "otherwise": "keep"}, TEXT, "beside a lookup"),
        ({"column": "A", "lookup": {"x": "cart"}}, CHOICE, "not one of"),
        ("cart", CHOICE, "not one of"),
        ("USX", CURRENCY, "ISO 4217"),
        ({"column": "A", "default": "usd"}, CURRENCY, "ISO 4217"),
        ({"column": "A", "case": "title"}, TEXT, "not a known choice"),
    ],
)
def test_what_a_field_cannot_be_is_noted(value: object, rule: FieldRule, sentence: str) -> None:
    field, findings = read(value, rule)
    assert field is None
    assert any(sentence in finding.what for finding in findings), findings


def test_plus_days_may_be_ten_years() -> None:
    assert read({"column": "A", "plus_days": "3660"}, DATE)[0] is not None


def test_a_word_that_is_looked_up_need_not_be_a_choice_itself() -> None:
    assert read({"constant": "C", "lookup": {"C": "card"}}, CHOICE)[0] is not None
    assert read({"constant": "c", "case": "upper", "lookup": {"C": "card"}}, CHOICE)[0] is not None


def test_the_case_is_that_of_the_source_and_not_of_what_is_made_of_it() -> None:
    assert read({"column": "A", "case": "upper", "lookup": {"C": "card"}}, CHOICE)[0] is not None
    assert read({"constant": "CARD", "case": "lower"}, CHOICE)[0] is not None
    assert read({"column": "A", "lookup": {"": "card"}}, CHOICE)[0] is not None
    assert read({"column": "A", "case": "lower", "default": "CARD"}, CHOICE)[0] is None


def test_all_fields_of_all_records_have_options() -> None:
    for record in RECORDS.values():
        for rule in record.fields:
            value = {"column": "A"} if not rule.choices else rule.choices[0]
            assert read(value, rule)[0] is not None
