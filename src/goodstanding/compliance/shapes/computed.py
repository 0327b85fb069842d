"""Computed dates, amounts and answers: what a provision makes of the facts, as plain words and numbers.

`gives` names the results; an expression's kind says how it is written: dates as 2026-05-12, amounts with their
decimals, texts and sets as words. `percent:` writes a rate with two decimals; `text:` and `list:` give fixed words;
`when:` leaves a result out where it does not hold.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import numpy as np

from goodstanding.compliance.expression.reading import Scope
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.lawbook.value import EPOCH, LawbookRefused
from goodstanding.compliance.shapes.form import Computing, Form, condition, written
from goodstanding.factsheet.sheet import NOTHING, Truth, Words, members, spread

GIVERS = {"text", "list", "from", "percent"}
KEYS = {"text", "list", "from", "percent", "when", "decimals"}


class Computed(Computing):
    """Gives the named results of every act."""

    def computed(self, rule: Rule, view: View) -> list[dict[str, object]]:
        """Return the results of each act by name."""
        rows: list[dict[str, object]] = [{} for _ in range(view.length)]
        for name, when, give in rule.options["gives"]:
            holds = spread(when.run(view).yes if when else np.bool_(1), view.length)
            cells = give(view)
            for row in np.flatnonzero(holds):
                rows[row][name] = cells[row]
        return rows


def _prepare(raw: Mapping[str, Any], scope: Scope, where: str) -> dict[str, Any]:
    listed = raw.get("gives")
    if not isinstance(listed, list):
        raise LawbookRefused(f"{where} lacks gives, a list of results.")
    return {"gives": [_result(one, scope, f"{where}: gives") for one in listed]}


def _result(raw: Mapping[str, Any], scope: Scope, place: str) -> tuple[str, Any, Callable[[View], list[object]]]:
    known = set(raw) - {"name"} - KEYS
    if known or "name" not in raw or not set(raw) & GIVERS:
        raise LawbookRefused(
            f"{place}: a result has a name and one of text, list, percent or from, not {', '.join(known) or 'none'}."
        )
    when = condition(raw, "when", scope, place) if "when" in raw else None
    return str(raw["name"]), when, _giver(raw, scope, place)


def _giver(raw: Mapping[str, Any], scope: Scope, place: str) -> Callable[[View], list[object]]:
    for key in ("text", "list"):
        if key in raw:
            fixed = raw[key]
            return lambda view: [fixed] * view.length
    if "percent" in raw:
        rate = written(str(raw["percent"]), scope, place)
        return lambda view: [_rate(one) for one in plain(rate.run(view), rate.sort, view.length)]
    found = written(str(raw["from"]), scope, place)
    decimals = int(raw.get("decimals", 0))
    return lambda view: plain(found.run(view), found.sort, view.length, decimals=decimals)


def _rate(one: object) -> object:
    """Write a rate, held in ten-thousandths of a percent, with two decimals: 6.00."""
    return f"{one // 10_000}.{one // 100 % 100:02d}" if isinstance(one, int) else None


def plain(cells: Any, sort: str, length: int, *, decimals: int = 0) -> list[object]:
    """Return cells as words and numbers a person can read and JSON can hold."""
    if isinstance(cells, Truth):
        yes, no = (spread(part, length) for part in cells)
        return [True if y else False if n else None for y, n in zip(yes.tolist(), no.tolist(), strict=True)]
    if isinstance(cells, Words):
        found = [None if code < 0 else cells.words[code] for code in spread(cells.codes, length).tolist()]
        return [None if one is None else members(one) for one in found] if sort == "texts" else list(found)
    return [_number(one, sort, decimals) for one in spread(cells, length).tolist()]


def _number(one: int, sort: str, decimals: int) -> object:
    if one == int(NOTHING):
        return None
    if sort == "date":
        return (EPOCH + timedelta(days=one)).isoformat()
    if sort == "instant":
        return one
    if sort == "amount" or decimals:
        places = decimals or 2
        return f"{'-' if one < 0 else ''}{abs(one) // 10**places}.{abs(one) % 10**places:0{places}d}"
    return one


COMPUTED_DATE = Form("Computed date.", ("gives",), _prepare, Computed)
COMPUTED_AMOUNT = Form("Computed amount.", ("gives",), _prepare, Computed)
COMPUTED_ANSWER = Form("Computed answer.", ("gives",), _prepare, Computed)
