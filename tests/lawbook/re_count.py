"""A second count, naive on purpose: one act, plain loops, the words of the regulation, and nothing of the engine.

It looks at one situation at a time, with the standard library's clocks only, and says what stands against the act:
"calls" (12 CFR 1006.14(b)(2)(i)), "hours" (6(b)(1)(i)), "media" (14(h), 6(e)) and "cease" (6(c)(1)).
"""

from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

Facts = dict[str, Any]
TELEPHONE = ("call", "voicemail", "ringless_voicemail")
NOT_CONNECTED = ("busy", "not_in_service")
NOT_COUNTED_PERSONS = ("consumer_attorney", "creditor", "consumer_reporting_agency")
STANDS_FOR_THE_CONSUMER = ("consumer", "spouse")
CALLS_MAX, DAYS = 7, 7
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def objections(situation: Facts) -> set[str]:
    """Say what stands against the act of a situation."""
    given, act = situation["given"], situation["when"]["action"]
    found = {
        "calls": too_many_calls(given, act),
        "hours": wrong_hour(given, act),
        "media": unwanted_medium(given, act),
        "cease": told_to_cease(given, act),
    }
    return {name for name, stands in found.items() if stands}


def too_many_calls(given: Facts, act: Facts) -> bool:
    """Seven calls within seven days, or a talk within seven days, about any of the act's debts."""
    if act["channel"] not in TELEPHONE or act["person"] in NOT_COUNTED_PERSONS:
        return False
    refused = given["preferences"] if act["person"] == "consumer" else given["preferences"].get(act["person"], {})
    if agreed_to(given, instant(act["at"]), act["debts"]) and "call" not in refused.get("media_opt_out", []):
        return False
    return any(calls_about(given, act, debt) >= CALLS_MAX or talked_about(given, act, debt) for debt in act["debts"])


def calls_about(given: Facts, act: Facts, debt: str) -> int:
    """Count the calls to whom the act reaches, about a debt, on the act's day and the six days before."""
    return sum(
        event.get("direction") == "outbound"
        and event.get("channel") in TELEPHONE
        and event.get("outcome") not in NOT_CONNECTED
        and concerns(given, act, event, debt)
        and not agreed_to(given, instant(event["at"]), debts_of(given, event))
        for event in given["history"]
    )


def talked_about(given: Facts, act: Facts, debt: str) -> bool:
    """Did anybody speak with whom the act reaches, about a debt, on the act's day or one of the six before?"""
    return any(
        event.get("outcome") == "conversation"
        and event.get("channel") in TELEPHONE
        and concerns(given, act, event, debt)
        for event in given["history"]
    )


def concerns(given: Facts, act: Facts, event: Facts, debt: str) -> bool:
    """Is it about the debt, with the same person, within the days, not after the act, and not at a wrong number?"""
    if event.get("person", "consumer") != act["person"] or instant(event["at"]) > instant(act["at"]):
        return False
    days = (day(given, act["at"]) - day(given, event["at"])).days
    one_account = accounts(given)
    about = any(one_account[other] == one_account[debt] for other in debts_of(given, event))
    return about and days < DAYS and not wrong_number(given, act, event)


def wrong_number(given: Facts, act: Facts, event: Facts) -> bool:
    """Was it known, when the act is asked about, that the number called is not the person's?"""
    return event.get("direction") == "outbound" and any(
        learned.get("event") in ("learned_number_not_consumers", "number_reassigned")
        and learned["to"] == event.get("to")
        and instant(learned["at"]) <= instant(act["at"])
        for learned in given["history"]
    )


def debts_of(given: Facts, event: Facts) -> list[str]:
    """Return the debts a call counts on: those it was attributed to, those discussed, those it was about, or all."""
    if event.get("attributed_to"):
        return list(event["attributed_to"])
    if event.get("outcome") == "conversation" and event.get("discussed"):
        return list(event["discussed"])
    return list(event["debts"]) if "debts" in event else [debt["id"] for debt in given["debts"]]


