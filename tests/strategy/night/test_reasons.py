"""Why the gate answered as it did: the words of a verdict, written once for all acts alike."""

import numpy as np

from goodstanding.compliance.gate import judge
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.verdict import verdict
from goodstanding.strategy.night.reasons import Reasons, reasons
from tests.compliance.sample import book, brief_of, rule, situation, value


def called(many: int) -> dict[str, object]:
    """A person who was called so many times today."""
    history = [{"at": f"2026-05-05T0{hour}:00:00-04:00", "channel": "call", "debts": ["d1"]} for hour in range(many)]
    return situation(given={"history": history})


COUNTING = rule(
    id="count", when="calls > :most", values={"most": value(1)},
    facts={"calls": {"count": "channel = 'call'", "within_days": "7"}},
    says={"refused": "{calls} calls, and {most} is enough; {nobody} knows.", "permitted": "Only {calls}."},
)  # fmt: skip


def told(law: Lawbook, *situations: dict[str, object]) -> tuple[Reasons, list[tuple[str, str]]]:
    """Return the reasons for some acts, and what their verdicts say; the two must agree."""
    judged = judge(brief_of(*situations), law)
    found = reasons(judged, np.arange(len(situations)))
    said = [(found.rules[code], found.texts[code]) for code in found.code.tolist()]
    assert said == [(one.rule_id, one.because) for one in (verdict(judged, act) for act in range(len(situations)))]
    return found, said


def test_each_act_has_the_sentence_of_its_verdict_and_acts_alike_share_one() -> None:
    found, said = told(book(COUNTING), called(3), called(0), called(2), called(3), called(0))
    assert said[0] == ("count", "3 calls, and 1 is enough; – knows.")
    assert len(found.texts) == 3


def test_an_exception_and_a_rule_without_words_say_what_they_are() -> None:
    plain = rule(id="plain", when="act_channel = 'sms'")
    clause = {"when": "TRUE", "rule": "1.3", "effect": "exception", "says": "A letter is fine."}
    letters = rule(id="letters", when="act_channel = 'letter'", unless=[clause])
    _, said = told(book(plain, letters), situation(channel="sms"), situation(channel="letter"), situation())
    assert said[0] == ("plain", "A rule for tests: this would break the rule.")
    assert said[1] == ("letters", "A letter is fine.")


def test_where_no_rule_speaks_that_is_the_reason() -> None:
    _, said = told(book(rule(acts="act_kind = 'transfer'")), situation())
    assert said[0][0] == ""
    assert said[0][1].startswith("No rule in the lawbook")
