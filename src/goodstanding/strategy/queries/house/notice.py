"""Validation notices made from the books, printed in place of the short letter that the template itself is.

For sending and for every preview, which get them through `House.print`. What the books do not hold is not made up: then
the message is not made, and a sentence names what is missing. 12 CFR 1006.34; docs/notices.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

import phonenumbers

from goodstanding.compliance.queries import collector_kind, law_in_force
from goodstanding.disputes.notice.content import Collector, Consumer, Medium, Notice, Obligation, Options, Party
from goodstanding.disputes.notice.draft import draft
from goodstanding.disputes.notice.itemisation import ItemisationDate, choose
from goodstanding.disputes.notice.judgement import Judgement, judgements, with_period_ends
from goodstanding.disputes.notice.printing.press import Press
from goodstanding.disputes.notice.printing.wording import Language
from goodstanding.disputes.notice.standing import NotInTheBooks, Told, standing_of
from goodstanding.ledger.queries import lines_of
from goodstanding.outreach.channels.letter import letter_code
from goodstanding.outreach.channels.letter.address import country_name, shown
from goodstanding.outreach.channels.provider import Part
from goodstanding.outreach.channels.queries import house_words
from goodstanding.outreach.message.life import LEFT
from goodstanding.outreach.models.message import MessageEvent
from goodstanding.outreach.sending.house import Printed, Waiting
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.receivables.debt import DebtFacts
from goodstanding.receivables.models import Debt, Liable
from goodstanding.receivables.queries.debts import chain_of, debt_of, facts_known_at, facts_of
from goodstanding.refusal import Refusal

TEMPLATE = "validation-notice"
NAME, PDF = "validation-notice.pdf", "application/pdf"
MEDIA: dict[str, Medium] = {"letter": "mail", "email": "electronic"}
UNITED_STATES = "US"
USABLE = ("valid", "unverified")
OWING, EXECUTOR = ("co-debtor", "guarantor"), "executor"
CREDITOR_WRITES = "A validation notice says that a debt collector writes, and the creditor itself writes here."
NOT_FINANCIAL = frozenset({"no", "false"})


def print_notices(messages: Sequence[Waiting], at: datetime) -> dict[int, Printed]:
    """Return by message the validation notices of its debts as one PDF, or why they cannot be printed.

    Messages of other templates have none. A Spanish notice goes with the English one, before it (12 CFR 1006.34(e)(1)).
    """
    found = notices_of([one for one in messages if one.template == TEMPLATE and one.channel in MEDIA], at)
    return {one.message_id: _printed(one, found[one.message_id]) for one in messages if one.message_id in found}


def notices_of(messages: Sequence[Waiting], at: datetime) -> dict[int, list[Notice] | str]:
    """Return by message the notice of each of its debts, held against its fields and the law of the day.

    A sentence where the books do not hold what a notice must say, or what they hold would make a wrong one.
    """
    if not messages:
        return {}
    law, day, drafts = law_in_force(day=at.date(), known_at=at), at.date(), _drafts(messages, at=at)
    whole = with_period_ends(
        [one for told in drafts.values() if not isinstance(told, str) for one in told], lawbook=law, today=day
    )
    whole = [replace(one, period=replace(one.period, end_date=one.period.minimum_end_date)) for one in whole]
    judged = iter(zip(whole, judgements(whole, lawbook=law, today=day), strict=True))
    return {
        number: told if isinstance(told, str) else _sound([next(judged) for _ in told])
        for number, told in drafts.items()
    }


def _printed(message: Waiting, told: list[Notice] | str) -> Printed:
    if isinstance(told, str):
        return told
    languages: tuple[Language, ...] = ("es", "en") if message.language[:2] == "es" else ("en",)
    try:
        return (Part(NAME, PDF, _press().print_all([(one, language) for one in told for language in languages])),)
    except Refusal as refusal:
        return str(refusal)


@cache
def _press() -> Press:
    """Return the press of this process."""
    return Press()


def _sound(judged: Sequence[tuple[Notice, Judgement]]) -> list[Notice] | str:
    """Return notices that may be printed, or everything that is wrong with them in one text."""
    wrong = [f"{one.name} (field {one.number}): {one.sentence}" for _, found in judged for one in found.problems]
    wrong += [f"{one.sentence} ({one.citation})" for _, found in judged for one in found.rulings]
    return f"The validation notice is refused. {' '.join(wrong)}" if wrong else [notice for notice, _ in judged]


def _drafts(messages: Sequence[Waiting], *, at: datetime) -> dict[int, list[Notice] | str]:
    """Return by message the drafts of its debts' notices, or why there are none."""
    house = house_words(at)
    kinds = {client: collector_kind(client, known_at=at) for client in {one.client_id for one in messages}}
    found: dict[int, list[Notice] | str] = {}
    for one in messages:
        if kinds[one.client_id] == "original_creditor":
            found[one.message_id] = CREDITOR_WRITES
            continue
        try:
            debts = dict.fromkeys(line.debt_id for line in one.lines)
            found[one.message_id] = [_drafted(debt_of(number), one, house=house, at=at) for number in debts]
        except Refusal as refusal:
            found[one.message_id] = str(refusal)
    return found


