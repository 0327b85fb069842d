"""Deciding about a reply: whom it is from, what it says, which channel stops, and that it is settled.

What needs agreements or disputes lies on a floor above (`strategy.operations.reply_acts`) and is put on record here.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.models.reply import Reply, ReplyMatch, ReplyReading
from goodstanding.outreach.operations.opt_out import opt_out
from goodstanding.outreach.reply.acting.following import contents, following
from goodstanding.outreach.reply.acting.operations import act_at_once, debts_of, write_acts, write_contacts
from goodstanding.outreach.reply.label import LABELS
from goodstanding.outreach.reply.matching import Match, Sign
from goodstanding.outreach.reply.operations import ReplyRefused, report, write_match, write_reading
from goodstanding.outreach.reply.queries import NoSuchReply
from goodstanding.outreach.reply.reading.reading import Reading
from goodstanding.outreach.reply.reading.rule import Finding
from goodstanding.parties.models import Person
from goodstanding.parties.operations.circumstance import record_circumstance
from goodstanding.parties.operations.contact_point import mark_contact_point
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.worklists.models import Task
from goodstanding.worklists.operations.single import close_task

DECIDING = "replies.decide"
CIRCUMSTANCES: Mapping[str, str] = {"bankruptcy": "bankrupt", "death": "deceased", "hardship": "vulnerable"}


class Held(NamedTuple):
    """A reply with what is known of it, while somebody decides about it."""

    reply: Reply
    match: ReplyMatch
    reading: ReplyReading

    @property
    def person_id(self) -> int:
        """Return whom it is from; raises ReplyRefused where nobody knows."""
        if self.match.person_id is None:
            raise ReplyRefused("Say first whom this reply is from.")
        return self.match.person_id

    @property
    def quote(self) -> str:
        """Return the words that count, or the beginning where none were marked."""
        return self.reading.quote or self.reply.text[:200]

    @property
    def source(self) -> str:
        """Return where the words can be seen, with the words."""
        return f"Reply {self.reply.pk}: “{self.quote}”"[:400]


def held_reply(reply_id: int, *, by: Actor) -> Held:
    """Return a reply that somebody may decide about, ordered after what is under way to its person.

    Raises NoSuchReply or PermissionRefused. To be called first in a transaction.
    """
    reply = Reply.objects.filter(pk=reply_id).first()
    if reply is None:
        raise NoSuchReply(f"There is no reply {reply_id}.")
    match, reading = reply.matches.latest("id"), reply.readings.latest("id")
    require(by, DECIDING, client_id=match.client_id)
    if match.person_id is not None:
        order_after_sending(match.person_id)
    return Held(reply, match, reading)


def finish(
    held: Held, deed: str, label: str, facts: Mapping[str, Any], *, outcome: str, by: Actor, at: datetime
) -> None:
    """Put down what was done because of a reply, with its words, and close its task: the end of every decision."""
    entry_id = allot()
    write_acts(held.reply.pk, [(deed, label, facts)], quote=held.quote, by=by.name, entry_id=entry_id, at=at)
    task = Task.objects.filter(matter=f"reply:{held.reply.pk}", closed_at=None).first()
    if task is not None:
        close_task(task.pk, outcome=outcome, by=by, at=at)
    match = held.match
    append(
        "outreach.reply_decided",
        by=by.name,
        at=at,
        subjects=[
            f"reply:{held.reply.pk}",
            *([f"person:{match.person_id}", f"client:{match.client_id}"] if match.person_id else []),
        ],
        facts={
            "reply": held.reply.pk, "deed": deed, "label": label, "quote": held.quote, "outcome": outcome,
            **{name: str(value) for name, value in facts.items()},
        },
        entry_id=entry_id,
    )  # fmt: skip


@transaction.atomic
def settle(reply_id: int, *, outcome: str, by: Actor, at: datetime) -> None:
    """Say that nothing more is to be done about a reply, and why; raises ReplyRefused without words."""
    held = held_reply(reply_id, by=by)
    if not outcome.strip():
        raise ReplyRefused("Say in a few words what became of it.")
    finish(held, "settled", held.reading.label, {}, outcome=outcome.strip(), by=by, at=at)


@transaction.atomic
def stop_channel(reply_id: int, channel: str, *, by: Actor, at: datetime) -> None:
    """Stop a channel because of a reply ("all" for every one); raises OptOutRefused for one there is none of."""
    held = held_reply(reply_id, by=by)
    stopped = opt_out(
        held.person_id, channel=channel, contact_point_id=None, source=held.source,
        event_key=f"reply:{reply_id}:{channel}:{by.name}", by=by, at=at,
    )  # fmt: skip
    facts = {"channel": channel, "consents": list(stopped.consent_ids), "cancelled": stopped.cancelled}
    finish(held, "opt_out", "stop", facts, outcome=f"Stopped: {channel}.", by=by, at=at)


@transaction.atomic
def confirm(reply_id: int, *, by: Actor, at: datetime) -> None:
    """Confirm what was only held so far: bankruptcy, death, a vulnerable person, or another person's address.

    The circumstance is put on record from the day the reply came, or the contact point is marked. Holds stay until
    somebody releases them. Raises ReplyRefused where there is nothing to confirm.
    """
    held = held_reply(reply_id, by=by)
    label = held.reading.label
    if label in CIRCUMSTANCES:
        number = record_circumstance(
            held.person_id, CIRCUMSTANCES[label], source=held.source, effective_date=held.reply.happened_at.date(),
            by=by, at=at,
        )  # fmt: skip
        finish(held, "circumstance", label, {"circumstance": number}, outcome="Confirmed.", by=by, at=at)
    elif label == "wrong_person" and held.match.contact_point_id is not None:
        point = held.match.contact_point_id
        mark_contact_point(point, "wrong person", source=held.source, by=by, at=at)
        finish(held, "wrong_point", label, {"contact_point": point}, outcome="Marked.", by=by, at=at)
    else:
        raise ReplyRefused(f"There is nothing to confirm about this: {LABELS[label]}")


@transaction.atomic
def read_otherwise(reply_id: int, label: str, *, scope: str = "", by: Actor, at: datetime) -> None:
    """Say what a reply means; what follows at once from that meaning follows now. It stays on the list.

    Raises ReplyRefused for a meaning there is none of.
    """
    held = held_reply(reply_id, by=by)
    if label not in LABELS or scope not in {"", "channel", "all"}:
        raise ReplyRefused(f"{label[:40]!r} is no meaning of a reply; one of {', '.join(LABELS)} is.")
    before = held.reading
    reading = Reading(
        label, 1.0, before.quote_start, before.quote_end, is_sure=True, by=by.name,
        scope=scope or ("channel" if label == "stop" else ""), details=before.details,
    )  # fmt: skip
    entry_id = allot()
    write_reading(held.reply, reading, at=at, entry_id=entry_id)
    _follow(held, reading, before, entry_id=entry_id, at=at)
    append(
        "outreach.reply_read",
        by=by.name,
        at=at,
        subjects=[f"reply:{reply_id}", *([f"person:{held.match.person_id}"] if held.match.person_id else [])],
        facts={"reply": reply_id, "label": label, "before": before.label, "quote": held.quote},
        entry_id=entry_id,
    )


@transaction.atomic
def match_to(reply_id: int, person_id: int, *, by: Actor, at: datetime) -> None:
    """Say whom a reply is from; what it says takes effect for that person now.

    Raises ReplyRefused for a person there is none of, or where it is known already whom it is from.
    """
    person = Person.objects.filter(pk=person_id, withdrawn_at=None).first()
    if person is None:
        raise ReplyRefused(f"There is no person {person_id}.")
    require(by, DECIDING, client_id=person.issuer_id)
    order_after_sending(person_id)
    held = held_reply(reply_id, by=by)
    if held.match.person_id is not None:
        raise ReplyRefused("It is known already whom this reply is from.")
    entry_id = allot()
    match = Match("person", Sign(person.pk, person.issuer_id))
    write_match(held.reply, match, by=by.name, at=at, entry_id=entry_id)
    now = Held(held.reply, held.reply.matches.latest("id"), held.reading)
    reading = _as_read(held.reading)
    deeds = _follow(now, reading, None, entry_id=entry_id, at=at)
    task = Task.objects.filter(matter=f"reply:{reply_id}", closed_at=None).first()
    if task is not None:
        # Another task takes its place, of the client it concerns, so that whoever works there sees it.
        close_task(task.pk, outcome="It is known now whom it is from.", by=by, at=at)
    report(held.reply, match, reading, deeds=deeds, at=at)
    append(
        "outreach.reply_matched",
        by=by.name,
        at=at,
        subjects=[f"reply:{reply_id}", f"person:{person_id}", f"client:{person.issuer_id}"],
        facts={"reply": reply_id, "person": person_id},
        entry_id=entry_id,
    )


def _follow(held: Held, reading: Reading, before: ReplyReading | None, *, entry_id: int, at: datetime) -> list[str]:
    """Count what is counted now and was not before, and do what follows at once; return the deeds."""
    if held.match.person_id is None:
        return []
    channel = held.reply.channel
    counted = set(contents(_as_read(before), channel=channel)) if before is not None else set()
    words = [word for word in contents(reading, channel=channel) if word not in counted]
    if before is None and not words and not held.reply.is_note:
        words = [""]
    write_contacts(
        held.reply, person_id=held.person_id, contact_point_id=held.match.contact_point_id,
        debt_ids=held.match.debt_ids or debts_of(held.person_id), contents=words, entry_id=entry_id,
    )  # fmt: skip
    match = Match(held.match.how, Sign(held.person_id, held.match.client_id or 0, None, held.match.contact_point_id))
    return act_at_once(held.reply, match, reading, following(reading, channel=channel), entry_id=entry_id, at=at)


def _as_read(row: ReplyReading) -> Reading:
    """Return a reading as it stands in the books; what was found besides was acted on when it came in."""
    return Reading(
        row.label, row.confidence, row.quote_start, row.quote_end, is_sure=row.is_sure, by=row.by, scope=row.scope,
        rule=row.rule, is_urgent=row.is_urgent, channels=tuple(row.details.get("channels", ())), details=row.details,
        findings=tuple(
            Finding(
                one["label"], one["scope"], one["rule"], one["confidence"], one["is_sure"], one["is_urgent"],
                one["start"], one["end"], tuple(one["channels"]),
            )
            for one in row.findings
        ),
    )  # fmt: skip
