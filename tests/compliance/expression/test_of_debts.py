"""Looking at every debt of an act: nothing is so of an act without debts."""

from goodstanding.compliance.expression.reading import Scope
from tests.compliance.sample import run, situation, view_of


def debts(*due: str | None) -> dict[str, object]:
    listed = [{"id": f"d{place}", "due": one} for place, one in enumerate(due)]
    return situation(given={"debts": listed}, debts=[one["id"] for one in listed])


def test_the_first_and_the_last_of_several() -> None:
    view = view_of(debts("2026-01-02", "2026-01-01"), debts("2026-01-01", None), debts(None, "2026-01-01"), debts())
    assert run("of_debt(debt_due)", view) == ["2026-01-02", "2026-01-01", None, None]
    assert run("last_of_debts(debt_due)", view) == ["2026-01-02", None, None, None]


def test_any_and_every() -> None:
    view = view_of(debts("2026-05-04", "2026-05-05"), debts("2026-05-05"), debts("2026-05-04", None), debts())
    assert run("any_debt(debt_due < this_day())", view) == [True, False, True, False]
    assert run("every_debt(debt_due < this_day())", view) == [False, False, None, False]


def test_a_fact_of_the_act_stands_beside_each_debt() -> None:
    scope = Scope(values={"least": "date"})
    view = view_of(debts("2026-05-04", "2026-05-05"), values={"least": 20578})
    assert run("any_debt(debt_due >= :least)", view, scope) == [True]
    assert run("any_debt(debt_due > :least) OR act_channel = 'sms'", view, scope) == [False]
