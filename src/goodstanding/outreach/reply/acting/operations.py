"""Carrying out what follows at once from a reply, inside the transaction in which it is held.

These are parts of the deed of receiving, not deeds of their own: whoever receives has asked the permission. They act in
the name of the house's own rules, because a stop binds whoever happened to take it in.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from goodstanding.access.permission import Actor
from goodstanding.access.role import Role
from goodstanding.outreach.models.contact import Contact, ContactDebt
from goodstanding.outreach.models.reply import Reply, ReplyAct
from goodstanding.outreach.operations.opt_out import answer_help, opt_in, opt_out
from goodstanding.outreach.reply.acting.following import Following
from goodstanding.outreach.reply.matching import Match
from goodstanding.outreach.reply.reading.reading import Reading
from goodstanding.parties.models import ContactPoint, Person, Representation
from goodstanding.parties.operations.circumstance import record_representation
from goodstanding.parties.operations.person import register
from goodstanding.receivables.models import Debt, Hold
from goodstanding.receivables.operations.holds import place_hold

BY_RULE = Actor("job:replies", frozenset({Role.SUPERVISOR, Role.COMPLIANCE_OFFICER}))
"""In whose name the house acts on what people write."""
UNNAMED = "Attorney not named yet"
POINT_OF: Mapping[str, str] = {"email": "email", "sms": "phone", "call": "phone", "letter": "address"}


def act_at_once(
    reply: Reply, match: Match, reading: Reading, follows: Following, *, entry_id: int, at: datetime
) -> list[str]:
    """Do what follows at once, and return the deeds. Without one person, only the way it came is stopped."""
    deeds: list[tuple[str, str, dict[str, Any]]] = []
    if match.sign is None:
        deeds += _stop_points(reply, match, follows, at=at)
    else:
        deeds += _stop(reply, match.sign.person_id, match.sign.contact_point_id, follows, at=at)
        if follows.is_attorney:
            deeds += _attorney(reply, match.sign.person_id, reading, at=at)
        deeds += _hold(reply, match.sign.person_id, reading, follows, at=at)
        deeds += _answer_word(reply, match.sign.person_id, match.sign.contact_point_id, follows, at=at)
    write_acts(reply.pk, deeds, quote=quoted(reply, reading), by=BY_RULE.name, entry_id=entry_id, at=at)
    return [deed for deed, _, _ in deeds]


def write_acts(
    reply_id: int, deeds: Sequence[tuple[str, str, Mapping[str, Any]]], *, quote: str, by: str, entry_id: int,
    at: datetime,
) -> None:  # fmt: skip
    """Put down what was done because of a reply: deed, label, and numbers of what was made."""
    ReplyAct.objects.bulk_create(
        ReplyAct(reply_id=reply_id, deed=deed, label=label, facts=dict(facts), quote=quote, by=by, at=at,
                 entry_id=entry_id)
        for deed, label, facts in deeds
    )  # fmt: skip


def write_contacts(
    reply: Reply, *, person_id: int, contact_point_id: int | None, debt_ids: Sequence[int], contents: Sequence[str],
    entry_id: int,
) -> list[int]:  # fmt: skip
    """Put the reply among the contacts the law counts, once for every word it counts; return their numbers."""
    rows = [
        Contact.objects.create(
            person_id=person_id, contact_point_id=contact_point_id, direction="inbound", channel=reply.channel,
            outcome="conversation" if reply.is_note else "", content=word, happened_at=reply.happened_at,
            learned_at=reply.learned_at, entry_id=entry_id,
        )
        for word in contents
    ]  # fmt: skip
    ContactDebt.objects.bulk_create(ContactDebt(contact=row, debt_id=debt) for row in rows for debt in debt_ids)
    return [row.pk for row in rows]


def debts_of(person_id: int) -> list[int]:
    """Return the debts of a person that are in the book."""
    return list(Debt.objects.filter(debtor_id=person_id, withdrawn_at=None).order_by("pk").values_list("pk", flat=True))


def quoted(reply: Reply, reading: Reading) -> str:
    """Return the words that a reading quotes."""
    return reply.text[reading.start : reading.end][:500]


def hold_debts(person_id: int, *, reason: str, note: str, by: Actor, at: datetime) -> Iterator[int]:
    """Hold every debt of a person that is not held for this reason already; yields the holds."""
    debts = debts_of(person_id)
    open_ones = Hold.objects.filter(debt_id__in=debts, reason=reason, released_at=None, ends_date=None)
    held = set(open_ones.values_list("debt_id", flat=True))
    for debt in debts:
        if debt not in held:
            yield place_hold(debt, reason=reason, starts_date=at.date(), note=note, by=by, at=at)


def _stop(
    reply: Reply, person_id: int, contact_point_id: int | None, follows: Following, *, at: datetime
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Stop channels: all of it where everything is to stop, else where it came from if that is known."""
    points = ContactPoint.objects.filter(pk__in=[contact_point_id] if contact_point_id else [])
    kind = points.values_list("kind", flat=True).first()
    for channel in follows.stops:
        point = contact_point_id if not follows.is_cease and POINT_OF.get(channel) == kind else None
        opt_out(
            person_id, channel=channel, contact_point_id=point, source=f"Reply {reply.pk}",
            event_key=f"reply:{reply.pk}:{person_id}:{channel}", by=BY_RULE, at=at, effective_at=reply.happened_at,
            confirms=not follows.is_cease and not reply.is_note,
        )  # fmt: skip
        yield "opt_out", "stop", {"person": person_id, "channel": channel, "contact_point": point}
    if follows.is_cease:
        yield "cease", "stop", {"person": person_id}


