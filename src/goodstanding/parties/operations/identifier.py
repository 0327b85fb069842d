"""Recording, reading and erasing what identifies a person. No entry of the log ever holds an identifier itself."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.parties import identifier, models, queries, sealing
from goodstanding.parties.identifier import IdentifierRefused
from goodstanding.parties.operations import person, person_key


@transaction.atomic
def record_identifier(person_id: int, kind: str, *, text: str, by: Actor, at: datetime) -> int:
    """Seal an identifier under the person's own key, made on first need; return its number."""
    owner = person.locked(person_id)
    require(by, "identifiers.record", client_id=owner.issuer_id)
    value, keys = identifier.read(kind, text, today=at.date()), queries.installation_keys()
    index = sealing.blind_index(value, kind=kind, keys=keys)
    if models.Identifier.objects.filter(person=owner, kind=kind, blind_index=index).exists():
        raise IdentifierRefused(f"This {kind} is on record already.")
    row = models.Identifier.objects.create(
        person=owner,
        kind=kind,
        sealed_value=sealing.seal(
            value, kind=kind, person_id=owner.pk, wrapped_key=person_key.wrapped_key(owner, at=at), keys=keys
        ),
        blind_index=index,
        last_characters=identifier.last_characters(kind, value),
        recorded_at=at,
        entry_id=allot(),
    )
    facts = {"identifier": row.pk, "kind": kind}
    _append("parties.identifier_recorded", owner, by=by, at=at, facts=facts, entry_id=row.entry_id)
    return row.pk


@transaction.atomic
def read_identifier(identifier_id: int, *, reason: str, by: Actor, at: datetime) -> str:
    """Return an identifier in full; every reading is put on record with its reason."""
    row = models.Identifier.objects.select_related("person").filter(pk=identifier_id).first()
    if row is None:
        raise IdentifierRefused(f"There is no identifier {identifier_id}; it may have been erased.")
    require(by, "identifiers.read", client_id=row.person.issuer_id)
    if not reason.strip():
        raise IdentifierRefused("Say why you need to read this; the reason goes on record.")
    key = models.PersonKey.objects.filter(person=row.person).first()
    if key is None:
        raise IdentifierRefused("This person's identifiers were erased.")
    value = sealing.unseal(
        bytes(row.sealed_value),
        kind=row.kind,
        person_id=row.person_id,
        wrapped_key=bytes(key.wrapped_key),
        keys=queries.installation_keys(),
    )
    facts = {"identifier": row.pk, "kind": row.kind, "reason": reason.strip()}
    _append("parties.identifier_read", row.person, by=by, at=at, facts=facts)
    return value


@transaction.atomic
def erase_identifiers(person_id: int, *, reason: str, by: Actor, at: datetime) -> int:
    """Erase a person's identifiers for good by deleting their key; return how many there were.

    The sealed values and their keyed hashes go too, but it is the key that counts: a copy of a sealed value in some
    backup cannot be opened without it. A backup that holds the key as well has to be let go by whoever keeps it.
    """
    owner = person.locked(person_id)
    require(by, "identifiers.erase", client_id=owner.issuer_id)
    if not reason.strip():
        raise IdentifierRefused("Say why these are erased; the reason goes on record.")
    kinds = sorted(models.Identifier.objects.filter(person=owner).values_list("kind", flat=True))
    keys_gone, _ = models.PersonKey.objects.filter(person=owner).delete()
    if not keys_gone:
        raise IdentifierRefused("This person has no identifiers on record.")
    models.Identifier.objects.filter(person=owner).delete()
    facts = {"kinds": kinds, "reason": reason.strip()}
    _append("parties.identifiers_erased", owner, by=by, at=at, facts=facts)
    return len(kinds)


def _append(
    kind: str,
    owner: models.Person,
    *,
    by: Actor,
    at: datetime,
    facts: Mapping[str, object],
    entry_id: int | None = None,
) -> None:
    """Put on record what was done about a person's identifiers."""
    append(kind, by=by.name, at=at, subjects=[f"person:{owner.pk}"], facts=facts, entry_id=entry_id)
