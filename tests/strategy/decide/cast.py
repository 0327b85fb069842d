"""Rows of a day's sheet and small documents for the tests of deciding; the same people everywhere."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from goodstanding.factsheet.daily.sheet import ACCOUNT_COLUMNS, account_schema, item_schema
from goodstanding.factsheet.sheet import BETWEEN
from goodstanding.strategy.decide.decide import Proposals, decide
from goodstanding.strategy.document.document import Document, Running, Segment, Step, Treatment, Trigger
from goodstanding.strategy.night.tables import READING

DAY = date(2026, 3, 17)
CHANNELS = ("email", "sms", "letter")
TEMPLATES = frozenset(f"{name}/{channel}/en" for name in ("reminder", "firm", "final") for channel in CHANNELS)
NO_ARMS = READING["arm"].empty_table()
Row = dict[str, Any]
_PLAIN: Mapping[str, Any] = {"whole": 0, "amount": 0, "word": "", "words": "", "date": None, "yes": False}
_ABSENT = (
    "days_since_last_step", "last_step", "last_strategy", "last_treatment", "score", "days_to_limitation",
    "is_time_barred", "preferred_channel", "preferred_language", "days_late_average", "days_late_recent",
    "days_since_payment",
)  # fmt: skip


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def account(number: int = 1, **told: Any) -> Row:
    """An open account of Nora Mustergold, ten days past due; everything else as told."""
    plain = {column.name: _PLAIN[column.kind] for column in ACCOUNT_COLUMNS.values()}
    return {
        **plain,
        **dict.fromkeys(_ABSENT),
        "account_id": number,
        "person_id": 100 + number,
        "client_id": 7,
        "portfolio_id": 3,
        "reference": f"A-{number}",
        "currency": "USD",
        "language": "en",
        "balance_minor": 10_000,
        "days_past_due": 10,
        "days_since_placed": 20,
    } | told


def item(number: int = 1, account_id: int = 1, **told: Any) -> Row:
    """An open item, ten days past due; everything else as told."""
    return {
        "account_id": account_id,
        "item_id": number,
        "item_kind": "invoice",
        "issued_date": ago(40),
        "due_date": ago(10),
        "amount_minor": 5_000,
        "balance_minor": 5_000,
        "days_past_due": 10,
        "is_disputed": False,
        "last_step": None,
        "last_step_date": None,
        "days_since_last_step": None,
        "steps_taken": "",
        "first_overdue_date": ago(9),
    } | told


def taken(step: str, days: int, *others: str) -> Row:
    """What a row says once a step was taken some days ago."""
    strategy, treatment, name = step.split("/")
    return {
        "last_strategy": strategy,
        "last_treatment": treatment,
        "last_step": name,
        "last_step_date": ago(days),
        "days_since_last_step": days,
        "steps_taken": BETWEEN.join([*others, step]),
        "steps_count": 1 + len(others),
    }


def taken_for_item(step: str, days: int, *others: str) -> Row:
    kept = ("last_step", "last_step_date", "days_since_last_step", "steps_taken")
    return {name: one for name, one in taken(step, days, *others).items() if name in kept}


def sheet(*rows: Row) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=account_schema())


def items(*rows: Row) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=item_schema())


def step(name: str, rung: int, days: int = 0, **told: Any) -> Step:
    """A contact on a rung of the ladder, due so many days past due."""
    plain: Row = {"when": Trigger("past_due", days), "channels": ("email", "letter"), "template": "reminder"}
    return Step(name=name, rung=rung, **(plain | told))


def after(event: str, name: str = "answer", **told: Any) -> Step:
    return step(name, 0, **({"when": Trigger("event", event=event)} | told))


LADDER = (step("first", 1, 3), step("second", 2, 10, template="firm"), step("third", 3, 30, template="final"))


def document(*steps: Step, **told: Any) -> Document:
    """A strategy of one segment and one treatment with these steps, or the plain ladder."""
    treatments = told.pop("treatments", {"dunning": Treatment("dunning", steps or LADDER, told.pop("exits", ()))})
    plain: Row = {
        "strategy": "house",
        "edition": 1,
        "title": "House",
        "effective_from": date(2026, 1, 1),
        "segments": (Segment("all", "", "dunning"),),
        "treatments": treatments,
    }
    return Document(**(plain | told))


def proposals(
    accounts: Sequence[Row],
    running: Sequence[Running] | Document | None = None,
    *,
    listed: Sequence[Row] = (),
    day: date = DAY,
    arms: Sequence[Row] = (),
    templates: frozenset[str] = TEMPLATES,
) -> Proposals:
    runs = running or document()
    return decide(
        sheet(*accounts),
        items(*listed),
        (Running(runs),) if isinstance(runs, Document) else runs,
        day=day,
        known_arms=pa.Table.from_pylist(list(arms), schema=READING["arm"]),
        templates=templates,
    )


def steps_of(found: Proposals) -> dict[tuple[int, int | None], str]:
    """Return which step was proposed for which account and item."""
    lines: list[Row] = found.lines.to_pylist()
    return {(one["account_id"], one["item_id"]): one["step"] for one in lines}
