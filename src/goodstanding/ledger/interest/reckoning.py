"""Reckoning: the interest of one item, stretch by stretch, exactly, and rounded as its terms say.

For the account page, the single charge and the auditor. A stretch ends where principal, rate or terms change, where a
freeze begins or ends, and where interest is compounded. Compounded interest bears interest while it is unpaid: what was
paid, waived or otherwise taken off the item's interest is taken off it first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from goodstanding.calendars.period import add_months
from goodstanding.ledger.interest.base_rate import Change, History, RateUnknown, rates_between
from goodstanding.ledger.interest.day_count import days, year_days
from goodstanding.ledger.interest.freeze import DAY, Freeze, Span, is_frozen, spans
from goodstanding.ledger.interest.terms import Begun, Leg, Terms, in_force, legs
from goodstanding.money.rate import PPM
from goodstanding.money.rounding import divide


class Step(NamedTuple):
    """On a day so many minor units were added, or taken off."""

    effective_date: date
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Owed:
    """An item: when it falls due, how its principal moved, and what was taken off its interest (above zero)."""

    item_id: int | None
    due_date: date
    principal: tuple[Step, ...]
    taken_off: tuple[Step, ...] = ()


class Segment(NamedTuple):
    """A stretch in which nothing changes, from a day to before another, with its exact interest in minor units."""

    first_date: date
    until_date: date
    days: int
    year_days: int
    principal_minor: int
    compounded_minor: int
    rate_ppm: int
    is_frozen: bool
    exact_minor: Fraction
    terms: Terms


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The interest of one item through a day: exact, rounded and after caps, with every stretch it is made of."""

    item_id: int | None
    segments: tuple[Segment, ...]
    exact_minor: Fraction
    rounded_minor: int
    amount_minor: int
    cap: str = ""
    """Which cap cut it: "share of principal", "whole account", or none."""


@dataclass(slots=True)
class _Running:
    """What has come together until a day."""

    total: Fraction = Fraction(0)
    pending: Fraction = Fraction(0)
    compounded_minor: int = 0
    segments: list[Segment] = field(default_factory=list)


def reckon(
    owed: Owed,
    all_terms: Sequence[Begun],
    *,
    histories: Mapping[str, History],
    freezes: Iterable[Freeze],
    through_date: date,
) -> Reckoned:
    """Return the interest of one item through a day, that day included; the account's cap is for `capped_together`.

    Raises RateUnknown where a base rate is not known for a day it is read on.
    """
    until = through_date + DAY
    frozen = spans(freezes, until=until)
    running = _Running()
    for leg in legs(all_terms, due_date=owed.due_date, until=until):
        _run_leg(leg, owed, running, histories=histories, frozen=frozen)
    terms = in_force(all_terms, day=through_date) or Terms("none")
    exact = running.total + running.pending
    rounded = divide(exact.numerator, exact.denominator, rounding=terms.rounding)
    amount, cap = rounded, ""
    if terms.cap_share_ppm is not None:
        most = divide(_principal_most(owed, until) * terms.cap_share_ppm, PPM, rounding="down")
        amount, cap = (most, "share of principal") if rounded > most else (rounded, "")
    return Reckoned(owed.item_id, tuple(running.segments), exact, rounded, amount, cap)


def capped_together(reckoned: Sequence[Reckoned], *, cap_minor: int | None) -> list[Reckoned]:
    """Cut the interest of an account's items so that their sum is within a cap, the first items keeping theirs."""
    if cap_minor is None:
        return list(reckoned)
    found, so_far, kept = [], 0, 0
    for one in reckoned:
        so_far += one.amount_minor
        amount, kept = min(so_far, cap_minor) - kept, min(so_far, cap_minor)
        cut = "whole account" if amount != one.amount_minor else one.cap
        found.append(Reckoned(one.item_id, one.segments, one.exact_minor, one.rounded_minor, amount, cut))
    return found


