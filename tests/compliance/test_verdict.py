"""A verdict quotes its rule, its sentence, the facts and the values it went by."""

from datetime import UTC, datetime

from goodstanding.compliance.verdict import sentence
from tests.compliance.sample import ask, book, entry, rule, situation, value

COUNT = {
    "shape": "count",
    "counts": {"count": "channel = 'call'", "within_days": ":window"},
    "most": ":most",
    "facts": {"calls": {"count": "channel = 'call'", "within_days": ":window"}, "last": {"latest": "channel = 'call'"}},
    "values": {"most": value(1, more=[entry("2026-06-01", 2)]), "window": value(7)},
    "says": {"refused": "{calls} of {most} calls in {window} days.", "permitted": "Fine: {calls}."},
    "shows": ["act_channel", "at"],
}
CALLED = situation(given={"history": [{"at": "2026-05-04T10:00:00-04:00", "channel": "call", "debts": ["d1"]}]})


def test_a_refusal_says_what_it_went_by() -> None:
    (found,) = ask(rule(**COUNT), CALLED)
    assert (found.outcome, found.allowed, found.because) == ("refused", False, "1 of 1 calls in 7 days.")
    assert (found.rule_id, found.rule, found.citation, found.edition) == ("test.rule", "1.2", "12 CFR 1.2", "edition")
    (answer,) = found.answers
    assert answer.values == {"most": 1, "window": 7}
    assert answer.facts["calls"] == 1
    assert str(answer.facts["last"]) == "2026-05-04 14:00:00+00:00"
    assert answer.facts["act_channel"] == "call"
    assert str(answer.facts["at"]) == "2026-05-05 16:00:00+00:00"


def test_a_permission_says_so() -> None:
    (found,) = ask(rule(**COUNT), situation())
    assert (found.outcome, found.because) == ("permitted", "Fine: 0.")
    assert found.answers[0].facts["last"] is None


def test_a_fact_that_is_a_day_is_written_as_one() -> None:
    ends = {"shape": "barred", "when": "TRUE", "facts": {"ends": "later_by_days(this_day(), :most)"},
            "values": {"most": value(3)}, "says": {"refused": "Not before {ends}."}}  # fmt: skip
    assert ask(rule(**ends), situation())[0].because == "Not before 2026-05-08."


def test_every_rule_that_looked_is_heard() -> None:
    law = book(rule(id="a"), rule(id="b", when="TRUE"), rule(id="c", acts="FALSE"))
    assert {answer.rule_id: answer.state for answer in ask(law, situation())[0].answers} == {
        "a": "passed",
        "b": "refused",
    }


def test_without_words_of_its_own_a_rule_still_says_a_sentence() -> None:
    states = {"refused": "TRUE", "permitted": "FALSE", "unknown": "esign_consent"}
    said = {state: ask(rule(when=when), situation())[0].because for state, when in states.items()}
    assert all(text.startswith("A rule for tests: ") and text.endswith(".") for text in said.values())
    assert len(set(said.values())) == 3


def test_before_its_first_day_no_facts_are_worked_out() -> None:
    (found,) = ask(rule(**COUNT), situation(at="2021-11-29T12:00:00-05:00"))
    assert (found.outcome, found.answers[0].facts) == ("unknown", {})


def test_a_blank_nobody_can_fill_stays_visible() -> None:
    assert sentence("{title}: {most} of {nothing}.", "Calls", {}, {"most": 7}) == "Calls: 7 of –."


def test_an_instant_in_a_sentence_reads_as_people_write_it() -> None:
    spoken = sentence("Spoke on {last_talk}.", "", {}, {"last_talk": datetime(2026, 5, 4, 14, 0, tzinfo=UTC)})
    assert spoken == "Spoke on 2026-05-04 14:00 UTC."
