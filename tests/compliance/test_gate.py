"""The gate: every rule looks, the most restrictive answer stands, and what is not known is refused."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.compliance.gate import judge
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.value import EPOCH, read_day
from goodstanding.compliance.verdict import verdict
from tests.compliance.sample import NOON, ask, book, brief_of, entry, outcomes, pack, rule, situation, value

TEXTS = "act_channel = 'sms'"
HOURS: dict[str, Any] = {
    "shape": "hours",
    "open": [{"opens": ":opens", "closes": ":closes"}],
    "values": {"opens": value("08:00", unit="time of day"), "closes": value("21:00", unit="time of day")},
}


def named(name: str, **keys: Any) -> Any:
    return rule(id=name, **keys)


def books(*levels: tuple[int, Any]) -> Lawbook:
    """A book of one pack for each rule, all in force for the usual situation."""
    packs = tuple(pack(one, level=level) for level, one in levels)
    return Lawbook(packs, "edition", Path("/nowhere"), {})


def test_no_law_is_no_permission() -> None:
    (found,) = ask(rule(acts="act_kind = 'file_suit'"), situation())
    assert (found.outcome, found.effect, found.allowed) == ("unknown", "no_law_known", False)


def test_a_pack_that_is_not_in_force_for_the_act_says_nothing() -> None:
    case = situation(given={"packs": ["other.pack"]})
    assert ask(rule(when="TRUE"), case)[0].effect == "no_law_known"
    assert outcomes(rule(when="TRUE"), situation(), case) == ["refused", "unknown"]


@pytest.mark.parametrize(
    ("at", "outcome", "effect"),
    [
        ("2021-11-29T23:59:59-05:00", "unknown", "unknown"),
        ("2021-11-30T00:00:00-05:00", "permitted", "permitted"),
        ("2025-12-31T23:59:59-05:00", "permitted", "permitted"),
        ("2026-01-01T00:00:00-05:00", "unknown", "no_law_known"),
    ],
)
def test_a_law_is_unknown_before_its_first_day_and_silent_once_repealed(at: str, outcome: str, effect: str) -> None:
    """Days are the person's own: it is still the year before in Ohio."""
    law = {"in_force": value(now=True, unit="yes or no", more=[entry("2026-01-01", None)])}
    (found,) = ask(rule(values=law), situation(at=at))
    assert (found.outcome, found.effect) == (outcome, effect)


def test_a_rule_that_is_no_law_yet_is_silent_until_its_day() -> None:
    law = {"in_force": value(now=False, unit="yes or no", more=[entry("2026-06-01", now=True)])}
    barred = rule(when="TRUE", values=law)
    assert ask(barred, situation())[0].effect == "no_law_known"
    assert outcomes(barred, situation(at="2026-06-01T12:00:00-04:00")) == ["refused"]


def test_a_batch_over_several_days_asks_each_by_the_law_of_its_day() -> None:
    cap = {"shape": "cap", "proposed": "act_debts_combined", "most": ":most"}
    values = {"most": value(1, more=[entry("2026-05-06", 2), entry("2026-05-08", 0)])}
    days = [situation(at=f"2026-05-0{day}T12:00:00-04:00", debts_combined=2) for day in (5, 6, 7, 8)]
    assert outcomes(rule(**cap, values=values), *days) == ["refused", "permitted", "permitted", "refused"]


def test_the_same_question_as_of_an_earlier_day_gets_the_earlier_answer() -> None:
    cap = {"shape": "cap", "proposed": "act_debts_combined", "most": ":most"}
    announced = entry("2026-05-01", 5, announced="2026-03-01", withdrawn="2026-04-15")
    one = rule(**cap, values={"most": value(1, more=[announced])})
    case = situation(debts_combined=3)
    assert outcomes(one, case) == ["refused"]
    for day, outcome in (("2026-02-28", "refused"), ("2026-03-01", "permitted"), ("2026-04-15", "refused")):
        assert outcomes(one, case, known_on=read_day(day, "here")) == [outcome]
    assert read_day("1970-01-01", "here") == 0 == (EPOCH - EPOCH).days


def test_the_most_restrictive_pack_wins() -> None:
    free, barred, unsure = named("a"), named("b", when="TRUE"), named("c", when="esign_consent")
    assert outcomes(books((1, free), (3, barred)), situation()) == ["refused"]
    assert outcomes(books((1, free), (3, unsure)), situation()) == ["unknown"]
    assert outcomes(books((1, barred), (3, unsure)), situation()) == ["refused"]
    assert outcomes(books((1, free), (3, named("d", acts="FALSE"))), situation()) == ["permitted"]


def test_among_several_refusals_the_most_local_is_cited() -> None:
    country, city = named("country", when="TRUE", prominence=99), named("city", when="TRUE", prominence=1)
    assert ask(books((1, country), (4, city)), situation())[0].rule_id == "city"
    low, high = named("low", when="TRUE", prominence=40), named("high", when="TRUE", prominence=60)
    assert ask(books((2, high), (2, low)), situation())[0].rule_id == "high"


