"""Recording what holds for a person and who speaks for them, and that it ended or never held."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.parties import circumstance, models, queries, representation
from goodstanding.parties.operations import person


@transaction.atomic
def record_circumstance(
    person_id: int,
    kind: str,
    *,
    source: str,
    effective_date: date,
    ended_date: date | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Record a circumstance from its first day on, to its last day where that is known; return the fact's number."""
    owner = person.locked(person_id)
    require(by, "circumstances.record", client_id=owner.issuer_id)
    return _add(owner, circumstance.CircumstanceFact(kind, source.strip(), effective_date, at, ended_date), by=by)


@transaction.atomic
def end_circumstance(
    circumstance_id: int, *, ended_date: date | None = None, source: str, by: Actor, at: datetime
) -> int:
    """Record the last day of a circumstance, or, without a day, that it never held; return the new fact's number."""
    first = models.Circumstance.objects.filter(pk=circumstance_id).first()
    if first is None:
        raise circumstance.CircumstanceRefused(f"There is no circumstance {circumstance_id}.")
    owner = person.locked(first.person_id)
    require(by, "circumstances.end", client_id=owner.issuer_id)
    fact = circumstance.CircumstanceFact(
        first.kind, source.strip(), first.effective_date, at, ended_date, never_held=ended_date is None
    )
    return _add(owner, fact, by=by)


@transaction.atomic
def record_representation(
    person_id: int, representative_id: int, *, role: str, source: str, effective_date: date, by: Actor, at: datetime
) -> int:
    """Record that somebody speaks for a person from a day on; return the fact's number. Both belong to one client."""
    owner = person.locked(person_id)
    require(by, "representations.record", client_id=owner.issuer_id)
    fact = representation.RepresentationFact(person_id, representative_id, role, source.strip(), effective_date, at)
    representation.check(fact)
    if person.locked(representative_id).issuer_id != owner.issuer_id:
        raise representation.RepresentationRefused("Register the representative with the person's own client first.")
    return _add_representation(fact, by=by)


@transaction.atomic
def end_representation(representation_id: int, *, ended_date: date, source: str, by: Actor, at: datetime) -> int:
    """Record the last day on which somebody speaks for a person; return the new fact's number."""
    first = models.Representation.objects.filter(pk=representation_id).first()
    if first is None:
        raise representation.RepresentationRefused(f"There is no representation {representation_id}.")
    owner = person.locked(first.person_id)
    require(by, "representations.record", client_id=owner.issuer_id)
    fact = representation.RepresentationFact(
        owner.pk, first.representative_id, first.role, source.strip(), first.effective_date, at, ended_date
    )
    representation.check(fact)
    return _add_representation(fact, by=by)


def _add(owner: models.Person, fact: circumstance.CircumstanceFact, *, by: Actor) -> int:
    """Add the row of a circumstance after its checks and put it on record."""
    circumstance.check(fact)
    known = circumstance.as_known(queries.circumstance_facts(owner.pk), known_at=fact.learned_at)
    if any(_says(one) == _says(fact) for one in known):
        raise circumstance.CircumstanceRefused("This is on record already.")
    row = models.Circumstance.objects.create(
        person=owner,
        kind=fact.kind,
        source=fact.source,
        effective_date=fact.effective_date,
        ended_date=fact.ended_date,
        never_held=fact.never_held,
        learned_at=fact.learned_at,
        entry_id=allot(),
    )
    append(
        "parties.circumstance_recorded",
        by=by.name,
        at=fact.learned_at,
        subjects=[f"person:{owner.pk}"],
        facts={
            "circumstance": row.pk,
            "kind": fact.kind,
            "source": fact.source,
            "effective_date": fact.effective_date.isoformat(),
            "ended_date": fact.ended_date.isoformat() if fact.ended_date else None,
            "never_held": fact.never_held,
        },
        entry_id=row.entry_id,
    )
    return row.pk


def _says(fact: circumstance.CircumstanceFact) -> tuple[str, date, date | None, bool]:
    """Return what a fact says, whoever said it and whenever we learned it."""
    return fact.kind, fact.effective_date, fact.ended_date, fact.never_held


def _add_representation(fact: representation.RepresentationFact, *, by: Actor) -> int:
    """Add the row of a representation and put it on record."""
    row = models.Representation.objects.create(
        person_id=fact.person_id,
        representative_id=fact.representative_id,
        role=fact.role,
        source=fact.source,
        effective_date=fact.effective_date,
        ended_date=fact.ended_date,
        learned_at=fact.learned_at,
        entry_id=allot(),
    )
    append(
        "parties.representation_recorded",
        by=by.name,
        at=fact.learned_at,
        subjects=[f"person:{fact.person_id}", f"person:{fact.representative_id}"],
        facts={
            "representation": row.pk,
            "role": fact.role,
            "source": fact.source,
            "effective_date": fact.effective_date.isoformat(),
            "ended_date": fact.ended_date.isoformat() if fact.ended_date else None,
        },
        entry_id=row.entry_id,
    )
    return row.pk
