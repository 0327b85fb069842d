"""Freezes: times that bear no interest, such as a hardship programme or a moratorium."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)


class Freeze(NamedTuple):
    """A time without interest; both days inclusive, `ends_date` absent while nobody knows."""

    starts_date: date
    ends_date: date | None


class Span(NamedTuple):
    """From a day to before another."""

    first_date: date
    until_date: date


def spans(freezes: Iterable[Freeze], *, until: date) -> list[Span]:
    """Return freezes as spans that neither touch nor overlap, the earliest first, none reaching beyond a day.

    >>> spans([Freeze(date(2026, 1, 5), date(2026, 1, 9)), Freeze(date(2026, 1, 8), None)], until=date(2026, 2, 1))
    [Span(first_date=datetime.date(2026, 1, 5), until_date=datetime.date(2026, 2, 1))]
    """
    found: list[Span] = []
    for one in sorted(freezes, key=lambda freeze: freeze.starts_date):
        beyond = until if one.ends_date is None or one.ends_date >= until else one.ends_date + DAY
        if one.starts_date >= beyond:
            continue
        if found and one.starts_date <= found[-1].until_date:
            found[-1] = Span(found[-1].first_date, max(found[-1].until_date, beyond))
        else:
            found.append(Span(one.starts_date, beyond))
    return found


def is_frozen(day: date, *, within: Iterable[Span]) -> bool:
    """Say whether a day lies in one of the spans."""
    return any(span.first_date <= day < span.until_date for span in within)
