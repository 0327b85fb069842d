"""Giving calls their places in the hours of the teams, once every part of a night is decided."""

from datetime import date

import pyarrow as pa

from goodstanding.database import rows
from goodstanding.strategy.decide.capacity import SLOT, allot_calls
from goodstanding.strategy.document.document import Team
from goodstanding.strategy.models.hand_over import CallSlot
from goodstanding.strategy.night.order import Order
from goodstanding.strategy.operations.bulk import raw_cursor

_WAITING = """
SELECT a.id AS act_id, a.team, a.value_minor, a.currency, a.not_before, a.not_after FROM strategy_act AS a
WHERE a.day = %s AND a.channel = 'call' AND a.kind = 'contact' AND a.strategy = ANY(%s)
    AND NOT EXISTS (SELECT FROM strategy_callslot AS s WHERE s.act_id = a.id)
    AND NOT EXISTS (SELECT FROM strategy_handoveranswered AS h WHERE h.act_id = a.id)
ORDER BY a.id
"""
_COLUMNS = ("act_id", "day", "team", "hour_at", "place", "entry_id")


def give_places(order: Order, *, entry_id: int) -> int:
    """Give places to the calls of a day that have none, in the caller's transaction; return how many got one.

    Places that were given before stay. Calls that cannot be made any more, or whose strategy is stopped, get none. A
    call of a strategy without teams needs no place: whoever is free makes it.
    """
    cursor = raw_cursor()
    strategies = [one.document.strategy for one in order.running if not one.stopped]
    calls = rows.fetch_table(cursor, _WAITING, [order.day, strategies])
    given = allot_calls(calls, teams_of(order), day=order.day, given=_given(order.day))
    if given.num_rows:
        stamped = given.append_column("day", pa.array([order.day] * given.num_rows, pa.date32()))
        stamped = stamped.append_column("entry_id", pa.array([entry_id] * given.num_rows, pa.int64()))
        rows.copy_in(cursor, "strategy_callslot", _COLUMNS, stamped)
    return int(given.num_rows)


def teams_of(order: Order) -> list[Team]:
    """Return the teams of the strategies in force, each name once."""
    listed = [team for one in order.running if not one.stopped for team in one.document.capacity.teams]
    return list({team.name: team for team in listed}.values())


def _given(day: date) -> pa.Table:
    """Return the places that are given already."""
    given = CallSlot.objects.filter(day=day).order_by("id").values("act_id", "team", "hour_at", "place")
    return pa.Table.from_pylist(list(given), schema=SLOT)
