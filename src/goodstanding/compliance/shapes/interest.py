"""Statutory interest: simple, by the day, at a published reference rate and a margin.

`margin` is a percent, `source` whose reference rate it is (the first word in `reference_rates`), `reference_days` the
days of the year, as in "06-30", on which the rate is read, and `year_days` what a day's share of a year is. A rate read
`before` the interest begins stands for the whole time; one read `each_half_year` changes on every such day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from goodstanding.compliance.expression.reading import Scope
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.lawbook.value import EPOCH, LawbookRefused
from goodstanding.compliance.shapes.form import Computing, Form
from goodstanding.factsheet.sheet import NOTHING, Words, members, spread

KEYS = ("margin", "source", "reference_days", "year_days", "read")
READ = ("before", "each_half_year")
PERCENT_PLACES = 4
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Terms:
    """What the law says: the margin in percent, whose rate, read on which days, and the days of a year."""

    margin: Decimal
    source: str
    days: tuple[str, ...]
    year: int
    stands: bool


class Interest(Computing):
    """Gives the yearly rate, the days and the interest on the act's first debt."""

    def computed(self, rule: Rule, view: View) -> list[dict[str, object]]:
        """Return rate, days and interest of each act; nothing where a day, the amount or a rate is not known."""
        terms = _terms(rule, view)
        debts = view.debts()
        first = {
            int(owner): row for row, owner in reversed(list(enumerate([] if debts.owner is None else debts.owner)))
        }
        owed, due = _spread(debts, "debt_principal"), _spread(debts, "debt_due")
        begins, ends = view.whole("act_from"), view.whole("act_until")
        found: list[dict[str, object]] = []
        for act, rates in enumerate(_rates(view, terms.source)):
            row = first.get(act)
            start = begins[act] if begins[act] != NOTHING or row is None or due[row] == NOTHING else due[row] + 1
            known = row is not None and owed[row] != NOTHING and NOTHING not in (start, ends[act])
            span = (EPOCH + timedelta(days=int(start)), EPOCH + timedelta(days=int(ends[act]))) if known else None
            found.append(_reckoned(Decimal(int(owed[row])), span, rates, terms) if span and row is not None else {})
        return found


def _reckoned(owed: Decimal, span: tuple[date, date], rates: Mapping[date, Decimal], terms: Terms) -> dict[str, object]:
    start, end = span
    total, used, day = Decimal(0), [], start
    while day < end:
        read = _read_on(day, terms)
        until = end if terms.stands else min(end, _next_reading(day, terms))
        published = [one for one in rates if one <= read]
        if not published:
            return {}
        rate = rates[max(published)] + terms.margin
        total += owed * rate * (until - day).days / (100 * terms.year)
        used.append(rate)
        day = until
    shown = [f"{rate.quantize(CENT)}" for rate in dict.fromkeys(used)]
    interest = (total / 100).quantize(CENT, ROUND_HALF_UP)
    return {
        "annual_rate_percent": shown[0] if len(shown) == 1 else shown,
        "days": (end - start).days,
        "interest": f"{interest}",
    }


def _read_on(day: date, terms: Terms) -> date:
    """Return the day the rate is read for interest of a day: the last one before it, or the last one up to it."""
    listed = [date.fromisoformat(f"{year}-{one}") for year in (day.year - 1, day.year) for one in terms.days]
    return max(one for one in listed if one < day or (one == day and not terms.stands))


def _next_reading(day: date, terms: Terms) -> date:
    listed = [date.fromisoformat(f"{year}-{one}") for year in (day.year, day.year + 1) for one in terms.days]
    return min(one for one in listed if one > day)


def _terms(rule: Rule, view: View) -> Terms:
    values = {key: view.values[rule.options[key]] for key in KEYS[:4]}
    margin, days, year = values["margin"], values["reference_days"], values["year_days"]
    assert isinstance(margin, int) and isinstance(days, tuple) and isinstance(year, int), "Their units say so."
    return Terms(
        Decimal(margin).scaleb(-PERCENT_PLACES), str(values["source"]), days, year, rule.options["read"] == "before"
    )


def _rates(view: View, source: str) -> list[dict[date, Decimal]]:
    cells = view.column("reference_rates")
    assert isinstance(cells, Words), "Rates are a column of sets of words."
    by_code = [dict(_rate(one) for one in members(word) if one.startswith(source + " ")) for word in cells.words]
    codes = spread(cells.codes, view.length).tolist()
    return [by_code[code] if code >= 0 else {} for code in codes]


def _rate(written: str) -> tuple[date, Decimal]:
    _, day, percent = written.split(" ")
    return date.fromisoformat(day), Decimal(percent)


def _spread(debts: View, name: str) -> list[int]:
    return [int(one) for one in spread(debts.column(name), debts.length)]


def _prepare(raw: Mapping[str, Any], scope: Scope, where: str) -> dict[str, Any]:
    missing = [key for key in KEYS if key not in raw]
    unnamed = [key for key in KEYS[:4] if str(raw.get(key, "")).removeprefix(":") not in scope.values]
    if missing or unnamed or raw["read"] not in READ:
        raise LawbookRefused(f"{where} lacks {', '.join(missing + unnamed) or 'a known way to read the rate'}.")
    return {key: str(raw[key]).removeprefix(":") for key in KEYS}


INTEREST = Form("Statutory interest.", KEYS, _prepare, Interest)
