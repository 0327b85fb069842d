"""One sample book that the tests of this chapter read, made once."""

from datetime import date
from functools import cache

from goodstanding.sample_book.book import Account, accounts

SEED = 1
AS_OF = date(2026, 6, 30)
DEBTORS = 1_500


@cache
def book() -> tuple[Account, ...]:
    return tuple(accounts(DEBTORS, seed=SEED, as_of=AS_OF))
