"""The days that can be reckoned with, for every door that takes a day: no date in the books may lie outside them.

The law is not bound by them: what it said on a day can be asked of any day there is.
"""

from datetime import date

from goodstanding.calendars.period import Period

RECKONED = Period(date(1900, 1, 1), date(2200, 12, 31))
YEARS = f"{RECKONED.start.year} to {RECKONED.end.year}"
"""The same in words, for sentences."""
