"""Validation period: when it ends at the earliest.

12 CFR 1006.34(b)(5). The numbers of days are the lawbook's and are handed in; the calendar of the law is the holidays
of 5 U.S.C. 6103(a) on their own dates.
"""

from datetime import date, timedelta

from goodstanding.calendars.business_day import add_business_days

CALENDAR = "us_federal_statutory"


def validation_period_end(
    provided_date: date, *, receipt_days: int, period_days: int, calendar: str = CALENDAR
) -> date:
    """Return the last day of the period: so many working days to be received, then so many calendar days.

    >>> validation_period_end(date(2020, 7, 22), receipt_days=5, period_days=30)
    datetime.date(2020, 8, 28)
    """
    received = add_business_days(provided_date, receipt_days, calendar=calendar)
    return received + timedelta(days=period_days)
