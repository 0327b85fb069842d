"""The port of an installation: contacts become messages, once for each key; the rest is written down as before."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from goodstanding.evidence.models import Entry
from goodstanding.outreach.models.message import Message, MessageEvent
from goodstanding.outreach.port.delivery import DeliveryLine, Receipt
from goodstanding.outreach.port.operations.message_port import NO_TIME, MessagePort, port_in
from goodstanding.outreach.port.recording import FOLDER, RecordingPort
from tests.outreach.port.orders import NINE, SIX, order

pytestmark = pytest.mark.django_db


@pytest.fixture
def port(tmp_path: Path) -> MessagePort:
    return port_in(tmp_path)


def recorded(folder: Path) -> list[str]:
    return [line["key"] for line in RecordingPort(folder / FOLDER).log()]


def test_a_contact_becomes_a_message(port: MessagePort, tmp_path: Path) -> None:
    (receipt,) = port.deliver([order(1)])
    row = Message.objects.get(key="act:1")
    assert receipt == Receipt("act:1", "taken", f"message:{row.pk}")
    assert (row.origin, row.channel, row.state, row.attempt, row.due_at) == ("night", "email", "approved", 0, NINE)
    assert (row.debt_ids, row.purpose, row.not_after) == ([1], "payment_reminder", SIX)
    assert [DeliveryLine(**line) for line in row.lines] == list(order(1).lines)
    assert MessageEvent.objects.get(message=row).word == "approved"
    entry = Entry.objects.latest("position")
    assert (entry.kind, entry.rows_count, entry.pk) == ("outreach.messages_made", 1, row.entry_id)
    assert recorded(tmp_path) == []


def test_a_key_makes_one_message_however_often_it_comes(port: MessagePort) -> None:
    first = port.deliver([order(1), order(2)])
    again = port.deliver([order(2), order(1), order(3), order(3)])
    assert again[:2] == first[::-1] and again[2] == again[3]
    assert Message.objects.count() == 3
    assert Entry.objects.filter(kind="outreach.messages_made").count() == 2
    port.deliver([order(1)])
    assert Entry.objects.filter(kind="outreach.messages_made").count() == 2, "Nothing new, nothing to record."


def test_a_job_waits_for_the_first_that_is_due_on_each_channel(port: MessagePort) -> None:
    later = replace(order(2), planned_at=NINE + timedelta(hours=1))
    port.deliver([later, order(1), order(3, channel="letter")])
    jobs = ProcrastinateJob.objects.order_by("queue_name").values_list("queue_name", "args", "scheduled_at")
    assert list(jobs) == [("email", {"channel": "email"}, NINE), ("letter", {"channel": "letter"}, NINE)]


def test_calls_and_other_deeds_are_recorded_as_before(port: MessagePort, tmp_path: Path) -> None:
    receipts = port.deliver([order(1, channel="call"), order(2), replace(order(3), kind="placement")])
    assert [one.answer for one in receipts] == ["taken"] * 3
    assert recorded(tmp_path) == ["act:1", "act:3"] and Message.objects.count() == 1


def test_looking_up_tells_what_arrived_and_what_never_did(port: MessagePort) -> None:
    message, call = port.deliver([order(1), order(2, channel="call")])
    assert port.look_up(["act:1", "act:2", "act:3"]) == {"act:1": message, "act:2": call, "act:3": None}


def test_what_an_earlier_release_recorded_does_not_leave_again(port: MessagePort, tmp_path: Path) -> None:
    (before,) = RecordingPort(tmp_path / FOLDER).deliver([order(1)])
    assert port.deliver([order(1)]) == [before]
    assert port.look_up(["act:1"]) == {"act:1": before} and not Message.objects.exists()


def test_an_order_without_time_is_refused_and_the_others_are_taken(port: MessagePort) -> None:
    impossible = replace(order(1), not_after=NINE)
    assert port.deliver([impossible, order(2)])[0] == Receipt("act:1", "refused", "", NO_TIME)
    assert list(Message.objects.values_list("key", flat=True)) == ["act:2"]


def test_nothing_asked_is_nothing_done(port: MessagePort) -> None:
    assert port.deliver([]) == [] and not Entry.objects.exists()
