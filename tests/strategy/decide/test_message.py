"""From obligations with a step due to messages: who leads, what is listed, what never mixes."""

import json
from typing import Any

from goodstanding.factsheet.sheet import BETWEEN
from goodstanding.strategy.decide.message import second, told_offers
from goodstanding.strategy.document.document import Capacity, Offer, Running, Team, Trigger
from tests.strategy.decide.cast import (
    LADDER,
    Row,
    account,
    after,
    ago,
    document,
    item,
    proposals,
    step,
    steps_of,
    taken,
)  # fmt: skip

ONE = {"person_id": 101}


def leads(*rows: Row) -> list[str]:
    steps = (*LADDER, after("reply"))
    found: list[str] = proposals(rows, document(*steps)).messages["step"].to_pylist()
    return found


def test_one_message_for_a_person_and_a_client() -> None:
    rows = [account(1), account(2, **ONE), account(3, **ONE, client_id=8), account(4)]
    found = proposals(rows)
    told = zip(*(found.messages[name].to_pylist() for name in ("message", "person_id", "client_id")), strict=True)
    assert list(told) == [(0, 101, 7), (1, 101, 8), (2, 104, 7)]
    assert found.lines["message"].to_pylist() == [0, 0, 1, 2]
    assert found.due == 4


def test_the_event_leads_then_the_rung_then_the_days_then_the_number() -> None:
    assert leads(account(1, days_past_due=40), account(2, **ONE, last_reply_date=ago(1))) == ["answer"]
    assert leads(account(1), account(2, **ONE, days_past_due=30)) == ["third"]
    for past, expected in ((12, 2), (10, 1), (9, 1)):
        rows = [account(1, currency="EUR"), account(2, **ONE, days_past_due=past)]
        found = proposals(rows, document(step("only", 1, 3)))
        assert found.messages["currency"].to_pylist() == [["EUR", "USD"][expected - 1]]


def test_what_is_open_and_overdue_is_listed_with_the_rest() -> None:
    rows = [
        account(1),
        account(2, **ONE, **taken("house/dunning/second", 5)),
        account(3, **ONE, days_past_due=0),
        account(4, **ONE, days_past_due=1),
        account(5, **ONE, is_disputed=True),
        account(6, **ONE, on_hold=True),
        account(7, **ONE, promise_open=True),
        account(12, **ONE, **taken("house/dunning/second", 5), is_time_barred=True),
        account(8, **ONE, balance_minor=0),
        account(9, **ONE, client_id=8, days_past_due=2),
        account(10, days_past_due=2),
    ]
    found = proposals(rows)
    assert steps_of(found) == {(1, None): "second", (2, None): "", (4, None): ""}
    assert found.lines["treatment"].to_pylist() == ["dunning", "", ""]
    assert found.messages["balance_minor"].to_pylist() == [30_000]


def test_currencies_are_never_added() -> None:
    rows = [account(1), account(2, **ONE, currency="EUR", balance_minor=70_000), account(3, **ONE, balance_minor=500)]
    message: Row = proposals(rows).messages.to_pylist()[0]
    assert (message["currency"], message["balance_minor"], message["value_minor"]) == ("USD", 10_500, 5_250)


def test_two_strategies_for_one_person_make_one_message_and_each_line_keeps_its_own() -> None:
    cards = document(covers="debt_type = 'card'")
    others = document(step("else", 1, 3), strategy="other", edition=4, covers="debt_type <> 'card'")
    found = proposals([account(1, debt_type="card"), account(2, **ONE)], (Running(cards), Running(others)))
    assert found.messages.select(["strategy", "edition", "step"]).to_pylist() == [
        {"strategy": "house", "edition": 1, "step": "second"}
    ]
    assert [(one["strategy"], one["step"]) for one in found.lines.to_pylist()] == [
        ("house", "second"),
        ("other", "else"),
    ]


