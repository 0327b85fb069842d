"""The table of merge fields."""

from goodstanding.outreach.template.field_table import markdown, rows
from tests.guards.checkout import HOME


def test_every_field_is_listed_once_with_its_example() -> None:
    names = [row.name for row in rows()]
    assert len(names) == len(set(names))
    amount = next(row for row in rows() if row.name == "total.amount")
    assert (amount.type, amount.example, amount.may_be_missing) == ("amount", "USD 1,234.50", False)
    assert {"lines", "line.amount", "plan.instalments"} <= set(names)


def test_the_page_of_the_documents_has_this_very_table() -> None:
    assert markdown() in (HOME / "docs" / "templates.md").read_text(encoding="utf-8")
