from datetime import UTC, date, datetime

from goodstanding.ledger.posting import Head, Kind, Posted
from goodstanding.money.amount import Amount
from goodstanding.receivables.statement import state

AT = datetime(2026, 6, 1, tzinfo=UTC)


def posted(number: int, day: int, minor: int, *, head: Head = "receivable", kind: Kind = "charge") -> Posted:
    return Posted(number, kind, kind, date(2026, 1, day), AT, head, "principal", 1, minor)


LINES = [
    posted(3, 20, -120, kind="receipt", head="unapplied"),
    posted(1, 5, 100),
    posted(1, 5, -100, head="placed"),
    posted(2, 10, 50),
    posted(3, 20, 120, head="cash", kind="receipt"),
]


def test_the_balance_runs_from_the_opening_to_the_closing() -> None:
    told = state(LINES, currency="USD", from_date=date(2026, 1, 6), as_of=date(2026, 1, 31))
    assert told.opening == Amount(100, "USD")
    assert [line.balance.minor for line in told.lines] == [150, 30]
    assert told.closing == Amount(30, "USD")


def test_the_first_and_the_last_day_are_inclusive() -> None:
    def shown(first: int, last: int) -> list[int]:
        told = state(LINES, currency="USD", from_date=date(2026, 1, first), as_of=date(2026, 1, last))
        return [line.transaction_id for line in told.lines]

    assert shown(5, 10) == [1, 2]
    assert shown(6, 9) == []


def test_a_statement_without_lines_closes_as_it_opened() -> None:
    told = state(LINES, currency="USD", from_date=date(2026, 1, 6), as_of=date(2026, 1, 9))
    assert told.opening == told.closing == Amount(100, "USD")


def test_a_reversal_says_what_it_reverses() -> None:
    reversal = posted(4, 21, -50)._replace(kind="reversal")
    told = state([*LINES, reversal], currency="USD", from_date=date(2026, 1, 21), as_of=date(2026, 1, 21))
    assert [line.what for line in told.lines] == ["charge, reversed"]
