"""The vocabulary: what there is, what is known together, and what a condition may name."""

from typing import get_args

from goodstanding.outreach.template.facts.reading import read_value
from goodstanding.outreach.template.vocabulary import Type, vocabulary


def test_every_field_has_a_meaning_a_known_type_and_an_example_of_it() -> None:
    known = vocabulary()
    fields = [*known.fields.values(), *(field for series in known.series.values() for field in series.fields.values())]
    for field in fields:
        assert field.type in get_args(Type)
        assert field.meaning and not field.meaning.endswith(".")
        assert all(read_value(field, one) is not None for one in field.examples), field.name


def test_fields_of_a_group_are_known_together_and_a_series_with_its_group() -> None:
    known = vocabulary()
    assert known.known_with("promise.date") == {"promise.date", "promise.amount"}
    assert "plan.instalments" in known.known_with("plan.count")
    assert known.known_with("house.email") == {"house.email"}
    assert known.known_with("nothing of the sort") == {"nothing of the sort"}


def test_a_condition_may_name_every_field_and_series() -> None:
    kinds = vocabulary().kinds()
    assert (kinds["total.amount"], kinds["today"], kinds["contact.is_first"]) == ("amount", "date", "yes_no")
    assert "plan.instalments" in kinds
    assert "line.amount" not in kinds
    assert vocabulary().kinds(vocabulary().series["lines"])["line.amount"] == "amount"
