"""Taking a reply in: held once, matched, read, counted for the law, acted on, and put before a person."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.contact import CHANNELS
from goodstanding.outreach.inbox.telling import Incoming
from goodstanding.outreach.models.reply import Reply, ReplyMatch, ReplyReading
from goodstanding.outreach.reply import queries
from goodstanding.outreach.reply.acting.following import (
    LEGAL_FIRST,
    contents,
    following,
    needs_nobody,
    priority,
)
from goodstanding.outreach.reply.acting.operations import (
    BY_RULE,
    act_at_once,
    debts_of,
    quoted,
    write_acts,
    write_contacts,
)
from goodstanding.outreach.reply.label import LABELS, LEGAL
from goodstanding.outreach.reply.matching import Match, Sign
from goodstanding.outreach.reply.reading.reading import Reading, read
from goodstanding.outreach.reply.reading.trained import classifier
from goodstanding.outreach.reply.words import one_text, tidy
from goodstanding.parties.models import Person
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.receivables.models import Debt
from goodstanding.refusal import Refusal
from goodstanding.worklists.operations.single import About, Wanted, open_task


class ReplyRefused(Refusal):
    """A reply cannot be taken in or decided like this; the sentence says why."""


def receive(incoming: Incoming, *, by: Actor, at: datetime) -> int:
    """Take a message from a person in, and return the reply's number; the same `event_key` is the same reply.

    A stop and an attorney take effect before this returns, in the same transaction: from then on nothing is handed over
    that they forbid. Raises PermissionRefused, and ReplyRefused for a channel there is none of.
    """
    require(by, "contacts.record")
    return _take_in(incoming, None, is_note=False, by=by, at=at)


def note(debt_id: int, text: str, *, by: Actor, at: datetime, channel: str = "call", key: str = "") -> int:
    """Take in what a collector wrote down of a conversation about a debt; return the reply's number.

    Raises PermissionRefused, and ReplyRefused where there is no such debt, nobody owes it, or nothing was written.
    """
    debt = Debt.objects.filter(pk=debt_id).first()
    if debt is None:
        raise ReplyRefused(f"There is no account {debt_id}.")
    require(by, "contacts.record", client_id=debt.client_id, portfolio_id=debt.portfolio_id)
    if debt.debtor_id is None:
        raise ReplyRefused("Nobody is known to owe this debt, so nobody said anything.")
    if not text.strip():
        raise ReplyRefused("Write down what was said.")
    match = Match("note", Sign(debt.debtor_id, debt.client_id, debt_ids=(debt.pk,)))
    made_key = key or f"note:{by.name}:{debt_id}:{at.isoformat()}"
    incoming = Incoming(channel, made_key, at, sender=by.name, receiver="", text=text)
    return _take_in(incoming, match, is_note=True, by=by, at=at)


def receive_from_page(
    person_id: int, text: str, *, message_id: int | None = None, event_key: str, by: Actor, at: datetime
) -> int:
    """Take in what a person wrote on a page that only they could open; return the reply's number."""
    require(by, "contacts.record")
    person = Person.objects.filter(pk=person_id, withdrawn_at=None).first()
    if person is None:
        raise ReplyRefused(f"There is no person {person_id}.")
    if not text.strip():
        raise ReplyRefused("Write something first.")
    match = Match("portal", Sign(person.pk, person.issuer_id, message_id=message_id))
    return _take_in(Incoming("portal", event_key, at, "", "", text=text), match, is_note=False, by=by, at=at)


def _take_in(incoming: Incoming, match: Match | None, *, is_note: bool, by: Actor, at: datetime) -> int:
    if incoming.channel not in CHANNELS:
        raise ReplyRefused(f"{incoming.channel!r} is not a channel; one of {', '.join(CHANNELS)} is.")
    known = Reply.objects.filter(event_key=tidy(incoming.event_key)).values_list("pk", flat=True).first()
    if known is not None:
        return known
    with transaction.atomic():
        match = match or queries.found(incoming)
        # Before any row is locked: whatever is under way to these people ends first, and nothing new begins.
        order_after_sending(*_people(match))
        entry_id = allot()
        reply, is_new = _held(incoming, is_note=is_note, by=by, at=at, entry_id=entry_id)
        if not is_new:
            return reply.pk
        reading = read(
            reply.text, channel=reply.channel, headers=reply.headers, came_date=reply.happened_at.date(),
            classifier=classifier(),
        )  # fmt: skip
        write_match(reply, match, by=by.name if is_note else BY_RULE.name, at=at, entry_id=entry_id)
        write_reading(reply, reading, at=at, entry_id=entry_id)
        _follow(reply, match, reading, entry_id=entry_id, by=by, at=at)
    return reply.pk


