"""Situations become a brief: acts, their debts, and histories that stay each person's own."""

from typing import Any

import numpy as np
import pytest

from goodstanding.compliance.situation.plain import SituationUnreadable
from goodstanding.compliance.situation.reading import ignored, read
from tests.compliance.sample import NOON, brief_of, run, situation, view_of


def test_an_act_without_a_time_is_asked_about_now() -> None:
    case = situation()
    del case["when"]["action"]["at"]
    assert read([case], asked_at="2026-06-01T00:00:00Z").acts.whole("at").tolist() == [1_780_272_000]


def test_an_act_names_its_debts_or_is_about_all() -> None:
    debts = [{"id": "d1"}, {"id": "d2"}]
    cases = [situation(given={"debts": debts}, debts=named) for named in (["d2"], [], ["d9"])]
    brief = brief_of(*cases)
    assert brief.debt_act.tolist() == [0, 1, 1, 2]
    assert run("has_debts", view_of(*cases)) == [True, False, True]
    single = situation(given={"debts": debts}, debts=None, debt="d2")
    assert brief_of(single).debts.length == 1


def test_debts_of_one_name_are_not_one_debt() -> None:
    brief = brief_of(situation(), situation())
    assert len(set(brief.debts.whole("debt").tolist())) == 2


def test_events_belong_to_their_person_and_pair_with_the_debts_they_count_on() -> None:
    call = {"at": "2026-05-04T10:00:00-04:00", "channel": "call", "direction": "outbound"}
    debts = [{"id": "d1"}, {"id": "d2"}]
    brief = brief_of(situation(given={"history": [call], "debts": debts}), situation(given={"history": [call, call]}))
    assert brief.events.whole("subject").tolist() == [0, 1, 1]
    assert brief.event_of_debt.tolist() == [0, 0, 1, 2]
    own = brief.debts.whole("debt")
    assert set(brief.debt_of_event[2:].tolist()) == {int(own[-1])}


def test_only_student_loans_share_an_account() -> None:
    def bought(kind: str, *numbers: str | None) -> np.ndarray[Any, Any]:
        debts = [{"id": f"d{n}", "type": kind, "account_at_acquisition": one} for n, one in enumerate(numbers)]
        brief = brief_of(situation(given={"debts": debts}, debts=[one["id"] for one in debts]))
        return brief.debts.whole("account")

    assert len(set(bought("student_loan", "A-1", "A-1", "A-2").tolist())) == 2
    assert len(set(bought("credit_card", "A-1", "A-1").tolist())) == 2
    assert len(set(bought("student_loan", None, None).tolist())) == 2


def test_what_no_column_holds_is_told() -> None:
    case = situation(given={"weather": "fine", "moratorium": {"started": "2026-01-01", "by": "x"}}, colour="red")
    assert sorted(ignored(case)) == ["given.moratorium.by", "given.weather", "when.action.colour"]
    assert ignored(situation()) == []


def test_an_unreadable_time_is_refused() -> None:
    with pytest.raises(SituationUnreadable, match="'tomorrow' is no instant"):
        brief_of(situation(at="tomorrow"))


def test_the_same_situation_alone_and_in_a_batch_is_the_same() -> None:
    cases = [situation(amount=f"{n}.00", at=NOON.replace("12:00", f"{n + 10}:00")) for n in range(5)]
    alone = [run("act_amount", view_of(one))[0] for one in cases]
    assert run("act_amount", view_of(*cases)) == alone