def test_a_permission_cites_a_rule_that_had_something_to_look_at() -> None:
    touched = named("touched", touched="act_channel = 'call'", prominence=1, permitted_effect="safe_harbour")
    bare = named("bare", baseline=99)
    (found,) = ask(books((4, bare), (1, touched)), situation())
    assert (found.rule_id, found.effect) == ("touched", "safe_harbour")
    assert ask(books((1, bare), (1, named("other", baseline=98))), situation())[0].rule_id == "bare"
    assert outcomes(books((4, bare), (1, touched)), situation(), weigh=False) == ["permitted"]


def test_a_rule_binds_some_collectors_and_those_nobody_knows_of() -> None:
    barred = rule(when="TRUE", binds="esign_consent")
    cases = [situation(given={"esign_consent": said}) for said in (True, False, None)]
    assert [found.effect for found in ask(barred, *cases)] == ["prohibited", "no_law_known", "prohibited"]


def test_the_first_exception_that_holds_lifts_a_refusal_and_a_doubt() -> None:
    clauses = [
        {"when": "replies", "rule": "1.3", "effect": "respond_once"},
        {"when": "court_permission", "rule": "1.4", "effect": "exception", "says": "A court allowed it."},
        {"when": "TRUE", "rule": "1.5", "effect": "last"},
    ]
    barred, unsure = rule(when=TEXTS, unless=clauses), rule(when="esign_consent", unless=clauses[:2])
    court = situation(given={"court_permission": True}, channel="sms")
    (found,) = ask(barred, court)
    assert (found.outcome, found.effect, found.rule, found.because) == (
        "permitted",
        "exception",
        "1.4",
        "A court allowed it.",
    )
    assert outcomes(unsure, court, situation()) == ["permitted", "unknown"]
    assert ask(barred, situation())[0].effect == "permitted", "Where nothing was refused no exception is cited."


def test_an_exception_nobody_is_sure_of_does_not_hold() -> None:
    barred = rule(when="TRUE", unless=[{"when": "esign_consent", "rule": "1.3", "effect": "exception"}])
    assert outcomes(barred, situation()) == ["refused"]


def test_a_refusal_may_have_another_name() -> None:
    other = [{"when": TEXTS, "rule": "1.9", "effect": "presumed_violation", "says": "Texts are presumed to harass."}]
    (found,) = ask(rule(when="TRUE", refused_as=other), situation(channel="sms"))
    assert (found.outcome, found.effect, found.rule) == ("refused", "presumed_violation", "1.9")
    assert ask(rule(when="TRUE", refused_as=other), situation())[0].rule == "1.2"


@pytest.mark.parametrize(
    ("until", "next_at"),
    [
        ("2026-05-07T10:00:00-04:00", "2026-05-07 14:00:00+00:00"),
        ("2026-05-07T23:00:00-04:00", "2026-05-08 12:00:00+00:00"),
        ("2026-05-07T03:00:00-04:00", "2026-05-07 12:00:00+00:00"),
    ],
)
def test_the_next_instant_is_when_nothing_refuses_and_the_clock_is_open(until: str, next_at: str) -> None:
    barred = named("barred", when="portal_to > at", until="portal_to")
    case = situation(given={"portal_session": {"to": until}})
    assert str(ask(book(named("hours", **HOURS), barred), case)[0].next_at) == next_at


def test_what_never_ends_has_no_next_instant() -> None:
    never, soon = named("never", when="TRUE"), named("soon", when="TRUE", until="later_by_days(this_day(), 1)")
    assert ask(book(never, soon), situation())[0].next_at is None
    assert str(ask(book(soon), situation())[0].next_at) == "2026-05-06 04:00:00+00:00"


def test_a_doubt_has_no_next_instant() -> None:
    unsure, soon = (
        named("unsure", when="esign_consent"),
        named("soon", when="TRUE", until="later_by_days(this_day(), 1)"),
    )
    assert ask(book(unsure, soon), situation())[0].next_at is None


def test_two_clocks_that_never_agree_have_no_next_instant() -> None:
    night = {"opens": value("22:00", unit="time of day"), "closes": value("24:00", unit="time of day")}
    both = book(named("day", **HOURS), named("night", **{**HOURS, "values": night}))
    (found,) = ask(both, situation())
    assert (found.outcome, found.next_at) == ("refused", None)


CHANNELS, TIMES = ("call", "sms", "letter"), ("06:00", "12:00", "21:30")
CASES = st.lists(
    st.tuples(
        st.sampled_from(CHANNELS), st.sampled_from(TIMES), st.sampled_from([True, False, None]), st.integers(1, 9)
    ),
    min_size=1,
    max_size=12,
)


@given(CASES)
def test_a_batch_of_n_equals_n_batches_of_one(listed: list[tuple[str, str, bool | None, int]]) -> None:
    law = book(
        named("hours", **HOURS, acts="act_channel <> 'letter'"),
        named("signed", when="esign_consent", acts=TEXTS),
        named("soon", when="act_channel = 'call'", until="later_by_days(this_day(), 1)"),
    )
    cases = [
        situation(channel=channel, at=f"2026-05-0{day}T{time}:00-04:00", given={"esign_consent": signed})
        for channel, time, signed, day in listed
    ]
    together = judge(brief_of(*cases), law)
    assert [verdict(together, act) for act in range(len(cases))] == [ask(law, case)[0] for case in cases]


def test_nothing_asked_nothing_answered() -> None:
    judgement = judge(brief_of(situation()), book(rule()))
    assert judgement.permitted().tolist() == [True]
    assert NOON.startswith("2026-05-05")
