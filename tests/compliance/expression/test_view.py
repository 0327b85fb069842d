"""The rows an expression runs over: acts, their debts, and facts worked out once."""

import numpy as np

from goodstanding.compliance.expression.view import View
from goodstanding.factsheet.sheet import Cells, Words
from tests.compliance.sample import brief_of, situation

TWO_DEBTS = situation(given={"debts": [{"id": "d1"}, {"id": "d2"}]}, debts=["d1", "d2"])
ONE_DEBT = situation(channel="sms")


def view(acts: list[int] | None = None) -> View:
    brief = brief_of(TWO_DEBTS, ONE_DEBT, TWO_DEBTS)
    return View(brief, None if acts is None else np.array(acts), {})


def words(cells: Cells) -> list[str | None]:
    assert isinstance(cells, Words)
    return [None if code < 0 else cells.words[code] for code in np.asarray(cells.codes)]


def test_all_acts_or_some() -> None:
    assert view().length == 3
    assert view([1]).length == 1
    assert words(view([1, 2]).column("act_channel")) == ["sms", "call"]


def test_the_debts_of_all_acts_know_their_owner() -> None:
    debts = view().debts()
    assert debts.length == 5
    assert debts.owner is not None
    assert debts.owner.tolist() == [0, 0, 1, 2, 2]
    assert words(debts.column("debt_id")) == ["d1", "d2", "d1", "d1", "d2"]


def test_the_debts_of_some_acts_are_numbered_by_place() -> None:
    debts = view([1, 2]).debts()
    assert debts.owner is not None
    assert debts.owner.tolist() == [0, 1, 1]
    assert words(debts.column("debt_id")) == ["d1", "d1", "d2"]
    assert words(debts.act_column("act_channel")) == ["sms", "call", "call"]


def test_a_fact_is_worked_out_once_and_seen_from_its_debts() -> None:
    asked: list[int] = []

    def count(at: View) -> Cells:
        asked.append(at.length)
        return np.arange(at.length)

    above = View(view().brief, None, {}, {"place": count})
    assert np.asarray(above.fact("place")).tolist() == [0, 1, 2]
    assert np.asarray(above.debts().fact("place")).tolist() == [0, 0, 1, 2, 2]
    assert asked == [3]


def test_events_and_consents_are_those_of_the_whole_brief() -> None:
    happened = [{"at": "2026-05-01T10:00:00-04:00", "channel": "call", "direction": "outbound"}]
    agreed = [{"at": "2026-05-01T10:00:00-04:00", "given_to": "collector", "scope": "email"}]
    brief = brief_of(ONE_DEBT, situation(given={"history": happened, "consents": agreed}))
    assert View(brief, np.array([0]), {}).events().length == 1
    assert View(brief, np.array([0]), {}).consents().length == 1
    assert words(View(brief, None, {}).events().column("channel")) == ["call"]
