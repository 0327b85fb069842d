from datetime import date

import pytest

from goodstanding.strategy.decide.tracing.trace import Trace
from goodstanding.strategy.document.document import Document, Running, Segment, Step, Treatment, Trigger
from goodstanding.strategy.explain.opening import lower, opening
from goodstanding.strategy.explain.story import Deed, HandOver, Slot
from tests.strategy.explain.test_story import KNOWN, deed

DAY = date(2026, 11, 23)
STEPS = (
    Step("friendly", Trigger("past_due", 8), rung=1),
    Step("coming", Trigger("before_due", 7), rung=2),
    Step("placed", Trigger("since_placed", 0), rung=3),
    Step("next", Trigger("since_previous", 10), rung=4),
    Step("broken", Trigger("event", event="broken_promise")),
)
DOCUMENT = Document(
    strategy="plain", edition=1, title="Plain", effective_from=DAY, segments=(Segment("all", "", "ladder"),),
    treatments={"ladder": Treatment("ladder", STEPS)},
)  # fmt: skip


def traced(step: str = "friendly", **told: object) -> Trace:
    values = {"days_past_due": 8} | told.pop("values", {})  # type: ignore[operator]  # a mapping of the test's own.
    plain = {"strategy": "plain", "edition": 1, "treatment": "ladder", "step": step, "values": values}
    return Trace(1, told.pop("item", None), "", "It is due.", **(plain | told))  # type: ignore[arg-type]  # likewise.


def said(*deeds: Deed, trace: Trace | None = None, exceptions: tuple[str, ...] = ()) -> str:
    traces = () if trace is None else (trace,)
    return opening(
        DAY, deeds=deeds, traces=traces, exceptions=exceptions, running=[Running(DOCUMENT)],
        lines={9: "invoice R-17"},
    )  # fmt: skip


def test_a_message_is_told_with_its_way_and_its_reason() -> None:
    assert said(deed(), trace=traced(item=9)) == (
        "On 23 November 2026 a friendly reminder goes by e-mail, because invoice R-17 is 8 days past due."
    )


def test_nothing_is_told_with_its_reason() -> None:
    rests = Trace(1, None, "promise", "A promise to pay is open until 2026-11-30.")
    assert said(trace=rests) == ("Nothing happens on 23 November 2026: a promise to pay is open until 2026-11-30.")


@pytest.mark.parametrize(
    ("step", "values", "reason"),
    [
        ("friendly", {"days_past_due": 1}, "the account is 1 day past due"),
        ("friendly", {"days_past_due": 0}, "the account falls due today"),
        ("coming", {"days_past_due": -7}, "the account falls due in 7 days"),
        ("placed", {"days_since_placed": 0}, "the account was placed today"),
        ("next", {"days_since_last_step": 10}, "the step before it was 10 days ago"),
        ("broken", {"promise_broken_date": date(2026, 11, 20)}, "there was a broken promise on 20 November 2026"),
    ],
)
def test_every_trigger_gives_its_reason(step: str, values: dict[str, object], reason: str) -> None:
    found = said(deed(own_step=step), trace=traced(step, values=values))
    assert found.endswith(f", because {reason}.")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("law", "the law does not permit it."),
        ("pressure", "the person was contacted often enough."),
        ("unreachable", "nobody can be reached."),
    ],
)
def test_what_is_held_back_says_by_what(state: str, words: str) -> None:
    found = said(deed(state=state, reason="Told so."), trace=traced())
    assert found.startswith("Nothing goes out on 23 November 2026: a friendly reminder is due, because")
    assert found.endswith(f"but {words} Told so.")


def test_a_call_without_a_place_stays_due() -> None:
    assert "hours of the team desk are full" in said(deed(channel="call", team="desk"), trace=traced())
    placed = deed(channel="call", team="desk", slot=Slot(KNOWN, 1))
    assert said(placed, trace=traced()).startswith("On 23 November 2026 a call is to be made, because")


def test_what_was_handed_over_is_told_as_done() -> None:
    went = deed(hand_over=HandOver("taken"))
    assert said(went, trace=traced()).startswith("On 23 November 2026 a friendly reminder went by e-mail")
    kept = deed(hand_over=HandOver("withheld", "It was paid in the meantime."))
    assert said(kept, trace=traced()).endswith("but it was not handed over: it was paid in the meantime.")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"kind": "task", "channel": "task", "own_step": "decide"}, "the task “decide” is put on a worklist"),
        ({"channel": "task"}, "the task “friendly” is put on a worklist"),
        (
            {"kind": "placement", "channel": "", "approval": "supervisor"},
            "a placement with an agency waits for the yes",
        ),
        ({"kind": "legal_referral", "channel": ""}, "a referral to a lawyer is arranged"),
        ({"kind": "legal_referral", "channel": "", "approval": "supervisor", "approved": True}, "lawyer is arranged"),
        ({"kind": "placement", "channel": "", "approval": "supervisor", "approved": False}, "agency was not approved"),
        ({"template": "due-today"}, "a note on the due date goes by e-mail"),
        ({"template": "", "step": "odd_one"}, "an odd one goes by e-mail"),
    ],
)
def test_every_kind_of_deed_is_called_by_its_name(told: dict[str, object], words: str) -> None:
    assert words in said(deed(**told), trace=traced("decide"))


def test_an_account_that_is_only_listed_says_so() -> None:
    assert "it is listed in a message about other debts" in said(deed(own_step=""), trace=traced())


def test_an_exception_comes_before_the_rest() -> None:
    assert said(trace=traced(), exceptions=("The date is impossible.",)).endswith(": the date is impossible.")


def test_an_account_the_night_never_saw() -> None:
    assert said() == "The account was not in these books when the night of that day ran."


def test_a_name_in_capitals_stays() -> None:
    assert (lower("USD is owed."), lower("It is owed."), lower("A day.")) == ("USD is owed.", "it is owed.", "a day.")
