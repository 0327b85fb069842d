"""The gate of the night decides as somebody would who asked single questions, channel by channel."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR
from goodstanding.compliance.lawbook.book import shipped
from goodstanding.parties.models import ContactPoint
from goodstanding.receivables.models import Debt
from goodstanding.strategy.legal_words import CHANNEL_KINDS, USABLE
from goodstanding.strategy.night.rounds import ask_gate
from goodstanding.strategy.queries.question import Question, ask
from tests.strategy.night.brief.asking import Message, tables
from tests.strategy.night.brief.cast import LATER, WEDNESDAY, Cast, everybody

pytestmark = pytest.mark.django_db
TODAY = WEDNESDAY.date()
ORDERS = (("call", "email", "letter"), ("sms", "letter"), ("letter",), ("email", "call", "task"))


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    with everybody(django_db_blocker) as found:
        yield found


def decided(messages: list[Message], *, day: date = TODAY, known_at: datetime = LATER) -> list[dict[str, object]]:
    told = tables(messages, at=datetime(day.year, day.month, day.day, tzinfo=UTC), known_at=known_at)
    found = ask_gate(told.messages, told.lines, told.reading, lawbook=shipped(), day=day, known_at=known_at,
                     clients=told.clients)  # fmt: skip
    rows: list[dict[str, object]] = found.to_pylist()
    return [row | {"tried": json.loads(str(row["tried"] or "[]"))} for row in rows]


def by_hand(message: Message, *, day: date, zone: str) -> dict[str, object]:
    """Decide about a message of one debt with single questions only."""
    debt = message.debts[0]
    tried: list[tuple[str, Question]] = []
    for channel in message.channels:
        point = point_of(debt, channel)
        if point is None:
            continue
        opens, closes = (clock(day, hour, zone) for hour in (message.opens, message.closes))
        question, at = single(debt, channel, opens), opens
        later = question.verdict.next_at
        if not question.verdict.allowed and later is not None and later < closes:
            question, at = single(debt, channel, later), later
        if question.verdict.allowed:
            return {"state": "planned", "channel": channel, "point_id": point, "planned_at": at, "not_after": closes}
        tried.append((channel, question))
    if not tried:
        return {"state": "planned", "channel": "task"} if "task" in message.channels else {"state": "unreachable"}
    instants = [question.verdict.next_at for _, question in tried]
    first = tried[0][1].verdict
    return {
        "state": "law", "rule": first.rule_id, "reason": first.because,
        "next_at": min((at for at in instants if at is not None), default=None),
        "tried": [{"channel": channel, "rule": one.verdict.rule_id, "reason": one.verdict.because}
                  for channel, one in tried],
    }  # fmt: skip


def single(debt: int, channel: str, at: datetime) -> Question:
    return ask(debt, channel=channel, at=at, by=OPERATOR, known_at=LATER)


def point_of(debt: int, channel: str) -> int | None:
    person = Debt.objects.get(account_id=debt).debtor_id or 0
    held = ContactPoint.objects.filter(person_id=person, kind=CHANNEL_KINDS.get(channel, ""), status__in=USABLE)
    return held.order_by("id").values_list("id", flat=True).first()


def clock(day: date, hour: float, zone: str) -> datetime:
    """Return when a person's clock first shows an hour of a day, or a later one."""
    walls = datetime(day.year, day.month, day.day) + timedelta(hours=hour)  # noqa: DTZ001  what a clock on the wall shows.
    first = walls.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if first.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == walls:
        return first
    before = first - timedelta(hours=1)
    while before.astimezone(ZoneInfo(zone)).replace(tzinfo=None) < walls:
        before += timedelta(minutes=1)
    return before


