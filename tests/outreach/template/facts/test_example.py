"""The example facts."""

from goodstanding.money.amount import Amount
from goodstanding.outreach.template.facts.example import brought_examples, example_facts
from goodstanding.outreach.template.vocabulary import vocabulary


def test_there_is_an_example_of_everything_and_it_adds_up() -> None:
    facts, known = example_facts(), vocabulary()
    assert set(facts.values) == set(known.fields)
    assert set(facts.series) == set(known.series)
    for series, total in (("lines", "total.amount"), ("plan.instalments", "plan.total")):
        row = known.series[series].row
        amounts = [one[f"{row}.amount"] for one in facts.series[series]]
        assert sum((one for one in amounts if isinstance(one, Amount)), Amount.zero("USD")) == facts.values[total]
    assert facts.values["total.count"] == len(facts.series["lines"])


def test_what_a_template_brings_has_its_example_with_its_company() -> None:
    assert set(brought_examples("promise-confirmation")) == {"promise.amount", "promise.date"}
    assert "plan.instalments" in brought_examples("plan-confirmation")
    assert brought_examples("reminder") == brought_examples("no such template") == {}
