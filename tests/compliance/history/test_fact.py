"""Facts from history: how many, any, the last, the first, and what the last one said; by person, debt and number."""

from typing import Any

from goodstanding.compliance.expression.reading import Scope
from goodstanding.compliance.history.fact import evaluate
from goodstanding.compliance.history.reading import fact_sort, history_fact
from goodstanding.compliance.shapes.computed import plain
from tests.compliance.sample import situation, view_of

CALL = {"direction": "outbound", "channel": "call", "outcome": "no_answer"}
MAY = "2026-05-{:02d}T{:02d}:00:00-04:00"


def event(day: int, hour: int = 10, **more: Any) -> dict[str, Any]:
    return {"at": MAY.format(day, hour), "debts": ["d1"], **CALL, **more}


def fact(*several: dict[str, Any], values: dict[str, Any] | None = None, **spec: Any) -> list[object]:
    """What a fact is for each situation; instants as seconds."""
    scope = Scope(values=dict.fromkeys(values or {}, "number"))
    made = history_fact(spec, scope, "here")
    view = view_of(*several, values=values)
    return plain(evaluate(made, view), fact_sort(made), view.length)


def told(*history: dict[str, Any], debts: tuple[str, ...] = ("d1",), **when: Any) -> dict[str, Any]:
    given = {"history": list(history), "debts": [{"id": "d1"}, {"id": "d2"}]}
    return situation(given=given, debts=list(debts), **when)


def test_events_are_counted_up_to_the_act_and_no_further() -> None:
    """The act is at noon of the fifth."""
    case = told(event(4), event(5, 11), event(5, 12), event(5, 13), event(6))
    assert fact(case, count="channel = 'call'") == [3]
    assert fact(case, any="channel = 'sms'") == [False]
    assert fact(case, any="channel = 'call'") == [True]


def test_a_window_is_calendar_days_with_the_acts_own() -> None:
    """Seven days to the fifth of May are the twenty-ninth of April to the fifth, whole days."""
    edge = [{"at": "2026-04-29T00:00:00-04:00", **CALL}, {"at": "2026-04-28T23:59:59-04:00", **CALL}]
    assert fact(told(*edge), count="channel = 'call'", within_days="7") == [1]
    assert fact(told(*edge), count="channel = 'call'", within_days=":w", values={"w": 8}) == [2]


def test_a_window_is_that_of_the_persons_own_calendar() -> None:
    late = {"at": "2026-04-29T01:00:00-04:00", **CALL}
    west = told(late)
    west["given"]["consumer"] = {**west["given"]["consumer"], "timezone": "America/Los_Angeles"}
    assert fact(told(late), west, count="channel = 'call'", within_days="7") == [1, 0]


def test_since_an_instant() -> None:
    case = told(event(4), event(5, 9), event(5, 10), portal=None)
    case["given"]["portal_session"] = {"from": MAY.format(5, 10)}
    assert fact(case, count="channel = 'call'", since="portal_from") == [1]
    assert fact(told(event(4)), count="channel = 'call'", since="portal_from") == [1], "Since nobody knows when: all."


def test_by_debt_only_the_events_of_the_acts_debts_count() -> None:
    history = (event(4), event(4, 11, debts=["d2"]), event(4, 12, debts=["d1", "d2"]))
    spec: dict[str, Any] = {"count": "channel = 'call'", "by": ["debt"]}
    one, two, both = (told(*history, debts=debts) for debts in (("d1",), ("d2",), ("d1", "d2")))
    assert fact(one, two, both, **spec) == [2, 2, 2], "For two debts the larger count."
    assert fact(one, count="channel = 'call'") == [3]


def test_by_person_reached_by_number_and_by_channel() -> None:
    history = (event(4), event(4, 11, person="spouse", to="+1-614-555-0101"), event(4, 12, channel="voicemail"))
    case = told(*history, to="+1-614-555-0101")
    assert fact(case, count="direction = 'outbound'", by=["person"]) == [2]
    assert fact(case, count="direction = 'outbound'", by=["contact"]) == [1]
    assert fact(case, count="direction = 'outbound'", by=["channel"]) == [2]
    assert fact(case, count="direction = 'outbound'", by=["person", "channel"]) == [1]


def test_other_persons_in_debt_are_not_mixed_in() -> None:
    assert fact(told(event(4)), told(), told(event(4), event(3)), count="channel = 'call'") == [1, 0, 2]


def test_student_loans_bought_under_one_number_count_as_one() -> None:
    loans = [{"id": name, "type": "student_loan", "account_at_acquisition": "A-1"} for name in ("d1", "d2")]
    case = situation(given={"debts": loans, "history": [event(4, debts=["d1"])]}, debts=["d2"])
    assert fact(case, count="channel = 'call'", by=["account"]) == [1]
    assert fact(case, count="channel = 'call'", by=["debt"]) == [0]


def test_the_latest_the_earliest_and_what_it_said() -> None:
    case = told(event(3, outcome="busy"), event(4, outcome="conversation"), event(6, outcome="voicemail"))
    first, last = (int(one) for one in (1777816800, 1777903200))
    assert fact(case, earliest="channel = 'call'") == [first]
    assert fact(case, latest="channel = 'call'") == [last]
    assert fact(case, latest="channel = 'call'", take="outcome") == ["conversation"]
    assert fact(case, earliest="channel = 'call'", take="outcome") == ["busy"]
    assert fact(case, latest="channel = 'sms'") == [None]
    assert fact(case, latest="channel = 'sms'", take="outcome") == [None]
    assert fact(case, latest="channel = 'sms'", take="solicited") == [None]


def test_the_latest_of_several_debts_is_the_latest_of_all() -> None:
    case = told(event(3, debts=["d1"], outcome="busy"), event(4, debts=["d2"], outcome="hung_up"), debts=("d1", "d2"))
    spec: dict[str, Any] = {"by": ["debt"], "take": "outcome"}
    assert fact(case, latest="channel = 'call'", **spec) == ["hung_up"]
    assert fact(case, earliest="channel = 'call'", **spec) == ["busy"]


def test_a_column_nobody_filled_can_be_taken() -> None:
    assert fact(told(event(4)), latest="channel = 'call'", take="disclosed_end") == [None]


def test_nothing_happened_at_all() -> None:
    assert fact(told(), told(), count="channel = 'call'", by=["person", "account"]) == [0, 0]
    assert fact(told(), latest="channel = 'call'", by=["debt"]) == [None]


def test_one_call_about_two_loans_of_one_account_is_one_call() -> None:
    loans = [{"id": name, "type": "student_loan", "account_at_acquisition": "A-1"} for name in ("d1", "d2")]
    calls = [event(4, debts=["d1", "d2"]), event(3, debts=["d2"]), event(2, debts=["d1"])]
    case = situation(given={"debts": loans, "history": calls}, debts=["d1", "d2"])
    assert fact(case, count="channel = 'call'", by=["account"]) == [3]
    assert fact(case, count="channel = 'call'", by=["debt"]) == [2]
