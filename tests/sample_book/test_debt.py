from datetime import timedelta

from goodstanding.sample_book.book import Account
from goodstanding.sample_book.debt import AGES, HISTORY_DAYS, debt
from goodstanding.sample_book.situation import SHOWCASE
from tests.sample_book.sample import AS_OF, SEED, book


def test_the_history_spans_eighteen_months_and_no_day_more() -> None:
    issued = [item.issued_date for account in book() for item in account.debt.items]
    assert max(issued) <= AS_OF
    assert min(issued) >= AS_OF - timedelta(days=HISTORY_DAYS)
    assert min(issued) < AS_OF - timedelta(days=500)


def test_an_account_is_as_late_as_its_standing_says() -> None:
    for account in book():
        unpaid = account.debt.oldest_unpaid
        if account.situation.standing == "paid":
            assert unpaid is None
            continue
        assert unpaid is not None
        days = (AS_OF - unpaid.due_date).days
        if account.situation.standing == "current":
            assert days <= 0
        else:
            least, most = AGES[account.situation.standing]
            assert least <= days <= most


def test_bills_fall_due_in_order_after_they_are_issued() -> None:
    for account in book():
        dues = [item.due_date for item in account.debt.items]
        assert dues == sorted(set(dues))
        assert all(item.issued_date < item.due_date and item.total_minor > 0 for item in account.debt.items)
        assert len({item.reference for item in account.debt.items}) == len(dues)


def test_dates_of_a_debt_are_not_in_the_future() -> None:
    for account in book():
        owed = account.debt
        assert owed.placed_date <= AS_OF
        assert all(day is None or day <= AS_OF for day in (owed.charge_off_date, owed.judgment_date))


def test_a_charge_off_waits_its_time() -> None:
    charged_off = [account for account in book() if account.debt.charge_off_date is not None]
    assert charged_off
    assert all(_days_late(account) >= 180 for account in charged_off)
    lent = [account for account in book() if account.debt.portfolio.name in ("Cards", "Personal loans")]
    assert all(_days_late(account) < 180 for account in lent if account.debt.charge_off_date is None)


def test_instalments_of_a_loan_are_all_alike() -> None:
    loans = [account.debt for account in book() if account.debt.portfolio.name == "Personal loans"]
    assert loans
    assert all(len({item.total_minor for item in loan.items}) == 1 for loan in loans)


def test_another_day_is_another_book() -> None:
    one = debt(9, seed=SEED, situation=SHOWCASE[8], as_of=AS_OF)
    other = debt(9, seed=SEED, situation=SHOWCASE[8], as_of=AS_OF + timedelta(days=1))
    assert one.items[0].due_date + timedelta(days=1) == other.items[0].due_date


def _days_late(account: Account) -> int:
    unpaid = account.debt.oldest_unpaid
    return (AS_OF - unpaid.due_date).days if unpaid else 0
