"""The situation of an account, put together from the books as known at an instant, in the gate's own words."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max, Min, Q

from goodstanding.arrangements.hardship.queries.moratoria import told_of_debt
from goodstanding.compliance.queries import collector_kind
from goodstanding.compliance.situation.person import candidate_zones
from goodstanding.compliance.situation.plain import CENTS
from goodstanding.disputes.models import Dispute
from goodstanding.ledger.queries import balance
from goodstanding.outreach.models.contact import Contact
from goodstanding.outreach.models.number import NumberCheck
from goodstanding.parties import circumstance, consent, preference, representation
from goodstanding.parties import queries as people
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.receivables.models import Debt, Item
from goodstanding.strategy.hours import by_every_clock, outside
from goodstanding.strategy.legal_words import (
    ACCEPTS_ELECTRONIC,
    CHANNEL_KINDS,
    POINT_TYPES,
    TECHNOLOGIES,
    USABLE,
    city_of,
    debt_type_of,
    place_of,
)
from goodstanding.strategy.night.brief.wishes import CALLS
from goodstanding.strategy.queries.history import history_of, name_of, wrong_numbers

Told = dict[str, Any]


def situation_of(
    debt: Debt, *, channel: str, at: datetime, purpose: str, contact_point_id: int | None, known_at: datetime
) -> Told:
    """Return what is known of an account and what is proposed, as the gate reads it."""
    person = None if debt.debtor_id is None else Person.objects.get(id=debt.debtor_id)
    points = (
        [] if person is None else list(ContactPoint.objects.filter(person=person, withdrawn_at=None).order_by("id"))
    )
    point = _point(points, channel=channel, wanted=contact_point_id)
    consumer = _consumer(person, points)
    at = _on_clock(at, consumer)
    given: Told = {
        "consumer": {**consumer, **_circumstances(person, at, known_at)},
        "debts": [debt_facts(debt, at=at, known_at=known_at)],
        "collector": _collector(debt, known_at),
        "preferences": {},
        "consents": [],
        "history": [],
    }
    if person is not None:
        zones = candidate_zones(consumer)
        given |= wishes(person, points, point, channel=channel, zones=zones, at=at, known_at=known_at)
        given |= _statuses(person, debt, at=at, known_at=known_at)
        given["history"] = [*history_of(person, at=at, known_at=known_at), *wrong_numbers(points, known_at=known_at)]
    action: Told = {
        "kind": "contact",
        "channel": channel,
        "person": "consumer",
        "at": at.isoformat(),
        "debts": [name_of(debt.account_id)],
        # Who asks is taken to mean a message that tells how to stop; the finished text is checked on its own.
        "opt_out_notice_included": True,
    }
    if channel in TECHNOLOGIES:
        action["technology"] = TECHNOLOGIES[channel]
    if point is not None:
        action["to"] = str(point.pk)
    if purpose:
        action["purpose"] = purpose
    return {"id": debt.reference, "given": given, "when": {"action": action}}


def _on_clock(at: datetime, consumer: Told) -> datetime:
    """Return an instant on the person's own clock, so that its date is the date where they are."""
    zones = candidate_zones(consumer)
    return at.astimezone(ZoneInfo(zones[0])) if zones else at


def _point(points: Sequence[ContactPoint], *, channel: str, wanted: int | None) -> ContactPoint | None:
    """Return the contact point asked for, or the first fit one of the channel's kind."""
    if wanted is not None:
        return next((one for one in points if one.pk == wanted), None)
    kind = CHANNEL_KINDS.get(channel)
    return next((one for one in points if one.kind == kind and one.status in USABLE), None)


def _consumer(person: Person | None, points: Sequence[ContactPoint]) -> Told:
    home = next((one for one in points if one.kind == "address"), None)
    told: Told = {"id": str(person.pk) if person else "", "timezone": None}
    if person is not None:
        told |= {"natural_person": person.kind == "person"}
    if home is not None:
        told |= {
            "state": home.region or None,
            "country": home.country or None,
            "zip": home.postal_code,
            "city": city_of(home.locality),
        }
    told["contacts"] = [
        {
            "id": str(one.pk),
            "type": POINT_TYPES[one.kind],
            "timezone": zone,
            "place": place_of(one.label, kind=one.kind),
        }
        for one in points
        for zone in one.zones or [""]
    ]
    return told


