"""Sending: each once, held back when it must be, put off, refused, cut off, paused; one never holds up the others."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from goodstanding.access.permission import OPERATOR, PermissionRefused
from goodstanding.evidence.models import Entry
from goodstanding.outreach.channels.provider import Consignment, Found, Outcome
from goodstanding.outreach.models.channel import ChannelRest
from goodstanding.outreach.models.contact import Contact, ContactDebt
from goodstanding.outreach.models.message import Message, MessageCopy, MessageEvent
from goodstanding.outreach.sending import journal
from goodstanding.outreach.sending.backing_off import TRIES_MOST
from goodstanding.outreach.sending.house import House, Waiting, Weighed
from goodstanding.outreach.sending.operations.looking_up import look_up_unknown, sweep_stalled
from goodstanding.outreach.sending.operations.pausing import pause_sending, resume_sending
from goodstanding.worklists.models import Task
from tests.outreach.sending.post_office import NOON, Clock, PostOffice, ask, debtors, messages, permits, send, states
from tests.receivables.cast import COLLECTOR

pytestmark = pytest.mark.django_db
TOO_MUCH = Outcome("put_off", reason="Too much at once.", code="421")


def test_what_is_due_leaves_once(tmp_path: Path) -> None:
    numbers = messages(25)
    office = PostOffice()
    figures = send(tmp_path, office)
    assert (figures.claimed, figures.handed_over, figures.states) == (25, 25, {"accepted": 25})
    assert len(set(office.keys)) == 25
    assert set(states(*numbers)) == {"accepted"}
    assert send(tmp_path, office).claimed == 0 and len(office.taken) == 25


def test_everything_that_is_learned_is_on_record(tmp_path: Path) -> None:
    (number,) = messages(1)
    send(tmp_path, PostOffice())
    row = Message.objects.get(id=number)
    assert (row.provider, row.attempt, row.subject) == ("post office", 1, f"About {row.key}")
    assert row.reference.startswith("ref-test:") and row.text.startswith("Hello")
    words = MessageEvent.objects.filter(message=row).order_by("id").values_list("word", "attempt")
    assert list(words) == [("approved", 0), ("handed_over", 1), ("accepted", 1)]
    copy = MessageCopy.objects.get(message=row)
    assert (copy.part, copy.size, bytes(copy.content or b"")) == ("mail", len(row.text), row.text.encode())
    contact = Contact.objects.get(person_id=row.person_id)
    assert (contact.direction, contact.channel, contact.outcome) == ("outbound", "email", "sent")
    assert ContactDebt.objects.filter(contact=contact).count() == 1
    kinds = Entry.objects.order_by("-position").values_list("kind", "rows_count")[:2]
    assert list(kinds) == [("outreach.messages_answered", 1), ("outreach.messages_handed_over", 1)]


def test_the_journal_is_on_disk_before_anything_leaves(tmp_path: Path) -> None:
    messages(12)
    seen: list[bool] = []
    office = PostOffice(before=lambda one: seen.append(one.key in {line.get("key") for line in journal.read(tmp_path)}))
    send(tmp_path, office)
    assert seen == [True] * 12


def test_whoever_may_not_sends_nothing(tmp_path: Path) -> None:
    messages(1)
    with pytest.raises(PermissionRefused):
        send(tmp_path, PostOffice(), by=COLLECTOR)


def test_what_the_law_refuses_is_withheld_and_what_it_permits_later_waits(tmp_path: Path) -> None:
    first, second, third = messages(3)
    again_at = NOON + timedelta(hours=20)

    def law(some: Sequence[Waiting], _at: datetime) -> Mapping[int, Weighed]:
        told = {
            first: Weighed(held="law: A rule says no.", rule="a.rule"),
            second: Weighed(held="law: Not at this hour.", again_at=again_at),
        }
        return {one.message_id: told.get(one.message_id, Weighed(one.lines)) for one in some}

    office, clock = PostOffice(), Clock()
    figures = send(tmp_path, office, clock, house=House(law))
    assert (figures.later, figures.states) == (1, {"withheld": 1, "accepted": 1})
    assert states(first, second, third) == ["withheld", "approved", "accepted"]
    assert Message.objects.get(id=first).reason == "law: A rule says no."
    waiting = Message.objects.get(id=second)
    assert (waiting.due_at, waiting.reason) == (again_at, "law: Not at this hour.")
    clock.at = again_at
    send(tmp_path, office, clock)
    assert states(second) == ["accepted"]


def test_amounts_are_those_of_the_moment(tmp_path: Path) -> None:
    (number,) = messages(1)

    def law(some: Sequence[Waiting], _at: datetime) -> Mapping[int, Weighed]:
        return {
            one.message_id: Weighed(tuple(line._replace(balance_minor=4_200) for line in one.lines)) for one in some
        }

    send(tmp_path, PostOffice(), house=House(law))
    assert [line["balance_minor"] for line in Message.objects.get(id=number).lines] == [4_200]


def test_too_late_is_from_the_first_instant_after_its_time(tmp_path: Path) -> None:
    (number,) = messages(1, not_after=NOON + timedelta(hours=1))
    send(tmp_path, PostOffice(), Clock(NOON + timedelta(hours=1)))
    assert states(number) == ["withheld"]
    assert Message.objects.get(id=number).reason.startswith("too late: ")
    assert Task.objects.get(matter=f"message:{number}").title.startswith("A message by email did not go: too late: ")


def test_before_its_time_it_waits(tmp_path: Path) -> None:
    (number,) = messages(1, not_before=NOON + timedelta(hours=1))
    office, clock = PostOffice(), Clock(NOON + timedelta(minutes=59, seconds=59))
    assert send(tmp_path, office, clock).claimed == 0
    clock.move(seconds=1)
    send(tmp_path, office, clock)
    assert states(number) == ["accepted"]


def test_what_is_put_off_is_tried_again_later_and_later(tmp_path: Path) -> None:
    (number,) = messages(1, not_after=NOON + timedelta(days=30))
    answers = iter([TOO_MUCH, TOO_MUCH._replace(again_after_s=3_600), Outcome("accepted")])
    office, clock = PostOffice(says=lambda _one: next(answers)), Clock()
    send(tmp_path, office, clock)
    row = Message.objects.get(id=number)
    assert (row.state, row.attempt, row.reason) == ("put_off", 1, "Too much at once. (421)")
    assert send(tmp_path, office, clock).claimed == 0
    clock.at = row.due_at
    send(tmp_path, office, clock)
    second = Message.objects.get(id=number)
    assert (second.attempt, second.due_at - clock.at) == (2, timedelta(hours=1))
    clock.at = second.due_at
    send(tmp_path, office, clock)
    assert states(number) == ["accepted"] and len({*office.keys}) == 1
    assert not Contact.objects.exclude(outcome="sent").exists() and Contact.objects.count() == 1


def test_it_is_not_tried_for_ever(tmp_path: Path) -> None:
    (number,) = messages(1, not_after=NOON + timedelta(days=30))
    clock = Clock()
    office = PostOffice(says=lambda _one: TOO_MUCH)
    for _ in range(TRIES_MOST):
        send(tmp_path, office, clock)
        clock.move(hours=2)
    row = Message.objects.get(id=number)
    assert (row.state, row.attempt) == ("failed", TRIES_MOST)
    assert send(tmp_path, office, clock).claimed == 0
    assert Task.objects.get(matter=f"message:{number}").kind == "exception"


def test_it_is_not_tried_after_its_time(tmp_path: Path) -> None:
    (number,) = messages(1, not_after=NOON + timedelta(seconds=20))
    send(tmp_path, PostOffice(says=lambda _one: TOO_MUCH))
    assert states(number) == ["withheld"]


@pytest.mark.parametrize("word", ["failed", "refused"])
def test_what_went_wrong_for_good_is_a_dead_letter_and_a_task(tmp_path: Path, word: str) -> None:
    (number,) = messages(1)
    send(tmp_path, PostOffice(says=lambda _one: Outcome(word, reason="No such mailbox.")))  # type: ignore[arg-type]
    assert states(number) == [word]
    task = Task.objects.get(matter=f"message:{number}")
    assert "No such mailbox." in task.title and task.person_id == Message.objects.get(id=number).person_id
    assert not Contact.objects.exists()


def test_what_nobody_can_tell_is_looked_up_and_never_sent_again(tmp_path: Path) -> None:
    (number,) = messages(1)
    office, clock = PostOffice(says=lambda _one: Outcome("unknown", reason="It hung up.")), Clock()
    send(tmp_path, office, clock)
    assert states(number) == ["unknown"] and Contact.objects.count() == 1
    for _ in range(5):
        clock.move(hours=12)
        send(tmp_path, office, clock)
        look_up_unknown("email", provider=office, by=OPERATOR, now=clock)
    assert states(number) == ["unknown"] and len(office.taken) == 1
    office.finds = lambda _one: Found("accepted", "theirs-1")
    clock.move(hours=12)
    assert look_up_unknown("email", provider=office, by=OPERATOR, now=clock) == {"accepted": 1}
    assert Message.objects.get(id=number).reference == "theirs-1"
    assert Contact.objects.count() == 1, "It was counted when nobody could tell."
    assert {one.key for one in office.asked} == {office.taken[0].key}


def test_what_the_provider_certainly_never_got_goes_again(tmp_path: Path) -> None:
    (number,) = messages(1)
    answers = iter([Outcome("unknown"), Outcome("accepted")])
    office = PostOffice(says=lambda _one: next(answers), finds=lambda _one: Found("absent"))
    clock = Clock()
    send(tmp_path, office, clock)
    clock.move(minutes=5)
    assert look_up_unknown("email", provider=office, by=OPERATOR, now=clock) == {"put_off": 1}
    send(tmp_path, office, clock)
    assert (states(number), [one.attempt for one in office.taken]) == (["accepted"], [1, 2])


def test_whoever_died_in_the_middle_leaves_what_is_looked_up_first(tmp_path: Path) -> None:
    numbers = messages(3)
    taken: list[str] = []

    class Died(BaseException):
        """A power cut, as far as anybody here can tell."""

    def die(one: Consignment) -> Outcome:
        taken.append(one.key)
        if len(taken) == 2:
            raise Died
        return Outcome("accepted")

    clock = Clock()
    with pytest.raises(Died):
        send(tmp_path, PostOffice(says=die), clock)
    assert states(*numbers) == ["handed_over"] * 3
    assert send(tmp_path, PostOffice(), clock).claimed == 0
    assert sweep_stalled(by=OPERATOR, at=clock()) == 0, "It may still be at it."
    clock.move(minutes=2)
    assert sweep_stalled(by=OPERATOR, at=clock()) == 3
    office = PostOffice(finds=lambda one: Found("accepted" if one.key in taken else "absent"))
    assert look_up_unknown("email", provider=office, by=OPERATOR, now=clock) == {"accepted": 2, "put_off": 1}
    send(tmp_path, office, clock)
    assert set(states(*numbers)) == {"accepted"} and len(office.taken) == 1


def test_an_adapter_that_fails_leaves_it_unknown_and_the_others_go(tmp_path: Path) -> None:
    numbers = messages(3)

    def says(one: Consignment) -> Outcome:
        if one.message_id == numbers[1]:
            raise ZeroDivisionError
        return Outcome("accepted")

    send(tmp_path, PostOffice(says=says))
    assert states(*numbers) == ["accepted", "unknown", "accepted"]


def test_one_that_cannot_be_made_never_holds_up_the_others(tmp_path: Path) -> None:
    good = messages(20)
    book, debt = debtors(1, name="Moss Water", to="nobody@example.com")[0]
    other_book, other_debt = debtors(1, name="Fern Gas", to="crash@example.com")[0]
    bad = [ask(book, debt), ask(other_book, other_debt)]
    office = PostOffice()
    send(tmp_path, office)
    assert set(states(*good)) == {"accepted"} and states(*bad) == ["failed", "failed"]
    assert Message.objects.get(id=bad[0]).reason == "Nobody lives there."
    assert Task.objects.filter(matter__in=[f"message:{one}" for one in bad]).count() == 2
    assert len(office.taken) == 20


def test_one_the_law_cannot_be_asked_about_never_holds_up_the_others(tmp_path: Path) -> None:
    numbers = messages(4)

    def law(some: Sequence[Waiting], at: datetime) -> Mapping[int, Weighed]:
        if any(one.message_id == numbers[2] for one in some):
            raise ZeroDivisionError
        return permits(some, at)

    send(tmp_path, PostOffice(), house=House(law))
    assert states(*numbers) == ["accepted", "accepted", "failed", "accepted"]


def test_two_messages_to_one_person_are_asked_about_one_after_the_other(tmp_path: Path) -> None:
    book, debt = debtors(1)[0]
    first, second = ask(book, debt), ask(book, debt, key="another")
    asked: list[list[int]] = []

    def law(some: Sequence[Waiting], _at: datetime) -> Mapping[int, Weighed]:
        asked.append([one.message_id for one in some])
        count = Contact.objects.filter(person_id=book.debtor_id).count()
        return {one.message_id: Weighed(one.lines, held="law: One a day." if count else "") for one in some}

    send(tmp_path, PostOffice(), house=House(law))
    assert asked == [[first], [second]]
    assert states(first, second) == ["accepted", "withheld"]


def test_an_unreachable_provider_lets_the_channel_rest(tmp_path: Path) -> None:
    numbers = messages(30)
    office = PostOffice(says=lambda _one: Outcome("put_off", reason="Nobody answers there.", stops=True))
    tried: list[str] = []
    office.before = lambda one: tried.append(one.key)
    clock = Clock()
    figures = send(tmp_path, office, clock)
    assert len(tried) == 1 and figures.stopped == "resting"
    assert "withheld" not in states(*numbers) and "failed" not in states(*numbers)
    assert Task.objects.get(matter="channel:email").title.endswith("Nobody answers there.")
    assert send(tmp_path, office, clock).stopped == "resting" and len(tried) == 1
    office.says = lambda _one: Outcome("accepted")
    clock.at = (ChannelRest.objects.get(channel="email").until_at or NOON) + timedelta(minutes=1)
    send(tmp_path, office, clock)
    assert set(states(*numbers)) == {"accepted"}
    assert ChannelRest.objects.get(channel="email").fails == 0


def test_nothing_leaves_while_sending_is_paused(tmp_path: Path) -> None:
    numbers = messages(2)
    pause_sending("A wrong letter.", by=OPERATOR, at=NOON)
    office = PostOffice()
    assert send(tmp_path, office).stopped == "paused" and not office.taken
    resume_sending("It was mended.", by=OPERATOR, at=NOON)
    send(tmp_path, office)
    assert set(states(*numbers)) == {"accepted"}


def test_a_pause_in_the_middle_of_a_group_stops_the_next_message(tmp_path: Path) -> None:
    numbers = messages(8)
    office = PostOffice()

    def says(_one: Consignment) -> Outcome:
        if len(office.taken) == 2:
            pause_sending("Stop!", by=OPERATOR, at=NOON)
        return Outcome("accepted")

    office.says = says
    figures = send(tmp_path, office)
    assert len(office.taken) == 3 and figures.stopped == "paused"
    assert sorted(states(*numbers)) == ["accepted"] * 3 + ["put_off"] * 5
    resume_sending("Go on.", by=OPERATOR, at=NOON)
    office.says = lambda _one: Outcome("accepted")
    send(tmp_path, office)
    assert set(states(*numbers)) == {"accepted"} and len(office.taken) == 8


def test_a_limit_is_kept(tmp_path: Path) -> None:
    messages(12)
    office = PostOffice()
    assert send(tmp_path, office, limit=7).claimed == 7 and len(office.taken) == 7


def test_many_taken_as_one(tmp_path: Path) -> None:
    numbers = messages(7)

    class Printer(PostOffice):
        batch = 5
        batches: list[tuple[str, int]] = []

        def send_batch(self, consignments: Sequence[Consignment], *, batch_key: str) -> list[Outcome]:
            self.batches.append((batch_key, len(consignments)))
            return [Outcome("accepted", reference=f"{batch_key}/{place}") for place in range(len(consignments))]

    printer = Printer()
    send(tmp_path, printer)
    assert [count for _, count in printer.batches] == [5, 2] and len({key for key, _ in printer.batches}) == 2
    assert set(states(*numbers)) == {"accepted"}
