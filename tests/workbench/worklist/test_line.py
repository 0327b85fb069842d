"""What a line of a queue says: its amount, its evidence in words, how long it has been waiting."""

from datetime import UTC, date, datetime

import pytest

from goodstanding.money.amount import Amount
from goodstanding.workbench.worklist.line import Line, Whom, amount_in, spoken
from goodstanding.worklists.task import TaskCard

OPENED = datetime(2026, 6, 15, 3, 0, tzinfo=UTC)


def line(*, evidence: dict[str, object], whom: Whom = Whom(), today: date = date(2026, 6, 18)) -> Line:  # noqa: B008  Whom never changes.
    card = TaskCard(
        1, "warning", "matter", "Title.", evidence, 7, 70, 1, 10, "", 5, None, OPENED.date(), OPENED, None, "", "", 41
    )
    return Line(card, whom, today)


def test_the_amount_is_the_one_the_evidence_names_else_what_is_owed() -> None:
    owed = Whom(balance=Amount(900, "USD"))
    assert line(evidence={"balance_minor": 1250, "currency": "EUR"}, whom=owed).amount == Amount(1250, "EUR")
    assert line(evidence={}, whom=owed).amount == Amount(900, "USD")
    assert line(evidence={}).amount is None


@pytest.mark.parametrize(
    "evidence",
    [
        {"balance_minor": 1250},
        {"currency": "USD"},
        {"balance_minor": "1250", "currency": "USD"},
        {"balance_minor": True, "currency": "USD"},
        {"balance_minor": 1250, "currency": "no such"},
    ],
)
def test_what_names_no_amount_is_none(evidence: dict[str, object]) -> None:
    assert amount_in(evidence) is None


def test_evidence_is_told_in_words() -> None:
    told = line(evidence={"promise_minor": 5000, "balance_minor": 1250, "currency": "USD", "days_past_due": 31})
    assert told.evidence == [("promise", "USD 50.00"), ("balance", "USD 12.50"), ("days past due", "31")]


def test_minor_units_of_an_unknown_currency_stay_as_they_are() -> None:
    assert spoken({"paid_minor": 5}) == {"paid_minor": 5}
    assert spoken({"currency": "USD", "days": 3}) == {"currency": "USD", "days": 3}


def test_days_are_counted_from_the_opening() -> None:
    assert line(evidence={}).days_open == 3
    assert line(evidence={}, today=date(2026, 6, 14)).days_open == 0
