"""Lets the longest files begin first, so that no core waits at the end for another that began one last.

The order of the others stays. Also keeps what was collected out of every later look for rubbish: it stays to the end.
"""

import gc

import pytest

LONGEST = (
    "tests/guards/test_tools.py",
    "tests/strategy/night/engine/test_spark.py",
    "tests/ingestion/test_real_files.py",
    "tests/cli/test_demo.py",
    "tests/lawbook/test_re_count.py",
    "tests/cli/commands/test_bench.py",
    "tests/workbench/test_browser.py",
    "tests/strategy/operations/",
    "tests/ledger/test_books_against_model.py",
    "tests/arrangements/test_money_",
    "tests/outreach/sending/",
    "tests/cli/",
    "tests/strategy/",
)
"""Files and folders, the longest first."""


def rank(path: str) -> int:
    """Return which in line a file is.

    >>> rank("tests/cli/test_demo.py") < rank("tests/cli/test_table.py") < rank("tests/money/test_amount.py")
    True
    """
    return next((place for place, start in enumerate(LONGEST) if path.startswith(start)), len(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest first; tests of one file stay as they were."""
    items.sort(key=lambda item: rank(item.nodeid))


def pytest_collection_finish() -> None:
    """Tens of thousands of tests are looked through again and again otherwise."""
    gc.collect()
    gc.freeze()
