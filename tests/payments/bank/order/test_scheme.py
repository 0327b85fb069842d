"""Days of files of debits: from the first to the last, and no other."""

from datetime import date

import pytest

from goodstanding.payments.bank.order.scheme import SCHEMES, DayRefused, paid_day, scheme, settlement_day

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_says_where_its_days_come_from(name: str) -> None:
    assert scheme("sepa" if name == "sepa" else "nacha").source.strip()


def test_the_first_day_leaves_room_for_the_bank() -> None:
    # Thanksgiving is the 26th; TARGET works.
    assert settlement_day(scheme("nacha"), None, today=WEDNESDAY) == date(2026, 11, 27)
    assert settlement_day(scheme("sepa"), None, today=WEDNESDAY) == date(2026, 11, 26)


def test_a_wanted_day_is_held_against_the_scheme() -> None:
    one = scheme("sepa")
    assert settlement_day(one, date(2026, 12, 9), today=WEDNESDAY) == date(2026, 12, 9)
    for day, why in ((WEDNESDAY, "not on"), (date(2026, 12, 10), "not on"), (date(2026, 11, 28), "no day")):
        with pytest.raises(DayRefused, match=why):
            settlement_day(one, day, today=WEDNESDAY)


def test_money_counts_on_its_settlement_day() -> None:
    assert paid_day(scheme("nacha"), date(2026, 11, 27)) == date(2026, 11, 27)
