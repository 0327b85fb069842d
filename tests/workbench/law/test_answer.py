from datetime import UTC, datetime
from typing import Any

import pytest

from goodstanding.compliance.gate import STATES as GATE_STATES
from goodstanding.compliance.verdict import Outcome, RuleAnswer, Verdict
from goodstanding.workbench.law.answer import STATES, answer_page, fact_text

NEXT = datetime(2026, 5, 6, 12, tzinfo=UTC)


def said(state: str, **more: Any) -> RuleAnswer:
    given: dict[str, Any] = {
        "rule_id": f"xx.{state}", "rule": "4(1)", "citation": "Act 4(1)", "pack": "xx", "title": "A rule",
        "state": state, "effect": "presumed_violation", "because": "So it is.", "next_at": None, "facts": {},
        "values": {},
    }  # fmt: skip
    return RuleAnswer(**(given | more))


def verdict(outcome: Outcome, *answers: RuleAnswer, next_at: datetime | None = None) -> Verdict:
    return Verdict(outcome, "no_safe_harbour", "4(1)", "xx.a", "Act 4(1)", "So it is.", next_at, "ab12", answers)


def test_every_state_of_the_gate_that_speaks_has_its_words() -> None:
    assert set(STATES) == set(GATE_STATES) - {"silent"}


@pytest.mark.parametrize(
    ("outcome", "words", "tone"),
    [
        ("permitted", "Yes", "good"),
        ("refused", "No", "harm"),
        ("unknown", "No, because something is not known", "caution"),
    ],
)
def test_the_answer_comes_first(outcome: Outcome, words: str, tone: str) -> None:
    found = answer_page(verdict(outcome), zone="")
    assert (found.look.words, found.look.tone, found.effect) == (words, tone, "no safe harbour")


def test_the_next_moment_is_told_on_their_clock() -> None:
    found = answer_page(verdict("refused", next_at=NEXT), zone="America/New_York")
    assert found.next_local == "Wed 6 May 2026, 08:00 (America/New_York)"
    assert found.next_utc == "6 May 2026, 12:00 UTC"
    assert answer_page(verdict("refused"), zone="").next_local == ""


def test_the_gravest_rule_stands_first_and_tells_its_facts_at_once() -> None:
    found = answer_page(verdict("refused", *(said(state) for state in reversed(STATES))), zone="")
    assert [line.rule_id for line in found.lines] == [f"xx.{state}" for state in STATES]
    assert [line.is_telling for line in found.lines] == [True, True, True, False, False]


def test_facts_and_values_are_written_for_people() -> None:
    line = said("refused", facts={"last_talk": NEXT, "consented": None}, values={"calls": ["sms"]}, next_at=NEXT)
    (found,) = answer_page(verdict("refused", line), zone="America/New_York").lines
    assert found.facts == (("Last talk", "Wed 6 May 2026, 08:00 (America/New_York)"), ("Consented", "None known"))
    assert found.values == (("Calls", "sms"),)
    assert found.reopens.startswith("Wed 6 May")
    assert [fact_text(value, zone="") for value in (7, False, "letter_box", ())] == ["7", "No", "letter box", "None"]