def _answer_word(
    reply: Reply, person_id: int, contact_point_id: int | None, follows: Following, *, at: datetime
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Start texts again where a text says so, or answer one that asks for help."""
    if follows.word == "start":
        opt_in(
            person_id, channel="sms", contact_point_id=contact_point_id, source=f"Reply {reply.pk}",
            event_key=f"reply:{reply.pk}", by=BY_RULE, at=at, effective_at=reply.happened_at,
        )  # fmt: skip
        yield "opt_in", "other", {"person": person_id, "channel": "sms", "contact_point": contact_point_id}
    if follows.word == "help":
        answer_help(person_id, contact_point_id=contact_point_id, event_key=f"reply:{reply.pk}", by=BY_RULE, at=at)
        yield "answer", "question", {"person": person_id}


def _stop_points(
    reply: Reply, match: Match, follows: Following, *, at: datetime
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Where several people are reached where it came from: stop that way to each of them, which guesses nothing."""
    for person_id, point_id in match.points:
        yield from _stop(reply, person_id, point_id, follows._replace(is_cease=False), at=at)


def _attorney(
    reply: Reply, person_id: int, reading: Reading, *, at: datetime
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Put an attorney on record whose name is still to be asked; the law binds from when we know of one."""
    person = Person.objects.get(pk=person_id)
    if Representation.objects.filter(person_id=person_id, role="attorney", ended_date=None).exists():
        return
    reference = f"attorney:{person.reference}"
    known = Person.objects.filter(issuer_id=person.issuer_id, reference=reference).values_list("pk", flat=True).first()
    attorney = known or register(UNNAMED, issuer_id=person.issuer_id, reference=reference, by=BY_RULE, at=at)
    number = record_representation(
        person_id, attorney, role="attorney", source=f"Reply {reply.pk}: {quoted(reply, reading)}"[:400],
        effective_date=at.date(), by=BY_RULE, at=at,
    )  # fmt: skip
    yield "attorney", "attorney", {"person": person_id, "representation": number, "attorney": attorney}


def _hold(
    reply: Reply, person_id: int, reading: Reading, follows: Following, *, at: datetime
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    note = f"Reply {reply.pk}, until somebody has looked: {quoted(reply, reading)}"[:400]
    for label, reason in follows.holds:
        holds = list(hold_debts(person_id, reason=reason, note=note, by=BY_RULE, at=at))
        if holds:
            yield "hold", label, {"person": person_id, "reason": reason, "holds": holds}
