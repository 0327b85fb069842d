from datetime import UTC, date, datetime

from goodstanding.ledger.posting import Posted
from goodstanding.payments.overpaid import lying_since

AT = datetime(2026, 6, 1, tzinfo=UTC)


def moved(number: int, day: int, minor: int) -> Posted:
    return Posted(number, "receipt", "receipt", date(2026, 1, day), AT, "unapplied", "principal", None, -minor)


def test_the_oldest_money_that_still_lies_there_tells_the_age() -> None:
    lines = [moved(1, 2, 50), moved(2, 5, 30), moved(3, 9, -50)]
    assert lying_since(lines, as_of=date(2026, 1, 8)) == date(2026, 1, 2)
    assert lying_since(lines, as_of=date(2026, 1, 9)) == date(2026, 1, 5)
    assert lying_since([*lines, moved(4, 10, -30)], as_of=date(2026, 1, 10)) is None


def test_nothing_lies_where_nothing_came_in() -> None:
    assert lying_since([], as_of=date(2026, 1, 9)) is None
