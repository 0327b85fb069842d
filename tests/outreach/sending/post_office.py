"""A provider and a house for tests: everything that was handed over is remembered, faults by script."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from goodstanding.access.permission import OPERATOR
from goodstanding.outreach.channels.provider import Consignment, Found, Outcome, Part
from goodstanding.outreach.message.attempt import key_of
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.house import House, Waiting, Weighed
from goodstanding.outreach.sending.operations.asking_for import ask_for_message
from goodstanding.outreach.sending.operations.sending import SendFigures, send_due
from goodstanding.outreach.sending.wanted import MessageRefused, Wanted
from goodstanding.parties.models import ContactPoint
from tests.receivables.cast import Book, item, open_book, person, place

NOON = datetime(2026, 6, 15, 16, tzinfo=UTC)
"""Noon in New York."""
ACCEPTED = Outcome("accepted", reference="")


@dataclass
class PostOffice:
    """Takes consignments and remembers them; `says` decides what it answers, `finds` what a look-up shows."""

    name: str = "post office"
    says: Callable[[Consignment], Outcome] = lambda _one: ACCEPTED
    finds: Callable[[Consignment], Found] = lambda _one: Found("cannot tell")
    taken: list[Consignment] = field(default_factory=list)
    asked: list[Consignment] = field(default_factory=list)
    before: Callable[[Consignment], None] = lambda _one: None

    def send(self, consignment: Consignment) -> Outcome:
        self.before(consignment)
        answer = self.says(consignment)
        if answer.word in ("accepted", "unknown"):
            self.taken.append(consignment)
        sent = (Part("mail", "message/rfc822", consignment.text.encode()),)
        return answer._replace(reference=answer.reference or f"ref-{consignment.key}", sent=sent)

    def look_up(self, consignment: Consignment, *, asked_at: datetime) -> Found:
        assert asked_at.tzinfo is not None, "An instant says its zone."
        self.asked.append(consignment)
        return self.finds(consignment)

    def close(self) -> None:
        pass

    @property
    def keys(self) -> list[str]:
        return [one.key for one in self.taken]


class FileOffice(PostOffice):
    """The same with its memory in a file, for several processes and for those that are killed."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file

    def send(self, consignment: Consignment) -> Outcome:
        with self.file.open("ab") as log:
            log.write(json.dumps({"key": consignment.key, "to": consignment.to}).encode() + b"\n")
            log.flush()
            os.fsync(log.fileno())
        return super().send(consignment)

    def look_up(self, consignment: Consignment, *, asked_at: datetime) -> Found:
        assert asked_at.tzinfo is not None, "An instant says its zone."
        return Found("accepted", "found") if consignment.key in self.logged() else Found("absent")

    def logged(self) -> list[str]:
        if not self.file.exists():
            return []
        return [json.loads(line)["key"] for line in self.file.read_bytes().splitlines()]


def permits(messages: Sequence[Waiting], _at: datetime) -> Mapping[int, Weighed]:
    """A law that permits everything."""
    return {one.message_id: Weighed(one.lines) for one in messages}


def plainly(
    messages: Sequence[Waiting], weighed: Mapping[int, Weighed], _house: House, at: datetime
) -> dict[int, Consignment | str]:
    """Make messages without templates: what they say is their key."""
    points = dict(ContactPoint.objects.values_list("id", "value"))
    return {one.message_id: _plain(one, points.get(one.contact_point_id or 0, ""), at) for one in messages}


def _plain(one: Waiting, to: str, at: datetime) -> Consignment:
    if "nobody" in to:
        raise MessageRefused("Nobody lives there.")
    if "crash" in to:
        raise ZeroDivisionError
    return Consignment(
        key=key_of(one.key, made_at=one.made_at or at, attempt=one.attempt + 1),
        message_id=one.message_id,
        attempt=one.attempt + 1,
        channel=one.channel,
        to=to,
        subject=f"About {one.key}",
        text=f"Hello, this is {one.key}: {[line.balance_minor for line in one.lines]}",
        not_after=one.not_after,
    )


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


def send(folder: Path, office: PostOffice, clock: Clock | None = None, **other: object) -> SendFigures:
    told: dict[str, object] = {
        "house": House(permits), "provider": office, "data_folder": folder, "by": OPERATOR, "now": clock or Clock(),
        "prepare": plainly,
    }  # fmt: skip
    return send_due("email", **(told | other))  # type: ignore[arg-type]  # A test says what it wants otherwise.


def debtors(count: int, *, name: str = "Larch Utilities", to: str = "person{}@example.com") -> list[tuple[Book, int]]:
    """Return so many people of one client, each with an address and a debt of 100.00."""
    first = open_book(name)
    books = [first, *(first._replace(debtor_id=person(first.client_id, f"Person {one}").id) for one in range(1, count))]
    for number, book in enumerate(books):
        value = to.format(number)
        ContactPoint.objects.create(person_id=book.debtor_id, kind="email", value=value, search_value=value, entry_id=1)
    return [(book, place(book, item(f"INV-{one}", 10_000), reference=f"D-{one}")) for one, book in enumerate(books)]


def wanted(book: Book, debt: int, **other: object) -> Wanted:
    told: dict[str, object] = {
        "key": f"test:{debt}", "origin": "arrangement", "channel": "email", "person_id": book.debtor_id,
        "client_id": book.client_id, "debt_ids": [debt], "template": "reminder",
    }  # fmt: skip
    return Wanted(**(told | other))  # type: ignore[arg-type]


def ask(book: Book, debt: int, *, at: datetime = NOON, **other: object) -> int:
    """Ask for a message and return its number."""
    return ask_for_message(wanted(book, debt, **other), by=OPERATOR, at=at)


def messages(count: int, *, at: datetime = NOON, to: str = "person{}@example.com", **other: object) -> list[int]:
    """Ask for a message to each of so many people, and return the messages' numbers."""
    return [ask(book, debt, at=at, **other) for book, debt in debtors(count, to=to)]


def states(*numbers: int) -> list[str]:
    rows = dict(Message.objects.values_list("id", "state"))
    return [rows[number] for number in numbers] if numbers else [rows[number] for number in sorted(rows)]
