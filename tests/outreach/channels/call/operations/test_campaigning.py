"""A campaign: within the law, with collectors at their seats, and every attempt on record."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.outreach.channels.call.operations.campaigning import (
    Wanted,
    leave_seat,
    make_campaign,
    sit_down,
    stand_up,
    start_campaign,
    stop_campaign,
    take_seat,
)
from goodstanding.outreach.channels.call.operations.pacing import AT_ONCE, connect, finish_untaken, moment_of, pace
from goodstanding.outreach.channels.call.operations.saying import say_outcome
from goodstanding.outreach.channels.call.queries import campaign_lines, campaign_of, counted, measure_of
from goodstanding.outreach.channels.call.standing import CallRefused, NoSuchCall
from goodstanding.outreach.channels.provider import Outcome
from goodstanding.outreach.models.call import Call, Seat
from goodstanding.outreach.models.contact import Contact
from goodstanding.outreach.sending.house import Waiting, Weighed
from goodstanding.outreach.sending.operations.pausing import pause_sending
from goodstanding.parties.models import ContactPoint
from goodstanding.worklists.models import Task
from tests.outreach.channels.call.dialling_cast import Exchange, Stage, call_task, free, holding, set_stage
from tests.receivables.cast import AUDITOR, COLLECTOR, NOON, SUPERVISOR, item, person, place

pytestmark = pytest.mark.django_db
SPRING = Wanted("Spring", "US", "This is Larch Services. Please call +1 217 555 0100.")
OWN = "+12175550101"


@pytest.fixture
def stage() -> Stage:
    return set_stage()


@pytest.fixture
def spring(stage: Stage) -> str:
    """A campaign that runs, with one collector who waits and four people to call."""
    make_campaign(SPRING, by=SUPERVISOR, at=NOON)
    start_campaign("Spring", by=SUPERVISOR, at=NOON)
    for number in range(3):
        book = stage.book._replace(debtor_id=person(stage.book.client_id, f"Pat {number}").id)
        ContactPoint.objects.create(
            person_id=book.debtor_id, kind="phone", value=f"+1202555015{number}", search_value="1", entry_id=1
        )
        call_task(book, place(book, item("I", 500), reference=f"P-{number}"), matter=f"call:act:p{number}")
    take_seat("Spring", phone=OWN, voice=Exchange(), by=COLLECTOR, at=NOON)
    return Seat.objects.get().room


@pytest.mark.law
def test_the_numbers_come_from_the_lawbook_and_a_campaign_may_only_be_stricter() -> None:
    """47 CFR 64.1200(a)(6), (7); 16 CFR 310.4(b)(4)."""
    measure = measure_of("US", at=NOON)
    assert measure[:4] == (30, 30, 2, 15)
    assert measure_of("GB", at=NOON).window_days == 1
    with pytest.raises(CallRefused, match="holds nothing on abandoned calls"):
        measure_of("ZZ", at=NOON)
    for wanted, match in (
        (SPRING._replace(abandoned_most_per_mille=31), "At most 30 in a thousand"),
        (SPRING._replace(ring_s=14), "rings at least 15 seconds"),
        (SPRING._replace(message=" "), "Say what somebody hears"),
        (SPRING._replace(name=""), "has a name"),
    ):
        with pytest.raises(CallRefused, match=match):
            make_campaign(wanted, by=SUPERVISOR, at=NOON)
    make_campaign(SPRING._replace(abandoned_most_per_mille=10), by=SUPERVISOR, at=NOON)
    with pytest.raises(CallRefused, match="already"):
        make_campaign(SPRING, by=SUPERVISOR, at=NOON)


def test_only_who_may_runs_a_campaign_and_only_what_runs_is_stopped() -> None:
    with pytest.raises(PermissionRefused):
        make_campaign(SPRING, by=COLLECTOR, at=NOON)
    make_campaign(SPRING, by=SUPERVISOR, at=NOON)
    with pytest.raises(CallRefused, match="not running"):
        stop_campaign("Spring", reason="Lunch.", by=SUPERVISOR, at=NOON)
    start_campaign("Spring", by=SUPERVISOR, at=NOON)
    with pytest.raises(CallRefused, match="running already"):
        start_campaign("Spring", by=SUPERVISOR, at=NOON)
    with pytest.raises(CallRefused, match="Say why"):
        stop_campaign("Spring", reason="", by=SUPERVISOR, at=NOON)
    stop_campaign("Spring", reason="Lunch.", by=SUPERVISOR, at=NOON)
    with pytest.raises(CallRefused, match="not running"):
        pace("Spring", weigh=free, voice=Exchange(), by=SUPERVISOR, at=NOON)
    with pytest.raises(NoSuchCall):
        start_campaign("Autumn", by=SUPERVISOR, at=NOON)
    with pytest.raises(PermissionRefused):
        take_seat("Spring", phone=OWN, voice=Exchange(), by=AUDITOR, at=NOON)


def test_nobody_is_dialled_before_a_collector_has_picked_up(spring: str) -> None:
    exchange = Exchange()
    assert pace("Spring", weigh=free, voice=exchange, by=SUPERVISOR, at=NOON)["dialled"] == 0
    assert sit_down(spring, at=NOON)
    assert pace("Spring", weigh=free, voice=exchange, by=SUPERVISOR, at=NOON)["dialled"] == 1
    assert pace("Spring", weigh=free, voice=exchange, by=SUPERVISOR, at=NOON)["dialled"] == 0, "One line is out."
    (placing,) = exchange.placed
    assert placing.ring_s == 15
    with pytest.raises(CallRefused, match="sit at a seat already"):
        take_seat("Spring", phone=OWN, voice=exchange, by=COLLECTOR, at=NOON)


def test_who_answers_gets_the_collector_who_waits_and_the_outcome_frees_them(spring: str) -> None:
    sit_down(spring, at=NOON)
    pace("Spring", weigh=free, voice=Exchange(), by=SUPERVISOR, at=NOON)
    call = Call.objects.get()
    assert connect(call.key, answered_by="human", by=SUPERVISOR, at=NOON) == ("room", spring)
    assert connect(call.key, answered_by="human", by=SUPERVISOR, at=NOON) == ("", ""), "Only once."
    assert Seat.objects.get().state == "talking"
    assert pace("Spring", weigh=free, voice=Exchange(), by=SUPERVISOR, at=NOON)["dialled"] == 0
    say_outcome(call.pk, outcome="c", by=COLLECTOR, at=NOON + timedelta(minutes=3))
    assert Seat.objects.get().state == "waiting"
    assert tuple(counted(campaign_of("Spring").pk, first=NOON.date(), last=NOON.date())) == (1, 0)
    assert moment_of(campaign_of("Spring"), at=NOON).picked_up == 1


def test_who_answers_while_nobody_is_there_hears_who_called_and_is_counted(spring: str) -> None:
    sit_down(spring, at=NOON)
    pace("Spring", weigh=free, voice=Exchange(), by=SUPERVISOR, at=NOON)
    stand_up(spring, at=NOON)
    call = Call.objects.get()
    assert connect(call.key, answered_by="", by=SUPERVISOR, at=NOON) == ("message", SPRING.message)
    call.refresh_from_db()
    assert (call.state, call.outcome, call.is_abandoned) == ("done", "abandoned", True)
    assert Contact.objects.get().outcome == "answered_then_dropped"
    (line,) = campaign_lines(at=NOON)
    assert (line.answered, line.abandoned, line.abandoned_per_mille) == (1, 1, 1000.0)


def test_a_machine_and_a_line_nobody_answers_are_put_down_without_a_collector(spring: str) -> None:
    sit_down(spring, at=NOON)
    pace("Spring", weigh=free, voice=Exchange(), by=SUPERVISOR, at=NOON)
    call = Call.objects.get()
    assert connect(call.key, answered_by="machine_start", by=SUPERVISOR, at=NOON) == ("", "")
    assert Contact.objects.get().outcome == "voicemail_reached_no_message"
    pace("Spring", weigh=free, voice=Exchange(), by=SUPERVISOR, at=NOON)
    other = Call.objects.exclude(pk=call.pk).get()
    Call.objects.filter(pk=other.pk).update(state="ended", status="no-answer")
    finish_untaken(other.key, by=SUPERVISOR, at=NOON)
    assert Contact.objects.order_by("id").last().outcome == "rang_no_answer"  # type: ignore[union-attr]  # there are two.
    assert tuple(counted(campaign_of("Spring").pk, first=NOON.date(), last=NOON.date())) == (0, 0)
    assert Task.objects.filter(closed_at=None, kind="call").count() == 2


def test_whom_the_law_holds_is_not_dialled(spring: str) -> None:
    sit_down(spring, at=NOON)
    exchange = Exchange()
    figures = pace("Spring", weigh=holding(), voice=exchange, by=SUPERVISOR, at=NOON)
    assert (figures["dialled"], exchange.placed) == (0, [])
    assert figures["held"] > 0
    assert not Call.objects.exists()


def test_who_may_not_be_called_does_not_stand_in_the_way_of_who_may(spring: str, stage: Stage) -> None:
    sit_down(spring, at=NOON)
    for number in range(AT_ONCE + 5):
        book = stage.book._replace(debtor_id=person(stage.book.client_id, f"Held {number}").id)
        ContactPoint.objects.create(
            person_id=book.debtor_id, kind="phone", value=f"+12025550{100 + number}", search_value="1", entry_id=1
        )
        debt = place(book, item("I", 500), reference=f"H-{number}")
        call_task(book, debt, matter=f"call:act:h{number}", priority=9)
    held = set(Task.objects.filter(priority=9).values_list("person_id", flat=True))

    def law(some: Sequence[Waiting], _at: datetime) -> Mapping[int, Weighed]:
        return {one.message_id: Weighed(one.lines, "law: No." if one.person_id in held else "") for one in some}

    figures = pace("Spring", weigh=law, voice=Exchange(), by=SUPERVISOR, at=NOON)
    assert (figures["dialled"], figures["held"]) == (1, AT_ONCE + 5)
    assert Call.objects.get().person_id not in held


def test_while_sending_is_paused_a_campaign_dials_nobody(spring: str) -> None:
    sit_down(spring, at=NOON)
    pause_sending("A wrong list.", by=SUPERVISOR, at=NOON)
    with pytest.raises(CallRefused, match="Sending is paused"):
        pace("Spring", weigh=free, voice=Exchange(), by=SUPERVISOR, at=NOON)
    assert not Call.objects.exists()


def test_what_the_provider_refuses_or_nobody_can_tell_of_is_put_down_as_it_is(spring: str) -> None:
    sit_down(spring, at=NOON)
    pace("Spring", weigh=free, voice=Exchange(Outcome("refused", reason="No.")), by=SUPERVISOR, at=NOON)
    assert {call.state for call in Call.objects.all()} == {"refused"}
    Call.objects.update(state="done")
    pace("Spring", weigh=free, voice=Exchange(Outcome("unknown")), by=SUPERVISOR, at=NOON)
    assert Call.objects.filter(state="unknown").count() == 1
    assert moment_of(campaign_of("Spring"), at=NOON).out == 1


def test_a_collector_leaves_once_no_line_counts_on_them(spring: str) -> None:
    sit_down(spring, at=NOON)
    pace("Spring", weigh=free, voice=Exchange(), by=SUPERVISOR, at=NOON)
    assert leave_seat(by=COLLECTOR, at=NOON) == "leaving"
    call = Call.objects.get()
    assert connect(call.key, answered_by="human", by=SUPERVISOR, at=NOON)[0] == "room"
    say_outcome(call.pk, outcome="h", by=COLLECTOR, at=NOON)
    assert Seat.objects.get().state == "left"
    with pytest.raises(CallRefused, match="sit at no seat"):
        leave_seat(by=COLLECTOR, at=NOON)
