"""Runs a few cases of tests that are slow by nature — nights, kills, processes of their own — unless all are asked for.

A test of many cases in one of these places runs with so many of them, spread evenly over the list; each case by itself
stays whole. GOODSTANDING_LONG=1 runs them all, and the end of every run says how many were left out.
"""

import os
from collections import defaultdict
from collections.abc import Mapping

import pytest

CASES: Mapping[str, int] = {
    "killed": 3,
    "tests/strategy/operations/": 2,
    "tests/cli/commands/test_law.py": 2,
    "tests/ingestion/operations/": 4,
    "tests/outreach/sending/": 4,
    "tests/outreach/channels/letter/test_page.py": 3,
    "tests/workbench/test_law.py": 3,
    "tests/workbench/test_pages.py": 3,
}
"""A part of a file's path, and how many cases of each of its tests are run."""

left_out: list[str] = []


def cases_of(path: str) -> int | None:
    """Return how many cases of a test are run in a file, or None where all are.

    >>> cases_of("tests/payments/gateway/test_killed.py"), cases_of("tests/money/test_amount.py")
    (3, None)
    """
    return min((count for part, count in CASES.items() if part in path), default=None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not among the few cases; the same ones in every process that runs a part of the suite."""
    if os.environ.get("GOODSTANDING_LONG") == "1":
        return
    by_test: dict[tuple[str, str], list[pytest.Item]] = defaultdict(list)
    for item in items:
        by_test[item.nodeid.split("::")[0], getattr(item, "originalname", item.name)].append(item)
    kept: set[pytest.Item] = set()
    for (path, _), its in by_test.items():
        count = cases_of(path)
        few = its if count is None or len(its) <= count else [its[place * len(its) // count] for place in range(count)]
        kept.update(few)
    out = [item for item in items if item not in kept]
    left_out.extend(item.nodeid for item in out)
    items[:] = [item for item in items if item in kept]
    config.hook.pytest_deselected(items=out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many cases were left out. Where processes run side by side, each left out the same and is silent."""
    if left_out:
        terminalreporter.write_line(f"{len(left_out)} cases of slow tests were left out; GOODSTANDING_LONG=1 runs all.")
