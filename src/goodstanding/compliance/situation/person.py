"""What a situation says of the person in debt, in the columns of an act: places, contacts, wishes, representation."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from goodstanding.calendars import place
from goodstanding.compliance.situation.plain import days, minor, seconds
from goodstanding.factsheet.sheet import Cells, truths, whole, word_sets, words

Facts = Mapping[str, Any]
NOWHERE = "UTC"


def ready(given: Facts, action: Facts, *, asked_at: str) -> dict[str, Any]:
    """Return a situation with what it leaves to be worked out: the zones, the person's calendar, the act's time."""
    consumer = given.get("consumer") or {}
    zones = candidate_zones(consumer)
    zone = zones[0] if zones else NOWHERE
    dated = action if "at" in action else {**action, "at": _after_all(given, asked_at, zone)}
    if "known_at" in action:
        given = as_known(given, str(action["known_at"]), zone)
    return {
        **given,
        "debts": given.get("debts") or [],
        "action": dated,
        "zones": zones,
        "zone": zone,
    }


def _after_all(given: Facts, asked_at: str, zone: str) -> str:
    """Return when an act without a time of its own happens: when it is asked about, and after all that is told."""
    told = [str(one.get("received_at") or one.get("at") or asked_at) for one in given.get("history") or []]
    return max([asked_at, *told], key=lambda at: seconds(at, zone) or 0)


def as_known(given: Facts, known_at: str, zone: str) -> Facts:
    """Return a situation without what was learned after an instant: later events, consents and hours are left out."""
    until = seconds(known_at, zone)
    assert until is not None, "An instant is given."

    def known(row: Facts) -> bool:
        learned = row.get("known_at") or row.get("received_at") or row.get("at")
        return learned is None or (seconds(learned, zone) or 0) <= until

    wishes = given.get("preferences") or {}
    named = {name: [one for one in wishes[name] if known(one)] for name in NAMED_HOURS if name in wishes}
    rows = {name: [one for one in given.get(name) or [] if known(one)] for name in ("history", "consents")}
    return {**given, **rows, "preferences": {**wishes, **named}}


NAMED_HOURS = ("inconvenient_times", "convenient_times")


def candidate_zones(consumer: Facts) -> list[str]:
    """Return every zone a person may be in: the one told, those of numbers and addresses, or those of the place."""
    told = [consumer["timezone"]] if consumer.get("timezone") else []
    contacts = consumer.get("contacts") or []
    found = told + [one[key] for one in contacts for key in ("timezone", "area_code_timezone") if one.get(key)]
    if not told and (consumer.get("zip") or consumer.get("state")):
        country = str(consumer.get("country") or "US")
        found += place.zones(
            country=country, region=str(consumer.get("state") or ""), postal_code=str(consumer.get("zip") or "")
        )
    return list(dict.fromkeys(found))


def columns_of(given: Sequence[Facts]) -> dict[str, Cells]:
    """Return the columns that are worked out rather than read."""
    contacts = [_contact(one) for one in given]
    return {
        "subject": whole(range(len(given))),
        "at": whole(seconds(one["action"]["at"], one["zone"]) for one in given),
        "zones": word_sets(one["zones"] for one in given),
        "home_zone": words(one["zone"] for one in given),
        "packs": word_sets([str(pack) for pack in one.get("packs") or []] for one in given),
        "act_to_type": words(one.get("type") for one in contacts),
        "act_to_place": words(one.get("place") for one in contacts),
        "act_to_line_use": words(one.get("line_use") for one in contacts),
        "act_to_state": words(one.get("state") for one in contacts),
        "has_debts": truths(bool(one["action"].get("debts")) for one in given),
        "inconvenient_places": word_sets(_places(one) for one in given),
        "act_person_media_opt_out": word_sets(_refused(one, "media_opt_out") for one in given),
        "act_person_address_opt_out": word_sets(_refused(one, "address_opt_out") for one in given),
        "others_opted_out": truths(_others_refuse(one) for one in given),
        "reference_rates": word_sets(_rates(one) for one in given),
        "bankruptcy_known": truths(bool(one.get("bankruptcy")) for one in given),
        "act_told": word_sets(_told(one["action"]) for one in given),
        "act_dispute_prompts": words(_lines(one["action"].get("dispute_prompts")) for one in given),
        "accepts_electronic_told": truths("accepts_electronic" in (one.get("collector") or {}) for one in given),
        "inbound_under_way": words(_under_way(one) for one in given),
        **_replies(given),
        **_represented(given),
        **_bases(given),
    }


def _told(action: Facts) -> list[str]:
    """Return the names of everything an act says, however blank, and of the parts of what it says in parts."""
    parts = [f"{key}.{part}" for key, value in action.items() if isinstance(value, Mapping) for part in value]
    return [*action, *parts]


def _lines(listed: Any) -> str | None:
    return "\n".join(str(one) for one in listed) if isinstance(listed, list) else listed


def last_payments(debts: Iterable[Facts]) -> Cells:
    """Return the day of each debt's last payment."""
    return whole(max((days(paid, NOWHERE) or 0 for paid in debt.get("payments") or []), default=None) for debt in debts)


