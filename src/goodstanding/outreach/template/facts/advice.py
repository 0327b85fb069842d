"""Free debt advice where a person lives, from help.yaml."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

SOURCE = Path(__file__).parents[1] / "help.yaml"


def advice_at(place: str) -> Mapping[str, str]:
    """Return the fields of the advice for a place such as "US-CA", its country's where it has none, or nothing.

    >>> advice_at("GB")["help.name"], advice_at("")
    ('MoneyHelper', {})
    """
    known = _advice()
    return known.get(place) or known.get(place.partition("-")[0]) or {}


@cache
def _advice() -> Mapping[str, Mapping[str, str]]:
    raw = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return {one["place"]: {f"help.{key}": one[key] for key in ("name", "phone", "website")} for one in raw["places"]}
