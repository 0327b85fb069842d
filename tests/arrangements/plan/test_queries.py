"""However many plans there are, lists and jobs ask the database the same few questions."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodstanding.arrangements.affordability.chance.queries import finished_plans
from goodstanding.arrangements.confirming.operations.agreed import write_about_instalments
from goodstanding.arrangements.plan import queries
from goodstanding.arrangements.plan.operations.autopay import collect_due
from goodstanding.arrangements.plan.operations.changing import Change, move_instalment
from goodstanding.arrangements.plan.operations.missing import follow_plans
from goodstanding.arrangements.plan.queries import monthly_taken, plan_of, plans_of, plans_to_see_to, plans_with
from goodstanding.timetable.tasks import JOB
from tests.arrangements.plan.agreed import TODAY, agree, at_day, bounce, monthly, pay
from tests.receivables.cast import NOON, SUPERVISOR, Book, item, open_book, place

pytestmark = pytest.mark.django_db
LATER = date(2026, 6, 20)


@pytest.fixture
def book() -> Book:
    return open_book()


def some(book: Book, count: int, *, since: int = 0) -> list[int]:
    """Agree plans on so many debts of one person, some with changes, payments and a bounce."""
    made = []
    for number in range(since, since + count):
        debt_id = place(book, item(f"INV-{number}", 10_000), reference=f"D-{number}")
        made.append(agree(debt_id, monthly(10_000, 4 + number % 3), key=f"k{number}"))
        if number % 2:
            receipt = pay(debt_id, 1_000 * number, on=LATER)
            if number % 4 == 1:
                bounce(receipt, on=LATER)
        else:
            move_instalment(
                made[-1], 2, to_date=date(2026, 8, 4), change_=Change("Payday."), by=SUPERVISOR, at=NOON
            )  # fmt: skip
    return made


def asked(question: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        question()
    return len(seen)


def test_plans_read_together_stand_as_each_does_alone(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = some(book, 7)
    monkeypatch.setattr(queries, "CHUNK", 3)
    for day in (TODAY, LATER, date(2026, 8, 20)):
        together = list(plans_with(reversed(numbers), as_of=day))
        assert together == [plan_of(number, as_of=day) for number in reversed(numbers)]
    assert list(plans_with([*numbers, 987_654], as_of=date(2026, 6, 14))) == []


QUESTIONS: dict[str, Callable[[Book], object]] = {
    "list": lambda _: list(plans_with(plans_to_see_to(), as_of=LATER)),
    "follow": lambda _: follow_plans(by=JOB, at=at_day(LATER)),
    "collect": lambda _: collect_due(by=JOB, at=at_day(LATER)),
    "write": lambda _: write_about_instalments(by=JOB, at=at_day(LATER)),
    "budget": lambda book: monthly_taken(book.debtor_id, currency="USD", except_plan=None, at=at_day(LATER)),
    "chance": lambda _: finished_plans(at=at_day(LATER)),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_more_plans_are_no_more_questions(book: Book, name: str) -> None:
    some(book, 2)
    few = asked(lambda: QUESTIONS[name](book))
    some(book, 6, since=2)
    assert asked(lambda: QUESTIONS[name](book)) == few <= 16


def test_the_plans_of_one_debt_are_read_with_the_same_questions_as_one(book: Book) -> None:
    (number,) = some(book, 1)
    debt_id = plan_of(number, as_of=TODAY).debt_id
    assert asked(lambda: plans_of(debt_id, as_of=TODAY)) == asked(lambda: plan_of(number, as_of=TODAY)) == 5
