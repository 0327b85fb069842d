"""Form: a budget as somebody types it on their page, read line by line; what is wrong is said at its field.

A field holds an amount, `?` for "not sure how much", or nothing, which is no line. Fields are named `amount.rent` and
`often.rent`; those of the household are `adults`, `children` and `partner`.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from goodstanding.arrangements.affordability.budget import Household, Line
from goodstanding.arrangements.affordability.frequency import NOT_SURE, TIMES_A_YEAR
from goodstanding.arrangements.affordability.kind import kinds
from goodstanding.money.amount import Amount
from goodstanding.money.reading import AmountUnreadable, read_amount

LENGTH_MAX = 20
AMOUNT_MOST_MINOR = 10**11
PEOPLE_MOST = 30
KEPT_MOST = 40_000
HOUSEHOLD = ("adults", "children", "partner", "consent")
MONTHLY, UNSURE = "monthly", "?"


class Told(NamedTuple):
    """What was typed: the lines and the household as far as they can be read, and by field the word of a fault."""

    lines: tuple[Line, ...]
    household: Household
    has_consent: bool
    faults: Mapping[str, str]


def read_form(fields: Mapping[str, str], *, currency: str) -> Told:
    """Return what a form tells.

    >>> read_form({"amount.wages": "1200", "amount.rent": "x"}, currency="GBP").faults
    {'amount.rent': 'bad_amount'}
    """
    faults: dict[str, str] = {}
    lines = []
    for kind in kinds():
        typed = fields.get(f"amount.{kind}", "").strip()
        if not typed:
            continue
        line = _line(kind, typed, fields.get(f"often.{kind}", MONTHLY), currency=currency)
        if isinstance(line, Line):
            lines.append(line)
        else:
            faults[f"amount.{kind}"] = line
    adults = _people(fields, "adults", least=1, faults=faults)
    children = _people(fields, "children", least=0, faults=faults)
    if not faults and not any(kinds()[line.kind].side == "income" for line in lines):
        faults["amount.wages"] = "no_income"
    household = Household(adults, children, fields.get("partner") == "yes")
    return Told(tuple(lines), household, fields.get("consent") == "yes", faults)


def typed_of(lines: Iterable[Line], household: Household, *, currency: str) -> dict[str, str]:
    """Return the fields of a form that tells a budget; the same as reading it the other way round."""
    fields = {"adults": str(household.adults), "children": str(household.children)}
    if household.with_partner:
        fields["partner"] = "yes"
    for line in lines:
        amount = UNSURE if line.amount_minor is None else Amount(line.amount_minor, currency).decimal_string()
        fields |= {f"amount.{line.kind}": amount, f"often.{line.kind}": line.frequency}
    return fields


def kept_of(fields: Mapping[str, str]) -> str:
    """Return what was typed as one text that tells nothing at a glance, for a page that asks something else first."""
    return urlencode(_fields(fields)).encode().hex()


def read_kept(kept: str) -> dict[str, str]:
    """Return the fields that were kept; none where the text is not ours.

    >>> read_kept(kept_of({"amount.wages": "1200", "often.wages": "weekly", "often.rent": "weekly"}))
    {'amount.wages': '1200', 'often.wages': 'weekly'}
    """
    if len(kept) > KEPT_MOST:
        return {}
    try:
        return _fields(dict(parse_qsl(bytes.fromhex(kept).decode(), max_num_fields=len(HOUSEHOLD) + 2 * len(kinds()))))
    except ValueError:
        return {}


def _fields(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a form in which something was typed, and how often that comes."""
    typed = [kind for kind in kinds() if fields.get(f"amount.{kind}", "").strip()]
    names = [f"{part}.{kind}" for kind in typed for part in ("amount", "often")] + list(HOUSEHOLD)
    return {name: fields[name][: LENGTH_MAX + 1] for name in names if fields.get(name)}


def _line(kind: str, typed: str, often: str, *, currency: str) -> Line | str:
    """Return a line, or the word of what is wrong with it. Amounts are read as people write them, in one way only."""
    if often not in TIMES_A_YEAR:
        return "bad_often"
    if typed == UNSURE:
        return Line(kind, None, NOT_SURE)
    try:
        amount = read_amount(typed[: LENGTH_MAX + 1], currency=currency)
    except AmountUnreadable:
        return "bad_amount"
    if amount.minor < 0 or len(typed) > LENGTH_MAX:
        return "bad_amount"
    return Line(kind, amount.minor, often) if amount.minor <= AMOUNT_MOST_MINOR else "too_much"


def _people(fields: Mapping[str, str], name: str, *, least: int, faults: dict[str, str]) -> int:
    typed = fields.get(name, "").strip() or str(least)
    if re.fullmatch(r"[0-9]{1,2}", typed, re.ASCII) and least <= int(typed) <= PEOPLE_MOST:
        return int(typed)
    faults[name] = f"bad_{name}"
    return least
