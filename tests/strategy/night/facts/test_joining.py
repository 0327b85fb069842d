"""The sheet of accounts put together: each part in its place, whatever the order of accounts and parts."""

from tests.strategy.night.made import TODAY, account, found


def test_every_account_has_its_own_row_of_every_part_in_whatever_order_both_come() -> None:
    numbers = (5, 2, 9, 7)
    sheet = found(
        debt=[{"account_id": n, "person_id": 100 - n} for n in numbers],
        posting=[{"account_id": n, "amount_minor": n} for n in (7, 5, 9)],
        hold=[{"account_id": 9, "reason": "waits", "starts_date": TODAY}],
    ).accounts
    assert sheet["account_id"].to_pylist() == [2, 5, 7, 9]
    assert sheet["person_id"].to_pylist() == [98, 95, 93, 91]
    assert sheet["balance_minor"].to_pylist() == [0, 5, 7, 9]
    assert sheet["hold_reason"].to_pylist() == [None, None, None, "waits"]
    assert sheet["on_hold"].to_pylist() == [False, False, False, True]


def test_an_account_of_nobody_has_no_row_of_any_persons_part() -> None:
    row = account(debt=[{"account_id": 1, "person_id": None}])
    assert (row["person_id"], row["person_kind"], row["contacts_365"], row["arms"]) == (None, None, 0, "")


def test_an_account_without_postings_tells_what_its_person_owes_elsewhere() -> None:
    sheet = found(
        debt=[{"account_id": n, "person_id": 1} for n in (1, 2, 3)],
        posting=[{"account_id": n, "amount_minor": 500} for n in (1, 3)],
    ).accounts
    assert sheet["person_balance_minor"].to_pylist() == [1000, 1000, 1000]
    assert sheet["balance_minor"].to_pylist() == [500, 0, 500]