def _circumstances(person: Person | None, at: datetime, known_at: datetime) -> Told:
    if person is None:
        return {}
    held = {
        one.kind for one in circumstance.holding(people.circumstance_facts(person.pk), day=at.date(), known_at=known_at)
    }
    return {"deceased": "deceased" in held, "minor": "minor" in held}


def debt_facts(debt: Debt, *, at: datetime, known_at: datetime) -> Told:
    """Return what the law may ask of a debt."""
    owed = balance(debt.account_id, as_of=at.date(), known_at=known_at)
    told: Told = {
        "id": name_of(debt.account_id),
        "type": debt_type_of(debt.debt_type),
        "disputed": _contested(debt, at=at, known_at=known_at),
        "currency": debt.currency,
        "judgment": debt.judgment_date is not None and debt.judgment_date <= at.date(),
        # Amounts are read with two decimals whatever the currency: what the rules compare are its minor units.
        "balance": str(Decimal(owed.balance_minor).scaleb(-CENTS)),
        "status": "paid" if owed.balance_minor <= 0 else "open",
        # Told even where nobody knows it, because a debt whose age is not known may be time-barred.
        "accrued": None,
    }
    first_due = Item.objects.filter(debt=debt, withdrawn_at=None).aggregate(first=Min("due_date"))["first"]
    if first_due is not None:
        # A claim accrues when its first item is not paid; a later day would make a debt look younger than it is.
        told |= {"due": first_due.isoformat(), "accrued": first_due.isoformat()}
    if debt.last_payment_date is not None:
        told["payments"] = [debt.last_payment_date.isoformat()]
    return told


def _contested(debt: Debt, *, at: datetime, known_at: datetime) -> bool:
    """Say whether a dispute of a debt that was known at an instant counts on the day."""
    day = at.date()
    standing = Q(opened_date__lte=day) & (Q(closed_date=None) | Q(closed_date__gt=day))
    known = Q(recorded_at__lte=known_at) & (Q(withdrawn_at=None) | Q(withdrawn_at__gt=known_at))
    return Dispute.objects.filter(standing & known, debt_id=debt.account_id).exists()


def _collector(debt: Debt, known_at: datetime) -> Told:
    kind = collector_kind(debt.client_id, known_at=known_at)
    return {
        "type": kind,
        "covered_by_fdcpa": kind != "original_creditor",
        "accepts_electronic": list(ACCEPTS_ELECTRONIC),
    }


def wishes(
    person: Person,
    points: Sequence[ContactPoint],
    point: ContactPoint | None,
    *,
    channel: str,
    zones: Sequence[str],
    at: datetime,
    known_at: datetime,
) -> Told:
    """Return opt-outs, consents, the hours a person named, and the basis of an e-mail address or a number."""
    facts = people.consent_facts(person.pk)
    refused = [
        one
        for one in sorted(consent.CHANNELS)
        if consent.state(facts, channel=one, at=at, known_at=known_at) == "withdrawn"
    ]
    # A number may be closed to texts and open to calls, so an opt-out of a point is told for the act's own channel.
    closed = [
        str(one.pk)
        for one in points
        if consent.state(facts, channel=channel, at=at, known_at=known_at, contact_point_id=one.pk) == "withdrawn"
    ]
    hours = _hours(person, zones, at, known_at)
    found: Told = {"preferences": {"media_opt_out": refused, "address_opt_out": closed, "inconvenient_times": hours}}
    said = (
        None
        if point is None
        else consent.in_force(facts, channel=channel, at=at, known_at=known_at, contact_point_id=point.pk)
    )
    agreed_at = said.effective_at if said is not None and said.decision == "given" else None
    told = found | basis(channel, "" if point is None else str(point.pk), agreed_at)
    if channel == "sms" and said is not None and said.decision == "withdrawn":
        told["text"]["consumer_opted_out"] = True
    if channel == "sms" and point is not None:
        told["text"] |= _last_text(point, at=at, known_at=known_at)
    return told | _checked(told, point, channel=channel, agreed_at=agreed_at, known_at=known_at)


