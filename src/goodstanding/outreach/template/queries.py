"""Which text of a template is in force, what editions there are, and the facts of messages."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Q

from goodstanding.compliance.queries import collector_kind
from goodstanding.ledger.queries import open_by_item
from goodstanding.outreach.channels.email.dress import links_of
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.channels.queries import house_words, setting_of
from goodstanding.outreach.models.template import TemplateEdition
from goodstanding.outreach.sending.house import House, Waiting, Weighed
from goodstanding.outreach.template.catalogue import named
from goodstanding.outreach.template.facts.assembling import Assembler, DebtTold, ItemTold, PersonTold, Told
from goodstanding.outreach.template.facts.facts import Facts
from goodstanding.outreach.template.language.finding import TemplateRefused
from goodstanding.outreach.template.language.reading import read
from goodstanding.outreach.template.shelf import shipped_texts
from goodstanding.outreach.template.text import EVERYWHERE, TemplateText

FALLBACK = "en"
_COUNTRY_LETTERS = 2


class Wanted(NamedTuple):
    """A text that is asked for: the template, the person's language as a BCP 47 tag, and where they live."""

    name: str
    language: str
    place: str


class EditionLine(NamedTuple):
    """One edition of a text as it is listed; edition_id is None for one that ships."""

    edition_id: int | None
    name: str
    language: str
    jurisdiction: str
    edition: int
    stage: str
    tone: str
    sha256: str
    findings: Sequence[Any]
    owner: str
    saved_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    starts_date: date | None
    ends_date: date | None


def text_in_force(name: str, *, language: str, place: str, day: date) -> TemplateText:
    """Return the text of a template for a language and place ("US-CA", "GB", "") on a day.

    The nearest place comes first, then the language asked for, then what the house approved before what ships; English
    where the language is not written. Raises CatalogueRefused, or TemplateRefused where there is no text at all.
    """
    wanted = Wanted(name, language, place)
    return texts_in_force([wanted], day=day)[wanted]


def texts_in_force(wanted: Iterable[Wanted], *, day: date) -> Mapping[Wanted, TemplateText]:
    """Return the text of everything that is asked for, in one query; raises as text_in_force does."""
    asked = set(wanted)
    names = {one.name for one in asked}
    rows = (
        TemplateEdition.objects.filter(name__in=names, starts_date__lte=day)
        .exclude(approved_by="")
        .filter(Q(ends_date=None) | Q(ends_date__gte=day))
        .order_by("starts_date", "id")
    )
    saved = {(row.name, row.language, row.jurisdiction): row for row in rows}
    return {one: _chosen(one, saved) for one in asked}


def _chosen(one: Wanted, saved: Mapping[tuple[str, str, str], TemplateEdition]) -> TemplateText:
    shipped = shipped_texts(named(one.name).name)
    country = one.place[:_COUNTRY_LETTERS]
    for language in dict.fromkeys((one.language.partition("-")[0].lower() or FALLBACK, FALLBACK)):
        for place in dict.fromkeys((one.place or EVERYWHERE, country or EVERYWHERE, EVERYWHERE)):
            row = saved.get((one.name, language, place))
            if row is not None:
                return _read(row.source).as_edition(row.edition, edition_id=row.pk)
            if (language, place) in shipped:
                return shipped[language, place]
    raise TemplateRefused(f"The template {one.name!r} has no text in {one.language or FALLBACK!r} or English.")


@lru_cache(maxsize=500)
def _read(source: str) -> TemplateText:
    return read(source)


def text_of_edition(edition_id: int) -> TemplateText:
    """Return the text of an edition that was saved; raises TemplateRefused where there is none."""
    row = TemplateEdition.objects.filter(pk=edition_id).first()
    if row is None:
        raise TemplateRefused(f"There is no edition {edition_id} of a text.")
    return _read(row.source).as_edition(row.edition, edition_id=row.pk)


def editions_of(name: str) -> list[EditionLine]:
    """Return every edition of the texts of a template: those that ship, then those saved, the latest first."""
    shipped = [
        EditionLine(
            None, name, text.language, text.jurisdiction, text.edition, text.stage, text.tone, text.sha256, (), "",
            None, "", None, None, None,
        )
        for text in shipped_texts(named(name).name).values()
    ]  # fmt: skip
    rows = TemplateEdition.objects.filter(name=name).order_by("-id")
    return shipped + [
        EditionLine(
            row.pk, name, row.language, row.jurisdiction, row.edition, row.stage, row.tone, row.sha256, row.findings,
            row.owner, row.saved_at, row.approved_by, row.approved_at, row.starts_date, row.ends_date,
        )
        for row in rows
    ]  # fmt: skip


