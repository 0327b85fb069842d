"""What messages bring, in the words of the vocabulary."""

from datetime import date

from goodstanding.arrangements.confirming import field
from goodstanding.arrangements.plan.schedule import Instalment
from goodstanding.money.amount import Amount
from goodstanding.outreach.template.facts.reading import read

PLAN = [Instalment(1, date(2026, 7, 1), 2_500), Instalment(7, date(2026, 8, 1), 1_000)]


def test_every_field_is_one_of_the_vocabulary() -> None:
    told = (
        field.of_receipt(number=7, amount=Amount(5, "USD"), received_date=PLAN[0].due_date, remaining=Amount(0, "USD"))
        | field.of_promise(amount=Amount(5, "USD"), due_date=PLAN[0].due_date)
        | field.of_plan(PLAN, currency="USD")
        | field.of_instalment(PLAN, 7, left_minor=900, currency="USD")
    )
    assert len(read(told).values) == len(told) - 1
    assert len(read(told).series["plan.instalments"]) == 2


def test_an_instalment_is_named_by_its_place_and_what_is_left_of_it() -> None:
    assert field.of_instalment(PLAN, 7, left_minor=900, currency="USD") == {
        "instalment.number": "2", "instalment.date": "2026-08-01", "instalment.amount": "USD 9.00",
    }  # fmt: skip


def test_what_remains_is_never_below_zero() -> None:
    told = field.of_receipt(
        number=7, amount=Amount(5, "USD"), received_date=PLAN[0].due_date, remaining=Amount(-3, "USD")
    )
    assert told["receipt.remaining"] == "USD 0.00"


def test_a_plan_is_told_with_its_sum() -> None:
    told = field.of_plan(PLAN, currency="USD")
    assert (told["plan.total"], told["plan.count"], told["plan.last_date"]) == ("USD 35.00", "2", "2026-08-01")
