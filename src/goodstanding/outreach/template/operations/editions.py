"""Saving a text, approving it, ending it: nobody approves their own, and what was saved never changes."""

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from goodstanding.access.permission import Actor, require
from goodstanding.compliance.queries import law_in_force
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.models.template import TemplateEdition
from goodstanding.outreach.template.catalogue import named
from goodstanding.outreach.template.check.check import Checked, check
from goodstanding.outreach.template.check.grade import Aim
from goodstanding.outreach.template.check.law import Asked
from goodstanding.outreach.template.language.finding import Finding, refused
from goodstanding.outreach.template.language.reading import read
from goodstanding.outreach.template.text import TemplateText
from goodstanding.refusal import Refusal


class TextEditionRefused(Refusal, ValueError):
    """An edition of a text cannot be saved, approved or ended like this; the sentence says why."""


def check_text(source: str, *, at: datetime, aim: Aim | None = None) -> tuple[TemplateText, Checked]:
    """Read a text and check it by the law in force; raises TemplateRefused only where it cannot be read at all."""
    text = read(source)
    lawbook = law_in_force(day=at.date(), known_at=at)
    return text, check(text, Asked(lawbook, at.isoformat(timespec="seconds")), aim=aim or Aim())


@transaction.atomic
def save_text(source: str, *, by: Actor, at: datetime, aim: Aim | None = None) -> TemplateEdition:
    """Save a text as the next edition for its template, language and place, with what the check remarked; return it.

    Raises PermissionRefused, TemplateRefused with everything that stands in the way, or TextEditionRefused where the
    very same text is saved already. It is used by nobody until somebody else approves it.
    """
    require(by, "templates.save")
    text, checked = check_text(source, at=at, aim=aim)
    if checked.is_refused:
        raise refused(checked.findings)
    _hold(text.name)
    alike = TemplateEdition.objects.filter(name=text.name, language=text.language, jurisdiction=text.jurisdiction)
    same = alike.filter(sha256=text.sha256, ends_date=None).first()
    if same is not None:
        raise TextEditionRefused(f"This very text is saved already, as edition {same.edition} (number {same.pk}).")
    last = alike.aggregate(most=Max("edition"))["most"] or named(text.name).edition
    entry_id = allot()
    row = TemplateEdition.objects.create(
        name=text.name,
        language=text.language,
        jurisdiction=text.jurisdiction,
        edition=last + 1,
        stage=text.stage,
        tone=text.tone,
        source=source,
        sha256=text.sha256,
        findings=[plain_finding(one) for one in checked.findings],
        owner=by.name,
        saved_at=at,
        entry_id=entry_id,
    )
    grade = f"{checked.grade.measure} {checked.grade.value}" if checked.grade else None
    _append("saved", row, by=by, at=at, entry_id=entry_id, facts={"warnings": len(checked.findings), "grade": grade})
    return row


@transaction.atomic
def approve_text(edition_id: int, *, starts_date: date, by: Actor, at: datetime) -> TemplateEdition:
    """Let an edition be used from a day on, in place of the one before it; return it.

    Raises PermissionRefused, or TextEditionRefused where the same person saved it, it is approved already, the day is
    past, or a later edition is in force.
    """
    require(by, "templates.approve")
    row = _edition(edition_id)
    if row.owner == by.name:
        raise TextEditionRefused("You saved this text yourself; somebody else has to approve it.")
    if row.approved_by:
        raise TextEditionRefused(f"Edition {row.edition} of {row.name} is approved already, by {row.approved_by}.")
    if starts_date < at.date():
        raise TextEditionRefused(f"{starts_date} is past; a text begins today or later.")
    later = TemplateEdition.objects.filter(
        name=row.name, language=row.language, jurisdiction=row.jurisdiction, edition__gt=row.edition, ends_date=None
    ).exclude(approved_by="")
    if later.exists():
        raise TextEditionRefused(f"A later edition of {row.name} is approved; save this text again to use it.")
    row.approved_by, row.approved_at, row.starts_date = by.name, at, starts_date
    row.save(update_fields=["approved_by", "approved_at", "starts_date"])
    _append("approved", row, by=by, at=at, entry_id=allot(), facts={"starts_date": starts_date.isoformat()})
    return row


@transaction.atomic
def end_text(edition_id: int, *, ends_date: date, by: Actor, at: datetime) -> TemplateEdition:
    """Use an edition no longer after a day, which may be today; what was in force before it holds again. Return it.

    Raises PermissionRefused, or TextEditionRefused where it is not approved, ended already, or the day is past.
    """
    require(by, "templates.approve")
    row = _edition(edition_id)
    if not row.approved_by or row.starts_date is None:
        raise TextEditionRefused(f"Edition {row.edition} of {row.name} was never approved, so there is nothing to end.")
    if row.ends_date is not None:
        raise TextEditionRefused(f"Edition {row.edition} of {row.name} ends on {row.ends_date} already.")
    if ends_date < max(at.date(), row.starts_date):
        raise TextEditionRefused(f"{ends_date} is before it can end; it ends today or later, and not before it begins.")
    row.ends_date = ends_date
    row.save(update_fields=["ends_date"])
    _append("ended", row, by=by, at=at, entry_id=allot(), facts={"ends_date": ends_date.isoformat()})
    return row


def plain_finding(one: Finding) -> dict[str, Any]:
    """Return a finding as JSON has it."""
    return one._asdict()


def _edition(edition_id: int) -> TemplateEdition:
    row = TemplateEdition.objects.select_for_update().filter(pk=edition_id).first()
    if row is None:
        raise TextEditionRefused(f"There is no edition {edition_id} of a text.")
    _hold(row.name)
    return row


def _hold(name: str) -> None:
    """Let two people not decide about the texts of one template at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('outreach template'), hashtext(%s))", [name])


def _append(word: str, row: TemplateEdition, *, by: Actor, at: datetime, entry_id: int, facts: dict[str, Any]) -> None:
    append(
        f"outreach.text_{word}",
        by=by.name,
        at=at,
        subjects=[f"template:{row.name}"],
        facts={
            "number": row.pk, "language": row.language, "jurisdiction": row.jurisdiction, "edition": row.edition,
            "sha256": row.sha256, **facts,
        },
        entry_id=entry_id,
    )  # fmt: skip
