"""A program that runs interest and kills itself: for test_killed.py. Called with: day, step, chunk, debts a chunk."""

import importlib
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands import readiness
from tests.forking import kill_self

CHUNK_DEBTS = 3


def dying(step: Callable[..., Any], in_chunk: int) -> Callable[..., Any]:
    """Return a step of the run that does its work and dies when it is called for the so-manieth time."""
    calls = iter(range(1, 1_000))

    def does_and_dies(*given: Any, **named: Any) -> Any:
        found = step(*given, **named)
        if next(calls) == in_chunk:
            kill_self()
        return found

    return does_and_dies


def main(through: str, step: str, in_chunk: int, chunk_debts: int = CHUNK_DEBTS) -> None:
    """Run, dying behind a step of a chunk; an empty step dies nowhere."""
    readiness.ready_names()
    running = importlib.import_module("goodstanding.receivables.charging.operations.run")
    if step:
        setattr(running, step, dying(getattr(running, step), in_chunk))
    running.run_interest(
        through_date=date.fromisoformat(through), by=OPERATOR, at=datetime.now(UTC), chunk_debts=chunk_debts
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
