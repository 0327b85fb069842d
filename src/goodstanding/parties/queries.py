"""Questions about people: the whole card of one, and who has a given identifier."""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.conf import settings

from goodstanding.access.permission import EVERYTHING, Actor, reach, require
from goodstanding.parties import circumstance, consent, identifier, models, preference, representation, sealing
from goodstanding.parties.person import PersonRefused


class PointLine(NamedTuple):
    """One contact point as it is shown; `zones` are candidates, empty means unknown."""

    id: int
    kind: str
    value: str
    label: str
    source: str
    country: str
    region: str
    zones: tuple[str, ...]
    status: str
    status_at: datetime


class ConsentLine(NamedTuple):
    """What a person last said to a channel, for one contact point or, with None, for all of them."""

    channel: str
    contact_point_id: int | None
    state: consent.State
    since: datetime
    source: str


class IdentifierLine(NamedTuple):
    """An identifier as it may be shown: never itself, only its last characters."""

    id: int
    kind: str
    last_characters: str


class Representative(NamedTuple):
    """Somebody who speaks for a person."""

    person_id: int
    name: str
    fact: representation.RepresentationFact


class PersonCard(NamedTuple):
    """All that is known of a person at an instant, as known at an instant; contact points are those held today."""

    id: int
    kind: str
    display_name: str
    given_name: str
    family_name: str
    issuer_id: int
    reference: str
    language: str
    country: str
    entry_ids: tuple[int, ...]
    contact_points: list[PointLine]
    consents: list[ConsentLine]
    preferences: list[preference.PreferenceFact]
    circumstances: list[circumstance.CircumstanceFact]
    representatives: list[Representative]
    identifiers: list[IdentifierLine]


class FoundPerson(NamedTuple):
    """Somebody who was found by an identifier."""

    id: int
    display_name: str
    issuer_id: int
    reference: str


def person_card(person_id: int, *, by: Actor, at: datetime, known_at: datetime | None = None) -> PersonCard:
    """Return the card of a person at an instant, as known then or at `known_at`; raises PersonRefused.

    Eight queries, whatever the number of contact points.
    """
    person = models.Person.objects.filter(pk=person_id, withdrawn_at__isnull=True).first()
    if person is None:
        raise PersonRefused(f"There is no person {person_id}, or they were withdrawn.")
    require(by, "persons.read", client_id=person.issuer_id)
    known = known_at or at
    points = contact_points(person_id)
    return PersonCard(
        person.pk, person.kind, person.display_name, person.given_name, person.family_name, person.issuer_id,
        person.reference, person.language, person.country,
        entry_ids=tuple(sorted(_entry_ids(person))),
        contact_points=points,
        consents=_consents(consent_facts(person_id), points=points, at=at, known_at=known),
        preferences=_preferences(preference_facts(person_id), at=at, known_at=known),
        circumstances=circumstance.holding(circumstance_facts(person_id), day=at.date(), known_at=known),
        representatives=_representatives(person_id, at=at, known_at=known),
        identifiers=identifiers(person_id),
    )  # fmt: skip


def contact_points(person_id: int) -> list[PointLine]:
    """Return the contact points of a person that were not withdrawn, in order of kind and entry."""
    rows = models.ContactPoint.objects.filter(person_id=person_id, withdrawn_at__isnull=True).order_by("kind", "id")
    return [
        PointLine(
            row.pk, row.kind, row.value, row.label, row.source, row.country, row.region, tuple(row.zones), row.status,
            row.status_at,
        )
        for row in rows
    ]  # fmt: skip


def consent_facts(person_id: int) -> list[consent.ConsentFact]:
    """Return everything a person ever said to a channel, in the order it was recorded."""
    return [
        consent.ConsentFact(
            row.channel, row.decision, row.source, row.effective_at, row.learned_at, row.contact_point_id
        )
        for row in models.Consent.objects.filter(person_id=person_id).order_by("id")
    ]


def preference_facts(person_id: int) -> list[preference.PreferenceFact]:
    """Return every wish a person ever uttered, in the order it was recorded."""
    return [
        preference.PreferenceFact(row.kind, row.value, row.source, row.effective_at, row.learned_at, row.ended_at)
        for row in models.Preference.objects.filter(person_id=person_id).order_by("id")
    ]


