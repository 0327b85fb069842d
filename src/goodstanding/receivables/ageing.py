"""Ageing: how many days past due an item is, and which bucket it falls into.

For every report, page and rule that speaks of overdue money: one reading of a day, so that they agree. An item due
today is not overdue; both ends of a bucket are inclusive.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from goodstanding.refusal import Refusal

Anchor = Literal["due date", "invoice date"]
"""The day that an item's age is counted from."""

CURRENT = "current"


class BucketsRefused(Refusal, ValueError):
    """The ends are not whole days in rising order."""


@dataclass(frozen=True, slots=True)
class Buckets:
    """The last days of each bucket of overdue items; what is not overdue stands before them, what is older behind.

    >>> Buckets((30, 60)).labels
    ('current', '1-30', '31-60', '>60')
    """

    ends: tuple[int, ...] = (30, 60, 90, 120)

    def __post_init__(self) -> None:
        """Refuse ends that do not rise from day 1 on."""
        if not self.ends or self.ends[0] < 1 or any(a >= b for a, b in zip(self.ends, self.ends[1:], strict=False)):
            raise BucketsRefused("Buckets end on whole days in rising order, such as 30,60,90,120.")

    @classmethod
    def of(cls, text: str) -> Self:
        """Read ends as people write them: "30,60,90,120"."""
        parts = [part.strip() for part in text.split(",")]
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise BucketsRefused(f"{text[:40]!r} is not a list of days such as 30,60,90,120.")
        return cls(tuple(int(part) for part in parts))

    @property
    def labels(self) -> tuple[str, ...]:
        """Name the buckets from what is not overdue to the oldest."""
        starts = (1, *(end + 1 for end in self.ends))
        between = (f"{start}-{end}" if start < end else f"{end}" for start, end in zip(starts, self.ends, strict=False))
        return (CURRENT, *between, f">{self.ends[-1]}")

    def place(self, days: int) -> int:
        """Return the position among the labels of so many days past due.

        >>> [Buckets().place(days) for days in (0, 1, 30, 31, 121)]
        [0, 1, 1, 2, 5]
        """
        assert days >= 0, "Days past due are never below zero."
        return 0 if days == 0 else 1 + bisect_left(self.ends, days)

    def label(self, days: int) -> str:
        """Name the bucket of so many days past due."""
        return self.labels[self.place(days)]


TRADE = Buckets()
BANK = Buckets((29, 59, 89, 119))
"""What credit bureaus and bank examiners use: 1-29, 30-59, 60-89, 90-119, and older."""


def days_past_due(as_of: date, due: date) -> int:
    """Count the days since the due date, never below zero; the due date itself counts as not overdue.

    >>> days_past_due(date(2026, 6, 30), date(2026, 6, 29)), days_past_due(date(2026, 6, 30), date(2026, 6, 30))
    (1, 0)
    """
    return max(0, (as_of - due).days)


def age(as_of: date, *, due: date, issued: date, anchor: Anchor = "due date") -> int:
    """Count the days of an item's age from the day the report is anchored at."""
    return days_past_due(as_of, due if anchor == "due date" else issued)
