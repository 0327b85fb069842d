"""Terms are written down and read again, and made whole."""

from datetime import date

from goodstanding.arrangements.plan.rhythm import Rhythm
from goodstanding.arrangements.plan.terms import Terms, faults, read, whole, written

ONE = Terms(
    100, "USD", date(2026, 7, 4), count=3, rhythm=Rhythm("half month", 1, 15), down_minor=10, down_date=date(2026, 7, 1)
)


def test_they_are_read_as_they_were_written() -> None:
    assert read(written(ONE)) == ONE


def test_what_is_left_open_is_filled_in() -> None:
    assert whole(Terms(100, "USD", date(2026, 7, 4), count=3)).rhythm.day == 4
    assert whole(ONE) == ONE


def test_terms_that_were_written_down_with_interest_are_still_read() -> None:
    assert read(written(ONE) | {"interest_ppm": 120_000, "interest_from": "2026-06-01"}) == ONE


def test_everything_wrong_is_said() -> None:
    wrong = Terms(-1, "USD", date(2026, 7, 4), shape="stepped", count=2, step_every=0, amount_minor=-1)
    assert len(faults(wrong)) == 3
    assert faults(ONE) == []
