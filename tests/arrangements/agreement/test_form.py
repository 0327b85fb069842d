import pytest
from jsonschema import Draft202012Validator

from goodstanding.arrangements.agreement.document import CONDITIONS, DEEDS, KINDS
from goodstanding.arrangements.agreement.form import misfits, schema
from goodstanding.outreach.template.language.page import page
from tests.arrangements.agreement.samples import EVERYTHING, SETTLEMENT


def test_the_schema_is_one_and_knows_every_word_the_language_has() -> None:
    Draft202012Validator.check_schema(dict(schema()))
    assert tuple(schema()["properties"]["agreement"]["enum"]) == KINDS
    assert set(schema()["$defs"]["condition"]["properties"]) == set(CONDITIONS)
    assert set(schema()["$defs"]["deed"]["properties"]) == set(DEEDS)


def test_what_fits_is_silent() -> None:
    assert not misfits(page(SETTLEMENT))
    assert not misfits(page(EVERYTHING))


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("stood_days", "stod_days", 17, "Did you mean stood_days?"),
        ("owed: 1000.00", "owed: much", 7, "Write an amount such as 600.00."),
        ("release: debts", "release: debt", 18, "Did you mean debts?"),
        ("reference: S-17", "refrence: S-17", 2, "Did you mean reference?"),
        ("when: {payment_reversed: any}", "when: {}", 20, "Nothing stands here."),
        ("debts: [debt:17]", "debts: debt:17", 4, "A list belongs here."),
        ("person:9", "Juniper", 3, "nobody is named"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(old: str, new: str, line: int, sentence: str) -> None:
    found = misfits(page(SETTLEMENT.replace(old, new)))
    assert any(one.line == line and sentence in str(one) for one in found), [str(one) for one in found]


def test_what_is_nested_without_end_is_refused() -> None:
    deep = "{all: [" * 15 + "{day: 2026-01-01}" + "]}" * 15
    found = misfits(page(SETTLEMENT.replace("{payment_reversed: any}", deep)))
    assert [one.sentence for one in found] == ["This is nested deeper than an agreement can be."]
