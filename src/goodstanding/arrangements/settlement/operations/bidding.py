"""Taking a debtor's bid on an offer, and answering it by policy at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, cast

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.arrangements.affordability.operations import AboveSurplus
from goodstanding.arrangements.models import SettlementAcceptance, SettlementBid, SettlementOffer
from goodstanding.arrangements.settlement import bid as bids
from goodstanding.arrangements.settlement.operations.accepting import put_acceptance
from goodstanding.arrangements.settlement.operations.offering import OfferRefused, Proposed, put_offer
from goodstanding.arrangements.settlement.operations.saying import SENTENCES, held_offer
from goodstanding.arrangements.settlement.policy import told
from goodstanding.arrangements.settlement.queries import Offer, floor_of, live_settlement, offer_of, owed_on, policy_of
from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import about
from goodstanding.worklists.operations.single import About, put_task
from goodstanding.worklists.operations.single import Wanted as WantedTask


class Answered(NamedTuple):
    """What a bid was answered: the word, the offers that answer it, and the agreement where it was accepted."""

    bid_id: int
    word: bids.Word
    offers: tuple[int, ...] = ()
    agreement_id: int | None = None


@transaction.atomic
def bid(
    offer_id: int, *, amount: Amount, payments: int = 1, key: str, source: str, by: Actor, at: datetime
) -> Answered:
    """Take what a debtor says they could pay, in so many payments, and answer it by policy.

    The same key again returns the same answer. Raises OfferRefused where the offer is not open, the bid is none, or
    too many came before; NoSuchOffer and PermissionRefused. Locks the debt's account.
    """
    # Bids on what we countered are bids on the offer they began with, and are counted there.
    offer_id = SettlementOffer.objects.filter(id=offer_id).values_list("root_id", flat=True).first() or offer_id
    person = SettlementOffer.objects.filter(id=offer_id).values_list("debt__debtor_id", flat=True).first()
    if person is not None:
        order_after_sending(person)
    debt, one = held_offer(offer_id, permission="settlements.answer", by=by, at=at)
    known = SettlementBid.objects.filter(key=key).first()
    if known is not None:
        return _answered(known)
    _refuse(debt, one, amount, payments, source=source)
    policy = policy_of(debt.portfolio_id, day=at.date())
    number = SettlementBid.objects.filter(offer_id=offer_id).count() + 1
    if number > policy.bids_most:
        raise OfferRefused("You have made as many bids as we can answer here; a person will look at them.")
    stakes = _stakes(debt, one, amount, at=at)
    answer = bids.answer(bids.Bid(amount.minor, payments, number), policy=policy, stakes=stakes)
    entry_id = allot()
    answer, made = _follow(debt, one, answer, payments=payments, key=key, by=by, at=at, entry_id=entry_id)
    row = SettlementBid.objects.create(
        offer_id=offer_id, key=key, number=number, amount_minor=amount.minor, count=payments, answer=answer.word,
        policy={"policy": told(policy), "stakes": stakes._asdict(), "offers": made}, source=source, recorded_at=at,
        entry_id=entry_id,
    )  # fmt: skip
    append(
        "arrangements.settlement_bid",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={
            "bid": row.id, "offer": offer_id, "number": number, "amount_minor": amount.minor, "payments": payments,
            "currency": amount.currency, "answer": answer.word, "offers": made, "source": source,
        },
        entry_id=entry_id,
    )  # fmt: skip
    agreement_id = None
    if answer.word == "accepted":
        agreement_id = put_acceptance(debt, offer_of(made[0], at=at), source=source, by=by, at=at)
    return Answered(row.id, answer.word, tuple(made), agreement_id)


def _stakes(debt: Debt, one: Offer, amount: Amount, *, at: datetime) -> bids.Stakes:
    """Return what the answer hangs on; a bid above what is owed is a slip of the pen, and agrees to nothing."""
    owed = owed_on(debt.pk, day=at.date())
    if amount.minor > owed:
        there = Amount(owed, amount.currency)
        raise OfferRefused(f"{amount} is more than the {there} that are owed. Nothing was agreed.")
    floor = floor_of(debt.portfolio_id, owed_minor=owed, day=at.date())
    return bids.Stakes(owed, one.amount.minor, len(one.parts), floor)


def _refuse(debt: Debt, one: Offer, amount: Amount, payments: int, *, source: str) -> None:
    if one.state != "open":
        raise OfferRefused(SENTENCES[one.state])
    if live_settlement(debt.pk) is not None:
        raise OfferRefused(SENTENCES["superseded"])
    if amount.currency != debt.currency:
        raise OfferRefused(f"The bid is in {amount.currency}, the debt in {debt.currency}.")
    if amount.minor <= 0 or payments < 1:
        raise OfferRefused("A bid is an amount above zero, in one payment or more.")
    if not source.strip():
        raise OfferRefused("Say where the bid can be seen or heard.")


def _follow(
    debt: Debt, one: Offer, answer: bids.Answer, *, payments: int, key: str, by: Actor, at: datetime, entry_id: int
) -> tuple[bids.Answer, list[int]]:
    """Make the offers that an answer asks for; what nobody can afford is not offered, and a person looks at it."""
    made: list[int] = []
    if answer.word == "accepted":
        if answer.amount_minor == one.amount.minor and payments <= len(one.parts):
            return answer, [one.offer_id]
        wanted = [(answer.amount_minor, payments, 0, "bid")]
    else:
        wanted = [(each.amount_minor, each.payments, each.first_minor, "counter") for each in answer.counters]
    for place, (minor, count, first, origin) in enumerate(wanted):
        proposed = Proposed(
            amount=Amount(minor, debt.currency), payments=count, first_minor=first, expires_date=one.expires_date,
            key=f"{key}:{place}", origin=origin, root_id=one.offer_id,
        )  # fmt: skip
        try:
            made.append(put_offer(debt, proposed, by=by, at=at, entry_id=entry_id).id)
        except (AboveSurplus, OfferRefused):
            # More than the person has documented to have left, or no less than is owed: not an answer for them.
            continue
    if answer.word in ("accepted", "countered") and not made:
        answer = bids.Answer("escalated")
    if answer.word == "escalated":
        _ask_a_person(debt, one, key=key, at=at, entry_id=entry_id)
    return answer, made


def _ask_a_person(debt: Debt, one: Offer, *, key: str, at: datetime, entry_id: int) -> None:
    wanted = WantedTask(
        kind="step", matter=f"settlement bid:{key}",
        title=f"Answer the bid on offer {one.offer_id} for {debt.reference}.", evidence={"offer": one.offer_id},
    )  # fmt: skip
    put_task(wanted, About(debt.debtor_id, debt.pk, debt.client_id, debt.portfolio_id), at=at, entry_id=entry_id)


def _answered(row: SettlementBid) -> Answered:
    made: Sequence[int] = row.policy.get("offers", [])
    agreement_id = None
    if row.answer == "accepted":
        agreement_id = SettlementAcceptance.objects.get(offer_id__in=made).agreement_id
    return Answered(row.id, cast(bids.Word, row.answer), tuple(made), agreement_id)
