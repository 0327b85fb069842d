from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from goodstanding.strategy.decide.tracing.trace import Considered, Trace
from goodstanding.strategy.decide.tracing.trace import Tested as Question
from goodstanding.strategy.explain.ahead import NextDue
from goodstanding.strategy.explain.story import Deed, HandOver, Origin, Slot, Story, Try
from goodstanding.workbench.night.why import grouped, why_page

DAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 14, tzinfo=UTC)
NIGHT = Origin(NINE, ("plain edition 1",), night=3, sheet="factsheets/a.parquet", sha256="abc")
REST = Trace(1, 5, "hold", "It is on hold.", strategy="plain", edition=1)
DUE = Trace(
    1, None, "", "It is 8 days past due.", strategy="plain", edition=1, segment="all", treatment="ladder",
    undrawn="tone", segments=(Question("all", "", held=True, values={"days_past_due": 8, "on_hold": None}),),
    exits=(Question("ladder", "is_disputed", held=False, values={"is_disputed": False}),),
    steps=(Considered("friendly", 1, "due", "It is due."), Considered("firm", 2, "not yet", "It is not.")),
    step="friendly",
)  # fmt: skip
DEED = Deed(
    state="planned", kind="contact", strategy="plain", edition=1, segment="all", treatment="ladder", arm="",
    step="friendly", own_step="friendly", channel="email", template="friendly-reminder", planned_at=NINE,
    zone="America/New_York", act_id=7,
    tries=(
        Try("sms", "refused", "Not now.", "us.hours", NINE, zone="America/New_York"),
        Try("email", "stands", "Yes."),
    ),
)  # fmt: skip
STORY = Story(1, "A-1", DAY, "It goes.", NIGHT, traces=(DUE,), deeds=(DEED,), ahead=NextDue(DAY, "firm"))


def points(deed: Deed) -> str:
    return " ".join(why_page(replace(STORY, deeds=(deed,))).parts[0].points)


def test_the_sentence_comes_first_and_the_rest_is_below_it() -> None:
    page = why_page(STORY)
    assert page.sentence == "It goes."
    assert page.parts[0].what == "A friendly reminder"
    assert page.parts[0].look.words == "Planned"
    assert [(one.name, one.look.words, one.rule) for one in page.parts[0].channels] == [
        ("sms", "Refused", "us.hours"), ("email", "Taken", ""),
    ]  # fmt: skip
    assert page.changes == ("If nothing changes, the step firm is due on 23 November 2026.",)


def test_an_obligation_tells_its_steps_segments_and_exits() -> None:
    (one,) = why_page(STORY).obligations
    assert one.name == "The account"
    assert ("Arm", "none yet in tone") in one.standing
    assert [(step.name, step.is_due) for step in one.steps] == [("friendly", True), ("firm", False)]
    assert one.segments[0].values == (("days_past_due", "8"), ("on_hold", "not known"))
    assert (one.segments[0].condition, one.segments[0].is_met, one.exits[0].says) == ("always", True, "does not hold")


def test_items_that_rest_for_the_same_reason_are_told_once() -> None:
    rests = tuple(replace(REST, item_id=number) for number in range(1, 6))
    assert [len(group) for group in grouped((*rests, DUE, DUE))] == [5, 1, 1]
    page = why_page(replace(STORY, traces=rests, lines={1: "invoice R-1", 2: "invoice R-2", 3: "invoice R-3"}))
    assert [one.name for one in page.obligations] == ["Invoice R-1, invoice R-2, invoice R-3 and 2 more"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "09:00"),
        ({}, "It was not handed over yet."),
        ({"hand_over": HandOver("taken", at=NINE)}, "It was handed over on 23 Nov 2026, 14:00 UTC."),
        ({"hand_over": HandOver("withheld", "It was paid.")}, "It was held back at hand-over: It was paid."),
        ({"own_step": ""}, "only listed in it"),
        ({"others": 2}, "It lists 2 more accounts"),
        ({"channel": "call", "team": "desk"}, "The hours of the team desk are full"),
        ({"channel": "call", "team": "desk", "slot": Slot(NINE, 4)}, "as number 4."),
        ({"approval": "supervisor"}, "It needs the yes of a supervisor, and nobody said yes or no yet."),
        ({"approval": "supervisor", "approved": False, "approved_why": "Too dear."}, "Somebody said no: Too dear."),
        ({"state": "law", "reason": "The law says no.", "planned_at": None}, "The law says no."),
    ],
)
def test_a_part_tells_what_became_of_it(told: dict[str, object], words: str) -> None:
    assert words in points(replace(DEED, **told))  # type: ignore[arg-type]  # fields of the test's own.


def test_what_was_worked_out_says_so() -> None:
    page = why_page(replace(STORY, origin=Origin(NINE, ())))
    assert not page.is_sealed
    assert page.origin == (
        "No night of 23 November 2026 was run. This is worked out now, by the books as they are known.",
        "No strategy ran.",
    )
    assert why_page(STORY).origin[1] == "Its facts are sealed in factsheets/a.parquet, SHA-256 abc."


def test_when_it_may_change_names_the_law_s_next_moment() -> None:
    page = why_page(replace(STORY, ahead=None, next_lawful_at=NINE + timedelta(days=1)))
    assert page.changes == (
        "The law permits it again from 24 Nov 2026, 14:00 UTC.",
        "If nothing changes, no step becomes due within a year.",
    )
