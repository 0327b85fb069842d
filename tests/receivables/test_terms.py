from datetime import date

import pytest

from goodstanding.receivables.terms import (
    INTEREST_PPM_MAX,
    PAYMENT_DAYS_MAX,
    Terms,
    TermsRefused,
    check,
    due_date,
    in_force,
)

FIRST = Terms(date(2026, 1, 1), 30)
SECOND = Terms(date(2026, 7, 1), 14, 80_000)


def test_terms_apply_from_their_first_day() -> None:
    assert in_force([SECOND, FIRST], date(2026, 6, 30)) == FIRST
    assert in_force([SECOND, FIRST], date(2026, 7, 1)) == SECOND


def test_before_all_terms_there_are_none() -> None:
    assert in_force([FIRST], date(2025, 12, 31)) is None
    assert in_force([], date(2026, 1, 1)) is None


def test_the_due_date_counts_calendar_days() -> None:
    assert due_date(date(2026, 1, 31), terms=FIRST) == date(2026, 3, 2)
    assert due_date(date(2026, 1, 31), terms=FIRST._replace(payment_days=0)) == date(2026, 1, 31)


@pytest.mark.parametrize(
    "terms",
    [
        FIRST._replace(payment_days=-1),
        FIRST._replace(payment_days=PAYMENT_DAYS_MAX + 1),
        FIRST._replace(interest_ppm=-1),
        FIRST._replace(interest_ppm=INTEREST_PPM_MAX + 1),
    ],
)
def test_terms_that_cannot_be_meant_are_refused(terms: Terms) -> None:
    with pytest.raises(TermsRefused):
        check(terms)


def test_terms_at_the_limits_are_taken() -> None:
    check(Terms(date(2026, 1, 1), 0, 0))
    check(Terms(date(2026, 1, 1), PAYMENT_DAYS_MAX, INTEREST_PPM_MAX))
