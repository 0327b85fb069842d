"""The house, as sending needs it: messages weighed by the books and the law of the moment, fields of agreements,
and printed notices.

Put together here, because sending lies on a floor below; the doors hand it to the worker, to previews, and to whoever
sends by hand. What a person sends is weighed exactly as what a night planned.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from goodstanding.arrangements.billing.queries import attached
from goodstanding.arrangements.models import Promise
from goodstanding.arrangements.queries import promises_of
from goodstanding.disputes.models import Dispute
from goodstanding.disputes.queries import DisputeStanding, of_debt
from goodstanding.outreach.port.delivery import DeliveryLine
from goodstanding.outreach.sending.house import House, Printed, Waiting, Weighed
from goodstanding.strategy.pending import Held, Now, PendingAct, weigh
from goodstanding.strategy.queries import acts as books
from goodstanding.strategy.queries.asking import Refused, ask_now
from goodstanding.strategy.queries.house.notice import print_notices
from goodstanding.strategy.queries.house.pay_link import own_links

AskNow = Callable[[Sequence[PendingAct], datetime, Sequence[str]], Mapping[int, Refused]]
DEMANDS = frozenset(
    {"payment_reminder", "demand_payment", "debt_recovery", "settlement_offer", "requested_return_call"}
)
"""Purposes of messages that want something paid: they do not go where nothing is owed, or where it is disputed, held or
promised. A receipt, a confirmation or an answer goes all the same."""


def ask_law(acts: Sequence[PendingAct], at: datetime, purposes: Sequence[str]) -> Mapping[int, Refused]:
    """Ask the law in force."""
    return ask_now(acts, at, purposes=purposes)


def the_house(*, ask: AskNow = ask_law) -> House:
    """Return what sending is handed; `ask` asks the law."""
    return House(
        weigh=lambda messages, at: weigh_messages(messages, at, ask=ask), fields=fields_of, print=print_documents
    )


def print_documents(messages: Sequence[Waiting], at: datetime) -> dict[int, Printed]:
    """Return what goes with messages, by message: validation notices, and invoices that were issued."""
    return print_notices(messages, at) | attached(messages, at)


def weigh_messages(messages: Sequence[Waiting], at: datetime, *, ask: AskNow = ask_law) -> dict[int, Weighed]:
    """Return what the books and the law say of messages at an instant, by number."""
    acts = [_act(one) for one in messages]
    now = books.known_now(acts, day=at.date()) if acts else Now({})
    weighed = {one.message_id: _weighed(one, act, now, at=at) for one, act in zip(messages, acts, strict=True)}
    left = [
        (replace(act, lines=told), _purpose(one))
        for one, act in zip(messages, acts, strict=True)
        if not isinstance(told := weighed[one.message_id], Held)
    ]
    refused = ask([act for act, _ in left], at, [purpose for _, purpose in left])
    return {number: _told(one, refused.get(number)) for number, one in weighed.items()}


def fields_of(messages: Sequence[Waiting], at: datetime) -> dict[int, dict[str, Any]]:
    """Return the merge fields of promises, disputes and paying of the debts that messages are about, by message."""
    debts = {line.debt_id for one in messages for line in one.lines}
    links = own_links(debts, at=at)
    promised = set(Promise.objects.filter(debt_id__in=debts).values_list("debt_id", flat=True))
    disputed = set(Dispute.objects.filter(debt_id__in=debts).values_list("debt_id", flat=True))
    return {
        one.message_id: _promise(one, promised, at=at) | _dispute(one, disputed) | _pay(one, links)
        for one in messages
        if any(line.debt_id in promised | disputed | links.keys() for line in one.lines)
    }


def _pay(message: Waiting, links: Mapping[int, str]) -> dict[str, Any]:
    """Return the link by which the first of the debts is paid, where our own page is there."""
    link = next((links[line.debt_id] for line in message.lines if line.debt_id in links), "")
    return {"pay.link": link} if link else {}


def _promise(message: Waiting, promised: set[int], *, at: datetime) -> dict[str, Any]:
    """Return the latest promise that was not withdrawn, on any of the debts."""
    found = [
        standing
        for line in message.lines
        if line.debt_id in promised
        for standing in promises_of(line.debt_id, as_of=at.date())
        if standing.state != "withdrawn"
    ]
    if not found:
        return {}
    latest = max(found, key=lambda standing: (standing.made_date, standing.promise_id))
    return {"promise.amount": latest.amount, "promise.date": latest.due_date}


def _dispute(message: Waiting, disputed: set[int]) -> dict[str, Any]:
    """Return the latest dispute of any of the debts, with its answer where it was closed."""
    found: list[DisputeStanding] = [
        standing for line in message.lines if line.debt_id in disputed for standing in of_debt(line.debt_id)
    ]
    if not found:
        return {}
    latest = max(found, key=lambda standing: (standing.opened_date, standing.dispute_id))
    return {
        "dispute.opened_date": latest.opened_date,
        "dispute.reference": f"D-{latest.dispute_id}",
        "dispute.reason": latest.reason,
        "dispute.answer": latest.outcome,
    }


def _act(message: Waiting) -> PendingAct:
    """Return a message as an act that is weighed; it is too late or not by its own time, never by a yes."""
    return PendingAct(
        act_id=message.message_id,
        night_id=0,
        kind="contact",
        channel=message.channel,
        person_id=message.person_id,
        client_id=message.client_id,
        contact_point_id=message.contact_point_id,
        strategy=message.strategy,
        edition=message.edition,
        treatment="",
        step=message.step,
        template=message.template,
        tone=message.tone,
        language=message.language,
        approval="",
        offers="",
        team="",
        value_minor=0,
        planned_at=message.planned_at,
        not_before=message.not_before,
        not_after=message.not_after,
        hour_at=None,
        asked=True,
        lines=message.lines,
    )


def _purpose(message: Waiting) -> str:
    """Return what the law is told of why it is sent; of what a night planned it was told nothing, then or now."""
    return "" if message.origin == "night" else message.purpose


def _weighed(message: Waiting, act: PendingAct, now: Now, *, at: datetime) -> Held | tuple[DeliveryLine, ...]:
    if message.origin == "arrangement":
        # A reminder of what was agreed is no demand beside the agreement, which holds back every other.
        now = replace(now, promised=frozenset())
    if message.origin == "night" or message.purpose in DEMANDS:
        return weigh(act, now, at=at)
    if at >= act.not_after:
        return Held("too late")
    if act.person_id in now.deceased:
        return Held("deceased")
    if act.contact_point_id is not None and act.contact_point_id in now.unusable_points:
        return Held("point")
    if all(line.debt_id in now.withdrawn for line in act.lines):
        return Held("withdrawn")
    return tuple(line._replace(balance_minor=now.balance(line)) for line in act.lines)


def _told(weighed: Held | tuple[DeliveryLine, ...], refused: Refused | None) -> Weighed:
    if isinstance(weighed, Held):
        return Weighed(held=weighed.reason)
    if refused is None:
        return Weighed(weighed)
    return Weighed(weighed, Held("law", refused.sentence).reason, refused.again_at, refused.rule)
