"""Which receipt a line takes back."""

from datetime import timedelta

import pytest

from goodstanding.payments.matching.returning import WITHIN, Sent, returned
from goodstanding.payments.matching.suggestion import SURE_PPM
from tests.receivables.cast import day

CAME = Sent(5, 100, "USD", day(0), "E2E-1", "", "DE99")
BACK = Sent(0, -100, "USD", day(3), "E2E-1", "", "DE99", is_return=True)


def test_the_same_reference_on_a_return_is_sure() -> None:
    (found,) = returned(BACK, [CAME])
    assert (found.receipt_id, found.confidence_ppm >= SURE_PPM) == (5, True)


def test_what_the_bank_does_not_call_a_return_is_never_sure() -> None:
    (found,) = returned(BACK._replace(is_return=False), [CAME])
    assert found.confidence_ppm < SURE_PPM


@pytest.mark.parametrize(
    "line",
    [
        BACK._replace(amount_minor=-99),
        BACK._replace(currency="EUR"),
        BACK._replace(booked_date=day(-1)),
        BACK._replace(booked_date=day(0) + WITHIN + timedelta(days=1)),
        BACK._replace(end_to_end="", party_account=""),
    ],
)
def test_another_amount_currency_or_time_is_no_match(line: Sent) -> None:
    assert returned(line, [CAME]) == []


def test_two_receipts_that_fit_are_never_sure() -> None:
    back = BACK._replace(end_to_end="")
    found = returned(back, [CAME, CAME._replace(receipt_id=6, booked_date=day(0))])
    assert [one.confidence_ppm < SURE_PPM for one in found] == [True, True]
