"""Registering people and correcting what we hold of them. What was before stays in the history table."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.calendars import place
from goodstanding.evidence.operations import allot, append
from goodstanding.parties import models, preference
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.parties.person import PersonRefused, search_key, split_name, tidy


class PersonUnknown(PersonRefused):
    """There is no such person, or they were withdrawn."""


@transaction.atomic
def register(
    name: str,
    *,
    issuer_id: int,
    reference: str,
    kind: str = "person",
    given_name: str | None = None,
    family_name: str | None = None,
    language: str = "",
    country: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Register a person or an organisation as a client knows them; return their number.

    issuer_id, reference  the client who introduced them and the client's own number for them.
    given_name, family_name  taken from the name where absent, for a human being.
    """
    require(by, "persons.register", client_id=issuer_id)
    if kind not in models.PERSON_KINDS:
        raise PersonRefused(f"{kind!r} is neither a person nor an organisation.")
    if not reference.strip():
        raise PersonRefused("A person needs the reference by which the client knows them.")
    if models.Person.objects.filter(issuer_id=issuer_id, reference=reference.strip()).exists():
        raise PersonRefused(f"This client knows somebody by the reference {reference.strip()!r} already.")
    parts = split_name(name) if kind == "person" else ("", "")
    row = models.Person(
        kind=kind,
        issuer_id=issuer_id,
        reference=reference.strip(),
        given_name=parts[0] if given_name is None else " ".join(given_name.split()),
        family_name=parts[1] if family_name is None else " ".join(family_name.split()),
        language=_language(language),
        country=_country(country),
        recorded_at=at,
        entry_id=allot(),
    )
    _name(row, name)
    row.save(force_insert=True)
    facts = {"name": row.display_name, "reference": row.reference, "kind": kind, "client": issuer_id}
    subjects = [f"person:{row.pk}", f"client:{issuer_id}"]
    append("parties.person_registered", by=by.name, at=at, subjects=subjects, facts=facts, entry_id=row.entry_id)
    return row.pk


@transaction.atomic
def change(
    person_id: int,
    *,
    name: str | None = None,
    given_name: str | None = None,
    family_name: str | None = None,
    language: str | None = None,
    country: str | None = None,
    by: Actor,
    at: datetime,
) -> list[str]:
    """Correct what is given and leave the rest; return the names of the fields that changed.

    A new name without its parts is taken apart anew for a human being.
    """
    row = locked(person_id)
    require(by, "persons.change", client_id=row.issuer_id)
    before = _fields(row)
    if name is not None:
        _name(row, name)
        if row.kind == "person":
            row.given_name, row.family_name = split_name(row.display_name)
    if given_name is not None:
        row.given_name = " ".join(given_name.split())
    if family_name is not None:
        row.family_name = " ".join(family_name.split())
    if language is not None:
        row.language = _language(language)
    if country is not None:
        row.country = _country(country)
    changed = [field for field, value in _fields(row).items() if value != before[field]]
    if not changed:
        raise PersonRefused("Nothing about this person would change.")
    row.entry_id = allot()
    row.save(update_fields=[*changed, "search_name", "entry_id"])
    facts = {field: {"before": before[field], "after": getattr(row, field)} for field in changed}
    append(
        "parties.person_changed", by=by.name, at=at, subjects=[f"person:{row.pk}"], facts=facts, entry_id=row.entry_id
    )
    return changed


def locked(person_id: int) -> models.Person:
    """Return a person's row, locked until the transaction ends, for every operation on them; raises PersonUnknown."""
    order_after_sending(person_id)
    row = models.Person.objects.select_for_update().filter(pk=person_id, withdrawn_at__isnull=True).first()
    if row is None:
        raise PersonUnknown(f"There is no person {person_id}, or they were withdrawn.")
    return row


def _name(row: models.Person, name: str) -> None:
    """Set the name as it is shown and as it is looked up."""
    row.display_name = tidy(name)
    row.search_name = search_key(row.display_name)


def _fields(row: models.Person) -> dict[str, str]:
    """Return what may be corrected, as it stands."""
    return {
        "display_name": row.display_name,
        "given_name": row.given_name,
        "family_name": row.family_name,
        "language": row.language,
        "country": row.country,
    }


def _language(text: str) -> str:
    """Return a language tag, or "" where none is given; raises PreferenceRefused."""
    return preference.read("language", text) if text.strip() else ""


def _country(text: str) -> str:
    """Return a country's code, or "" where none is given; raises PersonRefused."""
    code = place.country_code(text)
    if text.strip() and not code:
        raise PersonRefused(f"{text.strip()[:40]!r} is no country; write its two letters, such as US.")
    return code