def _drafted(debt: Debt, message: Waiting, *, house: Mapping[str, Any], at: datetime) -> Notice:
    """Return the notice of one debt as the books tell it, its end date still to be reckoned."""
    told, earlier = _told(debt, facts_of(debt), day=at.date()), _earlier(debt, message, at=at)
    kept = earlier[1] if earlier else None
    reference, standing = standing_of(told, kept=kept)
    return draft(
        # A date that was corrected after an earlier notice stays what that notice said.
        earlier[0] if earlier else told.facts,
        reference=reference,
        standings={reference: standing},
        amount_now=told.amount_now,
        collector=_collector(house),
        consumer=_consumer(debt, message),
        obligation=_obligation(told),
        provided_date=at.date(),
        minimum_end_date=None,
        earlier=kept,
        medium=MEDIA[message.channel],
        options=_options(message, house, day=at.date()),
    )


def _told(debt: Debt, facts: DebtFacts, *, day: date, known_at: datetime | None = None) -> Told:
    """Return what the books hold of a debt on a day, as known at an instant (default: all that is known)."""
    return Told(
        day=day,
        facts=facts,
        lines=lines_of(debt.pk, as_of=day, known_at=known_at),
        chain=[link for link in chain_of(debt.pk) if link.transferred_date <= day],
        client=debt.client.name,
        reference=debt.reference,
        currency=debt.currency,
    )


def _earlier(debt: Debt, message: Waiting, *, at: datetime) -> tuple[DebtFacts, ItemisationDate] | None:
    """Return what was known of a debt when an earlier notice about it left, and the date that one itemised from.

    Both come of the books as they were known then, by the same rules, so they are what the paper says.
    """
    handed = MessageEvent.objects.filter(
        word="handed_over", happened_at__lt=at, message__template=TEMPLATE, message__person_id=message.person_id,
        message__debt_ids__contains=[debt.pk], message__state__in=(*LEFT, "unknown", "handed_over"),
    ).exclude(message_id=message.message_id)  # fmt: skip
    then = handed.order_by("happened_at").values_list("happened_at", flat=True).first()
    if then is None:
        return None
    facts = facts_known_at(debt, known_at=then)
    reference, _ = standing_of(_told(debt, facts, day=then.date(), known_at=then))
    return facts, choose(facts, reference, as_of=then.date())


def _collector(house: Mapping[str, Any]) -> Collector:
    """Return who collects; the telephone with its hours, as the house said them."""
    phone = ", ".join(part for part in (_grouped(str(house.get("phone") or "")), str(house.get("hours") or "")) if part)
    address = tuple(line for line in map(shown, str(house.get("address") or "").splitlines()) if line)
    website, email = str(house.get("website") or ""), str(house.get("email") or "")
    return Collector(Party(shown(str(house.get("name") or "")), address), phone=phone, website=website, email=email)


def _grouped(number: str) -> str:
    """Return a number in groups, as people read it; one that cannot be read stays as it was written."""
    try:
        read = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _consumer(debt: Debt, message: Waiting) -> Consumer:
    """Return to whom the notice goes: whoever owes the debt, or acts for the estate of who owed it."""
    person = Person.objects.get(id=message.person_id)
    if person.kind != "person":
        raise NotInTheBooks(f"A validation notice is for consumers, and {person.display_name} is an organisation.")
    estate_of = ""
    if person.pk != debt.debtor_id:
        roles = set(Liable.objects.filter(debt=debt, person=person).values_list("role", flat=True))
        if not roles & {*OWING, EXECUTOR}:
            raise NotInTheBooks(
                f"{person.display_name} neither owes account {debt.reference} nor acts for the estate of who owed it."
            )
        estate_of = debt.debtor.display_name if EXECUTOR in roles and debt.debtor else ""
    parts = tuple(part for part in (person.given_name, person.family_name) if part.strip())
    return Consumer(Party(shown(person.display_name), _address(person, message)), parts, estate_of)


def _address(person: Person, message: Waiting) -> tuple[str, ...]:
    """Return the mailing address: where the letter goes, or for mail the address that is known; the form is federal."""
    points = ContactPoint.objects.filter(person=person, kind="address", withdrawn_at=None)
    if message.channel == "letter":
        point = points.filter(id=message.contact_point_id or 0).first()
    else:
        point = points.filter(status__in=USABLE).order_by("-status", "id").first()
    if point is None:
        return ()
    country = point.country or person.country or UNITED_STATES
    if country != UNITED_STATES:
        raise NotInTheBooks(
            f"The form of the validation notice is that of the United States, and {person.display_name} lives in "
            f"{country_name(country)}."
        )
    return tuple(line for line in map(shown, point.value.splitlines()) if line)


def _obligation(told: Told) -> Obligation:
    """Return what the debt is; one of which nobody says otherwise owes what is owed for a financial product."""
    said = told.facts.attributes.get("consumer_financial", "").strip().casefold()
    brand = shown(told.facts.attributes.get("brand", ""))
    return Obligation(told.facts.debt_type, said not in NOT_FINANCIAL, told.owner_now, brand=brand)


def _options(message: Waiting, house: Mapping[str, Any], *, day: date) -> Options:
    """Return what is printed besides: the code by which the letter is found again, and where answers go by mail."""
    code = letter_code.code_of(message.message_id, key=message.key, made_at=message.made_at)
    taken = str(house.get("email") or "") if message.channel == "email" else ""
    return Options(reference=letter_code.spaced(code), disputes_at=taken, requests_at=taken, generated=day)
