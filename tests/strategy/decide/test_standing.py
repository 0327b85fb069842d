"""What an obligation rests for, each reason on both sides of its boundary, and in its order."""

import pytest

from goodstanding.strategy.decide.standing import RESTS
from goodstanding.strategy.decide.tracing.trace import trace
from goodstanding.strategy.document.document import Document, Running, Segment, Treatment
from tests.strategy.decide.cast import (
    DAY,
    LADDER,
    NO_ARMS,
    Row,
    account,
    document,
    item,
    items,
    proposals,
    sheet,
    step,
    steps_of,
    taken,
)

STEPS = (LADDER[0], step("second", 2, 10, wait_days=7))


def rests(row: Row, of: Document, *, stopped: bool = False) -> str:
    (told,) = trace(sheet(row), items(), (Running(of, stopped=stopped),), day=DAY, known_arms=NO_ARMS)
    assert told.sentence.endswith(".")
    return told.rest


@pytest.mark.parametrize(
    ("reason", "resting", "working"),
    [
        ("no person", {"person_id": None}, {}),
        ("not covered", {"debt_type": "tax"}, {}),
        ("paid", {"balance_minor": 499}, {"balance_minor": 500}),
        ("hold", {"on_hold": True}, {}),
        ("disputed", {"is_disputed": True}, {}),
        ("promise", {"promise_open": True}, {}),
        ("no segment", {"state": "XX"}, {}),
        ("rest", {"is_vulnerable": True}, {}),
        ("exit", {"is_bankrupt": True}, {}),
        ("waiting", taken("house/dunning/first", 6), taken("house/dunning/first", 7)),
        ("no step due", {"days_past_due": 2}, {"days_past_due": 3}),
    ],
)
def test_every_reason_to_rest(reason: str, resting: Row, working: Row) -> None:
    of = document(
        covers="debt_type <> 'tax'",
        balance_least_minor=500,
        segments=(Segment("vulnerable", "is_vulnerable"), Segment("all", "state <> 'XX'", "dunning")),
        treatments={"dunning": Treatment("dunning", STEPS, ("is_bankrupt",))},
    )
    assert rests(account(**resting), of) == reason
    assert rests(account(**working), of) == ""
    assert rests(account(**resting), of, stopped=True) in (reason, "stopped")


def test_reasons_are_asked_in_their_order() -> None:
    of = document(
        covers="debt_type <> 'tax'", exits=("is_bankrupt",), segments=(Segment("all", "can_call", "dunning"),)
    )
    row: Row = {"person_id": None, "debt_type": "tax", "balance_minor": 0, "on_hold": True, "is_disputed": True,
                "promise_open": True, "can_call": False, "is_bankrupt": True, "days_past_due": -9}  # fmt: skip
    cured: list[Row] = [
        {"person_id": 1}, {"debt_type": "card"}, {"balance_minor": 5}, {"on_hold": False}, {"is_disputed": False},
        {"promise_open": False}, {"can_call": True}, {"is_bankrupt": False}, {"days_past_due": 3},
    ]  # fmt: skip
    found = [rests(account(**row), of)]
    for one in cured:
        row |= one
        found.append(rests(account(**row), of))
    assert found == ["no person", "not covered", "paid", "hold", "disputed", "promise", "no segment", "exit",
                     "no step due", ""]  # fmt: skip
    assert [RESTS.index(one) for one in found[:-1]] == sorted(RESTS.index(one) for one in found[:-1])


def test_an_item_rests_for_itself() -> None:
    of = document(grain="item")
    listed = [item(1), item(2, is_disputed=True), item(3, days_past_due=2), item(4, balance_minor=0)]
    assert steps_of(proposals([account(is_disputed=True)], of, listed=listed)) == {(1, 1): "second", (1, 3): ""}


def test_an_account_without_items_is_an_obligation_itself() -> None:
    of = document(grain="item")
    assert steps_of(proposals([account(1), account(2, balance_minor=0)], of)) == {(1, None): "second"}


def test_conditions_on_items_see_the_item() -> None:
    of = document(grain="item", segments=(Segment("big", "amount_minor > 5000 AND item_kind = 'invoice'", "dunning"),))
    listed = [item(1), item(2, amount_minor=5001), item(3, amount_minor=9000, item_kind="charge")]
    found = steps_of(proposals([account()], of, listed=listed))
    assert found == {(1, 1): "", (1, 2): "second", (1, 3): ""}
