"""Saying a chance: from experience or as a careful band, each with reasons and with what would raise it."""

from collections.abc import Iterator
from typing import NamedTuple

from goodstanding.arrangements.affordability.chance.feature import NAMES, Features, vector
from goodstanding.arrangements.affordability.chance.fitted import Fitted

LOW, HIGH, STEP, EDGE = 0.30, 0.60, 0.05, 0.90
"""Without experience a chance begins in the middle and is moved a little by what everybody would say."""
LESS = (0.75, 0.5)
"""The shares of the instalment that are tried."""


class Band(NamedTuple):
    """A chance from so much to so much; both are one where it comes from experience."""

    low: float
    high: float


class Change(NamedTuple):
    """One thing that could be done, and the chance then."""

    says: str
    then: Band


class Told(NamedTuple):
    """A chance as it is said: where it comes from, why, and what would raise it, the most helpful first."""

    band: Band
    comes_from: str
    reasons: tuple[str, ...]
    raised_by: tuple[Change, ...]


def tell(one: Features, fitted: Fitted | None) -> Told:
    """Return the chance that a plan is kept, with everything that is said of it."""
    now = band_of(one, fitted)
    changes = [Change(says, band_of(changed, fitted)) for says, changed in _tried(one)]
    better = sorted(
        (change for change in changes if change.then.low + change.then.high > now.low + now.high + 1e-9),
        key=lambda change: -(change.then.low + change.then.high),
    )
    if fitted is None:
        source = "This house has too few finished plans to learn from, so this is a careful guess."
    else:
        source = f"From {fitted.plans} finished plans of this house, {fitted.kept} of them kept."
    return Told(now, source, tuple(_reasons(one, fitted)), tuple(better))


def band_of(one: Features, fitted: Fitted | None) -> Band:
    """Return the chance of a plan as a band."""
    if fitted is not None:
        chance = fitted.chance(one)
        return Band(chance, chance)
    # Every number of a vector speaks for a plan the larger it is, so their sum does too.
    moved = STEP * sum(vector(one))
    return Band(min(EDGE, LOW + moved), min(EDGE, HIGH + moved))


def _tried(one: Features) -> Iterator[tuple[str, Features]]:
    for share in LESS:
        less = max(1, int(one.monthly_minor * share))
        months = -(-one.months * one.monthly_minor // less)
        yield (
            f"{round(share * 100)} % of the instalment, over {months} months",
            one._replace(monthly_minor=less, months=months),
        )
    if not one.on_payday:
        yield "the day after payday", one._replace(on_payday=True)
    if not one.has_mandate:
        yield "a mandate that pays it", one._replace(has_mandate=True)


def _reasons(one: Features, fitted: Fitted | None) -> Iterator[str]:
    if fitted is not None:
        for name, part in fitted.reasons(one):
            yield f"{name}: {'for' if part > 0 else 'against'} it"
        return
    for name, value in zip(NAMES, vector(one), strict=True):
        if value:
            yield f"{name}: {'for' if value > 0 else 'against'} it"
    if one.surplus_minor is None:
        yield "nothing is documented of what the person can afford: against it"
