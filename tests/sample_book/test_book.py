from goodstanding.sample_book.book import account, accounts
from tests.sample_book.sample import AS_OF, DEBTORS, SEED, book


def test_one_seed_gives_one_book() -> None:
    again = list(accounts(200, seed=SEED, as_of=AS_OF))
    assert again == list(book()[:200])


def test_another_seed_gives_another_book() -> None:
    others = list(accounts(200, seed=SEED + 1, as_of=AS_OF))
    assert sum(one.debtor != other.debtor for one, other in zip(others, book(), strict=False)) > 190


def test_a_debtor_is_the_same_in_a_small_book_and_alone() -> None:
    assert account(777, seed=SEED, as_of=AS_OF) == book()[776]


def test_the_book_has_as_many_accounts_as_asked() -> None:
    assert len(book()) == DEBTORS
    assert len({one.debt.reference for one in book()}) == DEBTORS
    assert not list(accounts(0, seed=SEED, as_of=AS_OF))


def test_the_law_of_the_debtors_home_applies() -> None:
    assert book()[0].jurisdiction.startswith("US-")
    assert {"DE", "GB", "JP", "KW"} <= {one.jurisdiction for one in book()}
