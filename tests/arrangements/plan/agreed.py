"""Plans as the stories set them up: a debt of a hundred dollars, agreed on the fifteenth of June 2026."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

from goodstanding.access.permission import Actor
from goodstanding.arrangements.plan.operations.proposing import propose
from goodstanding.arrangements.plan.operations.setting_up import set_up_plan
from goodstanding.arrangements.plan.rhythm import Rhythm
from goodstanding.arrangements.plan.terms import Terms
from goodstanding.evidence.models import Body
from goodstanding.money.amount import Amount
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.receipt import Receipt
from tests.receivables.cast import COLLECTOR, NOON, SUPERVISOR

TODAY = NOON.date()
KEYS = count(1)
PLAIN = Rhythm("month", day=1, roll="none")
FOUR = Terms(10_000, "USD", date(2026, 7, 1), count=4, rhythm=PLAIN)
"""25.00 on the first of July, August, September and October."""


def agree(
    debt_id: int,
    terms: Terms = FOUR,
    *,
    key: str = "",
    mandate_id: int | None = None,
    override: str = "",
    by: Actor = COLLECTOR,
    at: datetime = NOON,
) -> int:
    shown = propose(debt_id, terms, by=by, at=at)
    return set_up_plan(
        debt_id, terms, key=key or f"{debt_id}:{at.isoformat()}", agreed_hash=shown.document_hash, channel="call",
        evidence="Call note 12.", mandate_id=mandate_id, override_reason=override, by=by, at=at,
    )  # fmt: skip


def at_day(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=NOON.tzinfo)


def pay(debt_id: int, minor: int, *, on: date, entered: date | None = None) -> int:
    """Record a receipt of its own."""
    receipt = Receipt(Amount(minor, "USD"), on, source_key=f"test:{next(KEYS)}")
    return record(debt_id, receipt, by=SUPERVISOR, at=at_day(entered or on))


def bounce(receipt_id: int, *, on: date, entered: date | None = None) -> None:
    """Take a receipt back on a day."""
    reverse(receipt_id, reason="R01", reversed_date=on, by=SUPERVISOR, at=at_day(entered or on))


def monthly(total: int, count: int, *, first: date = date(2026, 7, 1)) -> Terms:
    return replace(FOUR, total_minor=total, count=count, first_date=first)


def days_from(start: date, days: int) -> date:
    return start + timedelta(days=days)


def newest_facts() -> dict[str, object]:
    """Return what the newest entry of the evidence log tells."""
    told: dict[str, object] = json.loads(bytes(Body.objects.order_by("-entry__position")[0].body))["facts"]
    return told
