"""Who is called, by whom, and a house that holds whatever it is told to hold."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from goodstanding.outreach.channels.call.twilio import Placing, TwilioVoice
from goodstanding.outreach.channels.provider import Found, Outcome
from goodstanding.outreach.sending.house import Waiting, Weighed
from goodstanding.parties.contact_point import read_phone
from goodstanding.parties.operations.contact_point import add_contact_point
from goodstanding.worklists.operations.single import About, Wanted, open_task
from tests.outreach.channels.call.account import ACCOUNT
from tests.receivables.cast import COLLECTOR, NOON, SUPERVISOR, Book, item, open_book, place

NUMBER = "+12025550142"
TAKEN, ABSENT = Outcome("accepted", reference="CA1"), Found("absent")


class Stage(NamedTuple):
    """One debtor with a debt, a number and a task to call them."""

    book: Book
    debt_id: int
    point_id: int
    task_id: int


def set_stage(*, due_at: datetime | None = None, at: datetime = NOON) -> Stage:
    book = open_book()
    debt_id = place(book, item("INV-1", 10_000))
    point_id = add_contact_point(
        book.debtor_id, read_phone(NUMBER), source="application form", label="home", by=SUPERVISOR, at=at
    )
    return Stage(book, debt_id, point_id, call_task(book, debt_id, due_at=due_at, at=at))


def call_task(
    book: Book, debt_id: int, *, matter: str = "call:act:1", priority: int = 1, team: str = "",
    due_at: datetime | None = None, at: datetime = NOON,
) -> int:  # fmt: skip
    wanted = Wanted("call", matter, "Call them: first call.", {"debts": [debt_id], "step": "first-call"}, team=team,
                    priority=priority, due_at=due_at)  # fmt: skip
    return open_task(wanted, About(book.debtor_id, debt_id, book.client_id), by=COLLECTOR, at=at)


def free(messages: Sequence[Waiting], at: datetime) -> Mapping[int, Weighed]:
    """Hold nothing."""
    return {one.message_id: Weighed(lines=one.lines) for one in messages}


def holding(sentence: str = "law: It is too early in the day.") -> "Holding":
    return Holding(sentence)


class Holding:
    """Holds everything, and remembers what it was asked."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        self.asked: list[Waiting] = []

    def __call__(self, messages: Sequence[Waiting], at: datetime) -> Mapping[int, Weighed]:
        self.asked += messages
        self.asked_at = at
        return {one.message_id: Weighed(held=self.sentence) for one in messages}


class Exchange(TwilioVoice):
    """A line that asks nobody: it remembers what was placed, and answers as it is told."""

    def __init__(self, outcome: Outcome = TAKEN, found: Found = ABSENT) -> None:
        super().__init__(ACCOUNT)
        self.outcome, self.found = outcome, found
        self.placed: list[Placing] = []
        self.deleted: list[str] = []
        self.deletes = True

    def place(self, placing: Placing) -> Outcome:
        self.placed.append(placing)
        return self.outcome

    def find(self, *, to: str, asked_at: datetime, reference: str = "") -> Found:
        self.looked_for = (to, asked_at, reference)
        return self.found

    def delete_recording(self, reference: str) -> bool:
        self.deleted.append(reference)
        return self.deletes
