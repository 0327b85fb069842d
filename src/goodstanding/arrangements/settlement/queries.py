"""Questions about settlements: the policy and the floor of a day, offers and how each stands, bids."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from goodstanding.arrangements.agreement.document import Instalment
from goodstanding.arrangements.agreement.queries import is_live
from goodstanding.arrangements.models import (
    SettlementAcceptance,
    SettlementBid,
    SettlementFloor,
    SettlementOffer,
    SettlementPolicy,
)
from goodstanding.arrangements.settlement import offer as nouns
from goodstanding.arrangements.settlement import policy as policies
from goodstanding.ledger.queries import balance
from goodstanding.money.amount import Amount
from goodstanding.receivables.models import Portfolio
from goodstanding.refusal import Refusal


class NoSuchOffer(Refusal):
    """There is no offer of this number."""


class NoSuchPortfolio(Refusal):
    """There is no portfolio of this number."""


class Offer(NamedTuple):
    """An offer as the house sees it; `is_below_floor` is for the house alone."""

    offer_id: int
    debt_id: int
    amount: Amount
    owed: Amount
    parts: tuple[Instalment, ...]
    expires_date: date
    state: nouns.State
    is_below_floor: bool
    origin: str
    root_id: int | None
    made_by: str
    recorded_at: datetime
    agreement_id: int | None

    @property
    def saves(self) -> Amount:
        """Return what would be given up."""
        return self.owed - self.amount


class BidTold(NamedTuple):
    """A bid and its answer."""

    bid_id: int
    number: int
    amount: Amount
    payments: int
    answer: str
    source: str
    recorded_at: datetime


def policy_of(portfolio_id: int, *, day: date) -> policies.Policy:
    """Return the policy of a portfolio on a day: the last one that began, or the defaults."""
    rows = SettlementPolicy.objects.filter(portfolio_id=portfolio_id, starts_date__lte=day)
    row = rows.order_by("-starts_date", "-id").first()
    return policies.read(row.values if row else {})


def floor_of(portfolio_id: int, *, owed_minor: int, day: date) -> int:
    """Return the least a client takes of what is owed, in minor units; all of it where no floor was ever set."""
    rows = SettlementFloor.objects.filter(portfolio_id=portfolio_id, starts_date__lte=day)
    row = rows.order_by("-starts_date", "-id").first()
    if row is None:
        return owed_minor
    return policies.floor_minor(owed_minor=owed_minor, ppm=row.share_ppm, least_minor=row.least_minor)


def floor_told(portfolio_id: int, *, day: date) -> str:
    """Return the floor of a portfolio on a day, in words; raises NoSuchPortfolio."""
    if not Portfolio.objects.filter(id=portfolio_id).exists():
        raise NoSuchPortfolio(f"There is no portfolio {portfolio_id}.")
    row = SettlementFloor.objects.filter(portfolio_id=portfolio_id, starts_date__lte=day)
    found = row.order_by("-starts_date", "-id").first()
    if found is None:
        return "none is set, so every offer waits for a second person"
    share = f"{found.share_ppm / 10_000:g}%"
    amount = f", at least {found.least_minor} minor units" if found.least_minor else ""
    return f"{share} of what is owed{amount}, since {found.starts_date}"


def owed_on(debt_id: int, *, day: date) -> int:
    """Return what is owed on a debt at the end of a day, in minor units."""
    return balance(debt_id, as_of=day).balance_minor


def offer_of(offer_id: int, *, at: datetime) -> Offer:
    """Return an offer and how it stands at an instant; raises NoSuchOffer."""
    found = _told(SettlementOffer.objects.filter(id=offer_id), at=at)
    if not found:
        raise NoSuchOffer(f"There is no offer {offer_id}.")
    return found[0]


def offers_of(debt_id: int, *, at: datetime) -> list[Offer]:
    """Return the offers on a debt, the newest first."""
    return _told(SettlementOffer.objects.filter(debt_id=debt_id), at=at)


def offers_listed(*, at: datetime, portfolios: Sequence[int] | None = None, most: int = 200) -> list[Offer]:
    """Return the newest offers of the house, or of some portfolios."""
    rows = SettlementOffer.objects.all()
    if portfolios is not None:
        rows = rows.filter(debt__portfolio_id__in=list(portfolios))
    return _told(rows, at=at, most=most)


def counters_to(offer_id: int, *, at: datetime) -> list[Offer]:
    """Return the open offers that answer bids on an offer, the newest first."""
    found = _told(SettlementOffer.objects.filter(root_id=offer_id), at=at)
    return [one for one in found if one.state in ("open", "accepted")]


def bids_on(offer_id: int) -> list[BidTold]:
    """Return the bids on an offer, in order."""
    rows = SettlementBid.objects.filter(offer_id=offer_id).select_related("offer").order_by("number")
    return [
        BidTold(
            row.id, row.number, Amount(row.amount_minor, row.offer.currency), row.count, row.answer, row.source,
            row.recorded_at,
        )
        for row in rows
    ]  # fmt: skip


def live_settlement(debt_id: int) -> int | None:
    """Return the agreement under which a debt is being settled or was; None where there is none, or it was broken."""
    rows = SettlementAcceptance.objects.filter(debt_id=debt_id).order_by("-id").values_list("agreement_id", flat=True)
    return next((number for number in rows if is_live(number)), None)


def _told(rows: QuerySet[SettlementOffer], *, at: datetime, most: int = 1_000) -> list[Offer]:
    rows = rows.select_related("acceptance").prefetch_related("words").order_by("-id")[:most]
    found = list(rows)
    taken = dict(
        SettlementAcceptance.objects.filter(debt_id__in={row.debt_id for row in found})
        .order_by("id")
        .values_list("debt_id", "recorded_at")
    )
    return [_offer(row, settled_at=taken.get(row.debt_id), at=at) for row in found]


def _offer(row: SettlementOffer, *, settled_at: datetime | None, at: datetime) -> Offer:
    acceptance = getattr(row, "acceptance", None)
    facts = nouns.Facts(
        words=frozenset(word.word for word in row.words.all()),
        is_below_floor=row.is_below_floor,
        is_accepted=acceptance is not None,
        # An offer made after another was accepted and broken stands by itself.
        is_settled=settled_at is not None and settled_at >= row.recorded_at,
        expires_date=row.expires_date,
    )
    return Offer(
        offer_id=row.id,
        debt_id=row.debt_id,
        amount=Amount(row.amount_minor, row.currency),
        owed=Amount(row.owed_minor, row.currency),
        parts=tuple(Instalment(date.fromisoformat(day), minor) for day, minor in row.parts),
        expires_date=row.expires_date,
        state=nouns.state(facts, at=at),
        is_below_floor=row.is_below_floor,
        origin=row.origin,
        root_id=row.root_id,
        made_by=row.made_by,
        recorded_at=row.recorded_at,
        agreement_id=acceptance.agreement_id if acceptance else None,
    )
