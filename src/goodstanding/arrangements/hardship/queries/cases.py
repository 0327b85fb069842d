"""Questions about cases of hardship: how each stands, and what of it who may see."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from goodstanding.access.permission import Actor, may, require
from goodstanding.arrangements.hardship import case
from goodstanding.arrangements.models import HardshipCase
from goodstanding.parties import queries as people
from goodstanding.parties import sealing
from goodstanding.parties.models import PersonKey
from goodstanding.refusal import Refusal

SEALED_AS = "hardship note"


class NoSuchCase(Refusal):
    """There is no case of hardship of this number."""


class CaseCard(NamedTuple):
    """A case as it is shown to whoever asks: kind, severity and notes are empty for who may not see them."""

    case_id: int
    person_id: int
    person_name: str
    kind: str
    severity: int | None
    source: str
    channel: str
    opened_date: date
    standing: case.Standing
    has_consent: bool
    seen_by: str
    notes: tuple[str, ...]
    entry_id: int


def standing_of(row: HardshipCase, *, known_at: datetime | None = None) -> case.Standing:
    """Return how a case stands, as known at an instant."""
    words = row.words.order_by("id")
    if known_at is not None:
        words = words.filter(recorded_at__lte=known_at)
    said = [case.Said(_word(one.what), one.day, one.review_date) for one in words]
    return case.standing(row.review_date, said, proof_required=row.proof_required)


def open_case_of(person_id: int, *, known_at: datetime | None = None) -> HardshipCase | None:
    """Return the case of a person that is open, or None."""
    rows = HardshipCase.objects.filter(person_id=person_id).order_by("-id")
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    return next((row for row in rows if standing_of(row, known_at=known_at).is_open), None)


def case_of(case_id: int, *, by: Actor) -> CaseCard:
    """Return a case; raises NoSuchCase and PermissionRefused."""
    row = HardshipCase.objects.select_related("person").filter(pk=case_id).first()
    if row is None:
        raise NoSuchCase(f"There is no case of hardship {case_id}.")
    require(by, "hardship.read", client_id=row.person.issuer_id)
    return _card(row, by=by)


def cases(*, by: Actor, only_open: bool = True, person_id: int | None = None) -> list[CaseCard]:
    """Return the cases the actor may see, the next review first."""
    require(by, "hardship.read")
    rows = HardshipCase.objects.select_related("person").order_by("id")
    if only_open:
        rows = rows.exclude(words__what="closed")
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    seen = [row for row in rows if may(by, "hardship.read", client_id=row.person.issuer_id)]
    return sorted((_card(row, by=by) for row in seen), key=lambda one: (one.standing.review_date, one.case_id))


def _card(row: HardshipCase, *, by: Actor) -> CaseCard:
    in_confidence = may(by, "hardship.notes", client_id=row.person.issuer_id)
    sees = in_confidence or row.seen_by == "collectors"
    return CaseCard(
        row.pk, row.person_id, row.person.display_name, row.kind if sees else "", row.severity if sees else None,
        row.source if sees else "", row.channel, row.opened_date, standing_of(row), row.has_consent, row.seen_by,
        tuple(_notes(row)) if in_confidence else (), row.entry_id,
    )  # fmt: skip


def _notes(row: HardshipCase) -> Iterable[str]:
    """Open what was told in confidence; what was sealed under a key that was erased since stays closed."""
    key = PersonKey.objects.filter(person_id=row.person_id).first()
    sealed = [(row.sealed_note, row.recorded_at), *row.words.order_by("id").values_list("sealed_note", "recorded_at")]
    for note, recorded_at in sealed:
        if note is not None and key is not None and key.made_at <= recorded_at:
            yield sealing.unseal(
                bytes(note), kind=SEALED_AS, person_id=row.person_id, wrapped_key=bytes(key.wrapped_key),
                keys=people.installation_keys(),
            )  # fmt: skip


def _word(text: str) -> case.Word:
    return next(one for one in case.WORDS if one == text)
