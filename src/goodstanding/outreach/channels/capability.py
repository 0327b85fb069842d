"""Which traffic a provider carries over which route, and why not: the matrix of `capability.yaml`.

For configuring a channel, for whoever reads the matrix, and before every use, because what the house is may change. A
provider that carries no third-party collection closes the account of an agency that tries; better it is refused here.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

TRAFFIC_OF: Mapping[str, str] = {
    "original_creditor": "first_party",
    "third_party": "third_party",
    "debt_buyer": "debt_buyer",
}
"""The traffic of a house, by what it is to the law."""
TRAFFIC: tuple[str, ...] = ("first_party", "third_party", "debt_buyer", "debt_reduction")
KINDS: Mapping[str, str] = {
    "original_creditor": "the original creditor", "third_party": "a third party", "debt_buyer": "a debt buyer",
}  # fmt: skip
ANY = "any"
ROUTES: Mapping[str, str] = {
    "toll_free": "toll-free numbers", "ten_dlc": "registered local numbers (10DLC)", "short_code": "short codes",
    "abroad": "numbers outside North America",
}  # fmt: skip
"""How a sentence names a route."""


class Carriage(NamedTuple):
    """Whether a provider carries a traffic over a route, with the reason and the pages it was read on.

    `codes` are the errors a provider answers with where it does not.
    """

    provider: str
    channel: str
    route: str
    traffic: str
    is_carried: bool
    reason: str
    codes: tuple[int, ...]
    sources: tuple[str, ...]
    checked_on: date


@cache
def matrix() -> tuple[Carriage, ...]:
    """Return every line of the matrix, in its order."""
    text = resources.files("goodstanding.outreach.channels").joinpath("capability.yaml").read_text(encoding="utf-8")
    return tuple(line for one in yaml.safe_load(text) for line in _lines(one))


def says_something(provider: str, *, channel: str) -> bool:
    """Say whether the matrix speaks of a provider's channel at all."""
    return any((line.provider, line.channel) == (provider, channel) for line in matrix())


def carriage(provider: str, *, channel: str, route: str, traffic: str) -> Carriage | None:
    """Return what the matrix says, or None where it says nothing."""
    for line in matrix():
        if (line.provider, line.channel, line.traffic) == (provider, channel, traffic) and line.route in (route, ANY):
            return line
    return None


def not_carried(provider: str, *, channel: str, options: Mapping[str, Any], kind: str) -> Carriage | None:
    """Return why a provider does not carry what a house of this kind sends, or None where nothing says so."""
    line = carriage(provider, channel=channel, route=str(options.get("route", ANY)), traffic=TRAFFIC_OF[kind])
    return None if line is None or line.is_carried else line


def sentence(line: Carriage, *, kind: str, whom: str = "") -> str:
    """Return the refusal in words: what is not carried, why, where that stands, and what else there is.

    whom  the client for whom the house is of this kind, where it is not so everywhere.
    """
    route = "" if line.route == ANY else f" over {ROUTES[line.route]}"
    codes = f" (error {' or '.join(map(str, line.codes))})" if line.codes else ""
    where = f" for {whom}" if whom else ""
    return (
        f"{line.provider} does not carry {line.channel}{route} for {KINDS[kind]}, which the house is{where}."
        f" {line.reason}{codes} {line.sources[0]}, read on {line.checked_on}.{other_ways(line)}"
    )


def other_ways(line: Carriage) -> str:
    """Return what else there is: other routes of the provider that carry it, and other channels."""
    routes = [
        ROUTES[one.route] for one in matrix()
        if (one.provider, one.channel, one.traffic) == (*line[:2], line.traffic) and one.is_carried
    ]  # fmt: skip
    other = f" It carries it over {' and '.join(routes)}." if routes else ""
    return f"{other} E-mail, letters and calls remain, as far as the law allows each."


def _lines(one: Mapping[str, Any]) -> Iterable[Carriage]:
    for route in one["routes"]:
        for traffic in TRAFFIC:
            yield Carriage(
                one["provider"], one["channel"], route, traffic, one["carried"][traffic], one["reasons"][traffic],
                tuple(one["codes"].get(traffic, ())), tuple(one["sources"]), date.fromisoformat(one["checked_on"]),
            )  # fmt: skip
