"""Sending that waits: for a slow provider, and for whoever stops somebody at the same moment."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from django.db import OperationalError
from psycopg.errors import DeadlockDetected, LockNotAvailable

from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.outreach.channels.provider import Found, Outcome
from goodstanding.outreach.message.operations.recording import Recorded
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.backing_off import TRIES_MOST
from goodstanding.outreach.sending.operations import answering
from goodstanding.outreach.sending.operations.answering import Answered
from goodstanding.outreach.sending.operations.looking_up import look_up_unknown
from goodstanding.outreach.sending.operations.sending import GROUP_TIME, SLOW, TRIES_TO_ANSWER
from goodstanding.outreach.sending.wanted import MessageRefused
from goodstanding.outreach.template.operations.standing import withdraw_template
from goodstanding.worklists.models import Task
from tests.outreach.sending.post_office import NOON, Clock, PostOffice, ask, debtors, messages, send, states

pytestmark = pytest.mark.django_db


def test_a_slow_provider_does_not_carry_a_group_past_the_answer_of_the_law(tmp_path: Path) -> None:
    numbers = messages(10)
    clock = Clock()

    def slowly(_one: object) -> None:
        clock.move(seconds=GROUP_TIME.total_seconds() / 2)

    office = PostOffice(before=slowly)
    figures = send(tmp_path, office, clock, limit=10)
    assert len(office.taken) == 3, "The third begins when the time is just over; nothing begins after it."
    assert figures.states == {"accepted": 3, "put_off": 7}
    left = Message.objects.filter(id__in=numbers, state="put_off")
    assert {row.reason for row in left} == {SLOW} and all(row.due_at <= clock() for row in left)
    while "put_off" in states(*numbers):
        send(tmp_path, office, clock)
    assert sorted(states(*numbers)) == ["accepted"] * 10 and len({one.message_id for one in office.taken}) == 10


@pytest.mark.parametrize("times", [1, TRIES_TO_ANSWER - 1])
def test_what_left_is_put_down_though_the_database_sent_us_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    numbers = messages(3)
    faults = Faults(times, DeadlockDetected())
    monkeypatch.setattr(answering, "put_down_outcomes", faults)
    office = PostOffice()
    assert send(tmp_path, office).states == {"accepted": 3}
    assert states(*numbers) == ["accepted"] * 3 and faults.left == 0 and len(office.taken) == 3


def test_another_fault_of_the_database_is_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    messages(1)
    faults = Faults(2, LockNotAvailable())
    monkeypatch.setattr(answering, "put_down_outcomes", faults)
    with pytest.raises(OperationalError):
        send(tmp_path, PostOffice())
    assert faults.left == 1


class Faults:
    """Stands before the real deed and lets the database fail so many times."""

    def __init__(self, times: int, cause: Exception) -> None:
        self.left, self.cause = times, cause
        self.deed = answering.put_down_outcomes

    def __call__(
        self, answers: Sequence[Answered], *, channel: str, provider: str, chance: float, by: Actor, at: datetime
    ) -> list[Recorded]:
        if self.left:
            self.left -= 1
            raise OperationalError("deadlock detected") from self.cause
        return self.deed(answers, channel=channel, provider=provider, chance=chance, by=by, at=at)


def test_what_a_template_says_no_more_does_not_leave(tmp_path: Path) -> None:
    numbers = messages(2)
    Message.objects.filter(id=numbers[1]).update(language="es-MX")
    withdraw_template("reminder", channel="email", language="en", by=OPERATOR, at=NOON)
    office = PostOffice()
    assert send(tmp_path, office).states == {"withheld": 1, "accepted": 1}
    held = Message.objects.get(id=numbers[0])
    assert (held.state, held.reason) == ("withheld", "template: reminder is withdrawn for email in 'en'.")
    assert [one.message_id for one in office.taken] == [numbers[1]]
    ((book, debt),) = debtors(1, name="Alder Utilities")
    with pytest.raises(MessageRefused, match="is withdrawn for email"):
        ask(book, debt, key="once more")


def test_what_never_gets_there_is_given_up_and_shown_to_somebody(tmp_path: Path) -> None:
    (number,) = messages(1)
    Message.objects.filter(id=number).update(state="put_off", attempt=TRIES_MOST - 1)
    office, clock = PostOffice(says=lambda _one: Outcome("unknown"), finds=lambda _one: Found("absent")), Clock()
    assert send(tmp_path, office, clock).states == {"unknown": 1}
    clock.move(minutes=2)
    assert look_up_unknown("email", provider=office, by=OPERATOR, now=clock) == {"failed": 1}
    row = Message.objects.get(id=number)
    assert row.reason == f"It was tried {TRIES_MOST} times. The provider certainly never got it."
    assert Task.objects.get(matter=f"message:{number}").closed_at is None
