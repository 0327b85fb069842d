"""Is there a Java to run Spark with? Where there is none, the tests say loudly that they were skipped."""

import sys

import pytest

from goodstanding.strategy.night.engine.spark_session import SparkMissing, require_spark


def missing() -> str:
    """Return why Spark cannot run here, or nothing; say it on standard error too."""
    try:
        require_spark()
    except SparkMissing as refusal:
        print(f"\nTHE SPARK ENGINE IS NOT TESTED HERE: {refusal}", file=sys.__stderr__, flush=True)
        return f"NOT TESTED HERE: {refusal}"
    return ""


WHY = missing()
needs_java = pytest.mark.skipif(bool(WHY), reason=WHY or "There is a Java.")
