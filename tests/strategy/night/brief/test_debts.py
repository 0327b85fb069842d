"""The debts of messages on a day: money, disputes, judgments, age."""

from datetime import date

import numpy as np
import pyarrow as pa

from goodstanding.factsheet.sheet import NOTHING, Sheet, Truth
from goodstanding.strategy.night.brief.columns import rows_by
from goodstanding.strategy.night.brief.debts import debts_of, rows_of, sheet_of
from goodstanding.strategy.night.tables import LINE
from tests.strategy.night.brief.small import ANN, EPOCH, TODAY, said, table

YESTERDAY, NOW, TOMORROW = (date(2026, 6, day) for day in (16, 17, 18))


def debt(number: int, **more: object) -> dict[str, object]:
    return {"account_id": number, "person_id": ANN, "debt_type": "card", "currency": "USD", **more}


def money(minor: int, day: date, head: str = "receivable", *, of: int = 1) -> dict[str, object]:
    return {"account_id": of, "head": head, "amount_minor": minor, "effective_date": day}


def sheet(debts: list[dict[str, object]], **tables: list[dict[str, object]]) -> Sheet:
    """Return the debts' sheet of one message about all of them, each told of twice."""
    rows = [{"message": 7, "account_id": one["account_id"]} for one in debts]
    lines = pa.Table.from_pylist([*rows, *rows], schema=LINE)
    reading = {name: table(name, *tables.get(name, [])) for name in ("item", "posting", "dispute")}
    found = debts_of({**reading, "debt": table("debt", *debts)}, lines, rows_by(np.array([7])))
    act, of_debt = rows_of(found, np.zeros(1, np.int64))
    return sheet_of(found, act, of_debt, days=np.full(len(act), TODAY))


def test_a_message_is_about_each_debt_once_and_they_have_one_creditor() -> None:
    found = sheet([debt(2), debt(1)])
    assert said(found.column("debt_id")) == ["1", "2"]
    assert (found.whole("act").tolist(), found.whole("creditor").tolist()) == ([0, 0], [0, 0])
    assert said(found.column("debt_type")) == ["credit_card", "credit_card"]


def test_what_is_owed_is_what_was_charged_less_what_was_paid_by_the_day() -> None:
    lines = [money(500, NOW), money(-100, YESTERDAY, "unapplied"), money(-400, TOMORROW), money(400, NOW, "cash")]
    found = sheet([debt(1), debt(2)], posting=lines)
    assert found.whole("debt_balance").tolist() == [400, 0]
    assert said(found.column("debt_status")) == ["open", "paid"]


def test_a_dispute_counts_from_its_first_day_to_the_day_before_its_end() -> None:
    def disputed(opened: date, closed: date | None) -> bool:
        told = {"account_id": 1, "opened_date": opened, "closed_date": closed}
        column = sheet([debt(1)], dispute=[told]).column("debt_disputed")
        assert isinstance(column, Truth)
        return bool(np.asarray(column.yes)[0])

    assert disputed(NOW, None)
    assert disputed(NOW, TOMORROW)
    assert not disputed(YESTERDAY, NOW)
    assert not disputed(TOMORROW, None)


def test_a_claim_accrues_with_its_first_item_and_without_one_nobody_knows() -> None:
    items = [{"account_id": 1, "item_id": number, "due_date": day} for number, day in enumerate((NOW, YESTERDAY))]
    found = sheet([debt(1, judgment_date=NOW), debt(2, judgment_date=TOMORROW, last_payment_date=NOW)], item=items)
    assert found.whole("debt_accrued").tolist() == [(YESTERDAY - EPOCH).days, int(NOTHING)]
    judged, barred = found.column("debt_judgment"), found.column("debt_time_barred")
    assert isinstance(judged, Truth)
    assert isinstance(barred, Truth)
    assert np.asarray(judged.yes).tolist() == [True, False]
    assert not np.asarray(barred.yes).any()
    assert not np.asarray(barred.no).any()
    assert said(found.column("debt_payments")) == ["", "2026-06-17"]
