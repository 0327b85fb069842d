"""A part of a brief holds its acts with everything about their people, and nothing about others."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.factsheet.brief import ACTS, DEBTS, EVENTS, Brief
from goodstanding.factsheet.part import part_of
from goodstanding.factsheet.sheet import NOTHING, Sheet, Words, whole, words


def batch() -> Brief:
    """Three people: the first with acts 0 and 3, the second with act 1, the third with act 2; two events each."""
    acts = Sheet(4, ACTS, {"subject": whole([10, 20, 30, 10]), "at": whole([1, 2, 3, 4]), "act_to": words("abcd")})
    debts = Sheet(5, DEBTS, {"debt": whole([0, 1, 2, 3, 4]), "account": whole([0, 1, 2, 3, 4])})
    events = Sheet(6, EVENTS, {"subject": whole([30, 10, 20, 10, 30, 20]), "at": whole([6, 5, 4, 3, 2, 1])})
    return Brief(
        acts, debts, events, debt_act=whole([0, 0, 1, 2, 3]), event_of_debt=whole([5, 0, 1, 3, 3]),
        debt_of_event=whole([2, 3, 0, 1, 4]), account_of_event=whole([2, 3, 0, 1, 4]),
    )  # fmt: skip


def test_a_part_keeps_its_acts_debts_and_histories() -> None:
    part = part_of(batch(), np.array([0, 3]))
    to = part.acts.column("act_to")
    assert isinstance(to, Words)
    assert [to.words[code] for code in np.asarray(to.codes)] == ["a", "d"]
    assert part.debts.whole("debt").tolist() == [0, 1, 4]
    assert part.debt_act.tolist() == [0, 0, 1]
    assert part.events.whole("at").tolist() == [5, 3]
    pairs = sorted(zip(part.event_of_debt.tolist(), part.debt_of_event.tolist(), strict=True))
    assert pairs == [(0, 0), (1, 1), (1, 4)]


def test_a_part_of_people_without_a_past_has_no_events() -> None:
    brief = batch()
    brief.events = Sheet(0, EVENTS)
    brief.event_of_debt = brief.debt_of_event = brief.account_of_event = np.empty(0, np.int64)
    part = part_of(brief, np.array([1]))
    assert (part.events.length, len(part.event_of_debt), part.acts.whole("subject").tolist()) == (0, 0, [20])


def test_what_was_worked_out_for_the_whole_is_not_taken_for_the_part() -> None:
    brief = batch()
    assert len(brief.days()) == 4
    assert len(part_of(brief, np.array([2])).days()) == 1
    assert brief.acts.whole("known_at").tolist() == [int(NOTHING)] * 4


@given(st.sets(st.integers(0, 3)))
def test_any_part_tells_what_the_whole_tells_of_its_acts(chosen: set[int]) -> None:
    whole_batch, acts = batch(), np.array(sorted(chosen), np.int64)
    part = part_of(whole_batch, acts)
    people = set(whole_batch.acts.whole("subject")[acts].tolist())
    whose = whole_batch.events.whole("subject").tolist()
    assert part.acts.whole("at").tolist() == [act + 1 for act in sorted(chosen)]
    assert part.events.whole("at").tolist() == [6 - event for event in range(6) if whose[event] in people]
    pairs = zip(whole_batch.event_of_debt.tolist(), whole_batch.debt_of_event.tolist(), strict=True)
    told = sorted((6 - event, debt) for event, debt in pairs if whose[event] in people)
    times = part.events.whole("at")[part.event_of_debt].tolist() if len(part.event_of_debt) else []
    assert sorted(zip(times, part.debt_of_event.tolist(), strict=True)) == told
