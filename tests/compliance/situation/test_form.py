"""A situation that is not in its form is refused by the place where it is not; null may stand anywhere."""

from typing import Any

import pytest

from goodstanding.compliance.situation.check import check
from goodstanding.compliance.situation.form import LISTS, LISTS_OF_WORDS, refuse_malformed
from goodstanding.compliance.situation.plain import SituationUnreadable
from goodstanding.compliance.situation.reading import read
from tests.compliance.sample import NOON, book, rule, situation

AT = "2026-05-04T10:00:00-04:00"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"consumer": "Anna"}, "given.consumer holds no keys and values"),
        ({"consumer": {"timezone": 5}}, "given.consumer.timezone is no word"),
        ({"debts": "d1"}, "given.debts is no list"),
        ({"debts": [{"type": "medical"}]}, "given.debts, number 1, has no id"),
        ({"debts": [{"id": ["d1"]}]}, "given.debts, number 1, id is no word"),
        ({"history": [{"at": AT}, "called"]}, "given.history, number 2, holds no keys and values"),
        ({"history": [{"at": None}]}, "given.history, number 1, does not say when it happened"),
        ({"history": [{"at": AT, "debts": "d1"}]}, "given.history, number 1, debts is no list of words"),
        ({"packs": [{"id": "us.regf"}]}, "given.packs is no list of words"),
        ({"preferences": {"media_opt_out": "sms"}}, "given.preferences.media_opt_out is no list of words"),
        ({"preferences": {"inconvenient_times": [{"days": ["monday"]}]}}, "names the day 'monday'; write mon, tue,"),
    ],
)
def test_what_is_not_in_its_form_is_refused_by_its_place(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(SituationUnreadable) as refused:
        refuse_malformed(situation(given=given))
    assert "The situation 'one': " in str(refused.value)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    "broken", [{}, {"given": {}}, {"given": {}, "when": {}}, {"given": None, "when": {"action": {}}}]
)
def test_a_situation_without_its_parts_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(SituationUnreadable, match="is not there, or holds no keys and values"):
        refuse_malformed(broken)


@pytest.mark.parametrize("place", [*LISTS, *LISTS_OF_WORDS, "given.consumer", "given.preferences", "given.collector"])
def test_null_may_stand_anywhere(place: str) -> None:
    case = situation()
    *above, last = place.split(".")
    inner: Any = case
    for step in above:
        inner[step] = dict(inner.get(step) or {})
        inner = inner[step]
    inner[last] = None
    assert len(read([case], asked_at=NOON)) == 1


def test_an_event_about_nobody_knows_which_debts_counts_on_all() -> None:
    brief = read([situation(given={"history": [{"at": AT, "channel": "call", "debts": None}]})], asked_at=NOON)
    assert brief.event_of_debt.tolist() == [0]


def test_one_that_cannot_be_read_leaves_the_others_their_answers() -> None:
    broken = {**situation(at="soon"), "id": "broken", "then": {"allowed": True}}
    answers = check([situation(), broken, situation()], book(rule()), asked_at=NOON)
    assert [answer.allowed for answer in answers] == [True, False, True]
    assert (answers[1].id, answers[1].effect, answers[1].differs) == ("broken", "unreadable", ("allowed",))
    assert "'soon' is no instant" in answers[1].because
