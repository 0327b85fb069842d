"""A second reckoning by another way: day after day, in fractions, with nothing of the program's own but its nouns."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction
from functools import cache

from goodstanding.ledger.interest.freeze import Freeze
from goodstanding.ledger.interest.reckoning import Owed
from goodstanding.ledger.interest.terms import Begun, Terms

WAYS = {
    "half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "half_down": ROUND_HALF_DOWN, "up": ROUND_UP,
    "down": ROUND_DOWN,
}  # fmt: skip


def nearest(value: Fraction, way: str) -> int:
    """Round by the decimal module: by the halves, which a decimal can hold, and a nudge for what lies between."""
    doubled = value * 2
    floor = doubled.numerator // doubled.denominator
    exact = Decimal(floor) / 2
    nudge = Decimal("0.25") if doubled != floor else Decimal(0)
    return int((exact + nudge).quantize(Decimal(1), rounding=WAYS[way]))


def isda_days(start: date, end: date) -> int:
    """30/360 of ISDA as its definition is printed."""
    d1, d2 = start.day, end.day
    d1 = 30 if d1 == 31 else d1
    d2 = 30 if d2 == 31 and d1 == 30 else d2
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + (d2 - d1)


def months_later(day: date, months: int) -> date:
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(last, day.day))
        except ValueError:
            continue
    raise AssertionError


def rate_on(history: Sequence[tuple[date, int]], day: date) -> int:
    return [ppm for its_day, ppm in sorted(history) if its_day <= day][-1]


def begins(terms: Terms, due: date) -> date:
    if terms.starts == "due":
        return due + timedelta(days=1)
    assert terms.start_date is not None
    if terms.starts == "judgment":
        return terms.start_date
    return max(due + timedelta(days=1), terms.start_date)


def yearly(terms: Terms, day: date, begin: date, rates: Mapping[str, Sequence[tuple[date, int]]]) -> int:
    ppm = terms.rate_ppm
    if terms.base_name:
        read = day
        listed = reading_days(terms.reference_days, day.year)
        if terms.fixing == "reference days":
            read = max(one for one in listed if one <= day)
        if terms.fixing == "at start":
            read = (
                max(one for one in reading_days(terms.reference_days, begin.year) if one < begin) if listed else begin
            )
        ppm += rate_on(rates[terms.base_name], read)
    return ppm if terms.rate_max_ppm is None else min(ppm, terms.rate_max_ppm)


@cache
def reading_days(days: tuple[str, ...], year: int) -> list[date]:
    return [date.fromisoformat(f"{one}-{day}") for one in (year - 1, year) for day in days]


def plain_interest(
    owed: Owed, begun: Sequence[Begun], *, rates: Mapping[str, Sequence[tuple[date, int]]], freezes: Sequence[Freeze],
    through: date,
) -> int:  # fmt: skip
    """Return the interest of one item through a day, cut by the cap on a share of principal."""
    total, pending, joined = Fraction(0), Fraction(0), 0
    ordered = sorted(begun, key=lambda one: one.effective_date)
    day = min(*(begins(one.terms, owed.due_date) for one in ordered), ordered[0].effective_date)
    before: Terms | None = None
    leg_first = anchor = day
    highest = 0
    for step in owed.principal:
        if step.effective_date <= through:
            highest = max(
                highest, sum(one.amount_minor for one in owed.principal if one.effective_date <= step.effective_date)
            )
    while True:
        held = [one for one in ordered if one.effective_date <= day]
        terms = held[-1].terms if held else None
        begin = begins(terms, owed.due_date) if terms else None
        bears = terms is not None and terms.basis != "none" and begin is not None and day >= begin
        if before is not None and before.compound_months:
            month_ends = [
                months_later(begins(before, owed.due_date), before.compound_months * k)
                for k in range(1, 1 + (day - begins(before, owed.due_date)).days // (28 * before.compound_months))
            ]
            if day in month_ends and day > leg_first:
                join = nearest(pending, before.rounding)
                total, pending, joined, anchor = total + join, Fraction(0), joined + join, day
        if day > through:
            break
        now = held[-1] if bears else None
        if bears and (before is not terms or day == max(held[-1].effective_date, begin or day)):
            leg_first = anchor = day
        before = terms if bears else None
        if now is not None and terms is not None and begin is not None:
            base = sum(step.amount_minor for step in owed.principal if step.effective_date <= day)
            if terms.compound_months:
                off = sum(step.amount_minor for step in owed.taken_off if step.effective_date <= day)
                base += max(0, joined - off)
            leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
            year = {"act/365": 365, "act/360": 360, "30/360": 360, "act/act": 366 if leap else 365}[terms.day_count]
            counted = 1
            if terms.day_count == "30/360":
                counted = isda_days(anchor, day + timedelta(days=1)) - isda_days(anchor, day)
            a_day = Fraction(base * yearly(terms, day, begin, rates), 10**6) / year
            if terms.rounded == "each day":
                a_day = Fraction(nearest(a_day, terms.rounding))
            if not any(one.starts_date <= day and (one.ends_date is None or day <= one.ends_date) for one in freezes):
                pending += a_day * counted
        day += timedelta(days=1)
    last = [one.terms for one in ordered if one.effective_date <= through]
    if not last:
        return 0
    amount = nearest(total + pending, last[-1].rounding)
    if last[-1].cap_share_ppm is not None:
        amount = min(amount, highest * last[-1].cap_share_ppm // 10**6)
    return amount
