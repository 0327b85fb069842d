"""The first mails of a demonstration: a few that may go now, asked for once, and none where the law says no."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR
from goodstanding.outreach.models.message import Message
from goodstanding.sample_book.operations.first_mails import MOST, ask_for_first_mails
from goodstanding.strategy.models.night import Act
from tests.strategy.nightly import one_night

NOON = datetime(2026, 6, 30, 18, tzinfo=UTC)
NIGHT = datetime(2026, 6, 30, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def _book(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    with django_db_blocker.unblock(), one_night(tmp_path_factory.mktemp("data")):
        yield


@pytest.mark.django_db
def test_without_a_night_nothing_is_asked_for() -> None:
    assert ask_for_first_mails(by=OPERATOR, at=NOON) == 0


def test_a_few_go_by_day_once_and_none_at_night(_book: None) -> None:
    planned = Act.objects.filter(channel="email", kind="contact", approval="")
    assert planned.exists()
    by_night = ask_for_first_mails(by=OPERATOR, at=NIGHT)
    assert by_night < MOST
    asked = ask_for_first_mails(by=OPERATOR, at=NOON)
    assert 0 < asked <= MOST
    made = Message.objects.filter(key__startswith="demo:")
    assert {row.channel for row in made} == {"email"}
    assert set(made.values_list("person_id", flat=True)) <= set(planned.values_list("person_id", flat=True))
    before = made.count()
    assert ask_for_first_mails(by=OPERATOR, at=NOON) <= MOST
    assert Message.objects.filter(key__startswith="demo:").count() == before
