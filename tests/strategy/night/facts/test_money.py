"""Money and items: what is open, since when, in which bucket; overpaid and loose money included."""

from datetime import date

import pytest

from tests.strategy.night.made import DAY, TODAY, Row, account, accounts, found


def owed(item_id: int | None, minor: int, **more: object) -> Row:
    return {"account_id": 1, "item_id": item_id, "amount_minor": minor, **more}


def item(item_id: int, due: date) -> Row:
    return {"account_id": 1, "item_id": item_id, "due_date": due}


@pytest.mark.parametrize(
    ("days", "bucket"),
    [
        (-1, "not due"), (0, "not due"), (1, "1-30"), (30, "1-30"), (31, "31-60"), (60, "31-60"), (61, "61-90"),
        (90, "61-90"), (91, "91-120"), (120, "91-120"), (121, "over 120"),
    ],
)  # fmt: skip
def test_days_past_due_count_from_the_due_date(days: int, bucket: str) -> None:
    row = account(item=[item(1, TODAY - days * DAY)], posting=[owed(1, 100)])
    assert (row["days_past_due"], row["ageing_bucket"]) == (days, bucket)
    assert row["overdue_minor"] == (100 if days > 0 else 0)
    assert row["first_overdue_date"] == (TODAY - (days - 1) * DAY if days > 0 else None)
    assert row["next_due_minor"] == (0 if days > 0 else 100)
    assert row["days_to_next_due"] == (None if days > 0 else -days)


def test_the_oldest_overdue_item_gives_the_age_and_the_next_due_one_its_amount() -> None:
    row = account(
        item=[item(1, TODAY - 5 * DAY), item(2, TODAY - 9 * DAY), item(3, TODAY + 3 * DAY), item(4, TODAY + 3 * DAY)],
        posting=[owed(1, 100), owed(2, 200), owed(3, 30), owed(4, 40)],
    )
    assert (row["days_past_due"], row["overdue_minor"], row["items_overdue"]) == (9, 300, 2)
    assert (row["next_due_date"], row["next_due_minor"]) == (TODAY + 3 * DAY, 70)
    assert (row["items_total"], row["items_open"], row["largest_item_minor"]) == (4, 4, 200)
    assert row["oldest_due_date"] == TODAY - 9 * DAY


def test_a_settled_item_counts_no_more() -> None:
    row = account(
        item=[item(1, TODAY - 90 * DAY), item(2, TODAY + DAY)], posting=[owed(1, 100), owed(1, -100), owed(2, 50)]
    )
    assert (row["days_past_due"], row["items_total"], row["items_open"], row["balance_minor"]) == (-1, 2, 1, 50)


def test_nothing_open_has_no_age() -> None:
    row = account(item=[item(1, TODAY - 90 * DAY)], posting=[owed(1, 100), owed(1, -100)])
    assert row["days_past_due"] is None and row["ageing_bucket"] == "none"
    assert (row["balance_minor"], row["charged_minor"], row["oldest_due_date"]) == (0, 0, None)


def test_money_without_an_item_is_due_from_the_day_it_was_first_posted() -> None:
    row = account(
        posting=[
            owed(None, 100, effective_date=TODAY - 40 * DAY),
            owed(None, 20, component="interest", effective_date=TODAY - 3 * DAY),
        ]
    )
    assert (row["days_past_due"], row["overdue_minor"], row["items_open"]) == (40, 120, 0)
    assert (row["principal_minor"], row["interest_minor"]) == (100, 20)


def test_what_was_paid_too_much_makes_nothing_overdue() -> None:
    row = account(item=[item(1, TODAY - 40 * DAY)], posting=[owed(1, 100), owed(1, -130)])
    assert (row["balance_minor"], row["overdue_minor"], row["largest_item_minor"]) == (-30, -30, 0)
    assert row["days_past_due"] is None and row["person_accounts"] == 0


def test_the_heads_of_the_books_come_apart() -> None:
    row = account(
        item=[item(1, TODAY)],
        posting=[
            owed(1, 1_000), owed(1, 50, component="fees"), owed(1, 7, component="costs"),
            # A receipt of 400 that pays 300; 100 are not set against anything.
            owed(None, 400, head="cash"), owed(1, -300), owed(None, -100, head="unapplied"),
            # 200 are given up, of which 30 come in after all.
            owed(1, 200, head="written off"), owed(1, -200),
            owed(None, 30, head="cash"), owed(1, -30, head="recovered"),
        ],
    )  # fmt: skip
    assert (row["principal_minor"], row["fees_minor"], row["costs_minor"]) == (500, 50, 7)
    assert (row["unapplied_minor"], row["written_off_minor"], row["balance_minor"]) == (100, 200, 457)
    assert row["charged_minor"] == 1_057


def test_a_dispute_of_the_debt_holds_for_its_items_and_one_of_an_item_for_the_account() -> None:
    books: dict[str, list[Row]] = {
        "item": [item(1, TODAY), item(2, TODAY)], "posting": [owed(1, 100), owed(2, 20), owed(None, 3)],
    }  # fmt: skip
    of_item = {"account_id": 1, "item_id": 2, "opened_date": TODAY}
    one = found(dispute=[of_item], debt=[{"account_id": 1, "person_id": 1}], **books)
    row = one.accounts.to_pylist()[0]
    assert (row["is_disputed"], row["disputes_open"], row["items_disputed"], row["disputed_minor"]) == (True, 1, 1, 20)
    assert one.items["is_disputed"].to_pylist() == [False, True]
    whole = account(dispute=[{"account_id": 1, "opened_date": TODAY}, of_item], **books)
    assert (whole["disputes_open"], whole["items_disputed"], whole["disputed_minor"]) == (2, 2, 123)


def test_what_a_person_owes_is_summed_within_a_currency_only() -> None:
    rows = accounts(
        debt=[
            {"account_id": 1, "person_id": 1}, {"account_id": 2, "person_id": 1, "client_id": 2},
            {"account_id": 3, "person_id": 1, "currency": "JPY"}, {"account_id": 4, "person_id": 1},
            {"account_id": 5}, {"account_id": 6, "person_id": 2},
        ],
        posting=[{"account_id": number, "amount_minor": 10**number} for number in (1, 2, 3, 5)],
    )  # fmt: skip
    assert [rows[number]["person_balance_minor"] for number in range(1, 7)] == [110, 110, 1_000, 110, 100_000, 0]
    assert [rows[number]["person_accounts"] for number in range(1, 7)] == [3, 3, 3, 3, 1, 0]


def test_the_sheet_of_items_holds_what_is_open() -> None:
    rows = found(
        debt=[{"account_id": 1, "person_id": 1}],
        item=[item(2, TODAY - 3 * DAY), item(1, TODAY), item(3, TODAY - 9 * DAY)],
        posting=[owed(2, 100), owed(1, 50), owed(3, 10), owed(3, -10), owed(None, 9)],
    ).items.to_pylist()
    assert [(row["item_id"], row["balance_minor"], row["days_past_due"]) for row in rows] == [(1, 50, 0), (2, 100, 3)]
    assert [row["first_overdue_date"] for row in rows] == [None, TODAY - 2 * DAY]
    assert all(row["steps_taken"] == "" and row["item_kind"] == "invoice" for row in rows)
