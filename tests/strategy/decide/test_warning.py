"""What is about to go wrong, on both sides of every boundary."""

import pytest

from goodstanding.strategy.decide.warning import warnings
from goodstanding.strategy.night.tables import WARNING
from tests.strategy.decide.cast import DAY, Row, account, ago, sheet


def told(*rows: Row) -> list[Row]:
    found = warnings(sheet(*rows), day=DAY)
    assert found.schema == WARNING
    listed: list[Row] = found.to_pylist()
    return listed


@pytest.mark.parametrize(
    ("cause", "row", "calm"),
    [
        ("slipping payer", {"is_slipping": True}, {"is_slipping": False}),
        ("first missed instalment", {"first_overdue_date": ago(6)}, {"first_overdue_date": ago(7)}),
        ("first missed instalment", {"first_overdue_date": ago(0)}, {"first_overdue_date": ago(-1)}),
        ("first missed instalment", {"first_overdue_date": ago(1)},
         {"first_overdue_date": ago(1), "days_late_recent": 1}),
        ("first missed instalment", {"first_overdue_date": ago(1), "days_late_average": 0, "days_late_recent": -3},
         {"first_overdue_date": ago(1), "days_late_average": 1}),
        ("broken promise", {"promise_broken_date": ago(29)}, {"promise_broken_date": ago(30)}),
        ("returned mail", {"mail_returned_date": ago(29)}, {"mail_returned_date": ago(30)}),
        ("about to become time-barred", {"days_to_limitation": 90}, {"days_to_limitation": 91}),
        ("about to become time-barred", {"days_to_limitation": 0}, {"days_to_limitation": -1}),
        ("broken promise", {"promise_broken_date": ago(1), "balance_minor": 1},
         {"promise_broken_date": ago(1), "balance_minor": 0}),
    ],
)  # fmt: skip
def test_every_cause(cause: str, row: Row, calm: Row) -> None:
    (one,) = told(account(**row))
    assert (one["cause"], one["person_id"], one["account_id"]) == (cause, 101, 1)
    assert (one["client_id"], one["portfolio_id"]) == (7, 3)
    assert told(account(**calm)) == []


def test_sentences_have_their_numbers() -> None:
    row = account(is_slipping=True, days_late_recent=21, days_late_average=9, promise_broken_date=ago(2),
                  promises_broken=3, mail_returned_date=ago(4), address_points=1, days_to_limitation=60,
                  limitation_date=ago(-60), first_overdue_date=ago(3))  # fmt: skip
    assert [one["reason"] for one in told(row)] == [
        "Suit may be begun until 2026-05-16; days left: 60.",
        "A promise to pay was broken on 2026-03-15; broken so far: 3.",
        "Mail came back on 2026-03-13; usable addresses left: 1.",
        "The last items were paid 21 days late, against 9 on average.",
    ]


def test_a_number_that_is_not_known_leaves_a_sentence() -> None:
    (one,) = told(account(is_slipping=True))
    assert one["reason"] == "The last items were paid later than those before."
    (one,) = told(account(days_to_limitation=5))
    assert one["reason"] == "Suit may be begun until a day soon; days left: 5."


def test_the_larger_balance_comes_first() -> None:
    rows = [account(2, is_slipping=True, balance_minor=700), account(1, is_slipping=True, balance_minor=900)]
    assert [(one["account_id"], one["priority"]) for one in told(*rows)] == [(1, 900), (2, 700)]
