"""An act that waits: which way it goes, what stands against it, and the order made of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.outreach.port.delivery import DeliveryLine
from goodstanding.strategy.pending import Held, Now, PendingAct, order_of, weigh

NINE = datetime(2026, 6, 15, 13, tzinfo=UTC)
SIX = datetime(2026, 6, 15, 22, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


def line(debt: int, item: int | None = None, *, step: str = "reminder") -> DeliveryLine:
    return DeliveryLine(debt, item, step, "USD", 10_000)


def act(*lines: DeliveryLine, **other: object) -> PendingAct:
    told: dict[str, object] = {
        "act_id": 7, "night_id": 1, "kind": "contact", "channel": "email", "person_id": 3, "client_id": 2,
        "contact_point_id": 5, "strategy": "agency", "edition": 1, "treatment": "early", "step": "reminder",
        "template": "reminder", "tone": "friendly", "language": "en", "approval": "", "offers": "", "team": "",
        "value_minor": 900, "planned_at": NINE, "not_before": NINE, "not_after": SIX, "hour_at": None, "asked": False,
        "lines": lines or (line(1),),
    }  # fmt: skip
    return PendingAct(**(told | other))  # type: ignore[arg-type]  # a test may put in what it likes.


OWED = Now(balances={(1, None): 10_000, (2, None): 500})


@pytest.mark.parametrize(
    ("other", "way"),
    [
        ({}, "port"),
        ({"channel": "call"}, "port"),
        ({"channel": "call", "team": "days"}, "no place yet"),
        ({"channel": "call", "team": "days", "hour_at": NINE}, "port"),
        ({"channel": "task"}, "worklist"),
        ({"kind": "task", "channel": ""}, "worklist"),
        ({"kind": "placement", "channel": "", "contact_point_id": None}, "port"),
        ({"kind": "placement", "channel": "", "approval": "supervisor"}, "approval"),
        ({"kind": "legal_referral", "channel": "", "approval": "compliance_officer"}, "approval"),
    ],
)
def test_which_way_an_act_goes(other: dict[str, object], way: str) -> None:
    assert act(**other).way == way


def test_lines_carry_the_amounts_of_the_moment() -> None:
    now = Now(balances={(1, None): 9_999, (2, None): 500})
    assert weigh(act(line(1), line(2, step="")), now, at=NINE) == (
        line(1)._replace(balance_minor=9_999),
        line(2, step="")._replace(balance_minor=500),
    )


def test_in_time_until_the_moment_before_it_is_too_late() -> None:
    assert isinstance(weigh(act(), OWED, at=SIX - MOMENT), tuple)
    assert weigh(act(), OWED, at=SIX) == Held("too late")


@pytest.mark.parametrize(
    ("now", "cause"),
    [
        (Now(balances={(1, None): 0}), "paid"),
        (Now(balances={(1, None): -5}), "paid"),
        (Now(balances={}), "paid"),
        (replace(OWED, withdrawn={1}), "withdrawn"),
        (replace(OWED, held={1}), "hold"),
        (replace(OWED, disputed={(1, None)}), "disputed"),
        (replace(OWED, disputed={(1, 44)}), "disputed"),
        (replace(OWED, promised={1}), "promise"),
        (replace(OWED, unusable_points={5}), "point"),
        (replace(OWED, deceased={act().person_id}), "deceased"),
        (replace(OWED, deceased={act().person_id}, unusable_points={5}), "deceased"),
        (replace(OWED, withdrawn={1}, held={1}, balances={}), "withdrawn"),
    ],
)
def test_what_changed_since_stands_against_it(now: Now, cause: str) -> None:
    held = weigh(act(), now, at=NINE)
    assert isinstance(held, Held)
    assert held.cause == cause
    assert held.reason.startswith(f"{cause}: ")
    assert held.reason.endswith(".")


def test_one_cent_is_still_owed() -> None:
    assert isinstance(weigh(act(), Now(balances={(1, None): 1}), at=NINE), tuple)


def test_what_stands_against_one_debt_leaves_the_others() -> None:
    both = act(line(1), line(2))
    assert weigh(both, replace(OWED, held={1}), at=NINE) == (line(2)._replace(balance_minor=500),)


def test_debts_only_listed_do_not_carry_an_act() -> None:
    listed = act(line(1), line(2, step=""))
    assert weigh(listed, replace(OWED, promised={1}), at=NINE) == Held("promise")
    assert weigh(listed, replace(OWED, promised={2}), at=NINE) == (line(1),)


def test_an_act_about_nothing_does_not_go() -> None:
    assert weigh(replace(act(), lines=()), OWED, at=NINE) == Held("paid")


def test_an_item_is_disputed_by_itself_or_with_its_debt() -> None:
    first = act(line(1, 11))
    owed = Now(balances={(1, None): 10_000, (1, 11): 300})
    assert weigh(first, owed, at=NINE) == (line(1, 11)._replace(balance_minor=300),)
    assert isinstance(weigh(first, replace(owed, disputed={(1, 12)}), at=NINE), tuple)
    assert weigh(first, replace(owed, disputed={(1, 11)}), at=NINE) == Held("disputed")
    assert weigh(first, replace(owed, disputed={(1, None)}), at=NINE) == Held("disputed")
    assert weigh(first, Now(balances={(1, None): 10_000}), at=NINE) == Held("paid")


def test_the_order_is_the_act_under_its_own_key() -> None:
    order = order_of(act(), (line(1),))
    assert (order.key, order.planned_at, order.lines) == ("act:7", NINE, (line(1),))
    called = order_of(act(channel="call", hour_at=NINE + timedelta(hours=1)), (line(1),))
    assert called.planned_at == NINE + timedelta(hours=1)


def test_a_detail_takes_the_place_of_the_sentence() -> None:
    assert Held("law", "Seven calls were made.").reason == "law: Seven calls were made."


def test_where_the_step_that_leads_is_gone_its_text_does_not_go_for_the_others() -> None:
    both = act(line(1, step="final-notice"), line(2), step="final-notice")
    assert isinstance(weigh(both, OWED, at=NINE), tuple)
    assert weigh(both, replace(OWED, disputed={(1, None)}), at=NINE) == Held("disputed")
    assert weigh(both, replace(OWED, held={2}), at=NINE) == (line(1, step="final-notice"),)
