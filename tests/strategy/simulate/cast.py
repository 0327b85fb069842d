"""A simulated day made by hand, for the tests of what is told of one."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

import pyarrow as pa

from goodstanding.factsheet.daily.sheet import account_schema, item_schema
from goodstanding.strategy.night.order import Answer, Chunk
from goodstanding.strategy.night.tables import ASSIGNED, DECIDED, EXCEPTION, LINE, MESSAGE, WARNING
from tests.strategy.decide.cast import DAY, account

Row = dict[str, Any]
OPENS, CLOSES = (datetime.combine(DAY, time(hour), UTC) for hour in (9, 18))


def message(number: int, **told: Any) -> Row:
    """A reminder by e-mail to somebody of their own."""
    return {
        "message": number, "person_id": 101 + number, "client_id": 7, "kind": "contact", "strategy": "plain",
        "edition": 1, "segment": "all", "treatment": "ladder", "arm": "", "step": "friendly", "rung": 1,
        "template": "reminder", "tone": "friendly", "language": "en", "channels": "email", "approval": "", "offers": "",
        "currency": "USD",
        "balance_minor": 10_000,
        "value_minor": 5_000 + number, "opens_second": 32_400, "closes_second": 64_800,
        "team": "",
    } | told  # fmt: skip


def decided(number: int, **told: Any) -> Row:
    """Planned for nine in the morning."""
    return {
        "message": number, "state": "planned", "channel": "email", "point_id": 5, "planned_at": OPENS,
        "not_before": OPENS, "not_after": CLOSES, "rule": "", "reason": "", "tried": "", "next_at": None,
    } | told  # fmt: skip


def line(number: int, **told: Any) -> Row:
    """The one account a message is about."""
    return {
        "message": number, "account_id": 1 + number, "item_id": None, "step": "friendly", "treatment": "ladder",
        "currency": "USD", "balance_minor": 10_000, "strategy": "plain",
    } | told  # fmt: skip


def answer(
    messages: Sequence[Row], decisions: Sequence[Row], lines: Sequence[Row], *, assigned: Sequence[Row] = ()
) -> Answer:
    """The answer for a chunk of ten accounts."""
    return Answer(
        chunk=Chunk("person", 0),
        accounts=11,
        due=len(lines),
        sheet=pa.Table.from_pylist([account(number) for number in range(1, 11)], schema=account_schema()),
        items=item_schema().empty_table(),
        messages=pa.Table.from_pylist(list(messages), schema=MESSAGE),
        lines=pa.Table.from_pylist([{key: one[key] for key in LINE.names} for one in lines], schema=LINE),
        decided=pa.Table.from_pylist(list(decisions), schema=DECIDED),
        exceptions=EXCEPTION.empty_table(),
        warnings=WARNING.empty_table(),
        assigned=pa.Table.from_pylist(list(assigned), schema=ASSIGNED),
    )


def plain(many: int, *, first: int = 0, **told: Any) -> Answer:
    """So many reminders by e-mail; `told` goes into what was decided."""
    numbers = range(many)
    return answer(
        [message(number, person_id=101 + first + number) for number in numbers],
        [decided(number, **told) for number in numbers],
        [line(number, account_id=1 + first + number) for number in numbers],
    )
