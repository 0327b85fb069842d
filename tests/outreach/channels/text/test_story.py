"""A house sends texts by a provider that is a process of its own, is told what became of them, and is told to stop."""

import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.access.role import Role
from goodstanding.compliance.operations import say_collector_kind
from goodstanding.outreach.channels.operations import set_channel
from goodstanding.outreach.channels.queries import provider_of
from goodstanding.outreach.inbox.operations import accept_post, forget_readers, read_posts
from goodstanding.outreach.inbox.telling import Post, PostRefused
from goodstanding.outreach.models.channel import InboxEvent
from goodstanding.outreach.models.message import Message, MessageEvent
from goodstanding.outreach.models.reply import Reply
from goodstanding.outreach.sending.house import House
from goodstanding.outreach.sending.operations.asking_for import ask_for_message
from goodstanding.outreach.sending.operations.sending import SendFigures, send_due
from goodstanding.parties import consent
from goodstanding.parties.models import ContactPoint
from goodstanding.parties.queries import consent_facts
from tests.outreach.channels.text.hearing import Door, door
from tests.outreach.fake_provider.running import Running, fake_provider
from tests.outreach.sending.post_office import permits, plainly, wanted
from tests.receivables.cast import ADMINISTRATOR, Book, item, open_book, person, place

pytestmark = pytest.mark.django_db
OFFICER = Actor("user:6", frozenset({Role.COMPLIANCE_OFFICER}))
OURS = "+12175550100"


@dataclass
class Street:
    """A house of its own, its provider, and its door."""

    running: Running
    door: Door
    folder: Path
    people: list[tuple[Book, int, str]]

    def ask(self, place_: int, key: str, **other: Any) -> int:
        book, debt, _ = self.people[place_]
        return ask_for_message(wanted(book, debt, key=key, channel="sms", **other), by=OPERATOR, at=datetime.now(UTC))

    def send(self) -> SendFigures:
        provider = provider_of("sms", at=datetime.now(UTC), data_folder=self.folder)
        try:
            return send_due(
                "sms", house=House(permits), provider=provider, data_folder=self.folder, by=OPERATOR,
                now=lambda: datetime.now(UTC), prepare=plainly,
            )  # fmt: skip
        finally:
            provider.close()

    def hear(self, count: int) -> list[str]:
        """Take so many posts in and read them; return what was said at the door."""
        said = [let_in(post) for post in self.door.taken(count)]
        read_posts(by=OPERATOR, at=datetime.now(UTC))
        return said

    def text(self, place_: int, words: str, **how: Any) -> None:
        """Let somebody text the house."""
        told = {"url": f"{self.door.address}/webhooks/twilio_text", "from": self.people[place_][2], "to": OURS,
                "body": words, **how}  # fmt: skip
        request = urllib.request.Request(f"{self.running.address}/_fake/inbound", json.dumps(told).encode())  # noqa: S310  This machine.
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).close()

    def state(self, place_: int) -> str:
        facts, now = consent_facts(self.people[place_][0].debtor_id), datetime.now(UTC)
        point = ContactPoint.objects.get(person_id=self.people[place_][0].debtor_id)
        return consent.state(facts, channel="sms", at=now, known_at=now, contact_point_id=point.pk)


def let_in(post: Post) -> str:
    try:
        return accept_post("twilio_text", post)
    except PostRefused as refused:
        return "forged" if refused.is_forged else "refused"


@pytest.fixture
def street(tmp_path: Path, settings: Settings) -> Iterator[Street]:
    (tmp_path / "keys").mkdir()
    settings.DATA_FOLDER = tmp_path
    forget_readers()
    first = open_book()
    people = []
    for number in range(4):
        book = first if not number else first._replace(debtor_id=person(first.client_id, f"Person {number}").id)
        value = f"+1202555010{number}"
        ContactPoint.objects.create(
            person_id=book.debtor_id, kind="phone", value=value, search_value=value[1:], entry_id=1
        )
        people.append((book, place(book, item(f"INV-{number}", 10_000), reference=f"D-{number}"), value))
    at = datetime.now(UTC) - timedelta(minutes=1)
    say_collector_kind("original_creditor", client_id=None, by=OFFICER, at=at)
    with fake_provider(tmp_path) as running, door() as one:
        options = {
            "account": running.account, "route": "ten_dlc", "from_number": OURS, "base_address": running.address,
            "callback_address": f"{one.address}/webhooks/twilio_text", "deadline_s": "1", "settle_s": "0",
        }  # fmt: skip
        set_channel("sms", provider="twilio", options=options, secret=running.token, by=ADMINISTRATOR, at=at)
        yield Street(running, one, tmp_path, people)
    forget_readers()


