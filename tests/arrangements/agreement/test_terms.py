from dataclasses import replace
from datetime import date

from goodstanding.arrangements.agreement.document import Agreement, text_of
from goodstanding.arrangements.agreement.event import Event
from goodstanding.arrangements.agreement.reading import read
from goodstanding.arrangements.agreement.run import run
from goodstanding.arrangements.agreement.terms import Mending, of_plan, of_settlement
from tests.arrangements.agreement.samples import bounced, day, made, paid, placed, terms


def deeds(agreement: Agreement, events: list[Event], *, through: date = date(2027, 1, 1)) -> list[str]:
    acts = run(agreement, events, through=through).acts
    return [f"{'un' if act.taken_back else ''}{act.deed}" for act in acts]


def test_every_kind_can_be_signed() -> None:
    assert [agreement.kind for agreement in made()] == ["plan", "settlement", "discount", "commission"]
    for agreement in made():
        assert read(text_of(agreement)) == agreement


def test_a_plan_is_broken_while_an_instalment_is_missed() -> None:
    plan = of_plan(terms((day(7, 1), 50_000), (day(8, 1), 50_000)))
    late = [placed(), paid(day(7, 8), 2, 50_000), paid(day(8, 1), 3, 50_000)]
    assert deeds(plan, late) == ["default", "notify", "undefault", "notify"]
    on_time = [placed(), paid(day(7, 6), 2, 50_000), paid(day(8, 6), 3, 50_000)]
    assert deeds(plan, on_time) == ["notify"]


def test_a_plan_is_mended_by_all_that_was_missed_in_time_and_so_often() -> None:
    parts = terms((day(7, 1), 50_000), (day(8, 1), 50_000), grace_days=5)
    plan = of_plan(parts, mending=Mending(within_days=30, times=1))
    assert read(text_of(plan)) == plan
    broken_day = day(7, 7)
    in_time, late = day(8, 6), day(8, 7)
    assert (in_time - broken_day).days == 30
    assert deeds(plan, [placed(), paid(in_time, 2, 100_000)]) == ["default", "notify", "notify", "undefault"]
    assert deeds(plan, [placed(), paid(late, 2, 100_000)]) == ["default", "notify", "notify"]
    two = of_plan(replace(parts, missed_most=2), mending=Mending(within_days=30))
    some = [placed(), paid(day(8, 10), 2, 50_000)]
    assert deeds(two, some) == ["default", "notify"], "A part of what was missed mends nothing."
    again = [placed(), paid(day(7, 8), 2, 50_000), paid(day(8, 8), 3, 50_000)]
    assert deeds(plan, again) == ["default", "notify", "undefault", "default", "notify", "notify"]
    assert "mended" not in [one.name for one in of_plan(parts, mending=None).clauses]


def test_what_was_put_off_counts_until_the_next_payment_is_there() -> None:
    parts = replace(terms(*((day(month, 1), 25_000) for month in (7, 8, 9, 10))), missed_most=2)
    plan = of_plan(replace(parts, first_number=1, first_most=1), mending=None)
    assert read(text_of(plan)) == plan
    assert deeds(plan, [placed()], through=day(7, 6)) == []
    assert deeds(plan, [placed()], through=day(7, 7)) == ["default", "notify"]
    paid_one = [placed(), paid(day(7, 1), 2, 25_000)]
    assert deeds(plan, paid_one, through=day(8, 20)) == []
    assert deeds(plan, paid_one, through=day(9, 7)) == ["default", "notify"]
    three = of_plan(replace(parts, missed_most=3, first_number=1, first_most=2), mending=None)
    assert deeds(three, [placed()], through=day(8, 6)) == []
    assert deeds(three, [placed()], through=day(8, 7)) == ["default", "notify"]
    assert deeds(three, paid_one, through=day(9, 20)) == []


def test_a_settlement_is_released_on_the_last_day_of_grace_and_not_after() -> None:
    one = of_settlement(terms((day(7, 1), 60_000), stood_days=0))
    assert deeds(one, [placed(), paid(day(7, 6), 2, 60_000)]) == ["waive", "release", "notify"]
    assert deeds(one, [placed(), paid(day(7, 7), 2, 60_000)]) == ["default", "notify"]


def test_a_discount_that_was_taken_is_lost_with_the_payment() -> None:
    events = [placed(), paid(day(6, 20), 2, 98_000), bounced(day(6, 28), 3, 98_000, of=2)]
    assert deeds(made()[2], events) == ["discount", "undiscount"]
