"""Part of running an agreement: each kind of deed, done in the books, and taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from goodstanding.access.permission import Actor
from goodstanding.arrangements.agreement.event import own_reference
from goodstanding.arrangements.agreement.queries import Done
from goodstanding.arrangements.agreement.run import Act
from goodstanding.disputes.queries import disputed_items
from goodstanding.ledger.balance import free_parts
from goodstanding.ledger.models import Transaction
from goodstanding.ledger.operations.reversal import reverse
from goodstanding.ledger.operations.waiving import Forgiving, waive
from goodstanding.ledger.posting import Part
from goodstanding.ledger.queries import lines_of
from goodstanding.outreach.queries import published_templates, why_unpublished
from goodstanding.outreach.sending.operations.asking_for import ask_for_message, best_point
from goodstanding.outreach.sending.wanted import MessageRefused, Wanted
from goodstanding.outreach.template.catalogue import shipped
from goodstanding.parties.models import Person
from goodstanding.payments.operations.applying import NothingToApply, apply_unapplied
from goodstanding.receivables.models import Debt
from goodstanding.worklists.operations.single import About, put_task
from goodstanding.worklists.operations.single import Wanted as WantedTask

UNDER: dict[str, Forgiving] = {"waive": "waiver", "discount": "discount"}
CHANNELS = ("email", "letter", "portal")
"""How a message about an agreement goes: by the first that a text is published for and the person can be reached by."""
Made = dict[str, Any]


def do(
    act: Act, turn: int, *, debts: Sequence[Debt], agreement_id: int, owed_minor: int, by: Actor, at: datetime,
    entry_id: int,
) -> Made:  # fmt: skip
    """Do a deed, and return what it made; the debts are held."""
    if act.deed in UNDER:
        return _give_up(act, debts, agreement_id, by=by, at=at)
    if act.deed == "apply":
        return _apply(debts, by=by, at=at)
    if act.deed == "notify":
        return _notify(act, turn, debts, agreement_id, owed_minor=owed_minor, by=by, at=at, entry_id=entry_id)
    if act.deed == "default":
        told = f"Agreement {agreement_id} is broken: decide what comes next."
        return _task(told, debts[0], matter=f"agreement:{agreement_id}:default:{turn}", at=at, entry_id=entry_id)
    return {"shares": [list(share) for share in act.shares]} if act.deed == "commission" else {}


def take_back(one: Done, *, debts: Sequence[Debt], agreement_id: int, by: Actor, at: datetime, entry_id: int) -> Made:
    """Take a deed back, and return what that made; the debts are held."""
    portfolios = {debt.pk: debt.portfolio_id for debt in debts}
    transactions: Any = one.made.get("transactions", [])
    # Somebody may have taken it back by hand before.
    by_hand = Transaction.objects.filter(reverses__in=[number for _, number in transactions])
    gone = set(by_hand.values_list("reverses_id", flat=True))
    reason = f"The ground of {one.deed} under agreement {agreement_id} is gone."
    made = [
        reverse(number, reason=reason, effective_date=at.date(), by=by, at=at, portfolio_id=portfolios[debt_id])
        for debt_id, number in transactions
        if number not in gone
    ]
    if one.deed == "release":
        told = f"The release under agreement {agreement_id} was taken back: its payment is gone."
        return _task(told, debts[0], matter=f"agreement:{agreement_id}:back:{one.act_id}", at=at, entry_id=entry_id)
    return {"transactions": made} if made else {}


def _give_up(act: Act, debts: Sequence[Debt], agreement_id: int, *, by: Actor, at: datetime) -> Made:
    """Waive or discount so much, debt after debt, on whatever is open from today on."""
    left, made = act.amount_minor, []
    for debt in debts:
        parts: list[Part] = []
        for part in free_parts(lines_of(debt.pk), from_date=at.date()):
            taken = min(left, part.amount_minor)
            if taken > 0:
                parts.append(part._replace(amount_minor=taken))
                left -= taken
        if parts:
            number = waive(
                debt.pk, parts, kind=UNDER[act.deed], reason=f"Agreement {agreement_id}, clause {act.key.clause}.",
                reference=own_reference(agreement_id), effective_date=at.date(), by=by, at=at,
                portfolio_id=debt.portfolio_id,
            )  # fmt: skip
            made.append([debt.pk, number])
    return {"transactions": made, "given_up_minor": act.amount_minor - left}


def _apply(debts: Sequence[Debt], *, by: Actor, at: datetime) -> Made:
    applied = 0
    for debt in debts:
        try:
            disputed = disputed_items(debt.pk, at.date())
            applied += apply_unapplied(debt.pk, effective_date=at.date(), disputed_items=disputed, by=by, at=at)
        except NothingToApply:
            continue
    return {"applied_minor": applied}


def _notify(
    act: Act, turn: int, debts: Sequence[Debt], agreement_id: int, *, owed_minor: int, by: Actor, at: datetime,
    entry_id: int,
) -> Made:  # fmt: skip
    """Ask for a message; where none can go a person is asked to tell them."""
    debt = debts[0]
    key = f"agreement:{agreement_id}:{act.key.clause}:{act.key.occasion}:{act.key.place}:{turn}"
    try:
        if debt.debtor_id is None:
            raise MessageRefused("Nobody is known to owe this account.")
        fields = fields_of(act, debt, owed_minor=owed_minor, agreement_id=agreement_id)
        wanted = Wanted(
            key=key, origin="arrangement", channel=_channel(act.template, debt.debtor_id, debt, at=at),
            person_id=debt.debtor_id, client_id=debt.client_id, debt_ids=[debt.pk], template=act.template,
            fields=fields,
        )  # fmt: skip
        return {"message": ask_for_message(wanted, by=by, at=at)}
    except MessageRefused as refusal:
        title = f"Tell the debtor what agreement {agreement_id} says ({act.template}): {refusal}"
        return _task(title, debt, matter=key, at=at, entry_id=entry_id)


def fields_of(act: Act, debt: Debt, *, owed_minor: int, agreement_id: int) -> Made:
    """Return what a text about an agreement may name: what settled it, and what was given up."""
    lines = lines_of(debt.pk)
    given_up = sum(
        line.amount_minor for line in lines
        if line.reference == own_reference(agreement_id) and line.head in ("waived", "discounted")
    )  # fmt: skip
    settles = {"minor": max(owed_minor - given_up, 0), "currency": debt.currency}
    number = act.key.occasion if act.key.occasion.isdecimal() else "1"
    return {
        "settlement.amount": settles, "settlement.saves": {"minor": given_up, "currency": debt.currency},
        "receipt.amount": settles,
        "instalment.number": int(number),
    }  # fmt: skip


def _channel(template: str, person_id: int, debt: Debt, *, at: datetime) -> str:
    """Return the first channel that a text is published for and somebody can be reached by; raises MessageRefused."""
    known = shipped().get(template)
    usable, language = published_templates(at), Person.objects.get(id=person_id).language or "en"
    for channel in CHANNELS:
        if known is None or channel not in known.channels:
            continue
        if why_unpublished(template, channel=channel, language=language, usable=usable):
            continue
        probe = Wanted(
            key="-", origin="arrangement", channel=channel, person_id=person_id, client_id=debt.client_id,
            debt_ids=[debt.pk], template=template,
        )  # fmt: skip
        try:
            best_point(probe)
        except MessageRefused:
            continue
        return channel
    raise MessageRefused("No channel is open by which this could be written.")


def _task(title: str, debt: Debt, *, matter: str, at: datetime, entry_id: int) -> Made:
    about = About(debt.debtor_id, debt.pk, debt.client_id, debt.portfolio_id)
    task, _ = put_task(WantedTask(kind="warning", matter=matter, title=title), about, at=at, entry_id=entry_id)
    return {"task": task.pk}
