"""The facts of a message put together from what the books told."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from goodstanding.money.amount import Amount
from goodstanding.outreach.port.delivery import DeliveryLine
from goodstanding.outreach.template.facts.assembling import Assembler, DebtTold, ItemTold, PersonTold, Told, code_of
from goodstanding.outreach.template.facts.facts import Facts
from goodstanding.outreach.template.language.finding import TemplateRefused
from tests.outreach.template.waiting import waiting

LATE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
JULY = ItemTold(7, "INV-7", "invoice", date(2026, 7, 1), date(2026, 7, 31), 10_000, 4_000)
JUNE = ItemTold(6, "INV-6", "instalment", date(2026, 6, 1), date(2026, 6, 30), 10_000, 10_000)
PAID = ItemTold(5, "INV-5", "charge", date(2026, 5, 1), date(2026, 5, 31), 500, 0)
DEBT = DebtTold("D-1", "Larch", 1, "First Bank", was_said=True, items={one.item_id: one for one in (JULY, JUNE, PAID)})
TOLD = Told(
    people={1: PersonTold("Rosa Specimen", "", "US-CA", "America/Los_Angeles")},
    debts={11: DEBT, 12: DebtTold("D-2", "Larch", 1, "", was_said=False, items={})},
    is_collector={1: False},
    house={"name": "Oak", "address": "1 Road\nTown", "phone": "+12175550100", "email": "", "website": "", "hours": ""},
)


def facts(*lines: DeliveryLine, given: dict[str, Any] | None = None, **more: Any) -> Facts:
    return Assembler(TOLD, at=LATE).facts(waiting(person_id=1, client_id=1, **more), lines, given or {})


def line(debt_id: int, item_id: int | None, minor: int, currency: str = "USD") -> DeliveryLine:
    return DeliveryLine(debt_id, item_id, "", currency, minor)


def test_an_account_is_told_by_its_open_items_the_oldest_first() -> None:
    found = facts(line(11, None, 14_000))
    assert [row["line.reference"] for row in found.series["lines"]] == ["INV-6", "INV-7"]
    assert found.series["lines"][1] == {
        "line.reference": "INV-7", "line.description": "Invoice of July 1, 2026", "line.amount": Amount(4_000, "USD"),
        "line.original_amount": Amount(10_000, "USD"), "line.due_date": date(2026, 7, 31),
        "line.days_past_due": 114, "line.client": "Larch",
    }  # fmt: skip
    assert (found.values["total.amount"], found.values["total.count"]) == (Amount(14_000, "USD"), 2)
    assert found.values["total.days_past_due"] == (date(2026, 11, 22) - date(2026, 6, 30)).days


def test_the_day_is_that_of_the_person() -> None:
    assert facts().values["today"] == date(2026, 11, 22)
    assert facts().values["answer_by"] == date(2026, 12, 6)


def test_where_items_do_not_add_up_the_account_is_told_as_one() -> None:
    (row,) = facts(line(11, None, 9_999), language="es").series["lines"]
    assert (row["line.reference"], row["line.amount"]) == ("D-1", Amount(9_999, "USD"))
    assert row["line.description"] == "Cuenta con Larch"


def test_one_item_is_told_with_the_amount_of_the_moment() -> None:
    (row,) = facts(line(11, 6, 2_500), language="es").series["lines"]
    assert (row["line.amount"], row["line.description"]) == (Amount(2_500, "USD"), "Cuota del 1 de junio de 2026")


def test_further_currencies_are_told_apart_and_never_added() -> None:
    found = facts(line(11, 6, 100), line(12, None, 700, "EUR"))
    assert found.values["total.amount"] == Amount(100, "USD")
    assert found.values["other_currencies"] == "EUR 7.00"


def test_it_is_the_first_message_unless_something_was_said_of_every_debt() -> None:
    assert facts(line(11, 6, 100)).values["contact.is_first"] is False
    assert facts(line(11, 6, 100), line(12, None, 100)).values["contact.is_first"] is True


def test_who_writes_and_who_is_written_to() -> None:
    values = facts(line(11, 6, 100)).values
    assert values["house.address"] == ("1 Road", "Town")
    assert "house.email" not in values and "pay.link" not in values
    assert values["person.given_name"] == "Rosa Specimen"
    assert values["house.is_collector"] is False
    assert values["help.name"] == "National Foundation for Credit Counseling"


def test_what_is_given_along_comes_first_and_what_the_message_brings_before_that() -> None:
    found = facts(
        given={"answer_by": "2026-12-24", "promise.amount": "USD 5.00"}, fields={"promise.amount": "USD 6.00"}
    )
    assert (found.values["answer_by"], found.values["promise.amount"]) == (date(2026, 12, 24), Amount(600, "USD"))
    with pytest.raises(TemplateRefused, match="There is no field"):
        facts(fields={"promise.amont": 1})


def test_a_code_names_the_message_and_cannot_be_made_without_our_secret() -> None:
    one, other = waiting(message_id=17, key="act:1"), waiting(message_id=17, key="act:2")
    assert re.fullmatch(r"17-[A-Z2-7]{4}", code_of(one, secret="ours"))
    assert code_of(one, secret="ours") == code_of(waiting(message_id=17, key="act:1"), secret="ours")
    assert len({code_of(one, secret="ours"), code_of(other, secret="ours"), code_of(one, secret="theirs")}) == 3
