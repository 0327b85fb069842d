"""Offering to settle a debt for less: one debt, or every debt of a portfolio that a rule fits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.affordability.operations import refuse_above_surplus
from goodstanding.arrangements.models import SettlementOffer
from goodstanding.arrangements.settlement import offer as nouns
from goodstanding.arrangements.settlement.policy import asked_minor
from goodstanding.arrangements.settlement.queries import floor_of, live_settlement, owed_on, policy_of
from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.refusal import Refusal
from goodstanding.worklists.operations.single import About, put_task
from goodstanding.worklists.operations.single import Wanted as WantedTask


class OfferRefused(Refusal):
    """An offer cannot be made, answered or accepted like this; the sentences say why."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """An offer as somebody wants it made. What is left out comes from the portfolio's policy.

    `payments` is in how many it is paid, a month apart; the first falls due on `first_date`, the last day of the offer
    where it is left out. `first_minor` makes the first one of its own size.
    """

    amount: Amount | None = None
    payments: int = 1
    expires_date: date | None = None
    first_date: date | None = None
    first_minor: int = 0
    key: str = ""
    origin: str = "person"
    root_id: int | None = None


@transaction.atomic
def make_offer(debt_id: int, proposed: Proposed, *, by: Actor, at: datetime) -> int:
    """Offer to settle a debt for less, and return the offer's number; the same key again returns the same offer.

    Below the client's floor it waits for the yes of a second person. Raises OfferRefused, AboveSurplus, NoSuchDebt,
    DebtWithdrawn, and PermissionRefused where more would be given up than the actor may. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="settlements.read", by=by)
    known = SettlementOffer.objects.filter(key=proposed.key).first() if proposed.key else None
    if known is not None:
        if known.debt_id != debt_id:
            raise OfferRefused("Another debt has an offer under this key already.")
        return known.id
    entry_id = allot()
    row = put_offer(debt, proposed, by=by, at=at, entry_id=entry_id)
    given_up = Amount(row.owed_minor - row.amount_minor, row.currency)
    require(by, "settlements.offer", client_id=debt.client_id, portfolio_id=debt.portfolio_id, amount=given_up)
    append(
        "arrangements.settlement_offered",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts=told(row),
        entry_id=entry_id,
    )
    return row.id


def put_offer(debt: Debt, proposed: Proposed, *, by: Actor, at: datetime, entry_id: int) -> SettlementOffer:
    """Part of a deed: write an offer down; the debt is held. Raises OfferRefused and AboveSurplus."""
    today = at.date()
    owed = owed_on(debt.pk, day=today)
    policy = policy_of(debt.portfolio_id, day=today)
    if owed <= 0:
        raise OfferRefused("Nothing is owed on this debt, so there is nothing to settle.")
    asked = asked_minor(policy, owed_minor=owed, ppm=policy.asking_ppm, count=max(proposed.payments, 1))
    amount = proposed.amount or Amount(asked, debt.currency)
    expires = proposed.expires_date or today + timedelta(days=policy.valid_days)
    parts = _parts(proposed, amount, expires)
    found = list(
        nouns.faults(parts, owed_minor=owed, expires_date=expires, count_most=policy.instalments_most, today=today)
    )
    if amount.currency != debt.currency:
        found = [f"The offer is in {amount.currency}, the debt in {debt.currency}."]
    if live_settlement(debt.pk) is not None:
        found.append("A settlement of this debt was accepted already.")
    if found:
        raise OfferRefused(" ".join(found))
    if len(parts) > 1 and debt.debtor_id is not None:
        refuse_above_surplus(debt.debtor_id, nouns.monthly_minor(parts), debt.currency, at=at)
    is_below = amount.minor < floor_of(debt.portfolio_id, owed_minor=owed, day=today)
    row = SettlementOffer.objects.create(
        debt=debt, key=proposed.key or f"offer:{entry_id}", amount_minor=amount.minor, currency=debt.currency,
        owed_minor=owed, parts=[[one.due_date.isoformat(), one.amount_minor] for one in parts], expires_date=expires,
        is_below_floor=is_below, origin=proposed.origin, root_id=proposed.root_id, made_by=by.name, recorded_at=at,
        entry_id=entry_id,
    )  # fmt: skip
    if is_below:
        _ask_for_approval(row, debt, at=at, entry_id=entry_id)
    return row


def told(row: SettlementOffer) -> dict[str, object]:
    """Return an offer as an evidence entry tells it."""
    return {
        "offer": row.id, "amount_minor": row.amount_minor, "owed_minor": row.owed_minor, "currency": row.currency,
        "parts": row.parts, "expires_date": row.expires_date.isoformat(), "origin": row.origin,
        "waits_for_approval": row.is_below_floor,
    }  # fmt: skip


def _parts(proposed: Proposed, amount: Amount, expires: date) -> list[nouns.Instalment]:
    if proposed.payments < 1 or amount.minor <= 0:
        raise OfferRefused("An offer asks for an amount above zero, in one payment or more.")
    try:
        return nouns.payments(
            amount_minor=amount.minor, currency=amount.currency, count=proposed.payments,
            first_date=proposed.first_date or expires, first_minor=proposed.first_minor,
        )  # fmt: skip
    except nouns.TermsRefused as refusal:
        raise OfferRefused(str(refusal)) from refusal


def _ask_for_approval(row: SettlementOffer, debt: Debt, *, at: datetime, entry_id: int) -> None:
    wanted = WantedTask(
        kind="approval",
        matter=f"settlement offer:{row.id}",
        title=f"Below the client's floor: {Amount(row.amount_minor, row.currency)} for {debt.reference}.",
        evidence={"offer": row.id, "amount_minor": row.amount_minor, "owed_minor": row.owed_minor},
    )
    put_task(wanted, About(debt.debtor_id, debt.pk, debt.client_id, debt.portfolio_id), at=at, entry_id=entry_id)
