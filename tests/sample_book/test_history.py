from goodstanding.sample_book.book import Account
from goodstanding.sample_book.history import History, Receipt
from tests.sample_book.sample import AS_OF, book


def received(account: Account) -> int:
    return sum(receipt.amount_minor for receipt in account.history.receipts if receipt.bounced_date is None)


def test_what_is_meant_to_be_paid_is_paid_to_the_cent() -> None:
    for account in book():
        owed = sum(item.total_minor for item in account.debt.items[: account.debt.paid_items])
        if not account.situation.twists & {"partly paid", "overpaid"}:
            assert received(account) == owed
        elif "overpaid" in account.situation.twists:
            assert received(account) > owed


def test_a_part_of_the_oldest_unpaid_bill_is_paid() -> None:
    partly = [account for account in book() if "partly paid" in account.situation.twists]
    assert partly
    for account in partly:
        unpaid = account.debt.oldest_unpaid
        assert unpaid is not None
        rest = received(account) - sum(item.total_minor for item in account.debt.items[: account.debt.paid_items])
        assert 0 < rest < unpaid.total_minor


def test_nothing_is_paid_before_it_was_billed_or_after_the_last_day() -> None:
    for account in book():
        first = account.debt.items[0].issued_date
        assert all(first <= receipt.received_date <= AS_OF for receipt in account.history.receipts)
        keys = [receipt.key for receipt in account.history.receipts]
        assert len(set(keys)) == len(keys)


def test_a_bounced_payment_is_taken_back_later() -> None:
    bounced = [receipt for account in book() for receipt in account.history.receipts if receipt.bounced_date]
    assert bounced
    for receipt in bounced:
        assert receipt.bounced_date is not None
        assert receipt.received_date <= receipt.bounced_date <= AS_OF
        assert receipt.bounce_reason


def test_disputes_are_open_or_over_as_the_situation_says() -> None:
    disputes = {True: 0, False: 0}
    for account in book():
        dispute = account.history.dispute
        if dispute is None:
            assert not account.situation.twists & {"disputed", "dispute closed"}
            continue
        is_open = "disputed" in account.situation.twists
        disputes[is_open] += 1
        assert dispute.opened_date <= AS_OF
        assert (dispute.closed_date is None) == is_open == (dispute.outcome == "")
        assert dispute.closed_date is None or dispute.opened_date <= dispute.closed_date <= AS_OF
        assert dispute.beside in {item.reference for item in account.debt.items}
    assert all(disputes.values())


def test_the_last_payment_is_the_last_that_stayed() -> None:
    stayed = Receipt("a", AS_OF.replace(day=1), 5, "card", "")
    gone = Receipt("b", AS_OF, 5, "card", "", AS_OF, "account closed")
    assert History((stayed, gone), None).last_payment_date == AS_OF.replace(day=1)
    assert History((gone,), None).last_payment_date is None