def facts_for(
    messages: Sequence[Waiting], weighed: Mapping[int, Weighed], *, house: House, at: datetime
) -> Mapping[int, Facts]:
    """Return the facts of messages by their numbers, in a few queries however many they are.

    What is open is what was weighed, or what was asked for where nothing was weighed. Raises TemplateRefused where a
    field that was given along is none.
    """
    lines = {one.message_id: weighed[one.message_id].lines if one.message_id in weighed else one.lines
             for one in messages}  # fmt: skip
    debt_ids = sorted({line.debt_id for some in lines.values() for line in some})
    named_items = sorted({line.item_id for some in lines.values() for line in some if line.item_id is not None})
    told = Told(
        people=_people({one.person_id for one in messages}),
        debts=_debts(debt_ids, named_items, at=at),
        is_collector={
            client: collector_kind(client, known_at=at) != "original_creditor"
            for client in {one.client_id for one in messages}
        },
        house=house_words(at),
        secret=settings.SECRET_KEY,
    )
    given, mail, assembler = house.fields(messages, at), _of_mail(messages, at=at), Assembler(told, at=at)
    return {
        one.message_id: assembler.facts(
            one, lines[one.message_id], {**mail.get(one.message_id, {}), **given.get(one.message_id, {})}
        )
        for one in messages
    }


def _of_mail(messages: Sequence[Waiting], *, at: datetime) -> Mapping[int, Mapping[str, str]]:
    """Return where answers to a mail go and where it can be ended, as its headers say; nothing until mail is set."""
    mails = [one for one in messages if one.channel == "email"]
    try:
        setting = setting_of("email", at=at) if mails else None
    except ChannelRefused:
        setting = None
    if setting is None:
        return {}
    return {one.message_id: links_of(one, setting=setting, secret=settings.SECRET_KEY) for one in mails}


def places_of(person_ids: Iterable[int]) -> Mapping[int, str]:
    """Return where people live, as "US-CA", "GB" or "" where it is not known."""
    return {person_id: told.place for person_id, told in _people(set(person_ids)).items()}


_PEOPLE = """
    SELECT person.id, person.display_name, person.given_name, coalesce(nullif(home.country, ''), person.country),
        coalesce(home.region, ''), coalesce(home.zones[1], '')
    FROM parties_person AS person
    LEFT JOIN LATERAL (
        SELECT country, region, zones FROM parties_contactpoint AS point
        WHERE point.person_id = person.id AND point.kind = 'address' AND point.withdrawn_at IS NULL
        ORDER BY point.id LIMIT 1
    ) AS home ON TRUE
    WHERE person.id = ANY(%s)
"""
_DEBTS = """
    SELECT debt.account_id, debt.reference, client.name, client.id, debt.original_creditor,
        EXISTS (
            SELECT FROM outreach_contactdebt AS about JOIN outreach_contact AS contact ON contact.id = about.contact_id
            WHERE about.debt_id = debt.account_id AND contact.direction = 'outbound' AND contact.learned_at <= %s
                AND contact.outcome IN ('conversation', 'delivered', 'sent')
                AND contact.channel NOT IN ('voicemail', 'ringless_voicemail')
        )
    FROM receivables_debt AS debt JOIN receivables_client AS client ON client.id = debt.client_id
    WHERE debt.account_id = ANY(%s)
"""
_ITEMS = """
    SELECT debt_id, id, reference, kind, issued_date, due_date, amount_minor FROM receivables_item
    WHERE id = ANY(%s) ORDER BY due_date, id
"""


def _people(person_ids: set[int]) -> Mapping[int, PersonTold]:
    return {
        person_id: PersonTold(name, given, _place(country, region), zone)
        for person_id, name, given, country, region, zone in _rows(_PEOPLE, [sorted(person_ids)])
    }


def _place(country: str, region: str) -> str:
    is_code = region.isascii() and region.isalnum() and region.isupper() and len(region) <= len("XXX")
    return f"{country}-{region}" if country and is_code else country


def _debts(debt_ids: list[int], named_items: list[int], *, at: datetime) -> Mapping[int, DebtTold]:
    """Return debts with the items that are open on the day, and those that are named."""
    open_minor: dict[int, int] = {}
    for found in open_by_item(debt_ids, as_of=at.date()):
        if found.item_id is not None:
            open_minor[found.item_id] = open_minor.get(found.item_id, 0) + found.open_minor
    items: dict[int, dict[int, ItemTold]] = {}
    for debt_id, *rest in _rows(_ITEMS, [sorted({*open_minor, *named_items})]):
        items.setdefault(debt_id, {})[rest[0]] = ItemTold._make([*rest, open_minor.get(rest[0], 0)])
    return {
        debt_id: DebtTold._make([*rest, items.get(debt_id, {})]) for debt_id, *rest in _rows(_DEBTS, [at, debt_ids])
    }


def _rows(words: str, asked: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(words, asked)
        return list(cursor.fetchall())
