"""The gate asked again about acts, all at once: it must answer as it answers about each alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from goodstanding.access.permission import OPERATOR
from goodstanding.outreach.contact import ContactFact
from goodstanding.outreach.operations.contact import record_contact
from goodstanding.outreach.port.delivery import DeliveryLine
from goodstanding.parties.models import ContactPoint
from goodstanding.parties.operations.circumstance import record_circumstance
from goodstanding.parties.operations.consent import record_consent
from goodstanding.strategy.pending import PendingAct
from goodstanding.strategy.queries.asking import Refused, ask_again, ask_now
from goodstanding.strategy.queries.question import ask
from tests.receivables.cast import COLLECTOR, Book
from tests.strategy.operations.planned import clock, debtors
from tests.strategy.test_pending import act

pytestmark = pytest.mark.django_db
KINDS = {"call": "phone", "sms": "phone", "email": "email", "letter": "address"}


@pytest.fixture
def wednesday() -> date:
    """A Wednesday still to come, since debts are known from the moment they are placed."""
    today = datetime.now(UTC).date() + timedelta(days=1)
    return today + timedelta(days=(2 - today.weekday()) % 7)


def settle(book: Book) -> dict[str, int]:
    """Give somebody in Ohio a number, an e-mail address and an address; return the numbers of the points by kind."""
    told = {
        "address": ("1 Example Road", {"country": "US", "region": "OH", "postal_code": "43215"}),
        "phone": (f"+1614555{book.debtor_id:04}", {}),
        "email": (f"{book.debtor_id}@example.com", {}),
    }
    return {
        kind: ContactPoint.objects.create(
            person_id=book.debtor_id, kind=kind, value=value, search_value=value, zones=["America/New_York"],
            locality="Columbus" if kind == "address" else "", entry_id=1, **place,
        ).pk
        for kind, (value, place) in told.items()
    }  # fmt: skip


def asked(book: Book, debt: int, *, channel: str, points: dict[str, int], at: datetime, number: int) -> PendingAct:
    return act(
        DeliveryLine(debt, None, "reminder", "USD", 10_000),
        act_id=number,
        person_id=book.debtor_id,
        client_id=book.client_id,
        channel=channel,
        contact_point_id=points[KINDS[channel]],
        planned_at=at,
    )


def test_all_at_once_is_as_one_by_one(wednesday: date) -> None:
    people = debtors(5)
    points = [settle(book) for book, _ in people]
    known = clock(wednesday, 7)
    called, consenting, dead = people[1], people[2], people[3]
    for hours in range(7):
        at = known - timedelta(days=2, hours=hours)
        record_contact([called[1]], fact=ContactFact(at, at, "outbound", "call", "no_answer"), by=COLLECTOR, at=known)
    for kind, channel in (("phone", "sms"), ("email", "email")):
        record_consent(
            consenting[0].debtor_id, channel=channel, decision="given", contact_point_id=points[2][kind],
            effective_at=known - timedelta(days=9), source="form", by=COLLECTOR, at=known - timedelta(days=9),
        )  # fmt: skip
    record_circumstance(
        dead[0].debtor_id, kind="deceased", effective_date=wednesday - timedelta(days=9), source="letter",
        by=COLLECTOR, at=known - timedelta(days=1),
    )  # fmt: skip
    wanted = [(one, channel, hour) for one in range(len(people)) for channel in KINDS for hour in (7, 8, 14, 21)]
    acts = [
        asked(*people[one], channel=channel, points=points[one], at=clock(wednesday, hour), number=number)
        for number, (one, channel, hour) in enumerate(wanted)
    ]
    refused = ask_again(acts, known)
    alone = {
        one.act_id
        for one in acts
        if not ask(
            one.lines[0].debt_id, channel=one.channel, at=one.planned_at, contact_point_id=one.contact_point_id,
            by=OPERATOR, known_at=known,
        ).verdict.allowed
    }  # fmt: skip
    assert set(refused) == alone
    assert 0 < len(alone) < len(acts)
    assert all(text.rstrip(")").split(" (")[0].endswith(".") for text in refused.values())


def test_an_act_whose_hour_is_over_is_asked_about_now(wednesday: date) -> None:
    ((book, debt),) = debtors(1)
    points = settle(book)
    late = asked(book, debt, channel="call", points=points, at=clock(wednesday, 10), number=1)
    assert ask_again([late], clock(wednesday, 20)) == {}
    assert "us.regf.hours" in ask_again([late], clock(wednesday, 22))[1]


def test_a_call_is_asked_about_at_its_place_in_the_day(wednesday: date) -> None:
    ((book, debt),) = debtors(1)
    points = settle(book)
    early = asked(book, debt, channel="call", points=points, at=clock(wednesday, 10), number=1)
    assert ask_again([early], clock(wednesday, 7)) == {}
    placed = replace(early, hour_at=clock(wednesday, 21))
    assert set(ask_again([placed], clock(wednesday, 7))) == {1}


def test_nothing_is_asked_about_nothing(wednesday: date) -> None:
    assert ask_again([], clock(wednesday, 7)) == {}


def test_a_no_learned_before_the_clock_was_set_back_still_counts(wednesday: date) -> None:
    ((book, debt),) = debtors(1)
    points = settle(book)
    learned = clock(wednesday, 9)
    record_consent(
        book.debtor_id, channel="letter", decision="withdrawn", source="letter", effective_at=learned, by=COLLECTOR,
        at=learned,
    )  # fmt: skip
    letter = asked(book, debt, channel="letter", points=points, at=clock(wednesday, 10), number=1)
    assert set(ask_again([letter], clock(wednesday, 8))) == {1}


def test_asking_about_this_instant_tells_the_rule_and_when_it_would_be_permitted(wednesday: date) -> None:
    (book, debt), *_ = people = debtors(2)
    points = settle(book)
    nine, twenty_one = clock(wednesday, 9), clock(wednesday, 21)
    one = asked(book, debt, channel="call", points=points, at=nine, number=1)
    assert ask_now([one], nine) == {} and ask_now([], nine) == {}
    (told,) = ask_now([one], twenty_one).values()
    alone = ask(debt, channel="call", at=twenty_one, contact_point_id=points["phone"], by=OPERATOR).verdict
    assert told.rule == alone.rule_id and told.rule in told.sentence
    assert told.again_at == alone.next_at == clock(wednesday + timedelta(days=1), 8)
    assert isinstance(told, Refused) and len(people) == 2


@pytest.mark.parametrize(
    "purpose", ["", "payment_reminder", "opt_out_confirmation_only", "respond_to_dispute", "acknowledge"]
)
@pytest.mark.parametrize("channel", ["email", "letter", "sms"])
def test_why_it_is_done_is_told_as_in_a_single_question(wednesday: date, purpose: str, channel: str) -> None:
    """Somebody who said no to mail and texts, about a debt in dispute."""
    ((book, debt),) = debtors(1)
    points = settle(book)
    at = clock(wednesday, 11)
    for kind, one in (("email", "email"), ("phone", "sms")):
        record_consent(
            book.debtor_id, channel=one, decision="withdrawn", contact_point_id=points[kind], source="mail",
            effective_at=at - timedelta(hours=3), by=COLLECTOR, at=at - timedelta(hours=2),
        )  # fmt: skip
    act = asked(book, debt, channel=channel, points=points, at=at, number=1)
    refused = ask_now([act], at, purposes=[purpose])
    alone = ask(
        debt, channel=channel, at=at, purpose=purpose, contact_point_id=act.contact_point_id, by=OPERATOR
    ).verdict
    assert (not refused) is alone.allowed, (refused, alone)
