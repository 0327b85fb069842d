"""Blocks with their facts in place."""

import pytest

from goodstanding.outreach.template.facts.example import example_facts
from goodstanding.outreach.template.facts.facts import Facts
from goodstanding.outreach.template.language.finding import TemplateRefused
from goodstanding.outreach.template.language.reading import read
from goodstanding.outreach.template.rendering.passage import Points, Prose, Rows, Run, Step, passages, plain, type_of
from tests.outreach.template.samples import SOUND, only

FACTS = example_facts()


def test_a_condition_chooses_and_what_it_leaves_out_is_not_asked_for() -> None:
    text = read(only("when: promise.date is known\n    then: [{paragraph: '{promise.amount}'}]\n"
                     "    otherwise: [{paragraph: none}]"))  # fmt: skip
    assert plain(passages(text, channel="email", facts=FACTS)[0].runs) == "USD\u00a0200.00"  # type: ignore[union-attr]  # It is prose.
    without = Facts({name: one for name, one in FACTS.values.items() if not name.startswith("promise.")}, FACTS.series)
    assert passages(text, channel="email", facts=without) == (Prose((Run("none"),)),)


def test_a_fact_that_is_missing_refuses_and_an_action_without_its_link_is_left_out() -> None:
    text = read(only("paragraph: '{help.name}'", "action: {label: Pay, link: '{pay.link}'}"))
    with pytest.raises(TemplateRefused, match=r"help\.name is not known"):
        passages(text, channel="email", facts=Facts({}))
    (prose,) = passages(text, channel="email", facts=Facts({"help.name": "A"}))
    assert prose == Prose((Run("A", is_fact=True),))


def test_a_table_without_rows_refuses() -> None:
    text = read(only("table: {each: plan.instalments, columns: [{title: No., cell: '{instalment.number}'}]}"))
    with pytest.raises(TemplateRefused, match=r"nothing is known of plan\.instalments"):
        passages(text, channel="email", facts=Facts({}))
    (table,) = passages(text, channel="email", facts=FACTS)
    assert isinstance(table, Rows)
    assert [plain(row[0]) for row in table.rows] == ["1", "2", "3"]


def test_each_channel_has_its_own_passages() -> None:
    text = read(SOUND)
    sorts = [type(one) for one in passages(text, channel="email", facts=FACTS)]
    assert Rows in sorts and Points in sorts and Step in sorts
    assert {type(one) for one in passages(text, channel="sms", facts=FACTS)} == {Prose}


def test_what_is_said_aloud_is_written_as_it_is_said() -> None:
    text = read(only("paragraph: '{house.phone} {total.amount}'", channel="call"))
    (prose,) = passages(text, channel="call", facts=FACTS)
    assert plain(prose.runs) == "1, 2 1 7, 5 5 5, 0 1 0 0 1,234 dollars and 50 cents"  # type: ignore[union-attr]  # It is prose.


def test_a_fact_leads_where_it_is_an_address() -> None:
    text = read(only("paragraph: '{reply.address} {help.website}'"))
    (prose,) = passages(text, channel="email", facts=FACTS)
    assert isinstance(prose, Prose)
    assert [run.leads_to for run in prose.runs] == [
        "mailto:reply+7q2m4k@larch.example.com", "", "https://www.nfcc.org",
    ]  # fmt: skip
    assert (type_of("line.amount"), type_of("today")) == ("amount", "date")
