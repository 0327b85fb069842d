"""The figures of a simulated day: who would receive what, what it costs, what is held back, and who has to call.

For the command line, the record of a simulation and its page. All of it can be written as JSON; amounts are decimal
strings in the currency's own exponent and never added across currencies.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import duckdb

from goodstanding.money.amount import Amount
from goodstanding.strategy.decide.capacity import hours
from goodstanding.strategy.document.document import Team
from goodstanding.strategy.simulate.gathering import Gathered

Told = dict[str, Any]
Costs = Mapping[str, Mapping[str, int]]
"""What a channel costs in minor units, by strategy and channel."""

_HELD = "state NOT IN ('planned', 'exception')"
_STEPS = """
    SELECT strategy, edition, treatment, step, kind, channel, count(*) AS messages FROM message
    WHERE state = 'planned' GROUP BY ALL ORDER BY ALL
"""
_WITHHELD = f"""
    SELECT state AS cause, coalesce(rule, '') AS rule, count(*) AS messages FROM message WHERE {_HELD}
    GROUP BY ALL ORDER BY messages DESC, cause, rule
"""  # noqa: S608  every piece is a constant of this page.
_REFUSALS = """
    SELECT rule, channel, count(*) AS refusals FROM (
        SELECT one ->> 'rule' AS rule, one ->> 'channel' AS channel FROM (
            SELECT unnest(from_json(tried, '["JSON"]')) AS one FROM message WHERE coalesce(tried, '') <> ''
        )
    )
    WHERE coalesce(rule, '') <> '' GROUP BY ALL ORDER BY refusals DESC, rule, channel
"""
_COSTS = """
    SELECT strategy, channel, currency, count(*) AS messages FROM message WHERE state = 'planned' AND kind = 'contact'
    GROUP BY ALL ORDER BY ALL
"""


def counted(day: Gathered) -> Told:
    """Return the figures that a night prints as well, in the same words."""
    states = Counter(day.messages["state"].to_pylist())
    planned = states["planned"]
    return {
        "date": day.day.isoformat(),
        "accounts": day.accounts,
        "due": day.due,
        "acts": planned,
        "refused": day.messages.num_rows - planned - states["exception"],
        "exceptions": day.exceptions,
        "calls_placed": day.slots.num_rows,
    }


def figures(day: Gathered, *, teams: Sequence[Team], costs: Costs) -> Told:
    """Return everything that is told of one day."""
    with closing(duckdb.connect(config={"threads": 1})) as duck:
        duck.register("message", day.messages)
        duck.register("slot", day.slots)
        return {
            **counted(day),
            "by_step": _rows(duck, _STEPS),
            "withheld": _rows(duck, _WITHHELD),
            "refusals": _rows(duck, _REFUSALS),
            "cost": cost(_rows(duck, _COSTS), costs),
            "load": load(day, teams=teams),
        }


def cost(sent: Sequence[Told], costs: Costs) -> list[Told]:
    """Return what the messages cost by channel and currency, as the strategies state it."""
    summed: Counter[tuple[str, str]] = Counter()
    for row in sent:
        price = costs.get(row["strategy"], {}).get(row["channel"], 0)
        summed[row["channel"], row["currency"]] += price * row["messages"]
    return [
        {"channel": channel, "currency": currency, "amount": Amount(minor, currency).decimal_string()}
        for (channel, currency), minor in sorted(summed.items())
        if minor
    ]


def load(day: Gathered, *, teams: Sequence[Team]) -> list[Told]:
    """Return, for every team and hour it works, how many calls it has and how many it could make."""
    taken = Counter(zip(day.slots["team"].to_pylist(), day.slots["hour_at"].to_pylist(), strict=True))
    found = []
    for team in teams:
        for hour in hours(team, day=day.day):
            at = datetime.fromtimestamp(hour.opens, UTC)
            found.append(
                {"team": team.name, "hour_at": at.isoformat(), "calls": taken[team.name, at], "capacity": hour.calls}
            )
    return found


def segments(day: Gathered) -> list[Told]:
    """Return how many accounts stand in which segment, or rest for which reason."""
    return [
        {"strategy": key.strategy, "edition": key.edition, "segment": key.segment, "rests": key.is_rest, "accounts": n}
        for key, n in sorted(day.segments.items())
    ]


def _rows(duck: duckdb.DuckDBPyConnection, query: str) -> list[Told]:
    rows: list[Told] = duck.sql(query).to_arrow_table().to_pylist()
    return rows
