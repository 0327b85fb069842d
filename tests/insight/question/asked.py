"""A view to ask from, and what must never stand in the text of a question."""

from datetime import UTC, date, datetime

from goodstanding.insight.question.view import View

DAY = date(2026, 6, 30)
INSTANT = datetime(2026, 7, 1, tzinfo=UTC)
VIEW = View((7_777,), as_of=DAY, known_at=INSTANT)
FROM_OUTSIDE = ("x'y", "7777", "2026", "45")
"""What the tests ask with."""
