"""Asking for a message: by a person of the house, by what was agreed, or as an answer to a reply."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.channels.queries import house_words
from goodstanding.outreach.models.message import Message, MessageEvent
from goodstanding.outreach.port.delivery import DeliveryLine
from goodstanding.outreach.queries import published_templates, why_unpublished
from goodstanding.outreach.sending.house import Waiting
from goodstanding.outreach.sending.operations.waking import wake
from goodstanding.outreach.sending.wanted import POINT_KINDS, SENT_BY, TIME_TO_GO, MessageRefused, Wanted
from goodstanding.outreach.template.catalogue import Template, shipped
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.receivables.models import Debt

USABLE = ("valid", "unverified")
LANGUAGE = "en"
ASKING = ("payment_reminder", "demand_payment", "settlement_offer")
"""Purposes that ask for money."""

_OPEN = """
SELECT d.account_id, b.currency, coalesce((SELECT sum(p.amount_minor) FROM ledger_posting AS p
    WHERE p.account_id = d.account_id AND p.head IN ('receivable', 'unapplied') AND p.effective_date <= %s), 0)::bigint
FROM receivables_debt AS d JOIN ledger_account AS a ON a.id = d.account_id JOIN ledger_book AS b ON b.id = a.book_id
WHERE d.account_id = ANY(%s::bigint[]) ORDER BY d.account_id
"""


@transaction.atomic
def ask_for_message(wanted: Wanted, *, by: Actor, at: datetime) -> int:
    """Ask for a message and return its number; the same key again returns the same message and changes nothing.

    A person's own message waits so long that it can be taken back. Raises PermissionRefused, or MessageRefused where
    there is no such channel, template, debt or contact point, or no time in which it could go.
    """
    require(by, "messages.send", client_id=wanted.client_id)
    known = Message.objects.filter(key=wanted.key).values_list("id", flat=True).first()
    if known is not None:
        return known
    whole = _whole(wanted, by=by, at=at)
    assert whole.not_before is not None and whole.not_after is not None, "A whole message has its time."
    entry_id = allot()
    row, is_new = Message.objects.get_or_create(
        key=whole.key,
        defaults={
            "origin": whole.origin, "channel": whole.channel, "person_id": whole.person_id,
            "client_id": whole.client_id, "contact_point_id": whole.contact_point_id,
            "debt_ids": list(whole.debt_ids), "lines": _lines(whole, at=at), "template": whole.template,
            "language": whole.language, "tone": whole.tone, "purpose": whole.purpose, "fields": dict(whole.fields),
            "strategy": whole.strategy, "edition": whole.edition, "step": whole.step,
            "is_optional": whole.is_optional, "answers_id": whole.answers_id, "again_of_id": whole.again_of_id,
            "planned_at": whole.not_before, "not_before": whole.not_before, "not_after": whole.not_after,
            "state": "approved", "state_at": at, "due_at": whole.not_before, "by": by.name, "made_at": at,
            "entry_id": entry_id,
        },
    )  # fmt: skip
    if not is_new:
        return row.pk
    MessageEvent.objects.create(
        message=row, word="approved", source=by.name, source_key=f"made:{row.pk}", happened_at=at, learned_at=at,
        entry_id=entry_id,
    )  # fmt: skip
    wake(row.channel, due_at=row.due_at)
    append(
        "outreach.message_asked_for",
        by=by.name,
        at=at,
        subjects=[f"message:{row.pk}", f"person:{row.person_id}", *(f"debt:{debt}" for debt in row.debt_ids)],
        facts={
            "message": row.pk, "key": row.key, "origin": row.origin, "channel": row.channel, "template": row.template,
            "language": row.language, "contact_point": row.contact_point_id,
            "not_before": row.not_before.isoformat(), "not_after": row.not_after.isoformat(),
        },
        entry_id=entry_id,
    )  # fmt: skip
    return row.pk


def by_hand(
    debt_id: int, *, template: str, channel: str, language: str = "", contact_point_id: int | None = None, key: str
) -> Wanted:
    """Return a message about one account as a person of the house wants it; raises MessageRefused."""
    debt = Debt.objects.filter(account_id=debt_id).first()
    if debt is None or debt.debtor_id is None:
        raise MessageRefused(f"Nobody is known to owe account {debt_id}, so nobody is written to.")
    return Wanted(
        key=key,
        origin="person",
        channel=channel,
        person_id=debt.debtor_id,
        client_id=debt.client_id,
        debt_ids=[debt_id],
        template=template,
        language=language,
        contact_point_id=contact_point_id,
    )


def draft(wanted: Wanted, *, by: Actor, at: datetime) -> Waiting:
    """Return a message as it would be made, without making it, to be weighed and looked at; raises as asking does."""
    require(by, "messages.send", client_id=wanted.client_id)
    whole = _whole(wanted, by=by, at=at)
    assert whole.not_before is not None and whole.not_after is not None, "A whole message has its time."
    return Waiting(
        message_id=0,
        key=whole.key,
        origin=whole.origin,
        channel=whole.channel,
        person_id=whole.person_id,
        client_id=whole.client_id,
        contact_point_id=whole.contact_point_id,
        lines=tuple(DeliveryLine(**line) for line in _lines(whole, at=at)),
        template=whole.template,
        language=whole.language,
        tone=whole.tone,
        purpose=whole.purpose,
        fields=whole.fields,
        strategy=whole.strategy,
        edition=whole.edition,
        step=whole.step,
        is_optional=whole.is_optional,
        answers_id=whole.answers_id,
        planned_at=whole.not_before,
        not_before=whole.not_before,
        not_after=whole.not_after,
        attempt=0,
        by=by.name,
    )


def _whole(wanted: Wanted, *, by: Actor, at: datetime) -> Wanted:
    """Return what is wanted with everything chosen that was left open; raises MessageRefused."""
    template = _template(wanted)
    person = Person.objects.filter(id=wanted.person_id, withdrawn_at=None).first()
    if person is None:
        raise MessageRefused(f"There is no person {wanted.person_id}.")
    _check_debts(wanted)
    _refuse_to_ask_for_nothing(wanted, wanted.purpose or template.purposes[0], at=at)
    language = wanted.language or person.language or LANGUAGE
    usable = published_templates(at)
    if why := why_unpublished(template.name, channel=wanted.channel, language=language, usable=usable):
        raise MessageRefused(why)
    not_before = wanted.not_before or at
    if wanted.origin == "person" and by.name.startswith("user:"):
        not_before = max(not_before, at + timedelta(seconds=int(house_words(at).get("undo_seconds") or 0)))
    not_after = wanted.not_after or not_before + TIME_TO_GO
    if not_after <= max(not_before, at):
        raise MessageRefused("A message needs some time in which it may go: its end lies before its beginning.")
    return replace(
        wanted,
        language=language,
        purpose=wanted.purpose or template.purposes[0],
        contact_point_id=wanted.contact_point_id if wanted.contact_point_id else best_point(wanted),
        not_before=not_before,
        not_after=not_after,
    )


def _template(wanted: Wanted) -> Template:
    if wanted.channel not in SENT_BY:
        raise MessageRefused(f"Nothing is sent by {wanted.channel[:40]!r}; choose one of {', '.join(SENT_BY)}.")
    template = shipped().get(wanted.template)
    if template is None:
        raise MessageRefused(f"There is no template {wanted.template[:60]!r}; see goodstanding templates.")
    if wanted.channel not in template.channels:
        raise MessageRefused(
            f"{template.name} has no text for {wanted.channel}; it has one for {', '.join(template.channels)}."
        )
    return template


def _check_debts(wanted: Wanted) -> None:
    """Refuse debts that are not there, not this person's, or another client's."""
    if not wanted.debt_ids:
        raise MessageRefused("A message is about at least one account.")
    rows = Debt.objects.filter(account_id__in=list(wanted.debt_ids), withdrawn_at=None)
    found = {row.account_id: row for row in rows}
    for number in wanted.debt_ids:
        row = found.get(number)
        if row is None:
            raise MessageRefused(f"There is no account {number}, or it was withdrawn.")
        if row.debtor_id != wanted.person_id or row.client_id != wanted.client_id:
            raise MessageRefused(f"Account {row.reference} is not this person's with this client.")


def _refuse_to_ask_for_nothing(wanted: Wanted, purpose: str, *, at: datetime) -> None:
    """Refuse to ask somebody for money who owes none on any of the accounts."""
    if purpose in ASKING and all(line["balance_minor"] <= 0 for line in _lines(wanted, at=at)):
        raise MessageRefused("Nothing is owed on what the message is about, so nobody is asked to pay.")


def best_point(wanted: Wanted) -> int | None:
    """Return the contact point to use: one known to work before one nobody tried, the newest first.

    Raises MessageRefused where there is none of the channel's kind.
    """
    kind = POINT_KINDS.get(wanted.channel)
    if kind is None:
        return None
    points = ContactPoint.objects.filter(
        person_id=wanted.person_id, kind=kind, withdrawn_at=None, status__in=USABLE
    ).order_by("-id")
    found = sorted(points, key=lambda point: USABLE.index(point.status))
    if not found:
        raise MessageRefused(f"Nobody knows a usable {kind} of this person, so nothing goes by {wanted.channel}.")
    return found[0].pk


def _lines(wanted: Wanted, *, at: datetime) -> list[Mapping[str, Any]]:
    """Return the lines with what is owed now; they are measured again before the message leaves."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [at.date(), list(wanted.debt_ids)])
        rows = cursor.fetchall()
    return [
        {"debt_id": debt, "item_id": None, "step": wanted.step, "currency": currency, "balance_minor": minor}
        for debt, currency, minor in rows
    ]
