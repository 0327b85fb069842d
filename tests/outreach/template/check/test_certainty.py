"""A field that may be missing is said only where it is certain."""

import pytest

from goodstanding.outreach.template.check.certainty import uncertain, with_company
from goodstanding.outreach.template.language.reading import read
from tests.outreach.template.samples import only

SAYS = "{paragraph: '{promise.amount} {promise.date}'}"


@pytest.mark.parametrize(
    ("condition", "branch", "is_certain"),
    [
        ("promise.amount is known", "then", True),
        ("promise.date > 2026-01-01", "then", True),
        ("promise.date is missing", "otherwise", True),
        ("promise.date is missing", "then", False),
        ("total.count > 1", "then", False),
        ("promise.date is known or total.count > 1", "then", False),
        ("promise.date is known and total.count > 1", "then", True),
    ],
)
def test_a_branch_is_as_certain_as_its_condition(condition: str, branch: str, is_certain: bool) -> None:
    then, otherwise = (f"[{SAYS}]", "[]") if branch == "then" else ("[]", f"[{SAYS}]")
    text = read(only(f'when: "{condition}"\n    then: {then}\n    otherwise: {otherwise}'))
    assert (not uncertain(text, brings=frozenset())) == is_certain


def test_what_the_template_brings_is_certain_with_its_company() -> None:
    text = read(only(SAYS[1:-1], "list: ['{promise.date}']", "heading: '{help.name}'"))
    assert [one.sentence for one in uncertain(text, brings=frozenset({"promise.amount"}))] == [
        "help.name may be missing here.",
    ]  # fmt: skip
    assert with_company(frozenset({"help.phone"})) == {"help.name", "help.phone", "help.website"}


def test_tables_labels_and_subjects_are_looked_at_too() -> None:
    table = "table: {each: plan.instalments, columns: [{title: '{help.name}', cell: '{instalment.number}'}]}"
    text = read(
        only(table, "action: {label: '{help.name}', link: '{pay.link}'}").replace("{client.name}", "{help.name}")
    )
    places = [(one.line, one.sentence.split()[0]) for one in uncertain(text, brings=frozenset())]
    assert places == [(1, "help.name"), (8, "help.name"), (8, "plan.instalments"), (9, "help.name")]
