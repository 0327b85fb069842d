"""Terms of interest: what a debt bears from a day on, and what of it cannot be meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from goodstanding.ledger.interest.base_rate import FIXINGS, Fixing, ReferenceDayUnreadable, month_day
from goodstanding.ledger.interest.day_count import DAY_COUNTS, DayCount
from goodstanding.money.rounding import Rounding
from goodstanding.refusal import Refusal

Basis = Literal["contract", "statute", "judgment", "none"]
Start = Literal["due", "placement", "judgment", "notice"]
Rounded = Literal["once", "each day"]

BASES: tuple[Basis, ...] = get_args(Basis)
STARTS: tuple[Start, ...] = get_args(Start)
ROUNDED: tuple[Rounded, ...] = get_args(Rounded)
ROUNDINGS: tuple[Rounding, ...] = get_args(Rounding)
RATE_PPM_MOST = 10_000_000
MONTHS_MOST = 120


class TermsRefused(Refusal, ValueError):
    """The terms cannot be meant; the sentences say why."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is charged.

    rate_ppm        a year; where `base_name` names a base rate, the margin on it. May be below zero.
    reference_days  days of the year on which the base rate is read, as "06-30".
    compound_months interest joins what bears interest after so many months, counted from where it begins; 0 is simple.
    starts          the first day: the day after the due date; the later of that and `start_date` (placement, notice);
                    or `start_date` itself (judgment).
    cap_minor       interest of the whole account never exceeds this.
    cap_share_ppm   interest of an item never exceeds this share of the most that its principal ever was.
    rate_max_ppm    the rate never exceeds this, whatever base rate and margin say.
    rounded         "once": the exact sum; "each day": a day's interest is rounded, then multiplied.
    rule            what allows it: a rule of the lawbook, or the contract or judgment by its reference.
    """

    basis: Basis
    rate_ppm: int = 0
    base_name: str = ""
    fixing: Fixing = "daily"
    reference_days: tuple[str, ...] = ()
    day_count: DayCount = "act/365"
    compound_months: int = 0
    starts: Start = "due"
    start_date: date | None = None
    cap_minor: int | None = None
    cap_share_ppm: int | None = None
    rate_max_ppm: int | None = None
    rounding: Rounding = "half_up"
    rounded: Rounded = "once"
    rule: str = ""

    def first_date(self, due_date: date) -> date:
        """Return the first day on which something due on a day may bear interest."""
        after_due = due_date + timedelta(days=1)
        if self.starts == "due" or self.start_date is None:
            return after_due
        return self.start_date if self.starts == "judgment" else max(after_due, self.start_date)


class Begun(NamedTuple):
    """Terms, and the day from which they hold until the next begin."""

    effective_date: date
    terms: Terms


class Leg(NamedTuple):
    """The time during which terms bear interest on one item: from a day to before another."""

    first_date: date
    until_date: date
    begins: date
    terms: Terms


def faults(terms: Terms) -> list[str]:
    """Return everything about terms that cannot be meant, as sentences."""
    found = _unknown_words(terms)
    if abs(terms.rate_ppm) > RATE_PPM_MOST:
        found.append("A rate or margin lies between -1,000 and 1,000 percent a year.")
    if not 0 <= terms.compound_months <= MONTHS_MOST:
        found.append(f"Interest is compounded after 1 to {MONTHS_MOST} months, or never (0).")
    if terms.starts != "due" and terms.start_date is None and terms.basis != "none":
        found.append(f"Interest from the day of the {terms.starts} needs that day.")
    if any(cap is not None and cap < 0 for cap in (terms.cap_minor, terms.cap_share_ppm)):
        found.append("A cap is not below zero.")
    if terms.fixing == "reference days" and terms.base_name and not terms.reference_days:
        found.append("A rate read on reference days needs these days.")
    if terms.basis in {"statute", "judgment"} and not terms.rule.strip():
        found.append(f"Interest by {terms.basis} names what allows it: the rule, or the judgment.")
    return found


def check(terms: Terms) -> None:
    """Raise TermsRefused with all that is wrong."""
    found = faults(terms)
    if found:
        raise TermsRefused(" ".join(found))


def legs(all_terms: Iterable[Begun], *, due_date: date, until: date) -> list[Leg]:
    """Return the legs of an item due on a day, up to before another; terms of the basis "none" make none."""
    begun = sorted(all_terms, key=lambda one: one.effective_date)
    ends = [*(one.effective_date for one in begun), until][1:]
    found = []
    for one, end in zip(begun, ends, strict=True):
        begins = one.terms.first_date(due_date)
        first, last = max(begins, one.effective_date), min(end, until)
        if first < last and one.terms.basis != "none":
            found.append(Leg(first, last, begins, one.terms))
    return found


def layered(*layers: Sequence[Begun]) -> list[Begun]:
    """Return what holds where several tell terms, the weightiest first: each holds until a weightier one begins."""
    found: list[Begun] = []
    for layer in layers:
        ends = min((one.effective_date for one in found), default=date.max)
        found += [one for one in layer if one.effective_date < ends]
    return sorted(found, key=lambda one: one.effective_date)


def under_ceiling(all_terms: Sequence[Begun], *, first_date: date, last_date: date | None, ppm: int) -> list[Begun]:
    """Return terms whose rate is at most so much from a day to another, both inclusive."""
    if not all_terms:
        return []
    beyond = None if last_date is None else last_date + timedelta(days=1)
    days = {one.effective_date for one in all_terms}
    begins = min(days)
    days |= {day for day in (first_date, beyond) if day is not None and day > begins}
    found = []
    for day in sorted(days):
        terms = in_force(all_terms, day=day)
        assert terms is not None, "Terms have begun by then."
        if first_date <= day and (beyond is None or day < beyond):
            most = ppm if terms.rate_max_ppm is None else min(ppm, terms.rate_max_ppm)
            terms = replace(terms, rate_max_ppm=most)
        found.append(Begun(day, terms))
    return found


def in_force(all_terms: Sequence[Begun], *, day: date) -> Terms | None:
    """Return the terms that hold on a day; None where none have begun."""
    begun = [one for one in all_terms if one.effective_date <= day]
    return max(begun, key=lambda one: one.effective_date).terms if begun else None


def _unknown_words(terms: Terms) -> list[str]:
    asked: list[tuple[str, str, Sequence[str]]] = [
        ("a basis", terms.basis, BASES),
        ("a way to fix a base rate", terms.fixing, FIXINGS),
        ("a day count", terms.day_count, DAY_COUNTS),
        ("a start of interest", terms.starts, STARTS),
        ("a way of rounding", terms.rounding, ROUNDINGS),
        ("a rounding's place", terms.rounded, ROUNDED),
    ]
    found = [
        f"{word!r} is not {what}; one of {', '.join(known)} is." for what, word, known in asked if word not in known
    ]
    for one in terms.reference_days:
        try:
            month_day(one)
        except ReferenceDayUnreadable as fault:
            found.append(str(fault))
    return found
