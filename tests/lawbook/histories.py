"""Histories made by a seeded die: calls, talks, wrong numbers, consents, wishes and notices to cease around one act.

Plain situations, as anybody may write them. Much of it falls near what matters: seven calls, seven days, midnight,
eight and nine o'clock, changes of clocks, the second before and the second after.
"""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Situation = dict[str, Any]
ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "America/St_Johns",
)  # fmt: skip
CHANGES = (
    date(2022, 3, 13),
    date(2023, 11, 5),
    date(2024, 3, 10),
    date(2025, 11, 2),
    date(2026, 3, 8),
    date(2026, 11, 1),
)
CLOCKS = (time(0), time(2, 30), time(7, 59, 59), time(8), time(12), time(20, 59, 59), time(21), time(23, 59, 59))
NUMBERS, ADDRESS = ("+1-614-555-0101", "+1-614-555-0102"), "anna@sample.example"
OUTCOMES = ("no_answer", "no_answer", "voicemail", "busy", "not_in_service", "hung_up")
PERSONS = ("consumer", "consumer", "consumer", "spouse", "consumer_attorney")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def situation(die: random.Random, number: int) -> Situation:
    """One person, one history and one act."""
    home = ZoneInfo(die.choice(ZONES))
    at = _instant(die, _day(die), home)
    debts = _debts(die)
    names = [one["id"] for one in debts]
    given = {
        "consumer": {"id": "c1", "state": "OH", "country": "US", "timezone": home.key, "contacts": _contacts(die)},
        "collector": _collector(die),
        "debts": debts,
        "packs": ["us.regf"],
        "history": _history(die, at, home, names),
        "consents": [_consent(die, at, home, names) for _ in range(die.choice((0, 0, 1, 2)))],
        "preferences": _wishes(die),
    }
    return {"id": f"h{number}", "given": given, "when": {"action": _act(die, at, names)}}


def _day(die: random.Random) -> date:
    if die.random() < 0.3:
        return die.choice(CHANGES) + timedelta(days=die.randint(-1, 7))
    return date(2022, 1, 1) + timedelta(days=die.randrange(4000))


def _instant(die: random.Random, day: date, home: ZoneInfo) -> datetime:
    clock = die.choice(CLOCKS) if die.random() < 0.4 else time(die.randrange(24), die.randrange(60), die.randrange(60))
    return datetime.combine(day, clock, home).astimezone(UTC)


def _debts(die: random.Random) -> list[dict[str, Any]]:
    if die.random() < 0.2:
        loan = {"type": "student_loan", "account_at_acquisition": "A-1"}
        return [{"id": "d1", **loan}, {"id": "d2", **loan}, {"id": "d3", "type": "student_loan"}]
    return [
        {"id": f"d{n}", "type": "credit_card", "account_at_acquisition": "A-1"} for n in range(1, die.randint(2, 4))
    ]


def _contacts(die: random.Random) -> list[dict[str, Any]]:
    moved = {"area_code_timezone": die.choice(ZONES)} if die.random() < 0.3 else {}
    return [
        {"id": NUMBERS[0], "type": "mobile", **moved},
        {"id": NUMBERS[1], "type": "landline"},
        {"id": ADDRESS, "type": "email"},
    ]


def _collector(die: random.Random) -> dict[str, Any]:
    accepted = die.choice((None, None, [], ["email"], ["sms"]))
    told = {} if accepted is None else {"accepts_electronic": accepted}
    return {"type": "third_party", "covered_by_fdcpa": True, **told}


def _some(die: random.Random, names: list[str]) -> list[str]:
    return sorted(die.sample(names, die.randint(1, len(names))))


def _history(die: random.Random, at: datetime, home: ZoneInfo, names: list[str]) -> list[dict[str, Any]]:
    busy = die.random() < 0.5
    happened = [_call(die, at, home, names) for _ in range(die.randint(5, 13) if busy else die.randint(0, 4))]
    if die.random() < 0.2:
        happened.append(_talk(die, at, home, names))
    if die.random() < 0.2:
        happened.append(_learned(die, at, home))
    if die.random() < 0.2:
        happened.append(_cease(die, at, home, names))
    die.shuffle(happened)
    return happened