def circumstance_facts(person_id: int) -> list[circumstance.CircumstanceFact]:
    """Return everything ever learned about a person's circumstances, in the order it was recorded."""
    return [
        circumstance.CircumstanceFact(
            row.kind, row.source, row.effective_date, row.learned_at, row.ended_date, row.never_held
        )
        for row in models.Circumstance.objects.filter(person_id=person_id).order_by("id")
    ]


def representation_facts(person_id: int) -> list[representation.RepresentationFact]:
    """Return everything ever learned about who speaks for a person, in the order it was recorded."""
    return [
        representation.RepresentationFact(
            row.person_id, row.representative_id, row.role, row.source, row.effective_date, row.learned_at,
            row.ended_date,
        )
        for row in models.Representation.objects.filter(person_id=person_id).order_by("id")
    ]  # fmt: skip


def identifiers(person_id: int) -> list[IdentifierLine]:
    """Return a person's identifiers as they may be shown."""
    rows = models.Identifier.objects.filter(person_id=person_id).order_by("kind", "id")
    return [IdentifierLine(row.pk, row.kind, row.last_characters) for row in rows]


def find_by_identifier(kind: str, text: str, *, by: Actor, at: datetime) -> list[FoundPerson]:
    """Return everybody with this identifier whom the actor may find; written as it may be, it is read the same."""
    require(by, "identifiers.find")
    value = identifier.read(kind, text, today=at.date())
    index = sealing.blind_index(value, kind=kind, keys=installation_keys())
    people = models.Person.objects.filter(
        identifiers__kind=kind, identifiers__blind_index=index, withdrawn_at__isnull=True
    )
    scopes = reach(by, "identifiers.find")
    if EVERYTHING not in scopes:
        people = people.filter(issuer_id__in=frozenset().union(*(scope.clients for scope in scopes)))
    return [FoundPerson(one.pk, one.display_name, one.issuer_id, one.reference) for one in people.order_by("id")]


@cache
def installation_keys() -> sealing.Keys:
    """Return the installation's keys for identifiers, which the settings read from the data folder."""
    return sealing.read_keys(
        wrapping_secret=settings.IDENTIFIER_WRAPPING_SECRET.encode(),
        index_secret=settings.IDENTIFIER_INDEX_SECRET.encode(),
    )


def _entry_ids(person: models.Person) -> set[int]:
    """Return the evidence entries that the person's own rows were last stamped with."""
    points = models.ContactPoint.objects.filter(person=person).values_list("entry_id", flat=True)
    return {person.entry_id, *points}


def _consents(
    facts: list[consent.ConsentFact], *, points: list[PointLine], at: datetime, known_at: datetime
) -> list[ConsentLine]:
    """Return what counts for every channel, and for every contact point that was spoken of on its own."""
    spoken_of = {fact.contact_point_id for fact in facts}
    held: list[int | None] = [None, *(point.id for point in points)]
    lines = []
    for channel in sorted(consent.CHANNELS):
        for point_id in (one for one in held if one in spoken_of):
            fact = consent.in_force(facts, channel=channel, at=at, known_at=known_at, contact_point_id=point_id)
            if fact is not None and fact.contact_point_id == point_id:
                state = consent.state([fact], channel=channel, at=at, known_at=known_at, contact_point_id=point_id)
                lines.append(ConsentLine(channel, point_id, state, fact.effective_at, fact.source))
    return lines


def _preferences(
    facts: list[preference.PreferenceFact], *, at: datetime, known_at: datetime
) -> list[preference.PreferenceFact]:
    """Return the wish that counts for every kind."""
    counting = (preference.in_force(facts, kind=kind, at=at, known_at=known_at) for kind in sorted(preference.KINDS))
    return [fact for fact in counting if fact is not None]


def _representatives(person_id: int, *, at: datetime, known_at: datetime) -> list[Representative]:
    """Return who speaks for a person, with their names."""
    speaking = representation.speaking(representation_facts(person_id), day=at.date(), known_at=known_at)
    names = dict(
        models.Person.objects.filter(pk__in=[fact.representative_id for fact in speaking]).values_list(
            "pk", "display_name"
        )
    )
    return [Representative(fact.representative_id, names[fact.representative_id], fact) for fact in speaking]