def _follow(reply: Reply, match: Match, reading: Reading, *, entry_id: int, by: Actor, at: datetime) -> None:
    """Count the reply, act on it, report it, and put all of it on record."""
    contact_ids = []
    if match.sign is not None and reading.label != "autoreply":
        words = contents(reading, channel=reply.channel) or (() if reply.is_note else ("",))
        contact_ids = write_contacts(
            reply, person_id=match.sign.person_id, contact_point_id=match.sign.contact_point_id,
            debt_ids=match.sign.debt_ids or debts_of(match.sign.person_id), contents=words, entry_id=entry_id,
        )  # fmt: skip
    follows = following(reading, channel=reply.channel)
    deeds = act_at_once(reply, match, reading, follows, entry_id=entry_id, at=at)
    task_id = report(reply, match, reading, deeds=deeds, at=at)
    if task_id is not None:
        task = [("report", reading.label, {"task": task_id})]
        write_acts(reply.pk, task, quote=quoted(reply, reading), by=BY_RULE.name, entry_id=entry_id, at=at)
    sign = match.sign
    append(
        "outreach.reply_received",
        by=by.name,
        at=at,
        subjects=[
            f"reply:{reply.pk}",
            *([f"person:{sign.person_id}", f"client:{sign.client_id}"] if sign else []),
            *(f"debt:{debt}" for debt in (sign.debt_ids if sign else ())),
        ],
        facts={
            "reply": reply.pk, "channel": reply.channel, "matched": match.how, "label": reading.label,
            "by": reading.by, "rule": reading.rule, "quote": quoted(reply, reading), "deeds": deeds,
            "contacts": contact_ids, "happened_at": reply.happened_at.isoformat(),
        },
        entry_id=entry_id,
    )  # fmt: skip


def report(reply: Reply, match: Match, reading: Reading, *, deeds: list[str], at: datetime) -> int | None:
    """Put the reply on the worklist, and return the task; nothing where nobody has to look."""
    if match.sign is not None and needs_nobody(reading):
        return None
    if match.sign is None and reading.label == "autoreply":
        return None
    sign = match.sign
    evidence: Mapping[str, object] = {
        "reply": reply.pk, "label": reading.label, "is_sure": reading.is_sure, "quote": quoted(reply, reading),
        "deeds": deeds, "matched": match.how,
    }  # fmt: skip
    about = About(
        sign.person_id if sign else None, sign.debt_ids[0] if sign and len(sign.debt_ids) == 1 else None,
        sign.client_id if sign else None,
    )  # fmt: skip
    pressing = max(priority(reading), LEGAL_FIRST if sign is None and reading.label in LEGAL else 0)
    wanted = Wanted("reply", f"reply:{reply.pk}", _title(match, reading, deeds), evidence, priority=pressing)
    return open_task(wanted, about, by=BY_RULE, at=at)


def write_match(reply: Reply, match: Match, *, by: str, at: datetime, entry_id: int) -> None:
    """Put down whom a reply is from."""
    sign = match.sign
    ReplyMatch.objects.create(
        reply=reply, how=match.how, person_id=sign.person_id if sign else None,
        client_id=sign.client_id if sign else None, message_id=sign.message_id if sign else None,
        contact_point_id=sign.contact_point_id if sign else None, debt_ids=list(sign.debt_ids) if sign else [],
        candidates=[] if sign else list(match.candidates), by=by, at=at, entry_id=entry_id,
    )  # fmt: skip


def write_reading(reply: Reply, reading: Reading, *, at: datetime, entry_id: int, by: str = "") -> None:
    """Put down what a reply says."""
    ReplyReading.objects.create(
        reply=reply, label=reading.label, scope=reading.scope, confidence=reading.confidence,
        quote=quoted(reply, reading), quote_start=reading.start, quote_end=reading.end, rule=reading.rule,
        findings=[
            {**one._asdict(), "channels": list(one.channels), "quote": reply.text[one.start : one.end]}
            for one in reading.findings
        ],
        details={**reading.details, "channels": list(reading.channels)}, is_urgent=reading.is_urgent,
        is_sure=reading.is_sure, by=by or reading.by, at=at, entry_id=entry_id,
    )  # fmt: skip


def _held(incoming: Incoming, *, is_note: bool, by: Actor, at: datetime, entry_id: int) -> tuple[Reply, bool]:
    """Return the row of a message, and whether it is new; of two at once, the second finds the first's."""
    learned = max(at, incoming.happened_at) if incoming.happened_at <= at else at
    return Reply.objects.get_or_create(
        event_key=tidy(incoming.event_key),
        defaults={
            "channel": incoming.channel, "sender": tidy(incoming.sender)[:400],
            "receiver": tidy(incoming.receiver)[:400], "subject": tidy(incoming.subject)[:1000],
            "text": one_text(incoming.subject, incoming.text),
            "answers_reference": tidy(incoming.answers_reference)[:4000],
            "headers": {tidy(name)[:100]: tidy(value)[:1000] for name, value in list(incoming.headers.items())[:60]},
            "is_note": is_note,
            # A clock of theirs that runs ahead tells no time at which it cannot have happened.
            "happened_at": min(incoming.happened_at, learned).astimezone(UTC), "learned_at": learned,
            "by": by.name, "entry_id": entry_id,
        },
    )  # fmt: skip


def _people(match: Match) -> set[int]:
    if match.sign is not None:
        return {match.sign.person_id}
    return {*match.candidates, *(person for person, _ in match.points)}


def _title(match: Match, reading: Reading, deeds: list[str]) -> str:
    if reading.is_urgent:
        return "Somebody may be in danger: read this now, and speak with them before anything else."
    said = LABELS[reading.label] if reading.is_sure else f"Perhaps: {LABELS[reading.label]}"
    if match.sign is None:
        known = "Several people come into question." if match.candidates else "Nobody knows whom it is from."
        return f"{said} {known}"
    if "attorney" in deeds:
        return f"{said} Contact is stopped; ask for the attorney's name and address."
    return f"{said} It was acted on already." if deeds else said
