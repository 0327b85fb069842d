"""Months and years added to many dates at once, as `period.add_months` does for one: a missing day becomes the last."""

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]


def later_by_months(days: Days, months: Days) -> Days:
    """Return each day (days since 1970) so many calendar months later; Jan 31 and one month is the end of February."""
    dates = np.asarray(days).astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    within = (dates - month.astype("datetime64[D]")).astype(np.int64)
    later = month + np.asarray(months).astype("timedelta64[M]")
    last = ((later + np.timedelta64(1, "M")).astype("datetime64[D]") - later.astype("datetime64[D]")).astype(
        np.int64
    ) - 1
    moved: Days = later.astype("datetime64[D]").astype(np.int64) + np.minimum(within, last)
    return moved
