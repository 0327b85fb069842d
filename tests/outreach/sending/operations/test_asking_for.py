"""Asking for a message: once for each key, everything chosen that was left open, taken back while it waits."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from goodstanding.access.permission import OPERATOR, Actor, PermissionRefused
from goodstanding.access.role import Role
from goodstanding.evidence.models import Entry
from goodstanding.money.amount import Amount
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.operations.asking_for import ask_for_message, draft
from goodstanding.outreach.sending.operations.cancelling import cancel_message, cancel_waiting
from goodstanding.outreach.sending.operations.settling import send_again, settle_message
from goodstanding.outreach.sending.queries import NoSuchMessage
from goodstanding.outreach.sending.wanted import TIME_TO_GO, MessageRefused
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.payments.operations.recording import record
from goodstanding.payments.receipt import Receipt
from tests.outreach.sending.post_office import NOON, PostOffice, ask, debtors, messages, send, states, wanted
from tests.receivables.cast import AUDITOR, COLLECTOR, elsewhere

pytestmark = pytest.mark.django_db
SOMEBODY = Actor("user:7", frozenset({Role.COLLECTOR}))


def test_what_was_left_open_is_chosen() -> None:
    ((book, debt),) = debtors(1)
    Person.objects.filter(id=book.debtor_id).update(language="es")
    better = ContactPoint.objects.create(
        person_id=book.debtor_id, kind="email", value="b@example.com", search_value="b", status="valid", entry_id=1
    )
    ContactPoint.objects.create(
        person_id=book.debtor_id, kind="email", value="c@example.com", search_value="c", status="returned", entry_id=1
    )
    row = Message.objects.get(id=ask(book, debt))
    assert (row.language, row.purpose, row.contact_point_id) == ("es", "payment_reminder", better.pk)
    assert (row.not_before, row.not_after, row.state) == (NOON, NOON + TIME_TO_GO, "approved")
    assert row.lines == [{"debt_id": debt, "item_id": None, "step": "", "currency": "USD", "balance_minor": 10_000}]
    assert Entry.objects.get(id=row.entry_id).kind == "outreach.message_asked_for"
    assert ProcrastinateJob.objects.get().scheduled_at == NOON


def test_the_same_key_again_is_the_same_message() -> None:
    ((book, debt),) = debtors(1)
    assert ask(book, debt) == ask(book, debt)
    assert ask(book, debt, key="another") != ask(book, debt)
    assert ProcrastinateJob.objects.count() == Message.objects.count() == 2


def test_a_person_has_time_to_take_it_back_and_a_program_needs_none() -> None:
    ((book, debt),) = debtors(1)
    by_hand = ask_for_message(wanted(book, debt, key="1", origin="person"), by=SOMEBODY, at=NOON)
    assert Message.objects.get(id=by_hand).not_before > NOON
    by_program = ask_for_message(wanted(book, debt, key="2", origin="arrangement"), by=SOMEBODY, at=NOON)
    assert Message.objects.get(id=by_program).not_before == NOON


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"channel": "call"}, "Nothing is sent by 'call'"),
        ({"template": "no-such"}, "There is no template 'no-such'"),
        ({"template": "limited-voicemail"}, "has no text for email"),
        ({"debt_ids": [999_999]}, "There is no account 999999"),
        ({"debt_ids": []}, "about at least one account"),
        ({"person_id": 999_999}, "There is no person"),
        ({"channel": "letter"}, "Nobody knows a usable address"),
        ({"not_after": NOON}, "needs some time"),
        ({"not_before": NOON + timedelta(days=2), "not_after": NOON + timedelta(days=1)}, "needs some time"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(change: dict[str, object], sentence: str) -> None:
    ((book, debt),) = debtors(1)
    with pytest.raises(MessageRefused, match=sentence):
        ask_for_message(wanted(book, debt, **change), by=OPERATOR, at=NOON)
    assert not Message.objects.exists() and not ProcrastinateJob.objects.exists()


def test_somebody_elses_account_is_refused() -> None:
    (book, _), (_, other) = debtors(2)
    with pytest.raises(MessageRefused, match="is not this person's"):
        ask(book, other)


@pytest.mark.parametrize("actor", [AUDITOR, elsewhere(COLLECTOR)])
def test_whoever_may_not_sends_nothing(actor: Actor) -> None:
    ((book, debt),) = debtors(1)
    for deed in (ask_for_message, draft):
        with pytest.raises(PermissionRefused):
            deed(wanted(book, debt), by=actor, at=NOON)


def test_a_draft_is_the_message_it_would_be_and_makes_none() -> None:
    ((book, debt),) = debtors(1)
    seen = draft(wanted(book, debt), by=OPERATOR, at=NOON)
    assert not Message.objects.exists()
    row = Message.objects.get(id=ask(book, debt))
    for name in ("key", "channel", "contact_point_id", "template", "language", "purpose", "not_before", "not_after"):
        assert getattr(seen, name) == getattr(row, name)


def test_a_message_is_taken_back_while_it_waits(tmp_path: Path) -> None:
    first, second = messages(2)
    cancel_message(first, reason="Wrong one.", by=COLLECTOR, at=NOON)
    office = PostOffice()
    send(tmp_path, office)
    assert states(first, second) == ["cancelled", "accepted"] and len(office.taken) == 1
    with pytest.raises(MessageRefused, match="cannot be taken back any more: it is accepted"):
        cancel_message(second, by=COLLECTOR, at=NOON)
    with pytest.raises(NoSuchMessage):
        cancel_message(999_999, by=COLLECTOR, at=NOON)


def test_everything_that_waits_for_a_person_on_a_channel_is_taken_back() -> None:
    ((book, debt),) = debtors(1)
    numbers = [ask(book, debt, key=key) for key in ("1", "2")]
    with transaction.atomic():
        count = cancel_waiting(
            book.debtor_id, channel="email", contact_point_id=None, reason="They said stop.", by=OPERATOR, at=NOON
        )
        none = cancel_waiting(
            book.debtor_id, channel="sms", contact_point_id=None, reason="They said stop.", by=OPERATOR, at=NOON
        )
    assert (count, none, states(*numbers)) == (2, 0, ["cancelled", "cancelled"])


def test_only_a_dead_message_is_sent_again_and_only_an_unknown_one_is_settled() -> None:
    (number,) = messages(1)
    with pytest.raises(MessageRefused, match="only a dead one is sent again"):
        send_again(number, by=OPERATOR, at=NOON)
    with pytest.raises(MessageRefused, match="only an unknown one is settled"):
        settle_message(number, went=True, reason="x", by=OPERATOR, at=NOON)


def test_the_database_keeps_what_was_learned() -> None:
    messages(1)
    for order in ("DELETE FROM outreach_message", "UPDATE outreach_messageevent SET word = 'delivered'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(order)


def test_nobody_is_asked_to_pay_what_is_paid_but_a_statement_goes() -> None:
    ((book, debt),) = debtors(1)
    record(debt, Receipt(Amount(9_999, "USD"), NOON.date()), by=OPERATOR, at=NOON)
    assert ask(book, debt, key="a cent is open")
    record(debt, Receipt(Amount(1, "USD"), NOON.date()), by=OPERATOR, at=NOON)
    with pytest.raises(MessageRefused, match="nobody is asked to pay"):
        ask(book, debt, key="nothing is open")
    assert ask_for_message(wanted(book, debt, key="statement", template="account-notice"), by=OPERATOR, at=NOON)
