"""Gathers the promises on an account for its page, and reads one that somebody typed."""

from functools import partial

from goodstanding.access.permission import may
from goodstanding.arrangements.queries import PromiseStanding, promises_of
from goodstanding.money.amount import Amount
from goodstanding.outreach.contact import CHANNELS
from goodstanding.receivables.queries.debts import DebtNotFound, debt_of
from goodstanding.workbench.account.promise import EMPTY, PromiseForm, PromiseLine, PromisePanel
from goodstanding.workbench.queries.account import Asked
from goodstanding.workbench.queries.question import CHANNEL_NAMES

READING, RECORDING, WITHDRAWING = "accounts.read", "promises.record", "promises.withdraw"


def promise_panel(debt_id: int, *, asked: Asked, filled: PromiseForm = EMPTY) -> PromisePanel:
    """Return the promises on an account as of the page's day; only today's page offers to change anything."""
    debt = debt_of(debt_id)
    is_today = asked.as_of == asked.at.date() and debt.withdrawn_at is None
    may_here = partial(may, asked.actor, client_id=debt.client_id, portfolio_id=debt.portfolio_id)
    return PromisePanel(
        lines=tuple(_line(one) for one in promises_of(debt_id, as_of=asked.as_of)),
        form=filled,
        currency=debt.currency,
        first_day=asked.at.date(),
        channels=tuple((name, channel_name(name)) for name in CHANNELS),
        may_record=is_today and may_here(RECORDING),
        may_withdraw=is_today and may_here(WITHDRAWING),
    )


def typed_amount(debt_id: int, text: str) -> Amount:
    """Read an amount in the currency of a debt; raises AmountMalformed."""
    return Amount.of(text, debt_of(debt_id).currency)


def visible_promise(debt_id: int, promise_id: int, *, asked: Asked) -> PromiseStanding:
    """Return a promise on a debt that the actor may see; raise DebtNotFound where there is none."""
    debt = debt_of(debt_id)
    if may(asked.actor, READING, client_id=debt.client_id, portfolio_id=debt.portfolio_id):
        for one in promises_of(debt_id, as_of=asked.as_of):
            if one.promise_id == promise_id:
                return one
    raise DebtNotFound(f"There is no promise {promise_id} on debt {debt_id}.")


def channel_name(channel: str) -> str:
    """Return the name of a channel as pages write it."""
    return CHANNEL_NAMES.get(channel, channel.replace("_", " ").capitalize())


def _line(one: PromiseStanding) -> PromiseLine:
    return PromiseLine(
        promise_id=one.promise_id,
        amount=one.amount,
        paid=one.paid,
        made_date=one.made_date,
        due_date=one.due_date,
        state=one.state,
        channel=channel_name(one.channel),
        evidence=one.evidence,
        withdrawn_reason=one.withdrawn_reason,
    )
