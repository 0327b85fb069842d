"""Dialling one by one: who gets which call, what stands against one, and what becomes of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from goodstanding.access.permission import Actor, PermissionRefused
from goodstanding.evidence.models import Entry as EvidenceEntry
from goodstanding.outreach.channels.call.hearing import Heard, Leg, heard
from goodstanding.outreach.channels.call.operations.dialling import bridge, dial
from goodstanding.outreach.channels.call.operations.hearing import learn, look_up_unknown, proposed_outcome
from goodstanding.outreach.channels.call.operations.saying import say_outcome, settle_left
from goodstanding.outreach.channels.call.operations.showing import show_next, show_task, skip
from goodstanding.outreach.channels.call.outcome import ALL
from goodstanding.outreach.channels.call.standing import CallRefused, NotCalled
from goodstanding.outreach.channels.provider import Found, Outcome
from goodstanding.outreach.models.call import Call, CallEvent
from goodstanding.outreach.models.contact import Contact
from goodstanding.outreach.sending.operations.pausing import pause_sending, resume_sending
from goodstanding.parties.contact_point import read_address
from goodstanding.parties.models import Consent, ContactPoint
from goodstanding.parties.operations.contact_point import add_contact_point
from goodstanding.payments.operations.recording import record
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.models import Debt
from goodstanding.refusal import Refusal
from goodstanding.strategy.queries.house.house import the_house
from goodstanding.strategy.queries.question import ask
from goodstanding.worklists.models import Task
from tests.outreach.channels.call.dialling_cast import NUMBER, Exchange, Stage, call_task, free, holding, set_stage
from tests.receivables.cast import AUDITOR, COLLECTOR, NOON, SUPERVISOR, item, person, place, usd

pytestmark = pytest.mark.django_db
OTHER = Actor("user:9", COLLECTOR.roles)
OWN = "+12175550101"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def stage() -> Stage:
    return set_stage()


def shown(by: Actor = COLLECTOR, at: datetime = NOON) -> int:
    number = show_next(weigh=free, by=by, at=at)
    assert number is not None
    return number


def dialled(by: Actor = COLLECTOR, at: datetime = NOON) -> int:
    number = shown(by, at)
    dial(number, weigh=free, voice=None, by=by, at=at)
    return number


def test_the_next_call_is_the_most_pressing_that_can_be_made_now(stage: Stage) -> None:
    pressing = stage.book._replace(debtor_id=person(stage.book.client_id, "Pim Pressing").id)
    ContactPoint.objects.create(
        person_id=pressing.debtor_id, kind="phone", value="+12025550143", search_value="1", entry_id=1
    )
    debt = place(pressing, item("INV-2", 500), reference="D-2")
    later = call_task(pressing, debt, matter="call:act:2", priority=9, due_at=NOON + MINUTE)
    call = Call.objects.get(id=shown())
    assert (call.person_id, call.task_id, call.number, call.state) == (
        stage.book.debtor_id,
        stage.task_id,
        NUMBER,
        "shown",
    )
    assert shown() == call.pk, "Whoever has one in front of them gets the same."
    other = Call.objects.get(id=shown(OTHER, NOON + MINUTE))
    assert other.task_id == later


def test_two_collectors_never_get_the_same_call(stage: Stage) -> None:
    shown()
    assert show_next(weigh=free, by=OTHER, at=NOON) is None
    with pytest.raises(CallRefused, match="Somebody else is calling them"):
        show_task(stage.task_id, weigh=free, by=OTHER, at=NOON)


def test_a_call_that_is_held_is_passed_over_and_stays_on_the_list(stage: Stage) -> None:
    house = holding()
    assert show_next(weigh=house, by=COLLECTOR, at=NOON) is None
    assert [one.channel for one in house.asked] == ["call"]
    assert Task.objects.get(id=stage.task_id).closed_at is None
    with pytest.raises(CallRefused, match="It is too early in the day"):
        show_task(stage.task_id, weigh=house, by=COLLECTOR, at=NOON)


def test_what_is_shown_too_long_goes_back_to_the_list(stage: Stage) -> None:
    first = shown()
    assert shown(OTHER, NOON + timedelta(minutes=15)) != first
    assert Call.objects.get(id=first).state == "skipped"


def test_only_who_may_dial_gets_a_call(stage: Stage) -> None:
    with pytest.raises(PermissionRefused):
        show_next(weigh=free, by=AUDITOR, at=NOON)
    with pytest.raises(PermissionRefused):
        say_outcome(dialled(), outcome="c", by=AUDITOR, at=NOON)


def test_a_call_left_for_later_says_why(stage: Stage) -> None:
    number = shown()
    with pytest.raises(CallRefused, match="Say why"):
        skip(number, reason=" ", by=COLLECTOR, at=NOON)
    skip(number, reason="They asked for the afternoon.", by=COLLECTOR, at=NOON)
    assert shown() != number


def test_dialling_by_hand_asks_at_that_very_moment_and_puts_a_refusal_on_record(stage: Stage) -> None:
    number = shown()
    with pytest.raises(NotCalled, match="It is too early"):
        dial(number, weigh=holding(), voice=None, by=COLLECTOR, at=NOON)
    call = Call.objects.get(id=number)
    assert (call.state, call.reason) == ("refused", "law: It is too early in the day.")
    assert not Contact.objects.exists()
    entry = EvidenceEntry.objects.get(id=call.entry_id)
    assert (entry.kind, f"person:{call.person_id}" in entry.subjects) == ("outreach.call_refused", True)


def test_click_to_call_rings_the_collector_and_calls_the_person_only_when_they_pick_up(stage: Stage) -> None:
    exchange = Exchange()
    number = shown()
    assert dial(number, weigh=free, voice=exchange, phone=OWN, by=COLLECTOR, at=NOON).state == "placed"
    (placing,) = exchange.placed
    call = Call.objects.get(id=number)
    assert placing.to == OWN
    assert placing.ask_address == f"https://collections.example.com/voice/bridge/{call.key}/"
    assert NUMBER not in str(placing)
    assert (call.reference, call.dialled_at) == ("CA1", None)
    with pytest.raises(CallRefused, match="dialled already"):
        dial(number, weigh=free, voice=exchange, phone=OWN, by=COLLECTOR, at=NOON)
    assert bridge(call.key, weigh=free, by=COLLECTOR, at=NOON + MINUTE).number == NUMBER
    with pytest.raises(CallRefused, match="dialled already"):
        bridge(call.key, weigh=free, by=COLLECTOR, at=NOON + MINUTE)
    assert len(exchange.placed) == 1


def test_a_stop_between_the_click_and_the_pick_up_is_heeded(stage: Stage) -> None:
    number = shown()
    dial(number, weigh=free, voice=Exchange(), phone=OWN, by=COLLECTOR, at=NOON)
    call = Call.objects.get(id=number)
    with pytest.raises(NotCalled, match="no more calls"):
        bridge(call.key, weigh=holding("law: They want no more calls."), by=COLLECTOR, at=NOON + MINUTE)
    assert Call.objects.get(id=number).state == "refused"
    with pytest.raises(CallRefused, match="was not called"):
        say_outcome(number, outcome="c", by=COLLECTOR, at=NOON + MINUTE)


@pytest.mark.parametrize("phone", ["", "555", "nobody", "2175550101"])
def test_a_number_that_is_none_cannot_ring(stage: Stage, phone: str) -> None:
    number = shown()
    exchange = Exchange()
    with pytest.raises(Refusal, match="number"):
        dial(number, weigh=free, voice=exchange, phone=phone, by=COLLECTOR, at=NOON)
    assert (exchange.placed, Call.objects.get(id=number).state) == ([], "shown")


def test_what_nobody_can_tell_is_unknown_and_is_looked_up_and_never_asked_for_again(stage: Stage) -> None:
    lost = Exchange(Outcome("unknown", reason="The provider gave no answer."))
    number = shown()
    assert dial(number, weigh=free, voice=lost, phone=OWN, by=COLLECTOR, at=NOON).state == "unknown"
    assert show_next(weigh=free, by=OTHER, at=NOON) is None, "Nobody else calls them meanwhile."
    lost.found = Found("cannot tell")
    later = NOON + 2 * MINUTE
    assert look_up_unknown(voice=lost, by=SUPERVISOR, at=later) == {"placed": 0, "refused": 0, "unknown": 1}
    assert look_up_unknown(voice=lost, by=SUPERVISOR, at=later)["unknown"] == 1
    lost.found = Found("absent")
    assert look_up_unknown(voice=lost, by=SUPERVISOR, at=later)["refused"] == 1
    assert Call.objects.get(id=number).state == "refused"
    assert len(lost.placed) == 1


def test_a_provider_that_refuses_is_told_as_it_is(stage: Stage) -> None:
    number = shown()
    with pytest.raises(NotCalled, match="not a number"):
        dial(number, weigh=free, voice=Exchange(Outcome("refused", reason="That is not a number.")), phone=OWN,
             by=COLLECTOR, at=NOON)  # fmt: skip
    assert Call.objects.get(id=number).state == "refused"


def told(leg: Leg, status: str, *, sid: str = "CA2", at: datetime = NOON, **more: str) -> Heard:
    name = ("DialCallStatus", "DialCallSid") if leg == "after" else ("CallStatus", "CallSid")
    found = heard(leg, {name[0]: status, name[1]: sid, **more}, at=at)
    assert found is not None
    return found


def test_what_a_provider_says_moves_a_call_forward_once(stage: Stage) -> None:
    number = shown()
    dial(number, weigh=free, voice=Exchange(), phone=OWN, by=COLLECTOR, at=NOON)
    key = Call.objects.get(id=number).key
    bridge(key, weigh=free, by=COLLECTOR, at=NOON)
    for status in ("completed", "in-progress", "ringing", "completed"):
        learn(key, told("person", status), by=SUPERVISOR, at=NOON)
    call = Call.objects.get(id=number)
    assert (call.state, call.status, call.answered_at) == ("ended", "completed", NOON)
    assert CallEvent.objects.filter(call=call, source="twilio_voice").count() == 4  # placed, and three of the four.
    assert proposed_outcome(call) == "answered_then_dropped"
    assert learn("nobody", told("person", "ringing"), by=SUPERVISOR, at=NOON) == "no call of ours"


def test_a_collector_who_does_not_pick_up_calls_nobody(stage: Stage) -> None:
    number = shown()
    dial(number, weigh=free, voice=Exchange(), phone=OWN, by=COLLECTOR, at=NOON)
    key = Call.objects.get(id=number).key
    learn(key, told("collector", "no-answer", sid="CA1"), by=SUPERVISOR, at=NOON)
    call = Call.objects.get(id=number)
    assert (call.state, call.reason) == (
        "refused",
        "The collector's own telephone did not answer, so nobody was called.",
    )
    assert shown() != number, "The task is still on the list."


@pytest.mark.parametrize("outcome", [one for one in ALL if one.act != "callback"], ids=lambda one: one.name)
def test_one_key_records_the_contact_and_closes_the_task(stage: Stage, outcome: object) -> None:
    one = next(known for known in ALL if known == outcome)
    number = dialled()
    said = say_outcome(number, outcome=one.key, note="Rang long.", by=COLLECTOR, at=NOON + MINUTE)
    contact = Contact.objects.get(id=said.contact_id)
    assert (contact.direction, contact.channel, contact.outcome) == ("outbound", "call", one.contact)
    assert (contact.happened_at, contact.contact_point_id) == (NOON, stage.point_id)
    task = Task.objects.get(id=stage.task_id)
    assert (task.closed_by, task.outcome) == (COLLECTOR.name, one.says)
    assert said.next_step
    assert ContactPoint.objects.get(id=stage.point_id).status == (one.mark or "unverified")
    call = Call.objects.get(id=number)
    assert (call.state, call.outcome, call.note, call.contact_id) == ("done", one.name, "Rang long.", contact.pk)
    assert show_next(weigh=free, by=COLLECTOR, at=NOON + MINUTE) is None
    with pytest.raises(CallRefused, match="said already"):
        say_outcome(number, outcome=one.key, by=COLLECTOR, at=NOON + MINUTE)


def test_a_stop_said_on_the_telephone_is_on_record_with_the_outcome(stage: Stage) -> None:
    say_outcome(dialled(), outcome="s", by=COLLECTOR, at=NOON + MINUTE)
    row = Consent.objects.get(person_id=stage.book.debtor_id)
    assert (row.channel, row.decision) == ("call", "withdrawn")


def test_a_wish_to_be_called_later_puts_the_task_off(stage: Stage) -> None:
    number = dialled()
    with pytest.raises(CallRefused, match="Say when"):
        say_outcome(number, outcome="k", by=COLLECTOR, at=NOON + MINUTE)
    with pytest.raises(CallRefused, match="an hour that is over"):
        say_outcome(number, outcome="k", again_at=NOON, by=COLLECTOR, at=NOON + MINUTE)
    later = NOON + timedelta(days=1)
    said = say_outcome(number, outcome="k", again_at=later, by=COLLECTOR, at=NOON + MINUTE)
    assert show_next(weigh=free, by=COLLECTOR, at=later - MINUTE) is None
    again = Call.objects.get(id=shown(at=later))
    assert (again.task_id, again.debt_ids, again.number) == (said.task_id, [stage.debt_id], NUMBER)


def test_nobody_says_what_became_of_a_call_that_was_not_dialled_or_is_anothers(stage: Stage) -> None:
    number = shown()
    with pytest.raises(CallRefused, match="was not called"):
        say_outcome(number, outcome="n", by=COLLECTOR, at=NOON)
    dial(number, weigh=free, voice=None, by=COLLECTOR, at=NOON)
    with pytest.raises(CallRefused, match="Somebody else has"):
        say_outcome(number, outcome="n", by=OTHER, at=NOON)
    with pytest.raises(CallRefused, match="at most 2000"):
        say_outcome(number, outcome="n", note="a" * 2001, by=COLLECTOR, at=NOON)
    assert not Contact.objects.exists()


def test_a_call_of_which_nobody_says_anything_counts_after_half_a_day(stage: Stage) -> None:
    number = dialled()
    assert settle_left(by=SUPERVISOR, at=NOON + timedelta(hours=12) - MINUTE) == 0
    assert settle_left(by=SUPERVISOR, at=NOON + timedelta(hours=12)) == 1
    call = Call.objects.get(id=number)
    assert (call.state, call.outcome) == ("done", "nobody said")
    assert Contact.objects.get().pk == call.contact_id
    assert Contact.objects.get().outcome == "no_answer"


def test_one_call_whose_contact_cannot_be_recorded_never_holds_up_the_others(stage: Stage) -> None:
    first = dialled()
    other = stage.book._replace(debtor_id=person(stage.book.client_id, "Pat").id)
    point = ContactPoint.objects.create(
        person_id=other.debtor_id, kind="phone", value="+12025550199", search_value="1", entry_id=1
    )
    debt = place(other, item("I-2", 500), reference="P-2")
    task = call_task(other, debt, matter="call:act:2")
    second = Call.objects.create(
        person_id=other.debtor_id, client_id=other.client_id, contact_point_id=point.pk, number=point.value,
        debt_ids=[debt], task_id=task, by=SUPERVISOR.name, shown_at=NOON, shown_until=NOON, key="second",
        state="dialled", dialled_at=NOON, entry_id=1,
    )  # fmt: skip
    Debt.objects.filter(account_id=stage.debt_id).update(withdrawn_at=NOON)
    assert settle_left(by=SUPERVISOR, at=NOON + timedelta(hours=12)) == 2
    gone, kept = Call.objects.get(id=first), Call.objects.get(id=second.pk)
    assert (gone.state, gone.contact_id) == ("done", None)
    assert "could not be recorded" in CallEvent.objects.filter(call=gone, word="done").get().reason
    assert kept.state == "done" and Contact.objects.get().pk == kept.contact_id


def test_while_sending_is_paused_nobody_is_called(stage: Stage) -> None:
    number = show_next(weigh=free, by=COLLECTOR, at=NOON)
    assert number is not None
    pause_sending("A wrong list.", by=SUPERVISOR, at=NOON)
    for voice in (None, Exchange()):
        with pytest.raises(CallRefused, match="Sending is paused, so nobody is called: A wrong list"):
            dial(number, weigh=free, voice=voice, phone=OWN, by=COLLECTOR, at=NOON)
    resume_sending("It is right now.", by=SUPERVISOR, at=NOON)
    exchange = Exchange()
    dial(number, weigh=free, voice=exchange, phone=OWN, by=COLLECTOR, at=NOON)
    pause_sending("Wrong again.", by=SUPERVISOR, at=NOON)
    with pytest.raises(CallRefused, match="Wrong again"):
        bridge(Call.objects.get(id=number).key, weigh=free, by=SUPERVISOR, at=NOON)
    assert len(exchange.placed) == 1 and Call.objects.get(id=number).dialled_at is None


@pytest.mark.law
def test_the_law_counts_what_the_keys_say(stage: Stage) -> None:
    """12 CFR 1006.14(b)(2)(i)(A) and (b)(3)(ii): seven calls in seven days, without those that did not connect."""
    address = read_address(["1 Main Street"], locality="Columbus", postal_code="43215", country="US", region="OH")
    add_contact_point(stage.book.debtor_id, address, source="application form", label="home", by=SUPERVISOR, at=NOON)
    ContactPoint.objects.filter(id=stage.point_id).update(zones=["America/New_York"])
    house, hour = the_house().weigh, timedelta(minutes=20)
    keys, made = ["b", "o", "n", "n", "m", "f", "r", "h", "b", "n", "n"], 0
    for place_, key in enumerate(keys):
        at = NOON + timedelta(hours=2) + place_ * hour
        ContactPoint.objects.filter(id=stage.point_id).update(status="unverified")
        task = call_task(stage.book, stage.debt_id, matter=f"call:act:{place_ + 10}", at=at)
        asked = ask(stage.debt_id, channel="call", at=at, contact_point_id=stage.point_id, by=SUPERVISOR)
        if not asked.verdict.allowed:
            assert (asked.verdict.rule, made) == ("1006.14(b)(2)(i)(A)", 7)
            with pytest.raises(CallRefused, match="as many as are presumed lawful"):
                show_task(task, weigh=house, by=COLLECTOR, at=at)
            break
        number = show_task(task, weigh=house, by=COLLECTOR, at=at)
        dial(number, weigh=house, voice=None, by=COLLECTOR, at=at)
        say_outcome(number, outcome=key, by=COLLECTOR, at=at + MINUTE)
        made += key not in ("b", "o")
    assert (made, place_) == (7, 10), "Two busy lines and a dead number were not counted; seven others were."


@pytest.mark.law
def test_after_a_conversation_a_quiet_week_begins(stage: Stage) -> None:
    """12 CFR 1006.14(b)(2)(i)(B)."""
    ContactPoint.objects.filter(id=stage.point_id).update(zones=["America/New_York"])
    address = read_address(["1 Main Street"], locality="Columbus", postal_code="43215", country="US", region="OH")
    add_contact_point(stage.book.debtor_id, address, source="application form", label="home", by=SUPERVISOR, at=NOON)
    at = NOON + timedelta(hours=2)
    say_outcome(dialled(at=at), outcome="c", by=COLLECTOR, at=at + MINUTE)
    asked = ask(
        stage.debt_id, channel="call", at=at + timedelta(days=1), contact_point_id=stage.point_id, by=SUPERVISOR
    )
    assert (asked.verdict.allowed, asked.verdict.rule) == (False, "1006.14(b)(2)(i)(B)")


def test_what_was_paid_meanwhile_is_not_dialled(stage: Stage) -> None:
    record(stage.debt_id, Receipt(usd(10_000), NOON.date(), "card", "R-1"), by=COLLECTOR, at=NOON)
    with pytest.raises(CallRefused, match="Nothing is owed any more"):
        show_task(stage.task_id, weigh=the_house().weigh, by=COLLECTOR, at=NOON + timedelta(hours=2))


def test_a_person_is_called_one_call_at_a_time_by_the_database_itself(stage: Stage) -> None:
    call = Call.objects.get(id=shown())
    call.pk, call.key = None, "another"
    with pytest.raises(IntegrityError, match="a_person_is_called_one_call_at_a_time"), transaction.atomic():
        call.save(force_insert=True)
    assert call.shown_at.tzinfo == UTC
