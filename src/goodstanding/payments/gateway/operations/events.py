"""Part of every deed on a payment: its event, written once, and the state that the event moves it to."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from goodstanding.access.permission import Actor
from goodstanding.payments.gateway.life import Standing, moves
from goodstanding.payments.models.gateway import Payment, PaymentEvent
from goodstanding.worklists.operations.single import About, TaskRefused, Wanted, open_task

LOCK_CLASS = 0x70617967
"""Any number will do, as long as every program that asks a provider takes the same class of advisory locks."""
_KEYS = 2**31
MOVED = ["state", "state_at", "attempt", "next_at", "code", "reason", "reference", "page_address", "page_expires_at"]


@contextmanager
def alone(payment_id: int) -> Iterator[bool]:
    """Hold a payment while its provider is asked, over several transactions; yields False where somebody else does.

    The lock goes with the connection, so what is handed over and not held was cut off.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_CLASS, payment_id % _KEYS])
        is_mine = bool(cursor.fetchone()[0])
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_CLASS, payment_id % _KEYS])


def put_down(
    row: Payment,
    word: str,
    *,
    source: str,
    event_key: str,
    at: datetime,
    entry_id: int,
    attempt: int = 0,
    code: str = "",
    reason: str = "",
    facts: Mapping[str, object] | None = None,
) -> bool:
    """Write an event of a payment; return False where it was known already."""
    _, is_new = PaymentEvent.objects.get_or_create(
        payment=row,
        event_key=event_key[:300],
        defaults={
            "word": word, "attempt": attempt, "source": source, "happened_at": at, "recorded_at": at,
            "code": code[:200], "reason": reason[:1000], "facts": dict(facts or {}), "entry_id": entry_id,
        },
    )  # fmt: skip
    return is_new


def move(row: Payment, told: Standing, *, at: datetime, next_at: datetime | None) -> bool:
    """Take a payment forward, in memory; return False where it stands further already."""
    if not moves(Standing(row.state, row.attempt), told):
        return False
    row.state, row.state_at, row.next_at = told.state, at, next_at
    row.attempt = max(row.attempt, told.attempt)
    return True


def say(row: Payment, matter: str, title: str, *, by: Actor, at: datetime, kind: str = "exception",
        due_at: datetime | None = None) -> None:  # fmt: skip
    """Put something about a payment on a list, once for as long as it stands there."""
    debt = row.debt
    about = About(debt.debtor_id, debt.pk, debt.client_id, debt.portfolio_id)
    evidence = {
        "payment": row.pk, "provider": row.provider, "reference": row.payment_reference or row.reference,
        "amount_minor": row.amount_minor, "currency": row.currency, "state": row.state,
    }  # fmt: skip
    try:
        wanted = Wanted(kind, f"payment:{row.pk}:{matter}", title[:300], evidence, due_at=due_at)
        open_task(wanted, about, by=by, at=at)
    except TaskRefused:
        pass  # It stands on the list already.