def rates_of(leg: Leg, *, histories: Mapping[str, History]) -> list[Change]:
    """Return the yearly rate at the first day of a leg and every change within it; raises RateUnknown."""
    terms = leg.terms
    if not terms.base_name:
        return [Change(leg.first_date, at_most(terms.rate_ppm, terms))]
    base = histories.get(terms.base_name)
    if base is None:
        raise RateUnknown(f"No base rate is called {terms.base_name!r}; bring in its history with `rates import`.")
    found = rates_between(
        leg.first_date,
        leg.until_date,
        base=base,
        fixing=terms.fixing,
        reference_days=terms.reference_days,
        begins=leg.begins,
    )
    return [Change(day, at_most(ppm + terms.rate_ppm, terms)) for day, ppm in found]


def at_most(ppm: int, terms: Terms) -> int:
    """Return a rate, or the highest that is allowed."""
    return ppm if terms.rate_max_ppm is None else min(ppm, terms.rate_max_ppm)


def _run_leg(
    leg: Leg, owed: Owed, running: _Running, *, histories: Mapping[str, History], frozen: Sequence[Span]
) -> None:
    rates = rates_of(leg, histories=histories)
    joined = _compounding(leg)
    anchor = leg.first_date
    for first, until in pairwise(_cuts(leg, owed, rates=rates, frozen=frozen, joined=joined)):
        if first in joined:
            anchor = first
            _compound(running, leg.terms)
        segment = _segment(first, until, leg, owed, anchor=anchor, rates=rates, frozen=frozen, running=running)
        if segment.principal_minor or segment.compounded_minor:
            running.segments.append(segment)
            running.pending += segment.exact_minor
    if leg.until_date in joined:
        _compound(running, leg.terms)


def _compounding(leg: Leg) -> set[date]:
    """Return the days on which interest of a leg joins what bears interest, its end included."""
    found: set[date] = set()
    months = leg.terms.compound_months
    while months and (day := add_months(leg.begins, months * (len(found) + 1))) <= leg.until_date:
        found.add(day)
    return {day for day in found if day > leg.first_date}


def _compound(running: _Running, terms: Terms) -> None:
    joining = divide(running.pending.numerator, running.pending.denominator, rounding=terms.rounding)
    running.compounded_minor += joining
    running.total += joining
    running.pending = Fraction(0)


def _cuts(leg: Leg, owed: Owed, *, rates: Sequence[Change], frozen: Sequence[Span], joined: set[date]) -> list[date]:
    cuts = {leg.first_date, leg.until_date, *joined, *(change.effective_date for change in rates)}
    cuts |= {step.effective_date for step in owed.principal}
    cuts |= {day for span in frozen for day in span}
    if leg.terms.compound_months:
        cuts |= {step.effective_date for step in owed.taken_off}
    if leg.terms.day_count == "act/act":
        cuts |= {date(year, 1, 1) for year in range(leg.first_date.year, leg.until_date.year + 1)}
    return sorted(cut for cut in cuts if leg.first_date <= cut <= leg.until_date)


def _segment(
    first: date,
    until: date,
    leg: Leg,
    owed: Owed,
    *,
    anchor: date,
    rates: Sequence[Change],
    frozen: Sequence[Span],
    running: _Running,
) -> Segment:
    terms = leg.terms
    principal = _sum(owed.principal, first)
    compounded = max(0, running.compounded_minor - _sum(owed.taken_off, first)) if terms.compound_months else 0
    rate = max(change for change in rates if change.effective_date <= first).ppm
    stops = is_frozen(first, within=frozen)
    counted = days(first, until, count=terms.day_count, anchor=anchor)
    year = year_days(first, count=terms.day_count)
    a_day = Fraction((principal + compounded) * rate, PPM * year)
    if terms.rounded == "each day":
        a_day = Fraction(divide(a_day.numerator, a_day.denominator, rounding=terms.rounding))
    exact = Fraction(0) if stops else a_day * counted
    return Segment(first, until, counted, year, principal, compounded, rate, stops, exact, terms)


def _sum(steps: Iterable[Step], day: date) -> int:
    return sum(step.amount_minor for step in steps if step.effective_date <= day)


def _principal_most(owed: Owed, until: date) -> int:
    days_moved = {step.effective_date for step in owed.principal if step.effective_date < until}
    return max((_sum(owed.principal, day) for day in days_moved), default=0)
