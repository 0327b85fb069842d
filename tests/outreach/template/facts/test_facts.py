"""The facts of one message."""

from goodstanding.outreach.template.facts.facts import Facts

FACTS = Facts({"today": 1, "person.name": "Rosa"}, {"lines": ({"line.reference": "A"},), "plan.instalments": ()})


def test_a_value_is_told_and_a_series_is_known_where_it_has_rows() -> None:
    assert (FACTS.value("person.name"), FACTS.value("client.name")) == ("Rosa", None)
    assert (FACTS.value("lines"), FACTS.value("plan.instalments")) == (1, None)


def test_a_row_stands_over_the_rest_and_changes_leave_the_facts_alone() -> None:
    assert FACTS.within({"person.name": "Ada"}).values == {"today": 1, "person.name": "Ada"}
    assert FACTS.saying({"today": 2}).values["today"] == 2
    assert FACTS.values["today"] == 1
