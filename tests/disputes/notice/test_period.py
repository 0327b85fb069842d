from datetime import date

import pytest

from goodstanding.disputes.notice.period import validation_period_end


@pytest.mark.law
@pytest.mark.parametrize(
    ("sent", "end"),
    [
        (date(2020, 7, 22), date(2020, 8, 28)),  # The model form's own dates.
        (date(2026, 6, 12), date(2026, 7, 22)),  # Juneteenth, a Friday, lies between.
        (date(2026, 6, 29), date(2026, 8, 5)),  # Independence Day is a Saturday; its Friday off is no 6103(a) day.
        (date(2026, 7, 25), date(2026, 8, 30)),  # Sent on a Saturday.
    ],
)
def test_the_period_ends_after_receipt_and_thirty_days(sent: date, end: date) -> None:
    assert validation_period_end(sent, receipt_days=5, period_days=30) == end


def test_the_numbers_are_the_callers() -> None:
    assert validation_period_end(date(2026, 3, 2), receipt_days=0, period_days=1) == date(2026, 3, 3)