def _before(die: random.Random, at: datetime, home: ZoneInfo) -> str:
    """An instant of the last nine days or of the next, sometimes the very second or one beside it."""
    if die.random() < 0.1:
        return (at + timedelta(seconds=die.choice((-1, 0, 1)))).isoformat()
    day = at.astimezone(home).date() - timedelta(days=die.choice((-1, 0, 1, 2, 3, 4, 5, 6, 6, 7, 7, 8)))
    return _instant(die, day, home).isoformat()


def _call(die: random.Random, at: datetime, home: ZoneInfo, names: list[str]) -> dict[str, Any]:
    call: dict[str, Any] = {
        "at": _before(die, at, home),
        "direction": "outbound",
        "channel": die.choice(("call", "call", "call", "voicemail", "sms")),
        "outcome": die.choice(OUTCOMES),
        "to": die.choice(NUMBERS),
        "person": "spouse" if die.random() < 0.1 else "consumer",
    }
    if die.random() < 0.9:
        call["debts"] = _some(die, names)
    if die.random() < 0.2:
        call["attributed_to"] = _some(die, names)
    return call


def _talk(die: random.Random, at: datetime, home: ZoneInfo, names: list[str]) -> dict[str, Any]:
    talk = _call(die, at, home, names)
    inbound = die.random() < 0.4
    talk |= {"channel": "call", "outcome": "conversation", "direction": "inbound" if inbound else "outbound"}
    if inbound:
        talk["from"] = talk.pop("to")
    if die.random() < 0.6:
        talk["discussed"] = _some(die, names)
    return talk


def _learned(die: random.Random, at: datetime, home: ZoneInfo) -> dict[str, Any]:
    event = die.choice(("learned_number_not_consumers", "number_reassigned"))
    return {"at": _before(die, at, home), "event": event, "to": die.choice(NUMBERS)}


def _cease(die: random.Random, at: datetime, home: ZoneInfo, names: list[str]) -> dict[str, Any]:
    content = die.choice(("cease_communication", "refuses_to_pay", "asks_for_time"))
    notice = {
        "at": _before(die, at, home),
        "direction": "inbound",
        "channel": die.choice(("letter", "email", "sms", "call")),
    }
    if die.random() < 0.5:
        notice["received_at"] = (datetime.fromisoformat(notice["at"]) + timedelta(days=die.randint(0, 3))).isoformat()
    return {**notice, "content": content, "debts": _some(die, names)}


def _consent(die: random.Random, at: datetime, home: ZoneInfo, names: list[str]) -> dict[str, Any]:
    """Mostly for further calls, directly with the collector."""
    today = at.astimezone(home).date()
    consent: dict[str, Any] = {
        "at": _before(die, at, home),
        "given_to": "collector" if die.random() < 0.9 else "creditor",
        "scope": "additional_calls" if die.random() < 0.9 else "email",
    }
    if die.random() < 0.3:
        consent["debts"] = _some(die, names)
    if die.random() < 0.2:
        consent["only_on"] = [
            (today + timedelta(days=die.randint(-2, 2))).isoformat() for _ in range(die.randint(1, 2))
        ]
    if die.random() < 0.2:
        consent["revoked_at"] = _before(die, at, home)
    return consent


def _wishes(die: random.Random) -> dict[str, Any]:
    wishes: dict[str, Any] = {}
    if die.random() < 0.2:
        wishes["media_opt_out"] = die.sample(("call", "sms", "email", "letter"), die.randint(1, 2))
    if die.random() < 0.1:
        wishes["spouse"] = {"media_opt_out": [die.choice(("call", "sms"))]}
    if die.random() < 0.2:
        wishes["address_opt_out"] = [die.choice((*NUMBERS, ADDRESS))]
    if die.random() < 0.2:
        opens, closes = sorted(die.sample(range(6, 24), 2))
        hours = {"from": f"{opens:02d}:00", "to": f"{closes:02d}:00"}
        wishes["inconvenient_times"] = [{"days": die.sample(WEEKDAYS, die.randint(1, 7)), **hours}]
    return wishes


def _act(die: random.Random, at: datetime, names: list[str]) -> dict[str, Any]:
    channel = die.choice(("call", "call", "call", "call", "voicemail", "sms", "email", "letter"))
    act: dict[str, Any] = {
        "kind": "contact", "channel": channel, "person": die.choice(PERSONS), "debts": _some(die, names),
        "at": at.isoformat(), "opt_out_notice_included": True,
    }  # fmt: skip
    if channel != "letter":
        act["to"] = ADDRESS if channel == "email" else die.choice(NUMBERS)
    return act
