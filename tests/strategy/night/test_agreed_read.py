"""What was agreed, as the night reads it from the books of a real database."""

from datetime import date

import pytest
from django.db import connection

from goodstanding.arrangements.plan.operations.ending import cancel_plan
from goodstanding.strategy.night import questions
from tests.arrangements.plan.agreed import agree, at_day
from tests.receivables.cast import NOON, SUPERVISOR, item, open_book, place

pytestmark = pytest.mark.django_db


def ask(name: str, debt_id: int, day: date) -> list[tuple[object, ...]]:
    known = at_day(day, 23).isoformat()
    said = {
        "accounts": f"BETWEEN {debt_id} AND {debt_id}", "day": f"DATE '{day}'", "known": f"TIMESTAMPTZ '{known}'",
        "day_end": f"TIMESTAMPTZ '{day}T24:00:00Z'",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(questions.put(questions.OF_ACCOUNTS[name], **said))
        return list(cursor.fetchall())


def test_instalments_are_read_until_the_plan_is_ended() -> None:
    debt_id = place(open_book(), item("INV-1", 10_000))
    plan_id = agree(debt_id)
    assert [row[5:8] for row in ask("agreed", debt_id, NOON.date())] == [
        (1, date(2026, 7, 1), 2_500), (2, date(2026, 8, 1), 2_500), (3, date(2026, 9, 1), 2_500),
        (4, date(2026, 10, 1), 2_500),
    ]  # fmt: skip
    assert ask("agreed", debt_id, date(2026, 6, 14)) == []
    cancel_plan(plan_id, reason="They asked.", by=SUPERVISOR, at=at_day(date(2026, 6, 20)))
    assert len(ask("agreed", debt_id, date(2026, 6, 19))) == 4
    assert ask("agreed", debt_id, date(2026, 6, 20)) == []


@pytest.mark.parametrize("name", ["offer", "interest_freeze"])
def test_the_others_can_be_asked(name: str) -> None:
    assert ask(name, 1, NOON.date()) == []


def test_cases_of_hardship_can_be_asked() -> None:
    said = {"people": "BETWEEN 1 AND 9", "day": "DATE '2026-06-15'", "known": "TIMESTAMPTZ '2026-06-15T12:00:00Z'"}
    with connection.cursor() as cursor:
        cursor.execute(questions.put(questions.OF_PEOPLE["hardship"], **said))
        assert cursor.fetchall() == []
