from datetime import date

from goodstanding.arrangements.agreement.condition import ALWAYS, NEVER, Standing, later, occasions, turning_days
from goodstanding.arrangements.agreement.document import Condition
from goodstanding.arrangements.agreement.event import Event
from tests.arrangements.agreement.samples import bounced, day, everything, paid, placed, settlement

EVENTS = [placed(), paid(day(6, 20), 2, 30_000), paid(day(7, 1), 3, 10_000), bounced(day(7, 3), 4, 10_000, of=3)]


def holds(condition: Condition, on: date, *, owed_minor: int = 1) -> frozenset[str]:
    return occasions(condition, Standing(settlement(), EVENTS, on), owed_minor=owed_minor)


def test_received_counts_what_stands_on_the_day() -> None:
    forty = Condition("received", amount_minor=40_000)
    assert [holds(forty, day(7, n)) for n in (1, 2, 3)] == [ALWAYS, ALWAYS, NEVER]
    assert holds(Condition("received", amount_minor=30_001), day(6, 30)) == NEVER


def test_received_by_a_day_counts_that_day_and_none_after() -> None:
    for on, expected in ((day(6, 20), ALWAYS), (day(6, 19), NEVER)):
        assert holds(Condition("received", amount_minor=30_000, day=on), day(7, 30)) == expected


def test_received_and_stood_counts_from_the_day_after_so_many() -> None:
    stood = Condition("received", amount_minor=30_000, days=4)
    assert [holds(stood, day(6, n)) for n in (23, 24)] == [NEVER, ALWAYS]


def test_not_received_is_said_once_the_day_is_over() -> None:
    missing = Condition("not_received", amount_minor=30_001, day=day(6, 20))
    assert [holds(missing, day(6, n)) for n in (20, 21)] == [NEVER, ALWAYS]


def test_money_that_was_paid_back_is_gone_at_once_and_whenever_it_went() -> None:
    back = [*EVENTS, Event(day(7, 20), 5, -1, 1)]
    for condition in (
        Condition("received", amount_minor=30_000, days=30), Condition("received", amount_minor=30_000, day=day(6, 30))
    ):  # fmt: skip
        assert occasions(condition, Standing(settlement(), EVENTS, day(7, 20)), owed_minor=1) == ALWAYS
        assert occasions(condition, Standing(settlement(), back, day(7, 20)), owed_minor=1) == NEVER
    gone = occasions(Condition("payment_reversed"), Standing(settlement(), back, day(7, 20)), owed_minor=1)
    assert gone == frozenset({"3", "5"})


def test_money_that_came_before_the_beginning_does_not_count() -> None:
    early = [placed(), paid(day(6, 14), 2, 30_000), paid(day(6, 15), 3, 100)]
    assert Standing(settlement(), early, day(7, 1)).received_minor() == 100


def test_an_instalment_is_missed_after_its_days_of_grace() -> None:
    each = Condition("instalment_missed", days=5)
    short = [placed(), paid(day(6, 20), 2, 29_999)]
    assert occasions(each, Standing(settlement(), short, day(7, 6)), owed_minor=1) == NEVER
    assert occasions(each, Standing(settlement(), short, day(7, 7)), owed_minor=1) == frozenset({"1"})
    assert occasions(each, Standing(settlement(), short, day(8, 7)), owed_minor=1) == frozenset({"1", "2"})
    second = Condition("instalment_missed", days=5, number=2)
    both = Condition("instalment_missed", days=5, count=2)
    for condition in (second, both):
        assert [holds(condition, day(8, n)) for n in (6, 7)] == [NEVER, ALWAYS if condition is second else NEVER]


def test_payments_are_told_one_by_one() -> None:
    assert holds(Condition("payment"), day(7, 2)) == frozenset({"2", "3"})
    assert holds(Condition("payment"), day(7, 3)) == frozenset({"2"})
    assert holds(Condition("payment_reversed"), day(7, 3)) == frozenset({"3"})


def test_all_and_any() -> None:
    late, payment = Condition("day", day=day(7, 2)), Condition("payment")
    both, either = Condition("all", parts=(late, payment)), Condition("any", parts=(late, payment))
    assert holds(both, day(7, 1)) == NEVER
    assert holds(both, day(7, 2)) == frozenset({"2", "3"})
    assert holds(either, day(6, 16)) == NEVER
    assert holds(either, day(7, 3)) == frozenset({"2"}) | ALWAYS
    assert holds(Condition("all", parts=(late, late)), day(7, 2)) == ALWAYS


def test_nothing_is_owed_counts_what_the_agreement_did() -> None:
    assert holds(Condition("balance"), day(7, 1), owed_minor=0) == ALWAYS
    assert holds(Condition("balance"), day(7, 1), owed_minor=1) == NEVER


def test_nothing_changes_between_turning_days() -> None:
    agreement = everything()
    days = turning_days(agreement, EVENTS)
    for condition in [clause.when for clause in agreement.clauses]:
        before = NEVER
        for number in range(400):
            on = later(agreement.begins_date, number)
            found = occasions(condition, Standing(agreement, EVENTS, on), owed_minor=1)
            assert found == before or on in days, (condition, on)
            before = found


def test_the_calendar_ends() -> None:
    assert later(date(9999, 12, 30), 9) == date.max
