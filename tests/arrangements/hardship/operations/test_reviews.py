"""What is due becomes a task, each once, and nothing comes back in silence."""

from datetime import UTC, date, datetime, timedelta

import pytest

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.hardship.moratorium import Said
from goodstanding.arrangements.hardship.operations.cases import close_case, review_case
from goodstanding.arrangements.hardship.operations.ending import end_grant
from goodstanding.arrangements.hardship.operations.granting import Asked, grant
from goodstanding.arrangements.hardship.operations.moratoria import say_of_moratorium
from goodstanding.arrangements.hardship.operations.reviews import open_due_reviews
from goodstanding.worklists.models import Task
from goodstanding.worklists.operations.single import close_task
from tests.arrangements.hardship.cast import TODAY, ill, notify
from tests.receivables.cast import COLLECTOR, NOON, SUPERVISOR, Book, item, open_book, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def book() -> Book:
    return open_book()


def run(on: date) -> list[str]:
    """Run the job on a day and return the matters that are new."""
    known = set(Task.objects.values_list("matter", flat=True))
    at = datetime(on.year, on.month, on.day, 3, 30, tzinfo=UTC)
    assert open_due_reviews(by=OPERATOR, at=at) == Task.objects.count() - len(known)
    return sorted(set(Task.objects.values_list("matter", flat=True)) - known)


def test_a_review_is_due_on_its_day_and_once(book: Book) -> None:
    number, due = ill(book.debtor_id), TODAY + timedelta(days=60)
    assert run(due - timedelta(days=1)) == []
    assert run(due) == [f"hardship-review:{number}:{due}"]
    assert run(due) == []
    close_task(Task.objects.get().pk, outcome="Looked at.", by=SUPERVISOR, at=NOON)
    assert run(due + timedelta(days=1)) == []
    later = due + timedelta(days=30)
    at = datetime(due.year, due.month, due.day, 12, tzinfo=UTC)
    review_case(number, outcome="Still ill.", review_date=later, by=COLLECTOR, at=at)
    assert run(later) == [f"hardship-review:{number}:{later}"]


def test_a_closed_case_is_not_looked_at_again(book: Book) -> None:
    close_case(ill(book.debtor_id), outcome="Well.", by=SUPERVISOR, at=NOON)
    assert run(TODAY + timedelta(days=900)) == []


def test_what_ended_by_itself_is_told_the_day_after(book: Book) -> None:
    debt_id, case = place(book, item("INV-1", 10_000)), ill(book.debtor_id)
    number = grant(case, debt_id, Asked("breathing_room", "Hospital.", days=5), by=COLLECTOR, at=NOON)
    assert run(TODAY + timedelta(days=4)) == []
    assert run(TODAY + timedelta(days=5)) == [f"hardship-ended:{number}"]
    assert run(TODAY + timedelta(days=6)) == []


def test_what_somebody_ended_needs_no_task(book: Book) -> None:
    debt_id, case = place(book, item("INV-1", 10_000)), ill(book.debtor_id)
    number = grant(case, debt_id, Asked("breathing_room", "Hospital.", days=5), by=COLLECTOR, at=NOON)
    end_grant(number, reason="Well.", by=SUPERVISOR, at=NOON)
    assert run(TODAY + timedelta(days=6)) == []


def test_a_moratorium_asks_at_its_beginning_midway_and_end(book: Book) -> None:
    place(book, item("INV-1", 10_000))
    name = f"moratorium:{notify(book.debtor_id)}"
    assert run(TODAY) == [f"{name}:notified"]
    assert run(date(2026, 7, 3)) == []
    assert run(date(2026, 7, 4)) == [f"{name}:midway"]
    assert run(date(2026, 8, 9)) == []
    assert run(date(2026, 8, 10)) == [f"{name}:ended"]


def test_a_crisis_is_asked_after_until_treatment_ended(book: Book) -> None:
    place(book, item("INV-1", 10_000))
    number = notify(book.debtor_id, kind="crisis")
    name = f"moratorium:{number}"
    assert run(date(2026, 7, 10)) == [f"{name}:notified", f"{name}:treatment"]
    at = datetime(2026, 7, 20, 12, tzinfo=UTC)
    say_of_moratorium(number, Said("treatment ended", at.date()), reason="Told.", by=SUPERVISOR, at=at)
    assert run(date(2026, 8, 19)) == []
    assert run(date(2026, 8, 20)) == [f"{name}:ended"]


def test_a_second_one_within_the_year_asks_the_adviser(book: Book) -> None:
    place(book, item("INV-1", 10_000))
    notify(book.debtor_id, starts=0)
    second = notify(book.debtor_id, reference="BS-2", all_the_same="The register says so.")
    assert f"moratorium:{second}:asked" in run(TODAY)
