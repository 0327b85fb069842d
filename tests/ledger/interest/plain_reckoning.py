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


def highest_principal(owed: Owed, through: date) -> int:
    moved = [step.effective_date for step in owed.principal if step.effective_date <= through]
    return max((open_on(owed, day) for day in moved), default=0)


def open_on(owed: Owed, day: date) -> int:
    return sum(step.amount_minor for step in owed.principal if step.effective_date <= day)


def off_on(owed: Owed, day: date) -> int:
    return sum(step.amount_minor for step in owed.taken_off if step.effective_date <= day)


def joins_on(day: date, terms: Terms | None, due: date, *, after: date) -> bool:
    """Say whether interest joins on a day what bears interest, by terms that held the day before."""
    if terms is None or not terms.compound_months or day <= after:
        return False
    begin = begins(terms, due)
    most = 1 + (day - begin).days // (28 * terms.compound_months)
    return day in [months_later(begin, terms.compound_months * k) for k in range(1, most + 1)]


def parts_of_year(day: date, count: str, anchor: date) -> Fraction:
    if count == "30/360":
        return Fraction(isda_days(anchor, day + timedelta(days=1)) - isda_days(anchor, day), 360)
    leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
    return Fraction(1, {"act/365": 365, "act/360": 360, "act/act": 366 if leap else 365}[count])


def of_day(base: int, ppm: int, terms: Terms, day: date, anchor: date) -> Fraction:
    """Return the interest of one day."""
    part = parts_of_year(day, terms.day_count, anchor)
    if terms.rounded == "once":
        return Fraction(base * ppm, 10**6) * part
    leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
    year = {"act/365": 365, "act/360": 360, "30/360": 360, "act/act": 366 if leap else 365}[terms.day_count]
    return nearest(Fraction(base * ppm, 10**6) / year, terms.rounding) * part * year


def is_frozen_on(day: date, freezes: Sequence[Freeze]) -> bool:
    return any(one.starts_date <= day and (one.ends_date is None or day <= one.ends_date) for one in freezes)


def bearing(ordered: Sequence[Begun], due: date, day: date) -> Begun | None:
    """Return the terms that bear interest on a day."""
    held = [one for one in ordered if one.effective_date <= day]
    bears = held and held[-1].terms.basis != "none" and begins(held[-1].terms, due) <= day
    return held[-1] if bears else None


def plain_interest(
    owed: Owed, begun: Sequence[Begun], *, rates: Mapping[str, Sequence[tuple[date, int]]], freezes: Sequence[Freeze],
    through: date,
) -> int:  # fmt: skip
    """Return the interest of one item through a day, cut by the cap on a share of principal."""
    total, pending, joined = Fraction(0), Fraction(0), 0
    ordered = sorted(begun, key=lambda one: one.effective_date)
    day = min(*(begins(one.terms, owed.due_date) for one in ordered), ordered[0].effective_date)
    before: Begun | None = None
    first = anchor = day
    while True:
        if before is not None and joins_on(day, before.terms, owed.due_date, after=first):
            join = nearest(pending, before.terms.rounding)
            total, pending, joined, anchor = total + join, Fraction(0), joined + join, day
        if day > through:
            break
        now = bearing(ordered, owed.due_date, day)
        if now is not None and now is not before:
            first = anchor = day
        before = now
        if now is not None and not is_frozen_on(day, freezes):
            base = open_on(owed, day)
            base += max(0, joined - off_on(owed, day)) if now.terms.compound_months else 0
            ppm = yearly(now.terms, day, begins(now.terms, owed.due_date), rates)
            pending += of_day(base, ppm, now.terms, day, anchor)
        day += timedelta(days=1)
    last = [one.terms for one in ordered if one.effective_date <= through]
    if not last:
        return 0
    amount, share = nearest(total + pending, last[-1].rounding), last[-1].cap_share_ppm
    return amount if share is None else min(amount, highest_principal(owed, through) * share // 10**6)
