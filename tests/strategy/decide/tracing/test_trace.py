"""The story of one account: every segment and every step that was asked, and what each said."""

from goodstanding.strategy.decide.tracing.trace import Trace, trace
from goodstanding.strategy.document.document import Arm, Document, Experiment, Running, Segment, Treatment
from tests.strategy.decide.cast import (
    DAY,
    LADDER,
    NO_ARMS,
    Row,
    account,
    after,
    ago,
    document,
    item,
    items,
    sheet,
    step,
    taken,
)  # fmt: skip


def told(row: Row, *documents: Document, listed: tuple[Row, ...] = ()) -> tuple[Trace, ...]:
    running = tuple(Running(one) for one in documents or (document(),))
    return trace(sheet(row), items(*listed), running, day=DAY, known_arms=NO_ARMS)


def reasons(one: Trace) -> dict[str, str]:
    return {each.step: each.reason for each in one.steps}


def test_segments_are_told_up_to_the_first_that_holds_with_what_they_looked_at() -> None:
    of = document(
        segments=(
            Segment("rich", "balance_minor > 50000 AND state = 'NY'"), Segment("known", "score > 500"),
            Segment("all", "", "dunning"), Segment("never", "on_hold"),
        )
    )  # fmt: skip
    (one,) = told(account(state="NY"), of)
    assert [(each.name, each.held, each.values) for each in one.segments] == [
        ("rich", False, {"balance_minor": 10_000, "state": "NY"}), ("known", None, {"score": None}), ("all", True, {}),
    ]  # fmt: skip
    assert (one.segment, one.treatment, one.strategy, one.edition) == ("all", "dunning", "house", 1)


def test_every_reason_of_a_step() -> None:
    steps = (
        LADDER[0], step("second", 2, 10), step("low", 3, 12), step("picky", 4, 13, condition="score > 500"),
        step("top", 5, 14), step("late", 6, 30), after("reply"),
    )  # fmt: skip
    (one,) = told(account(days_past_due=20, **taken("house/dunning/second", 3)), document(*steps))
    assert reasons(one) == {
        "first": "taken", "second": "taken", "low": "outranked", "picky": "condition", "top": "due", "late": "not yet",
        "answer": "not yet",
    }  # fmt: skip
    assert (one.step, one.rest) == ("top", "")
    sentences = {each.step: each.sentence for each in one.steps}
    assert sentences["low"] == "The step top goes before it."
    assert sentences["picky"] == "Its condition, score > 500, does not hold: score is not known."
    assert sentences["first"] == "It is rung 1 of the ladder, and rung 2 was reached."
    assert one.sentence == sentences["top"]


def test_a_step_that_waits_is_named() -> None:
    (one,) = told(account(**taken("house/dunning/first", 3)), document(LADDER[0], step("second", 2, 10, wait_days=7)))
    assert (one.rest, one.step, reasons(one)) == ("waiting", "", {"first": "taken", "second": "waiting"})


def test_exits_are_told() -> None:
    (one,) = told(account(is_bankrupt=True), document(exits=("is_deceased", "is_bankrupt")))
    assert one.rest == "exit"
    assert [(each.condition, each.held) for each in one.exits] == [("is_deceased", False), ("is_bankrupt", True)]
    assert set(reasons(one).values()) == {"outranked", "not yet"}


def test_what_covers_is_told_also_where_nothing_or_too_much_does() -> None:
    cards, large = document(covers="debt_type = 'card'"), document(strategy="large", covers="balance_minor > 500")
    (one,) = told(account(debt_type="card"), cards, large)
    assert (one.rest, [(each.name, each.held) for each in one.covers]) == (
        "overlap", [("house edition 1", True), ("large edition 1", True)],
    )  # fmt: skip
    assert "house and large" in one.sentence
    (one,) = told(account(balance_minor=5), cards, large)
    assert (one.rest, one.strategy) == ("not covered", "")


def test_each_item_has_its_own_story() -> None:
    of = document(grain="item")
    found = told(account(), of, listed=(item(2, days_past_due=-3), item(1), item(3, is_disputed=True)))
    assert [(one.item_id, one.rest, one.step) for one in found] == [
        (1, "", "second"), (2, "no step due", ""), (3, "disputed", ""),
    ]  # fmt: skip


def test_an_experiment_without_an_arm_is_named() -> None:
    arms = (Arm("champion", 500_000, "dunning"), Arm("challenger", 500_000, "gentle"))
    of = document(
        treatments={"dunning": Treatment("dunning", LADDER), "gentle": Treatment("gentle", ())},
        experiments=(Experiment("tone", 7, ("all",), arms),),
    )
    (one,) = told(account(), of)
    assert (one.undrawn, one.arm, one.treatment, one.step) == ("tone", "", "dunning", "second")


def test_a_rest_without_treatment_has_no_steps() -> None:
    (one,) = told(account(), document(segments=(Segment("all", ""),)))
    assert (one.rest, one.steps, one.treatment) == ("rest", (), "")
    (one,) = told(account(on_hold=True, hold_until_date=ago(-5)))
    assert (one.rest, one.segments, one.sentence) == ("hold", (), "It is on hold until 2026-03-22 (empty).")


def test_nothing_runs() -> None:
    (one,) = trace(sheet(account()), items(), (), day=DAY, known_arms=NO_ARMS)
    assert one.rest == "not covered"
