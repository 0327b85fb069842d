"""Recording that a person said yes or no to a channel, and how they wish to be reached."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.parties import consent, models, preference
from goodstanding.parties.operations import person


@transaction.atomic
def record_consent(
    person_id: int,
    *,
    channel: str,
    decision: str,
    source: str,
    effective_at: datetime,
    contact_point_id: int | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Record a consent given or withdrawn, for one contact point or for all; return the fact's number."""
    owner = person.locked(person_id)
    require(by, "consents.record", client_id=owner.issuer_id)
    fact = consent.ConsentFact(channel, decision, source.strip(), effective_at, at, contact_point_id)
    consent.check(fact, point_kind=_point_kind(contact_point_id, owner=owner))
    row = models.Consent.objects.create(
        person=owner,
        contact_point_id=contact_point_id,
        channel=fact.channel,
        decision=fact.decision,
        source=fact.source,
        effective_at=fact.effective_at,
        learned_at=fact.learned_at,
        entry_id=allot(),
    )
    append(
        f"parties.consent_{decision}",
        by=by.name,
        at=at,
        subjects=[f"person:{owner.pk}"],
        facts={
            "consent": row.pk,
            "channel": channel,
            "contact_point": contact_point_id,
            "source": fact.source,
            "effective_at": effective_at.isoformat(),
        },
        entry_id=row.entry_id,
    )
    return row.pk


@transaction.atomic
def record_preference(
    person_id: int, kind: str, *, value: str, source: str, effective_at: datetime, by: Actor, at: datetime
) -> int:
    """Record a wish; it counts until a later one of its kind begins or it is ended. Return the fact's number."""
    owner = person.locked(person_id)
    require(by, "preferences.record", client_id=owner.issuer_id)
    if not source.strip():
        raise preference.PreferenceRefused("A preference needs its source: where and how the person said so.")
    if effective_at > at:
        raise preference.PreferenceRefused("A preference cannot take effect after we learned of it.")
    fact = preference.PreferenceFact(kind, preference.read(kind, value), source.strip(), effective_at, at)
    return _add_preference(owner, fact, by=by)


@transaction.atomic
def end_preference(preference_id: int, *, ended_at: datetime, source: str, by: Actor, at: datetime) -> int:
    """Record that a wish no longer counts from an instant on; return the number of the fact that says so."""
    first = models.Preference.objects.filter(pk=preference_id).first()
    if first is None:
        raise preference.PreferenceRefused(f"There is no preference {preference_id}.")
    owner = person.locked(first.person_id)
    require(by, "preferences.record", client_id=owner.issuer_id)
    if ended_at < first.effective_at:
        raise preference.PreferenceRefused("A preference cannot end before it began.")
    fact = preference.PreferenceFact(first.kind, first.value, source.strip(), first.effective_at, at, ended_at)
    return _add_preference(owner, fact, by=by)


def _add_preference(owner: models.Person, fact: preference.PreferenceFact, *, by: Actor) -> int:
    """Add the row of a wish and put it on record."""
    row = models.Preference.objects.create(
        person=owner,
        kind=fact.kind,
        value=fact.value,
        source=fact.source,
        effective_at=fact.effective_at,
        ended_at=fact.ended_at,
        learned_at=fact.learned_at,
        entry_id=allot(),
    )
    append(
        "parties.preference_recorded" if fact.ended_at is None else "parties.preference_ended",
        by=by.name,
        at=fact.learned_at,
        subjects=[f"person:{owner.pk}"],
        facts={"preference": row.pk, "kind": fact.kind, "value": fact.value, "source": fact.source},
        entry_id=row.entry_id,
    )
    return row.pk


def _point_kind(contact_point_id: int | None, *, owner: models.Person) -> str | None:
    """Return the kind of the contact point a consent names; it has to be the person's own."""
    if contact_point_id is None:
        return None
    point = models.ContactPoint.objects.filter(pk=contact_point_id, person=owner, withdrawn_at__isnull=True).first()
    if point is None:
        raise consent.ConsentRefused(f"{owner} has no contact point {contact_point_id}.")
    return point.kind
