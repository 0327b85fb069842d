"""The ages of money that lies unapplied."""

import doctest

import pytest

from goodstanding.money.amount import Amount
from goodstanding.payments.matching import standing
from goodstanding.payments.matching.standing import BUCKETS, aged, bucket_of
from tests.receivables.cast import usd


def test_its_examples_hold() -> None:
    assert doctest.testmod(standing).failed == 0


@pytest.mark.parametrize("bucket", BUCKETS)
def test_every_age_is_in_one_bucket_up_to_its_ends(bucket: standing.Bucket) -> None:
    assert bucket_of(bucket.from_days) == bucket
    assert bucket.to_days is None or bucket_of(bucket.to_days) == bucket
    assert bucket.from_days == 0 or bucket_of(bucket.from_days - 1) != bucket


def test_sums_are_kept_apart_by_account_currency_and_age_and_nothing_is_lost() -> None:
    found = aged([("A", 1, usd(5)), ("A", 90, usd(7)), ("B", 2, usd(1)), ("A", 0, Amount(3, "EUR")), ("A", 7, usd(2))])
    assert [(one.account, one.bucket, one.lines, str(one.amount)) for one in found] == [
        ("A", "0-7", 1, "EUR 0.03"),
        ("A", "0-7", 2, "USD 0.07"),
        ("A", "61-90", 1, "USD 0.07"),
        ("B", "0-7", 1, "USD 0.01"),
    ]
