"""Odd nights: bad rows, missing zones, clocks set back or forward, strategies that overlap, templates withdrawn."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR
from goodstanding.outreach.template.operations.standing import publish_template, withdraw_template
from goodstanding.parties.models import ContactPoint
from goodstanding.strategy.models.night import Act, ActLine, Night, Withheld
from goodstanding.strategy.operations import editions
from goodstanding.strategy.queries.orders import known_at
from goodstanding.worklists.models import Task
from tests.strategy.operations.small_book import AT, DAY, DEBTORS, SECOND, night, no_letters, small_book
from tests.strategy.published import publish_shipped


@pytest.fixture
def _book(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), small_book():
        yield


def sql(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.usefixtures("_book")
def test_what_was_learned_before_the_clock_was_set_back_is_not_forgotten(tmp_path: Path) -> None:
    point = ContactPoint.objects.filter(kind="address").order_by("id")[0]
    no_letters(point.person_id, at=AT + timedelta(hours=1))
    assert known_at(AT) == AT + timedelta(hours=1)
    night(tmp_path)
    assert not Act.objects.filter(person_id=point.person_id, channel="letter").exists()
    assert Night.objects.get().known_at == AT + timedelta(hours=1)


@pytest.mark.usefixtures("_book")
def test_two_documents_that_overlap_decide_nothing(tmp_path: Path) -> None:
    publish_shipped("small-business", by=OPERATOR, second=SECOND, at=AT)
    figures = night(tmp_path)
    assert figures.acts == 0
    assert figures.exceptions > DEBTORS
    task = Task.objects.filter(kind="exception").order_by("id")[0]
    assert "agency and small-business both cover" in task.title
    again = night(tmp_path)
    assert again.exceptions == figures.exceptions == Task.objects.filter(kind="exception").count()
    editions.end("small-business", by=OPERATOR, at=AT)
    night(tmp_path)
    assert Act.objects.exists()
    assert not Task.objects.filter(kind="exception", closed_at=None).exists()


@pytest.mark.usefixtures("_book")
def test_an_unpublished_template_is_an_exception_and_no_message(tmp_path: Path) -> None:
    withdraw_template("validation-notice", by=OPERATOR, at=AT)
    figures = night(tmp_path)
    assert figures.exceptions > 0
    assert not Act.objects.filter(template="validation-notice").exists()
    assert "is not published" in Task.objects.filter(kind="exception").order_by("id")[0].title
    publish_template("validation-notice", by=OPERATOR, at=AT + timedelta(minutes=1))
    night(tmp_path, at=AT + timedelta(minutes=2))
    assert Act.objects.filter(template="validation-notice").exists()
    assert not Task.objects.filter(kind="exception", closed_at=None).exists()


ZONES = """
UPDATE parties_contactpoint SET zones = '{Europe/Nowhere}'
WHERE person_id = (SELECT debtor_id FROM receivables_debt WHERE account_id = %s)
"""


@pytest.mark.usefixtures("_book")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE receivables_item SET due_date = '0202-01-01' WHERE debt_id = %s",
        "UPDATE receivables_item SET due_date = 'infinity' WHERE debt_id = %s",
        "UPDATE receivables_debt SET currency = '??' WHERE account_id = %s",
        ZONES,
    ],
)
def test_a_bad_row_goes_on_the_worklist_and_stops_nobody_else(tmp_path: Path, statement: str) -> None:
    clean = night(tmp_path, day=DAY - timedelta(days=1))
    account = ActLine.objects.exclude(step="").order_by("id")[0]
    sql(statement, account.debt_id)
    figures = night(tmp_path)
    assert figures.accounts == clean.accounts
    assert not ActLine.objects.filter(day=DAY, debt_id=account.debt_id).exists()
    assert Task.objects.filter(kind="exception", debt_id=account.debt_id).exists()
    assert figures.new_acts >= clean.new_acts - 3


@pytest.mark.usefixtures("_book")
def test_a_missing_zone_goes_on_the_worklist(tmp_path: Path) -> None:
    night(tmp_path, day=DAY - timedelta(days=1))
    person = Act.objects.filter(channel="letter").order_by("id")[0].person_id
    sql("UPDATE parties_contactpoint SET zones = '{}', region = '', postal_code = '' WHERE person_id = %s", person)
    night(tmp_path)
    assert not Act.objects.filter(day=DAY, person_id=person, channel="letter").exists()
    assert Task.objects.filter(kind="exception", person_id=person).exists()


@pytest.mark.usefixtures("_book")
@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1), date(2026, 12, 31), date(2028, 2, 29)])
def test_acts_stand_at_their_hour_by_the_persons_clock(tmp_path: Path, day: date) -> None:
    night(tmp_path, day=day, at=datetime.combine(day, AT.timetz()))
    planned = list(Act.objects.filter(channel="letter"))
    assert planned
    zones = {point.person_id: point.zones for point in ContactPoint.objects.filter(kind="address", withdrawn_at=None)}
    for act in planned:
        here = act.planned_at.astimezone(ZoneInfo(zones[act.person_id][0]))
        assert here.date() == day
        assert here.hour >= 9
        assert act.not_before <= act.planned_at < act.not_after


@pytest.mark.usefixtures("_book")
def test_what_is_withheld_says_why(tmp_path: Path) -> None:
    point = ContactPoint.objects.filter(kind="address").order_by("id")[0]
    no_letters(point.person_id, at=AT)
    night(tmp_path)
    held = Withheld.objects.get(person_id=point.person_id)
    assert held.cause == "law"
    assert held.rule
    assert held.reason


@pytest.mark.django_db
def test_the_books_that_are_copied_are_empty() -> None:
    """Also sees to it that there is a database to copy, when this page is run alone."""
    assert not Night.objects.exists()