def time_barred(debts: Iterable[Facts]) -> Cells:
    """Return what is told of each debt's limitation; where its accrual is told instead, that is for the law to say."""
    return truths(debt.get("time_barred", None if "accrued" in debt else False) for debt in debts)


def directed(action: Facts, debt: Facts) -> int | None:
    """Return how much of a payment the person wants applied to a debt, in cents; None where they said nothing of it."""
    wanted = (action.get("consumer_direction") or {}).get(str(debt["id"]))
    return None if wanted is None else minor(wanted, NOWHERE)


def _rates(given: Facts) -> list[str]:
    """Return published rates as "whose day percent", from names such as boe_base_on_31_dec_2025."""
    found = []
    for name, percent in (given.get("rates") or {}).items():
        whose, _, day = str(name).partition("_on_")
        try:
            found.append(f"{whose} {datetime.strptime(day.title(), '%d_%b_%Y').replace(tzinfo=UTC).date()} {percent}")
        except ValueError:
            continue
    return found


def _contact(given: Facts) -> Facts:
    contacts = (given.get("consumer") or {}).get("contacts") or []
    return next((one for one in contacts if one.get("id") == given["action"].get("to")), {})


def _preferences(given: Facts) -> Facts:
    return given.get("preferences") or {}


def _places(given: Facts) -> list[str]:
    return [str(one["place"]) for one in _preferences(given).get("inconvenient_places") or [] if one.get("place")]


def _refused(given: Facts, what: str) -> list[str]:
    """14(h) protects whoever is reached: another person's wishes stand under that person's own name."""
    person = given["action"].get("person") or "consumer"
    wishes = _preferences(given) if person == "consumer" else _preferences(given).get(person) or {}
    return [str(one) for one in wishes.get(what) or []]


def _others_refuse(given: Facts) -> bool:
    person = given["action"].get("person") or "consumer"
    wishes = [one for name, one in _preferences(given).items() if isinstance(one, Mapping) and name != person]
    wishes += [_preferences(given)] if person != "consumer" else []
    return any(one.get("media_opt_out") or one.get("address_opt_out") for one in wishes)


def _replies(given: Sequence[Facts]) -> dict[str, Cells]:
    answered = [_answered(one) for one in given]
    kinds = [
        found is not None and found.get("channel") == one["action"].get("channel")
        for found, one in zip(answered, given, strict=True)
    ]
    return {
        "replies": truths(found is not None for found in answered),
        "replies_in_kind": truths(kinds),
        "replied_at": whole(
            None if found is None else seconds(found.get("at") or found["received_at"], one["zone"])
            for found, one in zip(answered, given, strict=True)
        ),
    }


def _answered(given: Facts) -> Facts | None:
    """Return the inbound message an act answers, if it had come in by then and nothing had answered it yet."""
    wanted, history = given["action"].get("in_reply_to"), _by_then(given)
    if wanted is None or any(one.get("in_reply_to") == wanted for one in history):
        return None
    return next((one for one in history if one.get("id") == wanted and one.get("direction") == "inbound"), None)


def _by_then(given: Facts) -> list[Facts]:
    """Return what had happened by the time of the act."""
    zone, now = given["zone"], seconds(given["action"]["at"], given["zone"]) or 0
    dated = [(one, one.get("received_at") or one.get("at")) for one in given.get("history") or []]
    return [one for one, at in dated if at is not None and (seconds(at, zone) or 0) <= now]


def _under_way(given: Facts) -> str | None:
    """Return what something was about that the person had mailed before the act and that came in only after it."""
    zone = given["zone"]
    now = seconds(given["action"]["at"], zone) or 0
    for one in given.get("history") or []:
        mailed, received = one.get("mailed_at"), one.get("received_at")
        if mailed and received and (seconds(mailed, zone) or 0) <= now < (seconds(received, zone) or 0):
            return str(one.get("content", ""))
    return None


def _represented(given: Sequence[Facts]) -> dict[str, Cells]:
    mandates = [{str(one) for one in (case.get("attorney") or {}).get("represents_on") or []} for case in given]
    concerned = [
        {str(one) for one in case["action"].get("debts") or [d["id"] for d in case["debts"]]} for case in given
    ]
    return {
        "attorney_known": truths(bool(case.get("attorney")) for case in given),
        "attorney_on_these_debts": truths(
            None if case.get("attorney") and "represents_on" not in case["attorney"] else bool(one & other)
            for case, one, other in zip(given, mandates, concerned, strict=True)
        ),
    }


def _bases(given: Sequence[Facts]) -> dict[str, Cells]:
    emails, texts = [one.get("email") or {} for one in given], [one.get("text") or {} for one in given]
    last_used = [bool(email.get("chain")) and email["chain"][-1].get("used_email") is True for email in emails]
    return {
        "email_basis_tested": truths(bool(email) for email in emails),
        "email_prior_consent": truths(bool(email.get("prior_consent_to_collector")) for email in emails),
        "email_last_collector_used": truths(last_used),
        "text_basis_tested": truths(bool(text) for text in texts),
    }