def accounts(given: Facts) -> dict[str, str]:
    """Student loans serviced under one account number are one debt (comment 14(b)(4)-1 and 2(f)); nothing else is."""
    return {
        debt["id"]: f"account {debt['account_at_acquisition']}"
        if debt["type"] == "student_loan" and debt.get("account_at_acquisition")
        else debt["id"]
        for debt in given["debts"]
    }


def agreed_to(given: Facts, at: datetime, debts: list[str]) -> bool:
    """Did the person agree to a call at that instant, for each of its debts? (14(b)(3)(i))"""
    return bool(debts) and all(any(stands(given, one, at, debt) for one in given["consents"]) for debt in debts)


def stands(given: Facts, consent: Facts, at: datetime, debt: str) -> bool:
    """Does one consent hold at an instant for one debt?"""
    told, today = instant(consent["at"]), day(given, at.isoformat())
    if consent["given_to"] != "collector" or consent["scope"] != "additional_calls" or told > at:
        return False
    if "revoked_at" in consent and instant(consent["revoked_at"]) <= at:
        return False
    if debt not in consent.get("debts", [debt]) or today.isoformat() not in consent.get("only_on", [today.isoformat()]):
        return False
    spoken = any(
        event.get("outcome") == "conversation" and debt in debts_of(given, event) and told < instant(event["at"]) < at
        for event in given["history"]
    )
    return (today - day(given, consent["at"])).days < DAYS and not spoken


def wrong_hour(given: Facts, act: Facts) -> bool:
    """Before eight or from nine on, wherever the person may be; or within hours the person named."""
    if act["person"] not in STANDS_FOR_THE_CONSUMER:
        return False
    consumer = given["consumer"]
    zones = {consumer["timezone"]} | {
        one["area_code_timezone"] for one in consumer["contacts"] if "area_code_timezone" in one
    }
    clocks = [instant(act["at"]).astimezone(ZoneInfo(zone)).time() for zone in zones]
    if any(not time(8) <= clock < time(21) for clock in clocks):
        return True
    local = instant(act["at"]).astimezone(ZoneInfo(consumer["timezone"]))
    return any(
        WEEKDAYS[local.weekday()] in named["days"] and named["from"] <= local.time().isoformat() < f"{named['to']}:00"
        for named in given["preferences"].get("inconvenient_times", [])
    )


def unwanted_medium(given: Facts, act: Facts) -> bool:
    """A medium whoever is reached does not want, or a number or address the person does not want used."""
    wishes = given["preferences"]
    theirs = wishes if act["person"] == "consumer" else wishes.get(act["person"], {})
    media = {"voicemail": "call"}.get(act["channel"], act["channel"])
    return media in theirs.get("media_opt_out", []) or act.get("to") in wishes.get("address_opt_out", [])


def told_to_cease(given: Facts, act: Facts) -> bool:
    """A notice in writing about one of the debts, received by then; by e-mail or text if such are accepted."""
    if act["person"] not in STANDS_FOR_THE_CONSUMER:
        return False
    accepted = given["collector"].get("accepts_electronic")
    return any(
        event.get("direction") == "inbound"
        and event.get("content") in ("cease_communication", "refuses_to_pay")
        and (
            event["channel"] == "letter"
            or (event["channel"] in ("email", "sms") and (accepted is None or event["channel"] in accepted))
        )
        and instant(event.get("received_at", event["at"])) <= instant(act["at"])
        and bool(set(event["debts"]) & set(act["debts"]))
        for event in given["history"]
    )


@lru_cache(maxsize=10_000)
def instant(text: str) -> datetime:
    """Read an instant."""
    return datetime.fromisoformat(text)


def day(given: Facts, text: str) -> date:
    """The day of an instant on the person's own calendar."""
    return instant(text).astimezone(ZoneInfo(given["consumer"]["timezone"])).date()
