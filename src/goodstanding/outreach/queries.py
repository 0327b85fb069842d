"""What contacts there were with a person, what may be said, and which numbers will soon be stale."""

from datetime import date, datetime
from typing import NamedTuple

from goodstanding.outreach.models.contact import Contact, ContactDebt
from goodstanding.outreach.models.number import NumberCheck
from goodstanding.outreach.models.template import TemplateStanding
from goodstanding.outreach.number_check import Answered, Standing, standing
from goodstanding.outreach.template.catalogue import Said, published, shipped
from goodstanding.parties.models import Consent, ContactPoint

FALLBACK = "en"
"""In which language a text is where it is not written in the one that was asked for."""


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


def why_unpublished(name: str, *, channel: str, language: str, usable: frozenset[str]) -> str:
    """Return why a template says nothing by a channel in a language, as a sentence; empty where it does.

    usable  what is published at the moment (`published_templates`). Where a language is not written, English is meant.
    """
    template, asked = shipped().get(name), language.partition("-")[0].lower()
    if template is None or channel not in template.channels:
        return ""
    told = asked if asked in template.languages else FALLBACK
    return "" if f"{name}/{channel}/{told}" in usable else f"{name} is withdrawn for {channel} in {told!r}."


def stale_numbers(*, until: date, days: int, at: datetime) -> list[Standing]:
    """Return the numbers people agreed to be texted at whose consent is not fresh on a day, the stalest first.

    days  for how many days a consent or an answer is fresh.
    """
    points = dict(
        ContactPoint.objects.filter(
            kind="phone", withdrawn_at=None, status__in=("valid", "unverified"), person__withdrawn_at=None
        ).values_list("pk", "value")
    )
    agreed = _agreed_dates(points, at=at)
    answers: dict[str, list[Answered]] = {}
    rows = NumberCheck.objects.filter(number__in=set(agreed), recorded_at__lte=at)
    for row in rows.values_list("number", "asked_date", "since_date", "database", "answer"):
        answers.setdefault(row[0], []).append(Answered(*row))
    found = [
        standing(number, agreed_date=day, answers=answers.get(number, []), days=days) for number, day in agreed.items()
    ]
    stale = [one for one in found if one.is_reassigned or one.fresh_until < until]
    return sorted(stale, key=lambda one: (one.fresh_until, one.number))


def _agreed_dates(points: dict[int, str], *, at: datetime) -> dict[str, date]:
    """Return the day of the consent to texts that counts, by number; of several people of one number the earliest."""
    words: dict[int, list[Consent]] = {}
    by_person: dict[int, list[int]] = {}
    for pk, person_id in ContactPoint.objects.filter(pk__in=list(points)).values_list("pk", "person_id"):
        by_person.setdefault(person_id, []).append(pk)
    said = Consent.objects.filter(channel="sms", person_id__in=list(by_person), learned_at__lte=at)
    for one in said.filter(effective_at__lte=at):
        for point in by_person[one.person_id]:
            if one.contact_point_id in (None, point):
                words.setdefault(point, []).append(one)
    found: dict[str, date] = {}
    for point, told in words.items():
        last = max(told, key=lambda one: (one.effective_at, one.learned_at, one.decision == "withdrawn"))
        if last.decision == "given":
            day = last.effective_at.date()
            found[points[point]] = min(day, found.get(points[point], day))
    return found
