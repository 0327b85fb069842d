"""What contacts there were with a person, and what may be said."""

from datetime import datetime
from typing import NamedTuple

from goodstanding.outreach.models.contact import Contact, ContactDebt
from goodstanding.outreach.models.template import TemplateStanding
from goodstanding.outreach.template.catalogue import Said, published, shipped


class ContactLine(NamedTuple):
    """One contact and the debts it was about."""

    id: int
    happened_at: datetime
    learned_at: datetime
    direction: str
    channel: str
    outcome: str
    content: str
    purpose: str
    reached: str
    contact_point_id: int | None
    debt_ids: tuple[int, ...]
    entry_id: int


def contacts_of(person_id: int, *, known_at: datetime) -> list[ContactLine]:
    """Return every contact with a person that was known at an instant, the earliest first."""
    rows = list(Contact.objects.filter(person_id=person_id, learned_at__lte=known_at).order_by("happened_at", "id"))
    debts: dict[int, list[int]] = {}
    for contact_id, debt_id in ContactDebt.objects.filter(contact__in=rows).values_list("contact_id", "debt_id"):
        debts.setdefault(contact_id, []).append(debt_id)
    return [
        ContactLine(
            row.id, row.happened_at, row.learned_at, row.direction, row.channel, row.outcome, row.content, row.purpose,
            row.reached, row.contact_point_id, tuple(sorted(debts.get(row.id, []))), row.entry_id,
        )
        for row in rows
    ]  # fmt: skip


def published_templates(at: datetime) -> frozenset[str]:
    """Return what is published at an instant, as "name/channel/language"; "name/channel/*" where some language is."""
    rows = TemplateStanding.objects.filter(at__lte=at).order_by("at", "id")
    said = [Said(*row) for row in rows.values_list("name", "channel", "language", "standing")]
    return published(shipped(), said=said)