def basis(channel: str, point: str, agreed_at: datetime | None) -> Told:
    """Return what an electronic contact rests on: a consent given to us for this address or number, or nothing."""
    found: Told = {}
    if agreed_at is not None:
        agreed = {
            "at": agreed_at.isoformat(),
            "given_to": "collector",
            "type": "prior_express",
            "scope": "electronic",
            "to": point,
        }
        found["consents"] = [agreed]
    if channel == "email":
        found["email"] = {"address": point} | ({"prior_consent_to_collector": "recorded"} if agreed_at else {})
    if channel == "sms":
        found["text"] = {"number": point}
        if agreed_at is not None:
            found["text"]["consent_to_collector_at"] = agreed_at.date().isoformat()
    return found


def _last_text(point: ContactPoint, *, at: datetime, known_at: datetime) -> Told:
    """Return when the person last texted from a number."""
    texts = Contact.objects.filter(person_id=point.person_id, contact_point=point, channel="sms", direction="inbound")
    last = texts.filter(happened_at__lte=at, learned_at__lte=known_at).aggregate(last=Max("happened_at"))["last"]
    return {} if last is None else {"last_inbound_text_at": last.date().isoformat()}


def _checked(
    told: Told, point: ContactPoint | None, *, channel: str, agreed_at: datetime | None, known_at: datetime
) -> Told:
    """Return what a database of reassigned numbers said last of the number; see strategy.night.brief.wishes."""
    if point is None or point.kind != "phone" or channel not in ("sms", *CALLS):
        return {}
    rows = NumberCheck.objects.filter(number=point.value, recorded_at__lte=known_at)
    last = max(rows, key=lambda one: (one.asked_date, one.answer == "yes", one.pk), default=None)
    if last is None:
        return {}
    found: Told = {
        "rnd_result": {
            "query_consent_date": last.since_date.isoformat(),
            "permanently_disconnected_since": last.answer,
        }
    }
    if channel == "sms":
        asked: Told = {"at": last.asked_date.isoformat(), "database": last.database}
        covers = agreed_at is not None and last.since_date <= agreed_at.date()
        if last.answer == "yes" or (last.answer == "no" and covers):
            asked["reassigned_since_consent"] = last.answer == "yes"
        found["text"] = told["text"] | {"reassigned_db_check": asked}
    return found


def _hours(person: Person, zones: Sequence[str], at: datetime, known_at: datetime) -> list[Told]:
    """Return every hour outside those a person wishes to be reached at."""
    wish = preference.in_force(people.preference_facts(person.pk), kind="hours", at=at, known_at=known_at)
    if wish is None:
        return []
    return outside(by_every_clock(preference.read_hours(wish.value), zones=zones, at=at))


def _statuses(person: Person, debt: Debt, *, at: datetime, known_at: datetime) -> Told:
    facts = circumstance.holding(people.circumstance_facts(person.pk), day=at.date(), known_at=known_at)
    since = {one.kind: one.effective_date.isoformat() for one in facts}
    found: Told = {}
    if "bankrupt" in since:
        found["bankruptcy"] = {"debtor": "consumer", "petition_filed_at": since["bankrupt"], "stay_in_effect": True}
    if "service member" in since:
        found["servicemember"] = {"active_from": since["service member"]}
    moratorium = told_of_debt(person.pk, debt.account_id, known_at=known_at)
    if moratorium is not None:
        found["moratorium"] = dict(moratorium)
    speaking = representation.speaking(people.representation_facts(person.pk), day=at.date(), known_at=known_at)
    attorney = next((one for one in speaking if one.role == "attorney"), None)
    if attorney is not None:
        reachable = bool(people.contact_points(attorney.representative_id))
        found["attorney"] = {
            "represents_on": [name_of(debt.account_id)],
            "name_known": True,
            "address_known": reachable,
            "readily_ascertainable": True,
        }
    if any(one.role == "executor" for one in speaking):
        found["estate_representative"] = {"identified": True}
    return found
