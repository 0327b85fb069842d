"""The conversation with what the law said of each act of a night."""

from datetime import timedelta

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.strategy.models.night import Act
from goodstanding.strategy.queries.conversation import judged_conversation
from tests.outreach.reply.cast import message
from tests.receivables.cast import COLLECTOR, NOON, Book, elsewhere, item, open_book, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def book() -> Book:
    book = open_book()
    place(book, item("INV-1", 10_000))
    return book


def test_an_act_stands_there_with_its_rule(book: Book) -> None:
    act = Act.objects.create(
        night_id=1, day=NOON.date(), person_id=book.debtor_id, client_id=book.client_id, kind="contact",
        channel="email", strategy="agency", edition=1, segment="all", treatment="gentle", step="first", currency="USD",
        balance_minor=10_000, value_minor=0, planned_at=NOON, not_before=NOON, not_after=NOON + timedelta(days=1),
        rule="regulation_f/frequency", entry_id=1,
    )  # fmt: skip
    message(book, key=f"act:{act.pk}")
    message(book, key="promise:1")
    found = judged_conversation(book.debtor_id, by=COLLECTOR).strands
    assert {one.rule for one in found} == {"regulation_f/frequency", ""}
    assert {one.act_id for one in found} == {act.pk, None}


def test_only_those_read_it_who_may(book: Book) -> None:
    with pytest.raises(PermissionRefused):
        judged_conversation(book.debtor_id, by=elsewhere(COLLECTOR))
