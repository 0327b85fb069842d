"""Opening a case of hardship, what is said of it later, and closing it.

The evidence log says that there is a case and when it is looked at again, never why: who may read the log is not always
who may know.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.hardship import case
from goodstanding.arrangements.hardship.operations.ending import end_all
from goodstanding.arrangements.hardship.queries.cases import SEALED_AS, NoSuchCase, open_case_of, standing_of
from goodstanding.arrangements.models import HardshipCase, HardshipWord
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.contact import CHANNELS
from goodstanding.parties import queries as people
from goodstanding.parties import sealing
from goodstanding.parties.models import Person
from goodstanding.parties.operations import person, person_key
from goodstanding.refusal import Refusal


class CaseRefused(Refusal):
    """The case cannot be opened or changed like this; the sentences say why."""


@dataclass(frozen=True, slots=True)
class Hardship:
    """A case as somebody brings it. Without `has_consent` neither kind, severity nor note is kept."""

    kind: str
    source: str
    severity: int | None = None
    channel: str = "call"
    has_consent: bool = False
    seen_by: str = "collectors"
    note: str = ""
    proof_required: bool = False
    opened_date: date | None = None
    review_date: date | None = None


@transaction.atomic
def open_case(person_id: int, told: Hardship, *, by: Actor, at: datetime) -> int:
    """Open a case of hardship and return its number. One is open at a time.

    Raises PersonUnknown, PermissionRefused, or CaseRefused with all that is wrong. Locks the person.
    """
    owner = person.locked(person_id)
    require(by, "hardship.open", client_id=owner.issuer_id)
    opened = told.opened_date or at.date()
    review = told.review_date or case.review_date(told.kind if told.kind in case.KINDS else "other", opened)
    _refuse(person_id, told, opened=opened, review=review, at=at)
    kept = told.has_consent
    row = HardshipCase.objects.create(
        person=owner,
        kind=told.kind if kept else case.PRIVATE,
        severity=told.severity if kept else None,
        source=told.source.strip(),
        channel=told.channel,
        opened_date=opened,
        review_date=review,
        has_consent=kept,
        seen_by=told.seen_by,
        proof_required=told.proof_required,
        sealed_note=_sealed(owner, told.note, at=at) if kept else None,
        recorded_by=by.name,
        recorded_at=at,
        entry_id=allot(),
    )
    facts = {
        "case": row.pk, "opened_date": opened.isoformat(), "review_date": review.isoformat(), "consent": kept,
        "channel": told.channel,
    }  # fmt: skip
    _append("arrangements.hardship_opened", row, facts=facts, entry_id=row.entry_id, by=by, at=at)
    return row.pk


@transaction.atomic
def review_case(
    case_id: int, *, outcome: str, review_date: date, note: str = "", by: Actor, at: datetime
) -> int:  # fmt: skip
    """Say what came of looking at a case, and when it is looked at again; return the word's number."""
    row = held_case(case_id, permission="hardship.review", by=by)
    if not outcome.strip():
        raise CaseRefused("Say what came of the review.")
    if review_date <= at.date():
        raise CaseRefused("The next review lies after today; close the case where there is none.")
    return _say(row, "reviewed", outcome=outcome, review_date=review_date, note=note, by=by, at=at)


@transaction.atomic
def say_of_case(case_id: int, what: case.Word, *, outcome: str = "", note: str = "", by: Actor, at: datetime) -> int:
    """Record that a proof was requested or received, or a note; return the word's number."""
    row = held_case(case_id, permission="hardship.review", by=by)
    if what not in ("proof requested", "proof received", "note"):
        raise CaseRefused(f"{what!r} is not said like this; review or close the case.")
    if what == "note" and not note.strip():
        raise CaseRefused("A note says something.")
    if what == "note" and not row.has_consent:
        raise CaseRefused("The person did not agree that anything about it is kept; a note is not.")
    return _say(row, what, outcome=outcome, note=note, by=by, at=at)


@transaction.atomic
def close_case(case_id: int, *, outcome: str, by: Actor, at: datetime) -> int:
    """Close a case: what was granted for a while ends with today, and work goes on; return the word's number."""
    row = held_case(case_id, permission="hardship.close", by=by)
    if not outcome.strip():
        raise CaseRefused("Say why the case is closed.")
    end_all(row, reason=f"Hardship case {case_id} was closed.", by=by, at=at)
    return _say(row, "closed", outcome=outcome, by=by, at=at)


def held_case(case_id: int, *, permission: str, by: Actor) -> HardshipCase:
    """Part of every deed on a case: return it locked; raise NoSuchCase, PermissionRefused or CaseRefused."""
    row = HardshipCase.objects.select_for_update(of=("self",)).select_related("person").filter(pk=case_id).first()
    if row is None:
        raise NoSuchCase(f"There is no case of hardship {case_id}.")
    require(by, permission, client_id=row.person.issuer_id)
    closed = standing_of(row).closed_date
    if closed is not None:
        raise CaseRefused(f"This case was closed on {closed}.")
    return row


def _say(
    row: HardshipCase,
    what: case.Word,
    *,
    outcome: str = "",
    review_date: date | None = None,
    note: str = "",
    by: Actor,
    at: datetime,
) -> int:
    sealed = _sealed(row.person, note, at=at) if row.has_consent else None
    word = HardshipWord.objects.create(
        case=row, what=what, day=at.date(), review_date=review_date, outcome=outcome.strip(), sealed_note=sealed,
        recorded_by=by.name, recorded_at=at, entry_id=allot(),
    )  # fmt: skip
    facts = {"case": row.pk, "what": what, "review_date": review_date.isoformat() if review_date else None}
    _append("arrangements.hardship_word", row, facts=facts, entry_id=word.entry_id, by=by, at=at)
    return word.pk


def _sealed(owner: Person, note: str, *, at: datetime) -> bytes | None:
    if not note.strip():
        return None
    return sealing.seal(
        note.strip(), kind=SEALED_AS, person_id=owner.pk, wrapped_key=person_key.wrapped_key(owner, at=at),
        keys=people.installation_keys(),
    )  # fmt: skip


def _refuse(person_id: int, told: Hardship, *, opened: date, review: date, at: datetime) -> None:
    noun = case.Told(told.kind, told.severity, told.source, told.seen_by, opened, review)
    found = list(case.faults(noun, today=at.date()))
    if told.channel not in CHANNELS:
        found.append(f"{told.channel!r} is not a channel. It is one of {', '.join(CHANNELS)}.")
    known = open_case_of(person_id)
    if known is not None:
        found.append(f"Case {known.pk} of this person is open already; say there what is new.")
    if found:
        raise CaseRefused(" ".join(found))


def _append(
    kind: str, row: HardshipCase, *, facts: Mapping[str, object], entry_id: int, by: Actor, at: datetime
) -> None:  # fmt: skip
    subjects = [f"person:{row.person_id}", f"client:{row.person.issuer_id}"]
    append(kind, by=by.name, at=at, subjects=subjects, facts=facts, entry_id=entry_id)
