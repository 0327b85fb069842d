from datetime import UTC, date, datetime, timedelta

from goodstanding.receivables.future import is_future

TURN = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)


def test_a_day_is_there_as_soon_as_it_begins_anywhere() -> None:
    assert not is_future(date(2026, 3, 2), at=TURN)
    assert is_future(date(2026, 3, 2), at=TURN - timedelta(seconds=1))


def test_today_and_yesterday_are_not_to_come() -> None:
    assert not is_future(date(2026, 3, 1), at=TURN)
    assert not is_future(date(2026, 2, 28), at=TURN)
