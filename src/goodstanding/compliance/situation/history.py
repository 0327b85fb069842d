"""What a situation says of the past, as rows of events, consents and named hours."""

from collections.abc import Iterator, Mapping
from typing import Any

from goodstanding.calendars import wall_clock
from goodstanding.compliance.lawbook.value import read_time
from goodstanding.compliance.shapes.hours import WEEKDAYS
from goodstanding.compliance.situation.plain import seconds

Facts = Mapping[str, Any]
NO_DEBT = -1
"""Stands for a debt nobody knows, so that a consent for it is none for any other."""
NOTICE_OF_WRONG_NUMBER = ("learned_number_not_consumers", "number_reassigned")


def events(given: Facts, *, subject: int) -> Iterator[dict[str, Any]]:
    """Return the events of a situation as rows; a notice happened when it was received."""
    contacts = {one.get("id"): one for one in (given.get("consumer") or {}).get("contacts") or []}
    wrong = _wrong_numbers(given)
    accepted = (given.get("collector") or {}).get("accepts_electronic")
    for one in given.get("history") or []:
        if "at" not in one and "received_at" not in one:
            continue
        inbound = one.get("direction") == "inbound"
        number = one.get("from") if inbound else one.get("to")
        contact = contacts.get(number, {})
        yield {
            **one,
            "subject": subject,
            "at": one.get("received_at") or one["at"],
            "person": one.get("person") or "consumer",
            "contact": number,
            "contact_type": contact.get("type"),
            "contact_place": contact.get("place"),
            "wrong_number": not inbound and number in wrong,
            "answers_inbound": bool(one.get("in_reply_to")) or one.get("solicited") is True,
            "accepted_medium": None if accepted is None else one.get("channel") in accepted,
            "none_discussed": one.get("discussed") == [],
            "counted_debts": _counted(one, given),
        }


def _wrong_numbers(given: Facts) -> set[Any]:
    """Return the numbers known, by the time of the act, not to be the person's; calls made to them were not to them."""
    zone, now = given["zone"], seconds(given["action"]["at"], given["zone"])
    assert now is not None, "An act has its time."
    return {
        one.get("to")
        for one in given.get("history") or []
        if one.get("event") in NOTICE_OF_WRONG_NUMBER
        and (seconds(one.get("at") or one["received_at"], zone) or 0) <= now
        and one.get("to")
    }


def _counted(event: Facts, given: Facts) -> list[str]:
    """Return the debts an event counts on: as attributed; those discussed; those it was about; where unsaid, all."""
    if event.get("attributed_to"):
        return [str(debt) for debt in event["attributed_to"]]
    if event.get("outcome") == "conversation" and event.get("discussed"):
        return [str(debt) for debt in event["discussed"]]
    if event.get("debts") is not None:
        return [str(debt) for debt in event["debts"]]
    return [str(debt) for debt in event.get("discussed") or [one["id"] for one in given["debts"]]]


def consents(given: Facts, *, subject: int, numbers: Mapping[tuple[int, str], int]) -> Iterator[dict[str, Any]]:
    """Return the consents of a situation as rows, one for each day and debt they name."""
    for one in given.get("consents") or []:
        for day in one.get("only_on") or [None]:
            for debt in one.get("debts") or [None]:
                yield {
                    **one,
                    "subject": subject,
                    "contact": one.get("to"),
                    "first_day": day,
                    "last_day": day or one.get("until"),
                    "debt": None if debt is None else numbers.get((subject, str(debt)), NO_DEBT),
                }


def windows(given: Facts, *, subject: int) -> Iterator[dict[str, Any]]:
    """Return the hours a person named as rows; hours that run past midnight are two."""
    wishes = given.get("preferences") or {}
    for sense in ("inconvenient", "convenient"):
        for one in wishes.get(f"{sense}_times") or []:
            weekdays = sum(1 << WEEKDAYS.index(day) for day in one.get("days") or WEEKDAYS)
            opens = read_time(str(one.get("from", "00:00")), "the hours a person named")
            closes = read_time(str(one.get("to", "24:00")), "the hours a person named")
            kept = {key: one[key] for key in ("at", "until", "given_to", "learned_via") if key in one}
            for days, first, last in _within_days(weekdays, opens, closes):
                yield {"subject": subject, "sense": sense, "weekdays": days, "opens": first, "closes": last, **kept}


def _within_days(weekdays: int, opens: int, closes: int) -> list[tuple[int, int, int]]:
    """Return hours as parts of single days: the evening, and the morning after where they run past midnight."""
    if opens < closes:
        return [(weekdays, opens, closes)]
    next_days = (weekdays << 1 | weekdays >> len(WEEKDAYS) - 1) & (1 << len(WEEKDAYS)) - 1
    return [(weekdays, opens, wall_clock.DAY), (next_days, 0, closes)]
