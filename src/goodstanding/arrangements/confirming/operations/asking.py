"""Part of every confirmation: find the way to write to the debtor, and ask for the message once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from goodstanding.access.permission import Actor
from goodstanding.arrangements.confirming.channel import channel_for
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.operations.asking_for import USABLE, ask_for_message
from goodstanding.outreach.sending.wanted import MessageRefused, Wanted
from goodstanding.outreach.template.catalogue import shipped
from goodstanding.parties.models import ContactPoint, Preference
from goodstanding.receivables.models import Debt


def ask_once(
    debt: Debt,
    template: str,
    *,
    key: str,
    fields: Mapping[str, Any],
    not_after: datetime | None = None,
    by: Actor,
    at: datetime,
) -> int | None:
    """Ask for a message to the debtor and return its number; None where it was asked for before, or there is no way.

    A text that is not published, or a person who was withdrawn, is no way either: nobody is stopped by it.
    """
    if debt.debtor_id is None or debt.withdrawn_at is not None or Message.objects.filter(key=key).exists():
        return None
    text = shipped().get(template)
    assert text is not None, f"There is a template {template}."
    channel = channel_for(
        template,
        offered=text.channels,
        preferred=_preferred(debt.debtor_id, at=at),
        point_kinds=_points(debt.debtor_id),
    )
    if channel is None:
        return None
    wanted = Wanted(
        key=key, origin="arrangement", channel=channel, person_id=debt.debtor_id, client_id=debt.client_id,
        debt_ids=[debt.pk], template=template, fields=dict(fields), not_after=not_after,
    )  # fmt: skip
    try:
        return ask_for_message(wanted, by=by, at=at)
    except MessageRefused:
        return None


def _points(person_id: int) -> set[str]:
    rows = ContactPoint.objects.filter(person_id=person_id, withdrawn_at=None, status__in=USABLE)
    return set(rows.values_list("kind", flat=True))


def _preferred(person_id: int, *, at: datetime) -> str:
    """Return the channel that the person prefers, in their latest word; empty where they said nothing."""
    rows = Preference.objects.filter(person_id=person_id, kind="channel", learned_at__lte=at).order_by("-id")
    row = next((one for one in rows if one.ended_at is None or one.ended_at > at), None)
    return row.value if row else ""
