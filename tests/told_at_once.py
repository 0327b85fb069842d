"""Tells the name of a failed test at once, so that a run that is cut short still says what failed.

With GOODSTANDING_TEST_TIMES=FILE it also writes how long every test took: seconds, phase and name, a line each.
"""

import os
import sys
from pathlib import Path

import pytest


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Hear of one phase of one test; of side-by-side processes only the first one tells."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    if report.failed:
        sys.stderr.write(f"\nFAILED ({report.when}) {report.nodeid}\n")
        sys.stderr.flush()
    place = os.environ.get("GOODSTANDING_TEST_TIMES")
    if place:
        with Path(place).open("a", encoding="utf-8") as handle:
            handle.write(f"{report.duration:.2f}\t{report.when}\t{report.nodeid}\n")