def test_texts_leave_once_and_are_told_of_with_segments(street: Street) -> None:
    numbers = [street.ask(place_, f"test:{place_}") for place_ in range(4)]
    assert street.send().states == {"accepted": 4}
    assert street.hear(8) == ["taken"] * 8
    rows = list(Message.objects.filter(id__in=numbers))
    assert {row.state for row in rows} == {"delivered"}
    assert {(row.provider, row.segments) for row in rows} == {("twilio", 1)}
    assert {row.reference for row in rows} == {one["sid"] for one in street.running.accepted()}


@pytest.mark.parametrize("order", ["as is", "reversed", "shuffled"])
def test_fifty_times_the_same_in_any_order_is_once(street: Street, order: str) -> None:
    street.running.script(callbacks={"times": 50, "order": order, "statuses": ["queued", "sent", "delivered"]})
    number = street.ask(0, "test:0")
    street.send()
    said = street.hear(150)
    assert (said.count("taken"), said.count("known")) == (3, 147)
    assert Message.objects.get(id=number).state == "delivered"
    assert MessageEvent.objects.filter(message_id=number, word="delivered").count() == 1


@pytest.mark.parametrize("signature", ["wrong", "none"])
def test_what_is_signed_wrongly_changes_nothing(street: Street, signature: str) -> None:
    street.running.script(callbacks={"signature": signature})
    number = street.ask(0, "test:0")
    street.send()
    assert street.hear(2) == ["forged"] * 2
    street.text(0, "STOP", signature=signature)
    assert street.hear(1) == ["forged"]
    assert not InboxEvent.objects.exists() and not Reply.objects.exists()
    assert (Message.objects.get(id=number).state, street.state(0)) == ("accepted", "unknown")


def test_what_was_taken_without_a_word_is_told_of_by_our_key(street: Street) -> None:
    street.running.script(faults=[{"what": "message", "do": "accept_then_500"}])
    number = street.ask(0, "test:0")
    assert street.send().states == {"unknown": 1}
    assert Message.objects.get(id=number).reference == ""
    street.hear(2)
    row = Message.objects.get(id=number)
    assert (row.state, row.reference) == ("delivered", street.running.accepted()[0]["sid"])
    assert street.send().claimed == 0
    assert len(street.running.accepted()) == 1


@pytest.mark.parametrize("words", ["STOP", "Please stop texting me", "¡No me manden más mensajes!"])
def test_after_a_stop_nothing_is_handed_over_but_its_confirmation(street: Street, words: str) -> None:
    waiting = [street.ask(place_, f"test:{place_}") for place_ in range(2)]
    street.text(0, words, times=3)
    assert sorted(street.hear(3)) == ["known", "known", "taken"]
    assert (street.state(0), street.state(1)) == ("withdrawn", "unknown")
    street.send()
    assert Message.objects.get(id=waiting[0]).state == "cancelled"
    texts = [one["form"] for one in street.running.accepted()]
    to_them = [one["Body"] for one in texts if one["To"] == street.people[0][2]]
    assert len(to_them) == 1
    assert "opt-out:" in to_them[0]
    assert len([one for one in texts if one["To"] == street.people[1][2]]) == 1


def test_a_wish_for_no_contact_at_all_stops_every_text(street: Street) -> None:
    waiting = street.ask(0, "test:0")
    street.text(0, "Do not contact me again")
    street.hear(1)
    street.send()
    assert (Message.objects.get(id=waiting).state, street.state(0)) == ("cancelled", "withdrawn")
    assert not street.running.accepted()


def test_start_lets_texts_go_again_and_help_is_answered_once(street: Street) -> None:
    street.text(0, "STOP")
    street.hear(1)
    street.text(0, "START")
    street.hear(1)
    assert street.state(0) == "given"
    street.text(1, "Help!", times=2)
    street.hear(2)
    assert sorted(Message.objects.values_list("template", flat=True)) == [
        "help-answer", "opt-out-confirmation", "start-confirmation",
    ]  # fmt: skip


def test_somebody_who_stopped_at_the_provider_is_not_tried_again(street: Street) -> None:
    street.running.script(stopped=[street.people[0][2]])
    number = street.ask(0, "test:0")
    later = street.ask(0, "test:later", not_before=datetime.now(UTC) + timedelta(days=1))
    street.send()
    assert Message.objects.get(id=number).state == "refused"
    assert (Message.objects.get(id=later).state, street.state(0)) == ("cancelled", "withdrawn")


def test_what_the_house_is_later_stops_texts_before_they_leave(street: Street) -> None:
    number = street.ask(0, "test:0")
    provider = provider_of("sms", at=datetime.now(UTC), data_folder=street.folder)
    say_collector_kind("third_party", client_id=street.people[0][0].client_id, by=OFFICER, at=datetime.now(UTC))
    send_due("sms", house=House(permits), provider=provider, data_folder=street.folder, by=OPERATOR,
             now=lambda: datetime.now(UTC), prepare=plainly)  # fmt: skip
    provider.close()
    row = Message.objects.get(id=number)
    assert (row.state, "30943" in row.reason) == ("withheld", True)
    assert not street.running.accepted()
