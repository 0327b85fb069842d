"""Setting a portfolio's floor and its policy of settlements, each from a day on."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.models import SettlementFloor, SettlementPolicy
from goodstanding.arrangements.settlement import policy as policies
from goodstanding.evidence.operations import allot, append
from goodstanding.receivables.models import Portfolio
from goodstanding.refusal import Refusal


class SettingRefused(Refusal):
    """A floor or a policy cannot be set like this."""


@transaction.atomic
def set_floor(
    portfolio_id: int, *, share_ppm: int, least_minor: int = 0, starts_date: date, by: Actor, at: datetime
) -> int:
    """Set the least that is taken on debts of a portfolio from a day on, and return the floor's number.

    A share of what is owed in parts per million, and an amount in minor units: whichever is more. Raises
    SettingRefused and PermissionRefused.
    """
    portfolio = _portfolio(portfolio_id, by=by)
    if not 0 <= share_ppm <= policies.WHOLE_PPM or least_minor < 0:
        raise SettingRefused("A floor lies between nothing and the whole debt.")
    entry_id = allot()
    row = SettlementFloor.objects.create(
        portfolio=portfolio, starts_date=starts_date, share_ppm=share_ppm, least_minor=least_minor, recorded_at=at,
        entry_id=entry_id,
    )  # fmt: skip
    facts = {
        "floor": row.id,
        "starts_date": starts_date.isoformat(),
        "share_ppm": share_ppm,
        "least_minor": least_minor,
    }
    _append("floor_set", portfolio, facts, by=by, at=at, entry_id=entry_id)
    return row.id


@transaction.atomic
def set_policy(portfolio_id: int, values: Mapping[str, Any], *, starts_date: date, by: Actor, at: datetime) -> int:
    """Set how bids on debts of a portfolio are answered from a day on, and return the policy's number.

    `values` are those of settlement.policy.Policy that differ from its defaults. Raises PolicyRefused and
    PermissionRefused.
    """
    portfolio = _portfolio(portfolio_id, by=by)
    policies.read(values)
    entry_id = allot()
    row = SettlementPolicy.objects.create(
        portfolio=portfolio, starts_date=starts_date, values=dict(values), recorded_at=at, entry_id=entry_id
    )
    facts = {"policy": row.id, "starts_date": starts_date.isoformat(), "values": dict(values)}
    _append("settlement_policy_set", portfolio, facts, by=by, at=at, entry_id=entry_id)
    return row.id


def _portfolio(portfolio_id: int, *, by: Actor) -> Portfolio:
    portfolio = Portfolio.objects.filter(id=portfolio_id).first()
    if portfolio is None:
        raise SettingRefused(f"There is no portfolio {portfolio_id}.")
    require(by, "settlements.set_policy", client_id=portfolio.client_id, portfolio_id=portfolio.id)
    return portfolio


def _append(
    what: str, portfolio: Portfolio, facts: Mapping[str, Any], *, by: Actor, at: datetime, entry_id: int
) -> None:
    subjects = [f"portfolio:{portfolio.id}", f"client:{portfolio.client_id}"]
    append(f"arrangements.{what}", by=by.name, at=at, subjects=subjects, facts=facts, entry_id=entry_id)
