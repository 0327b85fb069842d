"""Programmes: what the house may grant in hardship, for whom, and as often as what. Read from YAML.

For whoever grants one, and for the check of a catalogue before it is put in force. Conditions are declared fields, each
of which has to hold; every one that does not is said.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

import yaml

from goodstanding.arrangements.hardship.case import KINDS, SEVERITY_MOST
from goodstanding.refusal import Refusal

SHIPPED = Path(__file__).with_name("programmes.yaml")
Deed = Literal["pause", "reduce", "freeze", "extend", "write_off"]
DEEDS: tuple[Deed, ...] = get_args(Deed)
_KEYS = {"says", "deed", "days_most", "funded", "for", "again_after_days"}
_CONDITIONS: Mapping[str, type] = {
    "kinds": list, "severity_least": int, "proof": bool, "budget": bool, "surplus_most_minor": int,
    "balance_most_minor": int, "countries": list, "age_days_least": int,
}  # fmt: skip


class CatalogueRefused(Refusal, ValueError):
    """The catalogue of programmes cannot be used; the sentences say why."""


class Programme(NamedTuple):
    """One programme. `conditions` are those of its `for`."""

    name: str
    says: str
    deed: Deed
    conditions: Mapping[str, Any]
    days_most: int | None = None
    is_funded: bool = False
    again_after_days: int | None = None


class Applicant(NamedTuple):
    """What is known of a case and a debt when a programme is asked for; None is not known."""

    kind: str
    severity: int | None
    proof: str
    has_budget: bool
    surplus_minor: int | None
    balance_minor: int
    country: str
    opened_date: date
    last_granted: date | None = None


def read(text: str) -> dict[str, Programme]:
    """Return the programmes of a catalogue by name; raises CatalogueRefused with all that is wrong."""
    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        raise CatalogueRefused(f"The catalogue is not YAML: {str(fault).splitlines()[0]}.") from fault
    listed = told.get("programmes") if isinstance(told, Mapping) else None
    if not isinstance(listed, Mapping) or not listed:
        raise CatalogueRefused("A catalogue has programmes: names, each with what it does and for whom.")
    found = [one for name, raw in listed.items() for one in _faults(str(name), raw)]
    if found:
        raise CatalogueRefused(" ".join(found))
    return {str(name): _programme(str(name), raw) for name, raw in listed.items()}


def unmet(programme: Programme, applicant: Applicant, *, day: date) -> list[str]:
    """Return every condition of a programme that does not hold, as sentences; none means it may be granted."""
    return [*_of_the_case(programme, applicant), *_of_the_debt(programme, applicant, day=day)]


def _of_the_case(programme: Programme, one: Applicant) -> Iterator[str]:
    wanted = programme.conditions
    if "kinds" in wanted and one.kind not in wanted["kinds"]:
        yield f"It is for {', '.join(wanted['kinds'])}; the case says: {one.kind}."
    if "severity_least" in wanted and (one.severity or 0) < wanted["severity_least"]:
        known = "not kept" if one.severity is None else str(one.severity)
        yield f"It is for a severity of {wanted['severity_least']} or more; the case's is {known}."
    if wanted.get("proof") and one.proof != "received":
        yield "It needs a proof, and none was received."
    if wanted.get("budget") and not one.has_budget:
        yield "It needs a budget, and there is none."
    if "surplus_most_minor" in wanted and (
        one.surplus_minor is None or one.surplus_minor > wanted["surplus_most_minor"]
    ):
        yield "It is for people who have less left a month."


def _of_the_debt(programme: Programme, one: Applicant, *, day: date) -> Iterator[str]:
    wanted, again = programme.conditions, programme.again_after_days
    if "balance_most_minor" in wanted and one.balance_minor > wanted["balance_most_minor"]:
        yield "It is for smaller debts."
    if "countries" in wanted and one.country not in wanted["countries"]:
        yield f"It is for people in {', '.join(wanted['countries'])}."
    if "age_days_least" in wanted and day < one.opened_date + timedelta(days=wanted["age_days_least"]):
        yield f"The case is to be {wanted['age_days_least']} days old."
    if again is not None and one.last_granted is not None and day < one.last_granted + timedelta(days=again):
        free = one.last_granted + timedelta(days=again)
        yield f"It was granted on this debt on {one.last_granted}; it may be again from {free} on."


def _faults(name: str, raw: Any) -> Iterator[str]:
    if not isinstance(raw, Mapping):
        yield f"{name} says nothing."
        return
    if raw.get("deed") not in DEEDS:
        yield f"{name}: deed is one of {', '.join(DEEDS)}."
    if unknown := sorted(str(key) for key in set(raw) - _KEYS):
        yield f"{name}: {', '.join(unknown)} is no part of a programme."
    if not str(raw.get("says") or "").strip():
        yield f"{name} does not say what it is."
    if raw.get("deed") in ("pause", "freeze") and not _is_count(raw.get("days_most")):
        yield f"{name}: a {raw['deed']} says how many days at most (days_most)."
    yield from _condition_faults(name, raw.get("for") or {})


def _condition_faults(name: str, wanted: Any) -> Iterator[str]:
    if not isinstance(wanted, Mapping):
        yield f"{name}: for is a list of conditions by name."
        return
    for key, value in wanted.items():
        if key not in _CONDITIONS:
            yield f"{name}: {key} is no condition; known are {', '.join(_CONDITIONS)}."
        elif type(value) is not _CONDITIONS[key]:
            yield f"{name}: {key} is not a {_CONDITIONS[key].__name__}."
    severity = wanted.get("severity_least")
    if isinstance(severity, int) and not 1 <= severity <= SEVERITY_MOST:
        yield f"{name}: severity goes from 1 to {SEVERITY_MOST}."
    if isinstance(wanted.get("kinds"), list) and (strange := [one for one in wanted["kinds"] if one not in KINDS]):
        yield f"{name}: {strange[0]} is not a kind of hardship."


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _programme(name: str, raw: Mapping[str, Any]) -> Programme:
    return Programme(
        name, str(raw["says"]), raw["deed"], dict(raw.get("for") or {}), raw.get("days_most"),
        bool(raw.get("funded", False)), raw.get("again_after_days"),
    )  # fmt: skip
