"""Limitation of a whole chunk, as the gate has it for one debt."""

from datetime import date

import pytest

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.limitation import limited
from goodstanding.compliance.situation.reading import read
from goodstanding.factsheet.sheet import NOTHING
from tests.strategy.night.made import NOON, TODAY, Row, account, accounts

STATES = ("CA", "NY", "TX", "MS", "WI", "DE", "")


def situation(state: str, debt_type: str, due: date | None, paid: date | None, serving: date | None) -> Row:
    debt: Row = {"id": "1", "type": debt_type, "currency": "USD", "accrued": None}
    if due is not None:
        debt |= {"due": due.isoformat(), "accrued": due.isoformat()}
    if paid is not None:
        debt["payments"] = [paid.isoformat()]
    given: Row = {"consumer": {"state": state or None, "country": "US", "zip": ""}, "debts": [debt]}
    if serving is not None:
        given["servicemember"] = {"active_from": serving.isoformat()}
    return {"id": "x", "given": given, "when": {"action": {"kind": "contact", "at": NOON.isoformat(), "debts": ["1"]}}}


def alone(*told: object) -> date | None:
    """Return what the gate works out for one debt."""
    brief = limited(read([situation(*told)], asked_at=NOON.isoformat()), shipped())  # type: ignore[arg-type]  # as told.
    ends = brief.debts.whole("debt_limit_ends")[0]
    return None if ends == NOTHING else date.fromordinal(date(1970, 1, 1).toordinal() + int(ends))


CASES = [
    (state, debt_type, due, paid, serving)
    for state in STATES
    for debt_type in ("card", "medical", "other")
    for due, paid, serving in (
        (date(2021, 3, 1), None, None),
        (date(2021, 3, 1), date(2023, 5, 5), None),
        (date(2015, 3, 1), None, date(2019, 1, 1)),
        (None, None, None),
    )
]


def test_a_chunk_is_limited_as_the_gate_limits_one_debt() -> None:
    books: dict[str, list[Row]] = {"debt": [], "item": [], "point": [], "circumstance": []}
    for number, (state, debt_type, due, paid, serving) in enumerate(CASES, start=1):
        books["debt"].append(
            {"account_id": number, "person_id": number, "debt_type": debt_type, "last_payment_date": paid}
        )
        books["point"].append({"point_id": number, "person_id": number, "kind": "address", "region": state})
        if due is not None:
            books["item"].append({"item_id": number, "account_id": number, "due_date": due})
        if serving is not None:
            books["circumstance"].append({
                "person_id": number, "kind": "service member", "effective_date": serving, "learned_at": NOON,
                "circumstance_id": number,
            })  # fmt: skip
    rows = accounts(**books)
    dates = [rows[number]["limitation_date"] for number in rows]
    lawful = [alone(state, "credit_card" if kind == "card" else kind, *rest) for state, kind, *rest in CASES]
    assert dates == lawful
    assert any(dates) and not all(dates)


@pytest.mark.parametrize(("days", "barred"), [(0, False), (1, True)])
def test_a_debt_is_barred_from_the_day_after_its_last(days: int, barred: bool) -> None:
    books: dict[str, list[Row]] = {
        "item": [{"item_id": 1, "account_id": 1, "due_date": date(2021, 3, 1)}],
        "point": [{"point_id": 1, "person_id": 1, "kind": "address", "region": "CA"}],
    }
    last = account(**books)["limitation_date"]
    row = account(date.fromordinal(last.toordinal() + days), **books)
    assert (row["is_time_barred"], row["days_to_limitation"]) == (barred, -days)


def test_what_nobody_knows_is_neither_barred_nor_not() -> None:
    row = account(TODAY)
    assert (row["limitation_date"], row["days_to_limitation"], row["is_time_barred"]) == (None, None, None)