def test_a_placement_and_a_referral_are_messages_of_their_own() -> None:
    steps = (LADDER[0], step("place", 2, 10, act="placement", channels=(), template=""),
             step("refer", 3, 30, act="legal_referral", channels=(), template="", approval="supervisor"))  # fmt: skip
    rows = [account(1), account(2, **ONE), account(3, **ONE, days_past_due=30), account(4, **ONE, days_past_due=3)]
    found = proposals(rows, document(*steps))
    told = [(one["kind"], one["channels"], one["approval"]) for one in found.messages.to_pylist()]
    assert told == [
        ("contact", f"email{BETWEEN}letter", ""), ("legal_referral", "", "supervisor"), ("placement", "", ""),
        ("placement", "", ""),
    ]  # fmt: skip
    lines: list[Row] = found.lines.to_pylist()
    assert [(one["message"], one["account_id"], one["step"]) for one in lines] == [
        (0, 1, ""), (0, 2, ""), (0, 3, ""), (0, 4, "first"), (1, 3, "refer"), (2, 1, "place"), (3, 2, "place"),
    ]  # fmt: skip


def test_items_of_an_account_to_be_placed_are_one_message() -> None:
    place = step("place", 1, 3, act="placement", channels=(), template="")
    found = proposals([account()], document(place, grain="item"), listed=[item(1), item(2), item(3, days_past_due=2)])
    assert (found.messages.num_rows, found.lines["item_id"].to_pylist()) == (1, [1, 2])


def test_a_task_does_not_swallow_the_message_to_the_person() -> None:
    steps = (LADDER[0], step("look", 2, 10, act="task", channels=(), template=""))
    found = proposals([account(1, days_past_due=3), account(2, **ONE), account(3, **ONE)], document(*steps))
    assert found.messages["kind"].to_pylist() == ["contact", "task"]
    told: list[Row] = found.lines.to_pylist()
    assert [(one["message"], one["account_id"], one["step"]) for one in told] == [
        (0, 1, "first"), (0, 2, ""), (0, 3, ""), (1, 2, "look"), (1, 3, "look"),
    ]  # fmt: skip


def test_worth_is_chance_times_balance_less_the_first_channel_rounded_down() -> None:
    def worth(chance_ppm: str, **row: Any) -> int:
        of = document(step("only", 1), capacity=Capacity(chance_ppm=chance_ppm, cost_minor={"email": 2, "letter": 90}))
        found: int = proposals([account(**row)], of).messages["value_minor"].to_pylist()[0]
        return found

    assert worth("333333", balance_minor=10) == 1
    assert worth("1000000", balance_minor=10_000) == 9_998
    assert worth("1000001", balance_minor=10_000) == 9_998
    assert worth("-5") == -2
    assert worth("score * 1000", score=None) == -2
    assert worth("score * 1000.5", score=100) == 998
    assert worth("1000000", preferred_channel="letter") == 9_910
    assert worth("1000000", balance_minor=9 * 10**18) == 9 * 10**18 - 2


def test_the_first_team_that_covers_would_call() -> None:
    hours: dict[str, Any] = {
        "calls_per_hour": 1,
        "opens": document().opens,
        "closes": document().closes,
        "timezone": "UTC",
    }
    teams = (Team("east", covers="state = 'NY'", **hours), Team("big", covers="balance_minor > 5000", **hours))
    of = document(capacity=Capacity(teams))
    rows = [account(1, state="NY"), account(2), account(3, balance_minor=5_000), account(4, balance_minor=5_001)]
    assert proposals(rows, of).messages["team"].to_pylist() == ["east", "big", "", "big"]


def test_a_message_tells_what_its_step_says() -> None:
    offers = (
        Offer("discount", discount_ppm=100_000, valid_days=14),
        Offer("plan", instalments_least=2, instalments_most=6),
    )
    only = step("only", 4, 3, tone="firm", offers=offers, approval="supervisor", template="final")
    message: Row = proposals([account(preferred_channel="letter")], document(only)).messages.to_pylist()[0]
    assert (message["rung"], message["tone"], message["template"], message["approval"]) == (
        4,
        "firm",
        "final",
        "supervisor",
    )
    assert message["channels"] == f"letter{BETWEEN}email"
    assert (message["opens_second"], message["closes_second"]) == (9 * 3600, 18 * 3600)
    assert json.loads(message["offers"])[0] == {"kind": "discount", "discount_ppm": 100_000, "valid_days": 14}


def test_no_offer_is_no_text_and_a_time_is_its_seconds() -> None:
    assert told_offers(step("only", 1)) == ""
    assert second(document().opens.replace(minute=30, second=5)) == 9 * 3600 + 1805


def test_an_event_step_stands_on_no_rung() -> None:
    one = after("reply", when=Trigger("event", event="reply"))
    assert proposals([account(last_reply_date=ago(0))], document(one)).messages["rung"].to_pylist() == [0]
