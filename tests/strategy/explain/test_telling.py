import json
from datetime import date

from goodstanding.strategy.decide.tracing.trace import Considered, Trace
from goodstanding.strategy.decide.tracing.trace import Tested as Question
from goodstanding.strategy.explain.ahead import NextDue
from goodstanding.strategy.explain.story import HandOver, Origin, Slot, Story, Try
from goodstanding.strategy.explain.telling import as_told, plain
from tests.strategy.explain.test_story import KNOWN, deed

DAY = date(2026, 3, 17)
TRACE = Trace(
    1, 9, "", "It is due.", strategy="plain", edition=1, step="friendly",
    segments=(Question("all", "", held=True, values={"days_past_due": 8}),),
    steps=(Considered("friendly", 1, "due", "It is due."),),
)  # fmt: skip


def story(**told: object) -> Story:
    return Story(1, "A-1", DAY, "It goes.", Origin(KNOWN, ("plain edition 1",), night=3), **told)  # type: ignore[arg-type]  # fields of the test's own.


def test_a_story_is_json_through_and_through() -> None:
    tried = (Try("email", "refused", "No.", "us.email", KNOWN), Try("letter", "stands", "Yes."))
    one = deed(tries=tried, slot=Slot(KNOWN, 2), hand_over=HandOver("taken", at=KNOWN), planned_at=KNOWN)
    told = as_told(story(traces=(TRACE,), deeds=(one,), ahead=NextDue(DAY, "firm"), lines={9: "invoice R-17"}))
    assert json.loads(json.dumps(told)) == told
    assert told["sentence"] == "It goes."
    assert told["obligations"][0]["item"] == "invoice R-17"
    assert [one["channel"] for one in told["deeds"][0]["tries"]] == ["email", "letter"]
    assert told["deeds"][0]["slot"]["place"] == 2
    assert told["next"] == {"due_date": "2026-03-17", "step": "firm", "lawful_at": None}
    assert told["night"]["is_sealed"] is True


def test_a_story_of_nothing_is_told_as_well() -> None:
    told = as_told(story())
    assert (told["deeds"], told["obligations"], told["next"]["due_date"]) == ([], [], None)


def test_days_and_words_become_text() -> None:
    assert plain({"day": DAY, "at": (KNOWN, None, True, 3)}) == {
        "day": "2026-03-17", "at": ["2026-03-17T06:00:00+00:00", None, True, 3],
    }  # fmt: skip
