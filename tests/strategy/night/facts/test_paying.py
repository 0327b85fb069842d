"""Payments by window, lateness, and promises as the pure noun judges them."""

from datetime import date
from random import Random

import pytest

from goodstanding.arrangements.promise import Payment, Promise, broken_from, state
from goodstanding.strategy.night.questions import TAKEN_BACK
from tests.strategy.night.made import DAY, TODAY, Row, account, accounts


def cash(minor: int, day: date, *, cause: str | None = None, account_id: int = 1) -> Row:
    return {"account_id": account_id, "head": "cash", "amount_minor": minor, "effective_date": day, "cause": cause}


@pytest.mark.parametrize("days", [7, 30, 90, 365])
def test_a_window_ends_today_and_begins_so_many_days_before(days: int) -> None:
    inside, before = TODAY - (days - 1) * DAY, TODAY - days * DAY
    row = account(posting=[cash(100, TODAY), cash(20, inside), cash(3, before)])
    assert (row[f"payments_{days}"], row[f"paid_{days}_minor"]) == (2, 120)
    assert (row["payments_total"], row["paid_total_minor"]) == (3, 123)


def test_money_that_was_taken_back_was_never_paid_and_money_paid_back_is_less() -> None:
    row = account(
        posting=[
            cash(100, TODAY - 9 * DAY, cause=TAKEN_BACK), cash(-100, TODAY - 2 * DAY, cause=TAKEN_BACK),
            cash(70, TODAY - 20 * DAY, cause="receipt"), cash(-30, TODAY - DAY, cause="refund"),
        ]
    )  # fmt: skip
    assert (row["payments_30"], row["paid_30_minor"], row["paid_7_minor"]) == (1, 40, -30)
    assert (row["last_payment_date"], row["last_payment_minor"]) == (TODAY - 20 * DAY, 70)


def test_the_last_payment_may_be_one_the_client_told_us_of() -> None:
    told = [{"account_id": 1, "person_id": 1, "last_payment_date": TODAY - 5 * DAY}]
    later = account(debt=told, posting=[cash(100, TODAY - 9 * DAY)])
    assert (later["last_payment_date"], later["days_since_payment"], later["last_payment_minor"]) == (
        TODAY - 5 * DAY, 5, 100,
    )  # fmt: skip
    assert account(TODAY - 6 * DAY, debt=told)["last_payment_date"] is None
    never = account()
    assert (never["last_payment_date"], never["days_since_payment"], never["last_payment_minor"]) == (None, None, None)


def settled(late: list[int]) -> dict[str, list[Row]]:
    """Items settled one after the other, the last in the list today, each so many days late."""
    books: dict[str, list[Row]] = {"item": [], "posting": []}
    for number, days in enumerate(late):
        paid = TODAY - (len(late) - 1 - number) * DAY
        books["item"].append({"item_id": number + 1, "account_id": 1, "due_date": paid - days * DAY})
        line = {"account_id": 1, "item_id": number + 1}
        books["posting"].append(line | {"amount_minor": 100, "effective_date": TODAY - 500 * DAY})
        books["posting"].append(line | {"amount_minor": -100, "effective_date": paid})
    return books


@pytest.mark.parametrize(
    ("late", "average", "recent", "slipping"),
    [
        ([], None, None, False),
        ([9, 9, 9], 9, 9, False),
        ([1, 9, 9, 9], 7, 9, True),
        ([2, 9, 9, 9], 7, 9, False),
        ([1, 8, 9, 8], 7, 8, True),
        ([1, 8, 8, 8], 6, 8, False),
        ([-4, -3, -3, -3], -3, -3, False),
        ([0, 1], 1, 1, False),
    ],
)
def test_who_pays_later_than_before_is_slipping(
    late: list[int], average: int | None, recent: int | None, slipping: bool
) -> None:
    row = account(**settled(late))
    assert (row["days_late_average"], row["days_late_recent"], row["is_slipping"]) == (average, recent, slipping)


def test_an_item_that_was_written_off_is_not_one_paid_late() -> None:
    books = settled([90])
    books["posting"].append({"account_id": 1, "item_id": 1, "head": "written off", "amount_minor": 100})
    assert account(**books)["days_late_average"] is None


def test_what_was_settled_more_than_a_year_ago_says_nothing_any_more() -> None:
    books = settled([90])
    assert account(TODAY + 364 * DAY, **books)["days_late_average"] == 90
    assert account(TODAY + 365 * DAY, **books)["days_late_average"] is None


def test_promises_stand_as_the_noun_judges_them() -> None:
    throw = Random(4)
    promises, postings, expected = [], [], {}
    for number in range(1, 201):
        made = [TODAY - throw.randrange(20) * DAY for _ in range(throw.randrange(4))]
        own = [
            Promise(throw.choice([50, 100]), day, day + throw.randrange(16) * DAY, throw.choice([0, 10]),
                    throw.randrange(4))
            for day in made
        ]  # fmt: skip
        paid = [
            Payment(TODAY - throw.randrange(20) * DAY, throw.choice([30, 50, 100])) for _ in range(throw.randrange(4))
        ]
        promises += [
            {"promise_id": 10 * number + place, "account_id": number, **one._asdict()} for place, one in enumerate(own)
        ]
        postings += [cash(one.amount_minor, one.effective_date, account_id=number) for one in paid]
        expected[number] = [(one, state(one, paid, TODAY)) for one in own]
    rows = accounts(
        debt=[{"account_id": number, "person_id": number} for number in expected], promise=promises, posting=postings
    )
    for number, judged in expected.items():
        row, states = rows[number], [which for _, which in judged]
        assert [row[f"promises_{which}"] for which in ("open", "kept", "broken")] == [
            states.count("open"), states.count("kept"), states.count("broken") + states.count("partly kept"),
        ]  # fmt: skip
        assert row["promises_partly_kept"] == states.count("partly kept")
        still = [one for one, which in judged if which == "open"]
        broken = [broken_from(one) for one, which in judged if which in {"broken", "partly kept"}]
        assert (row["promises_total"], row["promise_open"]) == (len(judged), bool(still))
        assert row["promise_due_date"] == max((one.due_date for one in still), default=None)
        assert row["promise_grace_date"] == max((one.last_date for one in still), default=None)
        assert row["promise_amount_minor"] == sum(one.amount_minor for one in still)
        assert row["promise_broken_date"] == max(broken, default=None)


def test_a_promise_pauses_through_its_day_and_is_broken_the_day_after() -> None:
    promise = [{"promise_id": 1, "account_id": 1, "amount_minor": 50, "made_date": TODAY - 2 * DAY, "due_date": TODAY}]
    assert account(promise=promise)["promise_open"]
    after = account(TODAY + DAY, promise=promise)
    assert (after["promise_open"], after["promise_broken_date"]) == (False, TODAY + DAY)
    assert account(TODAY - 3 * DAY, promise=promise)["promises_total"] == 0
