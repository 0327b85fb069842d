"""What a payer agrees to: every amount with its day, nothing twice, and nothing where nothing is left."""

from datetime import date

import pytest

from goodstanding.arrangements.plan.authority import Authority, authority_of, hash_of, sentences
from goodstanding.arrangements.plan.schedule import Instalment
from goodstanding.arrangements.plan.standing import InstalmentStanding, stand
from goodstanding.arrangements.promise import Payment
from goodstanding.money.amount import Amount

FIRST, SECOND, THIRD = date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)
THREE = [Instalment(1, FIRST, 2_500), Instalment(2, SECOND, 2_500), Instalment(3, THIRD, 2_600)]


def standings(*, paid: int = 0, day: date) -> tuple[InstalmentStanding, ...]:
    payments = [Payment(FIRST, paid)] if paid else []
    return stand(THREE, payments, begins_date=date(2026, 6, 1), day=day, grace_days=0).instalments


def usd(minor: int) -> Amount:
    return Amount(minor, "USD")


def authority(*, paid: int = 0, day: date) -> Authority | None:
    return authority_of(standings(paid=paid, day=day), currency="USD", day=day)


def test_the_next_is_paid_now_and_the_rest_on_its_days() -> None:
    found = authority(day=date(2026, 6, 15))
    assert found == Authority(usd(2_500), ((SECOND, usd(2_500)), (THIRD, usd(2_600))))


def test_all_that_is_due_is_paid_now() -> None:
    assert authority(day=date(2026, 7, 31)) == Authority(usd(2_500), ((SECOND, usd(2_500)), (THIRD, usd(2_600))))
    assert authority(day=SECOND) == Authority(usd(5_000), ((THIRD, usd(2_600)),))


def test_what_was_paid_is_neither_paid_nor_taken_again() -> None:
    assert authority(paid=3_000, day=FIRST) == Authority(usd(2_000), ((THIRD, usd(2_600)),))


@pytest.mark.parametrize(("paid", "day"), [(0, THIRD), (5_000, date(2026, 7, 15)), (7_600, date(2026, 7, 15))])
def test_where_nothing_is_left_to_take_there_is_nothing_to_agree_to(paid: int, day: date) -> None:
    assert authority(paid=paid, day=day) is None


@pytest.mark.parametrize(("language", "day"), [("en", "August 1, 2026"), ("es", "1 de agosto de 2026")])
def test_it_reads_every_amount_and_day_and_how_to_end_it(language: str, day: str) -> None:
    found = authority(day=date(2026, 6, 15))
    assert found is not None
    told = sentences(found, house="Example House", reference="D-1", language=language)
    text = " ".join(told)
    assert len(told) == 6 and text.count("USD 25.00") == 2 and text.count("USD 26.00") == 1 and day in text
    assert text.count("D-1") == 2 and "Example House" in text and "{" not in text


def test_another_day_or_amount_is_another_hash() -> None:
    found = authority(day=date(2026, 6, 15))
    assert found is not None
    one = sentences(found, house="H", reference="D-1", language="en")
    other = sentences(found._replace(now=usd(2_501)), house="H", reference="D-1", language="en")
    assert hash_of(one) == hash_of(list(one)) != hash_of(other)
