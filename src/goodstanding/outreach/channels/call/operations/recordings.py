"""Recordings: we keep the link and for how long, and have the provider delete the sound when its time is over."""

from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.compliance.gate import judge
from goodstanding.compliance.queries import law_in_force
from goodstanding.compliance.selection import with_packs
from goodstanding.compliance.situation.reading import read
from goodstanding.compliance.verdict import Verdict, verdict
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.channels.call.standing import CallRefused
from goodstanding.outreach.channels.call.twilio import TwilioVoice
from goodstanding.outreach.models.call import Call, Recording
from goodstanding.parties.models import ContactPoint

DELETING = "sending.run"
REASON = "Its time is over."


@transaction.atomic
def put_down_recording(
    key: str, *, reference: str, link: str, length_s: int, keep_days: int, by: Actor, at: datetime
) -> int | None:
    """Put down where the recording of a call lies, once; None where there is no such call or recording."""
    call = Call.objects.filter(key=key).first()
    if call is None or not reference:
        return None
    entry_id = allot()
    day = at.astimezone(UTC).date()
    row, is_new = Recording.objects.get_or_create(
        reference=reference,
        defaults={"call": call, "link": link, "length_s": length_s, "made_at": at, "entry_id": entry_id,
                  "keep_until": day + timedelta(days=keep_days)},
    )  # fmt: skip
    if is_new:
        append("outreach.recording_kept", by=by.name, at=at, subjects=[f"call:{call.pk}", f"person:{call.person_id}"],
               facts={"recording": row.pk, "keep_until": row.keep_until.isoformat()}, entry_id=entry_id)  # fmt: skip
    return row.pk


def may_delete(made: date, *, country: str, at: datetime) -> Verdict:
    """Return what the law of a country says of deleting the recording of a call made on a day.

    Without a country every law there is has its say.
    """
    told = {
        "id": "recording",
        "given": {"consumer": {"country": country or None}},
        "when": {"action": {"kind": "may_delete", "record": "call_recording", "recorded_on": made.isoformat(),
                            "at": at.isoformat()}},
    }  # fmt: skip
    book = law_in_force(day=at.date(), known_at=at)
    return verdict(judge(with_packs(read([told], asked_at=at.isoformat()), book), book), 0)


def delete_due(*, voice: TwilioVoice | None, by: Actor, at: datetime) -> dict[str, int]:
    """Have the provider delete recordings whose time is over for the house and for the law; return how many.

    Raises PermissionRefused, or CallRefused without a provider. One that the provider does not delete is tried again.
    """
    require(by, DELETING)
    if voice is None:
        raise CallRefused("No provider is set for calls, so nobody can be asked to delete a recording.")
    figures = {"deleted": 0, "kept_by_law": 0, "not_deleted": 0}
    today = at.astimezone(UTC).date()
    for row in Recording.objects.filter(deleted_at=None, keep_until__lt=today).order_by("id"):
        if not may_delete(row.made_at.astimezone(UTC).date(), country=_country(row), at=at).allowed:
            figures["kept_by_law"] += 1
        elif voice.delete_recording(row.reference):
            _put_down_deleted(row.pk, by=by, at=at)
            figures["deleted"] += 1
        else:
            figures["not_deleted"] += 1
    return figures


def _country(row: Recording) -> str:
    """Return the country of the number that was called, where it is known."""
    point = None if row.call is None else ContactPoint.objects.filter(id=row.call.contact_point_id).first()
    return "" if point is None else point.country


@transaction.atomic
def _put_down_deleted(number: int, *, by: Actor, at: datetime) -> None:
    row = Recording.objects.select_for_update().get(id=number)
    row.deleted_at, row.deleted_reason, row.link, row.entry_id = at, REASON, "", allot()
    row.save(update_fields=["deleted_at", "deleted_reason", "link", "entry_id"])
    facts = {"recording": row.pk, "reference": row.reference, "reason": REASON}
    append(
        "outreach.recording_deleted", by=by.name, at=at, subjects=[f"call:{row.call_id}"], facts=facts,
        entry_id=row.entry_id,
    )  # fmt: skip
