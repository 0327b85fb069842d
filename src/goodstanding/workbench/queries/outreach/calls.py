"""What stands in front of a collector who calls: who it is, what is open, what happened last, where the call stands."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from goodstanding.access.permission import Actor
from goodstanding.arrangements.queries import PromiseStanding, promises_of
from goodstanding.ledger.queries import balance
from goodstanding.money.amount import Amount
from goodstanding.outreach.channels.call.operations.hearing import proposed_outcome
from goodstanding.outreach.channels.call.outcome import ALL, Outcome
from goodstanding.outreach.channels.call.queries import (
    CampaignLine,
    campaign_lines,
    not_connected,
    open_call_of,
    voice_setting,
)
from goodstanding.outreach.channels.call.standing import LEFT, MEANINGS
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.models.call import Call
from goodstanding.outreach.queries import ContactLine, contacts_of
from goodstanding.parties.models import Person
from goodstanding.receivables.models import Debt
from goodstanding.worklists.models import Task
from goodstanding.worklists.queries import open_counts

CONTACTS_SHOWN = 8


class DebtLine(NamedTuple):
    """A debt the call is about."""

    debt_id: int
    reference: str
    client: str
    owed: Amount
    promises: Sequence[PromiseStanding]


class Key(NamedTuple):
    """An outcome with its key, and whether the law counts such a call."""

    outcome: Outcome
    is_counted: bool
    is_proposed: bool


class Facing(NamedTuple):
    """The call somebody has in front of them."""

    call: Call
    meaning: str
    person: str
    language: str
    title: str
    debts: Sequence[DebtLine]
    contacts: Sequence[ContactLine]
    keys: Sequence[Key]
    can_dial: bool
    can_say: bool


class Dialer(NamedTuple):
    """The page: the call in front of somebody, how many wait, and how calls are made here."""

    facing: Facing | None
    waiting: int
    by_hand: bool
    fault: str
    records: bool
    campaigns: Sequence[CampaignLine]


def dialer(*, by: Actor, at: datetime) -> Dialer:
    """Return what the page of calls shows."""
    call, fault, by_hand, records = open_call_of(by), "", True, False
    try:
        setting = voice_setting(at)
        by_hand, records = setting is None, bool(setting and setting.options.get("records"))
    except ChannelRefused as refusal:
        fault = str(refusal)
    facing = None if call is None else _facing(call, at=at)
    return Dialer(facing, open_counts(by)["call"], by_hand, fault, records, campaign_lines(at=at))


def _facing(call: Call, *, at: datetime) -> Facing:
    person = Person.objects.get(id=call.person_id)
    task = None if call.task_id is None else Task.objects.filter(id=call.task_id).first()
    left_out, proposed = not_connected(at=at), proposed_outcome(call)
    debts = Debt.objects.filter(account_id__in=call.debt_ids).select_related("client").order_by("account_id")
    return Facing(
        call=call,
        meaning=next(text for state, text in MEANINGS.items() if state == call.state),
        person=person.display_name,
        language=person.language,
        title="" if task is None else task.title,
        debts=[_debt(one, day=at.date()) for one in debts],
        contacts=contacts_of(call.person_id, known_at=at)[::-1][:CONTACTS_SHOWN],
        keys=[Key(one, one.contact not in left_out, one.contact == proposed) for one in ALL],
        can_dial=call.state == "shown",
        can_say=call.state in LEFT and call.dialled_at is not None,
    )


def _debt(one: Debt, *, day: date) -> DebtLine:
    owed = Amount(balance(one.account_id, as_of=day).balance_minor, one.currency)
    promises = [standing for standing in promises_of(one.account_id, as_of=day) if standing.state == "open"]
    return DebtLine(one.account_id, one.reference, one.client.name, owed, promises)
