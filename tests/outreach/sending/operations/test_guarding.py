"""A restored book sends nothing until what left meanwhile is known."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import transaction

from goodstanding.access.permission import OPERATOR, PermissionRefused
from goodstanding.outreach.channels.provider import ChannelRefused, Consignment, Found
from goodstanding.outreach.models.message import Message, MessageEvent
from goodstanding.outreach.sending import journal
from goodstanding.outreach.sending.operations import guarding
from goodstanding.outreach.sending.operations.pausing import GUARD, SendingRefused, last_word, resume_sending
from goodstanding.worklists.models import Task
from tests.outreach.sending.post_office import NOON, Clock, PostOffice, messages, send, states
from tests.receivables.cast import COLLECTOR

pytestmark = pytest.mark.django_db


class Restored(Exception):
    """Rolls the book back to where it was, as a backup does."""


def sent_after_the_backup(folder: Path, office: PostOffice, count: int = 3) -> list[int]:
    """Ask for messages, take a backup, send, and put the backup back."""
    numbers = messages(count)
    with pytest.raises(Restored), transaction.atomic():
        send(folder, office)
        assert set(states(*numbers)) == {"accepted"}
        raise Restored
    assert set(states(*numbers)) == {"approved"}
    return numbers


def reconcile(folder: Path, office: PostOffice) -> list[guarding.Reconciled]:
    return guarding.reconcile(folder, provider_of=lambda _channel: office, by=OPERATOR, at=NOON)


def test_nothing_is_sent_until_it_is_reconciled_and_nothing_twice(tmp_path: Path) -> None:
    office = PostOffice()
    numbers = sent_after_the_backup(tmp_path, office)
    assert len(office.taken) == 3
    figures = send(tmp_path, office)
    assert (figures.stopped, len(office.taken)) == ("paused", 3)
    word = last_word()
    assert word is not None and word.by == GUARD and "backup" in word.reason
    with pytest.raises(SendingRefused, match="Reconcile first"):
        resume_sending("It is well.", by=OPERATOR, at=NOON)
    office.finds = lambda one: Found("delivered", f"ref-{one.key}") if one.key in office.keys else Found("absent")
    found = reconcile(tmp_path, office)
    assert [one.word for one in found] == ["delivered"] * 3
    assert set(states(*numbers)) == {"delivered"}
    send(tmp_path, office)
    assert len(office.taken) == 3 and send(tmp_path, office).stopped == ""


def test_what_certainly_never_left_goes_and_what_nobody_can_tell_of_does_not(tmp_path: Path) -> None:
    office = PostOffice()
    numbers = sent_after_the_backup(tmp_path, office)
    lost, unclear = office.taken[0].message_id, office.taken[1].message_id

    def finds(one: Consignment) -> Found:
        return Found("absent" if one.message_id == lost else "cannot tell" if one.message_id == unclear else "accepted")

    office.finds = finds
    before = len(office.taken)
    assert sorted(one.word for one in reconcile(tmp_path, office)) == ["absent", "accepted", "unknown"]
    send(tmp_path, office)
    assert len(office.taken) == before + 1 and office.taken[-1].message_id == lost
    assert sorted(states(*numbers)) == ["accepted", "accepted", "unknown"]


def test_what_the_books_do_not_hold_at_all_is_a_task(tmp_path: Path) -> None:
    office = PostOffice()
    with pytest.raises(Restored), transaction.atomic():
        messages(1)
        send(tmp_path, office)
        raise Restored
    assert not Message.objects.exists()
    assert send(tmp_path, office).stopped == "paused"
    (one,) = reconcile(tmp_path, office)
    assert one.word == "not in the books"
    assert Task.objects.get(matter=f"journal:{one.key}").kind == "exception"


def test_another_message_of_the_same_name_is_not_taken_for_it(tmp_path: Path) -> None:
    """After a restore numbers and names are given out again; the second at which it was made tells them apart."""
    office, clock = PostOffice(), Clock()
    with pytest.raises(Restored), transaction.atomic():
        (before,) = messages(1)
        send(tmp_path, office, clock)
        raise Restored
    (after,) = messages(1, at=NOON.replace(minute=30))
    clock.move(hours=1)
    office.finds = lambda _one: Found("delivered")
    Message.objects.filter(id=after).update(key=f"test:{before}")
    assert [one.word for one in reconcile(tmp_path, office)] == ["not in the books"]
    send(tmp_path, office, clock)
    assert len(set(office.keys)) == 2


def test_a_journal_that_is_gone_holds_sending_too(tmp_path: Path) -> None:
    office = PostOffice()
    messages(2)
    send(tmp_path, office, limit=1)
    journal.file_in(tmp_path).unlink()
    assert send(tmp_path, office).stopped == "paused"
    assert reconcile(tmp_path, office) == []
    send(tmp_path, office)
    assert len(office.taken) == 2


def test_the_very_first_message_does_not_look_like_a_lost_journal_to_another_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []

    def asked_then_written(folder: Path, lines: Sequence[journal.Line]) -> None:
        assert MessageEvent.objects.filter(word="handed_over").exists()
        told.append(guarding.may_send(folder, at=NOON))
        write(folder, lines)

    write = journal.write
    monkeypatch.setattr(journal, "write", asked_then_written)
    messages(1)
    send(tmp_path, PostOffice())
    assert told == [True]


def test_a_journal_begun_between_two_questions_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    messages(1)
    send(tmp_path, PostOffice())
    answers = [False, True]
    monkeypatch.setattr(journal, "exists", lambda _folder: answers.pop(0))
    assert guarding.fault(tmp_path) == "" and not answers


def test_a_provider_that_is_gone_leaves_it_unknown(tmp_path: Path) -> None:
    numbers = sent_after_the_backup(tmp_path, PostOffice(), 1)

    def none(_channel: str) -> PostOffice:
        raise ChannelRefused("No provider is set for e-mail.")

    (one,) = guarding.reconcile(tmp_path, provider_of=none, by=OPERATOR, at=NOON)
    assert (one.word, one.sentence) == ("unknown", "No provider is set for e-mail.")
    assert states(*numbers) == ["unknown"]


def test_a_log_shorter_than_the_journal_remembers_is_older(tmp_path: Path) -> None:
    office = PostOffice()
    messages(1)
    send(tmp_path, office)
    assert guarding.fault(tmp_path) == ""
    journal.write_reconciled(tmp_path, at=NOON, log=10_000_000)
    assert "backup" in guarding.fault(tmp_path, only_tail=True)


def test_reconciling_needs_the_permission_and_does_nothing_twice(tmp_path: Path) -> None:
    with pytest.raises(PermissionRefused):
        guarding.reconcile(tmp_path, provider_of=lambda _channel: PostOffice(), by=COLLECTOR, at=NOON)
    office = PostOffice(finds=lambda _one: Found("accepted"))
    sent_after_the_backup(tmp_path, office)
    reconcile(tmp_path, office)
    count = MessageEvent.objects.count()
    assert reconcile(tmp_path, office) == [] and MessageEvent.objects.count() == count
