"""What the lawbook says of interest and fixed sums on a debt: asked as a calculation, answered with the rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from goodstanding.calendars.period import add_months
from goodstanding.compliance.calculation import Calculated, calculate
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.lawbook.value import EPOCH
from goodstanding.compliance.selection import with_packs
from goodstanding.compliance.situation.reading import read
from goodstanding.ledger.interest.base_rate import History, RateUnknown
from goodstanding.ledger.interest.day_count import YEAR_DAYS
from goodstanding.ledger.interest.terms import Terms
from goodstanding.money.amount import Amount
from goodstanding.money.rate import Rate
from goodstanding.refusal import Refusal

STATUTORY = "statutory_interest"
COMPENSATION = "fixed_compensation"
INTEREST_SHAPE = "interest"
UNAUTHORISED = "us.regf.unfair_means"
SERVICE = "us.federal.service_interest"


class NotAllowed(Refusal):
    """Neither the contract nor a law allows it; the sentence says which rule was asked."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the law asks of a debt: the debtor's country, its type, what it was worth and when it fell due."""

    country: str
    debt_type: str
    amount: Amount
    due_date: date


class Granted(NamedTuple):
    """A fixed sum that a law grants, with the rule."""

    amount: Amount
    rule: str
    citation: str


def statutory_terms(
    rule_id: str, about: Circumstances, *, day: date, book: Lawbook, rates: Mapping[str, History]
) -> Terms:
    """Return the terms of a statutory rule for a debt from a day on, if the rule grants interest on it.

    Raises LawbookRefused for a rule nobody knows, NotAllowed where it does not apply, RateUnknown.
    """
    rule = book.rule(rule_id)
    if rule.shape != INTEREST_SHAPE:
        raise NotAllowed(f"{rule.id} ({rule.citation}) is not a rule about interest.")
    terms = _terms(rule, day)
    until = max(day, about.due_date + timedelta(days=2))
    answer = _asked(STATUTORY, about, until=until, rates=_told(terms, about, rates, until=until), book=book)
    if answer is None or answer.rule.id != rule.id:
        other = f"; {answer.rule.id} ({answer.rule.citation}) does" if answer else ""
        raise NotAllowed(f"{rule.id} ({rule.citation}) grants no interest on a debt of this kind here{other}.")
    return terms


def compensation(about: Circumstances, *, day: date, book: Lawbook) -> Granted:
    """Return the fixed sum that a law grants for a late invoice; raise NotAllowed where none does."""
    answer = _asked(COMPENSATION, about, until=day, rates={}, book=book)
    if answer is None:
        raise NotAllowed("No rule of the lawbook grants a fixed sum on a debt of this kind in this place.")
    value = answer.value
    amount = Amount.of(str(value.get("amount", value.get("minimum_amount"))), str(value["currency"]))
    if amount.currency != about.amount.currency:
        raise NotAllowed(
            f"{answer.rule.id} ({answer.rule.citation}) grants {amount}, and the debt is in another currency."
        )
    return Granted(amount, answer.rule.id, answer.rule.citation)


def unauthorised(country: str, *, book: Lawbook) -> str:
    """Return, as part of a sentence, the rule against amounts that nothing allows; empty where none is known."""
    rule = book.by_id.get(UNAUTHORISED)
    if rule is None or country not in {"US", ""}:
        return ""
    clause = rule.refused_as[0]
    return f" {clause.says} ({clause.rule})"


def service_ceiling(day: date, *, book: Lawbook) -> tuple[int, str]:
    """Return the highest rate for somebody in the forces, in parts per million, and the rule that says so."""
    rule = book.rule(SERVICE)
    entry = rule.values["rate_max"].on((day - EPOCH).days) or rule.values["rate_max"].entries[0]
    assert isinstance(entry.value, int), "A rate is a number."
    return entry.value, f"{rule.id} ({rule.citation})"


def _terms(rule: Rule, day: date) -> Terms:
    """Return what a rule about interest says, as terms; percents are held in parts per million."""
    found = {}
    for option in ("margin", "source", "reference_days", "year_days"):
        entry = rule.values[rule.options[option]].on((day - EPOCH).days)
        if entry is None:
            raise NotAllowed(f"The law of {day} on {rule.title.lower()} ({rule.citation}) is not known.")
        found[option] = entry.value
    margin, days = found["margin"], found["reference_days"]
    assert isinstance(margin, int) and isinstance(days, tuple), "Their units say so."
    count = next(name for name, length in YEAR_DAYS.items() if length == found["year_days"])
    return Terms(
        "statute",
        margin,
        base_name=str(found["source"]),
        fixing="at start" if rule.options["read"] == "before" else "reference days",
        reference_days=days,
        day_count=count,
        rule=rule.id,
    )


def _asked(
    kind: str, about: Circumstances, *, until: date, rates: Mapping[str, str], book: Lawbook
) -> Calculated | None:
    if not about.country:
        raise NotAllowed("It is not known in which country the debtor is, so no law can be asked.")
    begins = about.due_date + timedelta(days=1)
    situation = {
        "id": "asked",
        "given": {
            "consumer": {"country": about.country},
            "debts": [
                {
                    "id": "d1",
                    "type": about.debt_type.replace(" ", "_"),
                    "principal": about.amount.decimal_string(),
                    "currency": about.amount.currency,
                    "due": about.due_date.isoformat(),
                }
            ],
            "rates": dict(rates),
        },
        "when": {
            "action": {
                "kind": kind,
                "at": f"{until}T12:00:00+00:00",
                "from": begins.isoformat(),
                "to": max(until, begins).isoformat(),
                "debts": ["d1"],
            }
        },
    }
    brief = with_packs(read([situation], asked_at=f"{until}T12:00:00+00:00"), book)
    return calculate(brief, book).get(0)


def _told(terms: Terms, about: Circumstances, rates: Mapping[str, History], *, until: date) -> dict[str, str]:
    """Return the base rate on every reference day that may be read, in the words of a situation."""
    base = rates.get(terms.base_name)
    if base is None:
        raise RateUnknown(f"No base rate is called {terms.base_name!r}; bring in its history with `rates import`.")
    days = _reference_days(terms, first=add_months(about.due_date, -12), last=until)
    known = [day for day in days if base.changes[0].effective_date <= day]
    return {
        f"{terms.base_name}_on_{day.day}_{day:%b}_{day.year}".lower(): str(Rate(base.on(day))).rstrip("%")
        for day in known
    }


def _reference_days(terms: Terms, *, first: date, last: date) -> Iterator[date]:
    for year in range(first.year, last.year + 1):
        for one in terms.reference_days:
            day = date.fromisoformat(f"{year}-{one}")
            if first <= day <= last:
                yield day
