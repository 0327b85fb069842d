"""A blanket offer: one rule, every debt of a portfolio that fits it, one offer each."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import connection

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.settlement.operations.offering import OfferRefused, Proposed, make_offer
from goodstanding.arrangements.settlement.operations.setting import SettingRefused
from goodstanding.arrangements.settlement.policy import WHOLE_PPM, share_minor
from goodstanding.arrangements.settlement.queries import owed_on
from goodstanding.money.amount import Amount
from goodstanding.receivables.models import Debt, Portfolio
from goodstanding.refusal import Refusal

_FITTING = """
SELECT d.account_id FROM receivables_debt AS d
JOIN LATERAL (
    SELECT coalesce(sum(p.amount_minor), 0)::bigint AS owed_minor FROM ledger_posting AS p
    WHERE p.account_id = d.account_id AND p.head IN ('receivable', 'unapplied') AND p.effective_date <= %(day)s
) AS money ON true
JOIN LATERAL (
    SELECT min(i.due_date) AS due_date FROM receivables_item AS i
    WHERE i.debt_id = d.account_id AND i.withdrawn_at IS NULL
) AS oldest ON true
WHERE d.portfolio_id = %(portfolio)s AND d.withdrawn_at IS NULL
    AND money.owed_minor BETWEEN %(least)s AND %(most)s
    AND greatest(0, %(day)s::date - oldest.due_date) BETWEEN %(early)s AND %(late)s
ORDER BY d.account_id
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """Which debts of a portfolio get an offer, and for what share of what is owed; limits are inclusive.

    Amounts are in minor units. Days past due are those of the debt's oldest item.
    """

    name: str
    share_ppm: int
    owed_least_minor: int = 1
    owed_most_minor: int = 10**12
    days_past_due_least: int = 0
    days_past_due_most: int = 100_000
    payments: int = 1
    expires_date: date | None = None


@dataclass(slots=True)
class Blanket:
    """What it came to: the offers, and the debts that got none with the sentence why."""

    offers: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


def offer_to_all(portfolio_id: int, rule: Rule, *, by: Actor, at: datetime) -> Blanket:
    """Make an offer on every debt that a rule fits; the same rule again makes none twice.

    Each offer is a deed of its own, so that one debt that cannot be settled keeps no other from it. Raises
    SettingRefused and PermissionRefused.
    """
    portfolio = Portfolio.objects.filter(id=portfolio_id).first()
    if portfolio is None:
        raise SettingRefused(f"There is no portfolio {portfolio_id}.")
    require(by, "settlements.set_policy", client_id=portfolio.client_id, portfolio_id=portfolio_id)
    if not rule.name.strip() or not 0 < rule.share_ppm < WHOLE_PPM:
        raise SettingRefused("A rule has a name, and offers a share between nothing and the whole debt.")
    told = Blanket()
    for debt_id in _fitting(portfolio_id, rule, day=at.date()):
        try:
            told.offers.append(_offer(debt_id, rule, by=by, at=at))
        except Refusal as refusal:
            told.refused[debt_id] = str(refusal)
    return told


def _offer(debt_id: int, rule: Rule, *, by: Actor, at: datetime) -> int:
    debt = Debt.objects.select_related("account__book").get(account_id=debt_id)
    minor = share_minor(owed_on(debt_id, day=at.date()), rule.share_ppm)
    if minor <= 0:
        raise OfferRefused("Nothing is owed on this debt, so there is nothing to settle.")
    proposed = Proposed(payments=rule.payments, expires_date=rule.expires_date, origin="rule")
    key = f"rule:{rule.name}:{debt_id}"
    return make_offer(debt_id, replace(proposed, amount=Amount(minor, debt.currency), key=key), by=by, at=at)


def _fitting(portfolio_id: int, rule: Rule, *, day: date) -> list[int]:
    said: dict[str, int | date] = {
        "portfolio": portfolio_id, "day": day, "least": rule.owed_least_minor, "most": rule.owed_most_minor,
        "early": rule.days_past_due_least, "late": rule.days_past_due_most,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FITTING, said)
        return [number for (number,) in cursor.fetchall()]
