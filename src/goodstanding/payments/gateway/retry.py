"""Whether a collection that came back may be tried again: rules of the schemes, by code, from retry.yaml. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from goodstanding.refusal import Refusal

FILE = Path(__file__).with_name("retry.yaml")


class RetryRefused(Refusal, ValueError):
    """This collection may not be tried again; the sentence says why."""


class Rule(NamedTuple):
    """What a scheme says of a code: how many more times, within how many days of the first, and how far apart."""

    scheme: str
    code: str
    meaning: str
    more: int
    within_days: int = 0
    wait_days: int = 0
    source: str = ""


def rule_of(scheme: str, code: str) -> Rule:
    """Return the rule of a code; one that nobody knows is never tried again.

    >>> rule_of("ach", "R01").more, rule_of("ach", "R02").more, rule_of("ach", "R99").more
    (2, 0, 0)
    """
    return rules().get((scheme, code), Rule(scheme, code, "A code no rule is known for", 0))


def first_day(rule: Rule, *, retries: int, first_date: date, last_date: date) -> date:
    """Return the first day on which a collection may be tried again; raises RetryRefused where it never may.

    retries     how often it was tried again already.
    first_date  the day of the very first collection; last_date that of the one that came back.
    """
    told = f"{rule.code or 'no code'}: {rule.meaning.lower()}"
    if retries >= rule.more:
        often = f"more than {rule.more} times" if rule.more else "at all"
        raise RetryRefused(f"It may not be tried again {often} ({told}).")
    earliest = last_date + timedelta(days=rule.wait_days)
    last = first_date + timedelta(days=rule.within_days)
    if earliest > last:
        raise RetryRefused(f"It could be tried again until {last} only ({told}).")
    return earliest


def refuse_day(rule: Rule, day: date, *, retries: int, first_date: date, last_date: date) -> None:
    """Raise RetryRefused where a collection may not be tried again on a day."""
    earliest = first_day(rule, retries=retries, first_date=first_date, last_date=last_date)
    last = first_date + timedelta(days=rule.within_days)
    if not earliest <= day <= last:
        raise RetryRefused(f"It may be tried again from {earliest} to {last}, not on {day}.")


@cache
def rules() -> Mapping[tuple[str, str], Rule]:
    """Return every rule by scheme and code."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        (scheme, str(code)): Rule(scheme, str(code), source=part["source"], **values)
        for scheme, part in told.items()
        for code, values in part["codes"].items()
    }
