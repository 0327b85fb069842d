"""The explanation of interest, line by line: for the page, the command line, the statement and the court."""

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple

from goodstanding.ledger.interest.reckoning import Reckoned, Segment
from goodstanding.ledger.interest.terms import Terms
from goodstanding.money.amount import Amount
from goodstanding.money.currency import exponent
from goodstanding.money.rate import Rate
from goodstanding.money.rounding import divide

DECIMALS = 6
"""Decimals of a minor unit that people are shown; machines get the fraction itself."""
ROUNDINGS = {
    "half_up": "half away from zero", "half_even": "half to the even unit", "half_down": "half towards zero",
    "up": "up", "down": "down",
}  # fmt: skip


class Line(NamedTuple):
    """One stretch as people read it; the last day is inclusive."""

    first_date: str
    last_date: str
    days: int
    base: str
    rate: str
    year_days: int
    amount: str
    note: str


def lines(reckoned: Reckoned, *, currency: str) -> list[Line]:
    """Return every stretch of an item's interest, the earliest first."""
    return [_line(segment, currency) for segment in reckoned.segments]


def closing(reckoned: Reckoned, *, currency: str) -> str:
    """Return the sentence that leads from the stretches to the amount: the exact sum, its rounding, what cut it."""
    exact = f"{currency} {_decimal(reckoned.exact_minor, currency)}"
    terms = reckoned.segments[-1].terms if reckoned.segments else Terms("none")
    rounding = ROUNDINGS[terms.rounding]
    if terms.rounded == "each day":
        said = f"Each day's interest was rounded {rounding} and then multiplied by the days: {exact}."
    else:
        said = f"The exact sum is {exact}, rounded once ({rounding}): {Amount(reckoned.rounded_minor, currency)}."
    if reckoned.cap:
        said += f" The cap ({reckoned.cap}) leaves {Amount(reckoned.amount_minor, currency)}."
    return said


def rule_said(terms: Terms | None) -> str:
    """Return terms in a sentence: on what basis, at what rate, counted how, from when."""
    if terms is None or terms.basis == "none":
        return "No interest is charged."
    rate = f"{Rate(terms.rate_ppm)} a year"
    if terms.base_name:
        how = {
            "daily": "following every change",
            "reference days": f"read on {', '.join(terms.reference_days)} of each year",
            "at start": f"read on the last of {', '.join(terms.reference_days) or 'all days'} before interest begins",
        }[terms.fixing]
        rate = f"the base rate {terms.base_name} ({how}) and {Rate(terms.rate_ppm)}"
    kind = f"compounded after every {terms.compound_months} months" if terms.compound_months else "simple"
    start = "the day after the due date"
    if terms.starts != "due" and terms.start_date is not None:
        start = f"{terms.start_date} ({terms.starts})"
    caps = _caps(terms)
    return f"By {terms.basis} ({terms.rule}): {rate}, {kind}, {terms.day_count}, from {start}{caps}."


def told(segment: Segment) -> Mapping[str, object]:
    """Return a stretch for machines: the amount as an exact fraction of minor units."""
    exact = segment.exact_minor
    return {
        "first_date": segment.first_date.isoformat(),
        "last_date": (segment.until_date - timedelta(days=1)).isoformat(),
        "days": segment.days,
        "year_days": segment.year_days,
        "principal_minor": segment.principal_minor,
        "compounded_minor": segment.compounded_minor,
        "rate_ppm": segment.rate_ppm,
        "frozen": segment.is_frozen,
        "interest_minor": f"{exact.numerator}/{exact.denominator}",
        "basis": segment.terms.basis,
        "rule": segment.terms.rule,
    }


def _line(segment: Segment, currency: str) -> Line:
    notes = ["frozen"] if segment.is_frozen else []
    if segment.compounded_minor:
        notes.append(f"with {Amount(segment.compounded_minor, currency)} of interest that joined")
    return Line(
        segment.first_date.isoformat(),
        (segment.until_date - timedelta(days=1)).isoformat(),
        segment.days,
        str(Amount(segment.principal_minor + segment.compounded_minor, currency)),
        str(Rate(segment.rate_ppm)),
        segment.year_days,
        _decimal(segment.exact_minor, currency),
        ", ".join(notes),
    )


def _decimal(minor: Fraction, currency: str) -> str:
    """Write minor units in the currency's own unit, with so many decimals more."""
    places = exponent(currency) + DECIMALS
    scaled = divide(minor.numerator * 10**DECIMALS, minor.denominator, rounding="half_up")
    sign = "-" if scaled < 0 else ""
    whole, fraction = divmod(abs(scaled), 10**places)
    return f"{sign}{whole:,}.{fraction:0{places}d}"


def _caps(terms: Terms) -> str:
    found = ""
    if terms.rate_max_ppm is not None:
        found += f", never above {Rate(terms.rate_max_ppm)} a year"
    if terms.cap_share_ppm is not None:
        found += f", never above {Rate(terms.cap_share_ppm)} of the principal"
    if terms.cap_minor is not None:
        found += f", never above {terms.cap_minor} minor units in all"
    return found