@pytest.mark.parametrize(
    ("turn", "day", "opens", "closes"),
    [
        (0, TODAY, 12, 18),
        (1, TODAY, 0, 24),  # Midnight: letters go, calls wait for the morning.
        (2, date(2026, 3, 8), 2.5, 9),  # The hour is skipped in New York.
        (3, date(2026, 11, 1), 1.5, 7),  # The hour is there twice, and no call may be made in either.
    ],
)
def test_everybody_s_message_is_decided_as_single_questions_decide_it(
    cast: Cast, turn: int, day: date, opens: float, closes: float
) -> None:
    names = [name for name in cast.debts if name != "Nowhere"]
    messages = [
        Message((cast.debts[name][0],), ORDERS[place % len(ORDERS)], opens=opens, closes=closes)
        for place, name in enumerate(names, start=turn)
    ]
    for name, message, found in zip(names, messages, decided(messages, day=day), strict=True):
        wanted = by_hand(message, day=day, zone=cast.zones[name])
        assert {name: found[name] for name in wanted} == wanted, message


def test_an_hour_that_comes_later_in_the_day_is_waited_for(cast: Cast) -> None:
    (found,) = decided([Message((cast.debts["Hours"][0],), ("call",), opens=9)])
    assert (found["state"], found["planned_at"]) == ("planned", datetime(2026, 6, 17, 20, tzinfo=UTC))
    assert found["not_before"] == found["planned_at"] < found["not_after"]  # type: ignore[operator]  # two instants.
    (refused,) = decided([Message((cast.debts["Hours"][0],), ("call",), opens=9, closes=16)])
    assert (refused["state"], refused["next_at"]) == ("law", datetime(2026, 6, 17, 20, tzinfo=UTC))


def test_contacts_that_were_recorded_count(cast: Cast) -> None:
    for hours in range(6):
        cast.contact("Plain", "call", "no_answer", at=WEDNESDAY - timedelta(hours=20 + hours))
    call = Message((cast.debts["Plain"][0],), ("call",))
    assert decided([call])[0]["state"] == "planned"
    cast.contact("Plain", "call", "no_answer", at=WEDNESDAY - timedelta(hours=30))
    (found,) = decided([call])
    assert (found["state"], found["rule"]) == ("law", "us.regf.call_count")
    assert found["next_at"] == single(cast.debts["Plain"][0], "call", WEDNESDAY).verdict.next_at
    assert decided([Message((cast.debts["Plain"][0],), ("call", "letter"))])[0]["channel"] == "letter"


def test_who_cannot_be_reached_becomes_a_task_and_whom_the_law_refuses_does_not(cast: Cast) -> None:
    ContactPoint.objects.filter(id=cast.points["Plain"]["phone"]).update(status="disconnected")
    plain, bankrupt = cast.debts["Plain"][0], cast.debts["Bankrupt"][0]
    found = decided(
        [Message((plain,), ("call", "task")), Message((plain,), ("call",)), Message((bankrupt,), ("call", "task")),
         Message((plain,), (), kind="task")]
    )  # fmt: skip
    assert [one["state"] for one in found] == ["planned", "unreachable", "law", "planned"]
    assert [one["channel"] for one in found] == ["task", None, "call", "task"]
    assert found[0]["point_id"] is None
    assert found[1]["reason"]


def test_an_hour_nobody_knows_or_that_is_not_there_is_an_exception(cast: Cast) -> None:
    nowhere, plain = cast.debts["Nowhere"][0], cast.debts["Plain"][0]
    (unknown,) = decided([Message((nowhere,), ("letter",))])
    assert (unknown["state"], unknown["rule"]) == ("exception", "zone unknown")
    (skipped,) = decided([Message((plain,), ("letter",), opens=2.1, closes=2.9)], day=date(2026, 3, 8))
    assert (skipped["state"], skipped["rule"]) == ("exception", "hours missing")


def test_a_placement_and_a_referral_are_asked_about_without_a_contact_point(cast: Cast) -> None:
    found = decided(
        [Message((cast.debts[name][0],), (), kind=kind)
         for name, kind in (("Plain", "placement"), ("Plain", "legal_referral"), ("Bankrupt", "legal_referral"),
                            ("Old debt", "legal_referral"), ("Nowhere", "placement"))]
    )  # fmt: skip
    assert [one["state"] for one in found] == ["planned", "planned", "law", "law", "law"]
    assert {one["point_id"] for one in found} == {None}
    assert (found[0]["channel"], found[2]["rule"]) == ("", "us.federal.bankruptcy_stay")


def test_nobody_to_write_to_is_no_message() -> None:
    assert decided([]) == []
