"""Questions about the order book: what waits, what left, what came back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple

from goodstanding.access.permission import Actor, require
from goodstanding.money.amount import Amount
from goodstanding.payments.bank.order.operations.mandates import PROVIDER
from goodstanding.payments.models.gateway import Payment
from goodstanding.payments.models.order import Debit, DebitFile

DebitState = Literal["waiting", "in file", "returned", "set aside"]
STATES: tuple[DebitState, ...] = ("waiting", "in file", "returned", "set aside")


class DebitLine(NamedTuple):
    """A debit as it is shown; `label` shows the end of the account only. The payment may be gone with a restore."""

    reference: str
    payment_id: int | None
    debt_id: int | None
    scheme: str
    amount: Amount
    label: str
    state: DebitState
    file_id: int | None
    settles_date: date | None
    code: str
    reason: str
    ordered_at: datetime


class DebitFileLine(NamedTuple):
    """A file of debits as it is shown; without `written_at` its run was cut off, and the next run writes it."""

    file_id: int
    scheme: str
    settles_date: date
    debits: int
    total: Amount
    sha256: str
    name: str
    made_at: datetime
    written_at: datetime | None


def debits(*, state: DebitState | None = None, limit: int = 100, by: Actor) -> Sequence[DebitLine]:
    """Return the order book, the latest first."""
    require(by, "bank.read")
    rows = Debit.objects.select_related("file", "mandate__mandate").order_by("-id")
    if state == "waiting":
        rows = rows.filter(file=None, set_aside_reason="")
    elif state == "in file":
        rows = rows.filter(file__isnull=False, returned_date=None)
    elif state == "returned":
        rows = rows.filter(returned_date__isnull=False)
    elif state == "set aside":
        rows = rows.exclude(set_aside_reason="")
    found = list(rows[:limit])
    keys = [one.key for one in found]
    named = Payment.objects.filter(provider=PROVIDER, provider_key__in=keys)
    payments = {key: (number, debt) for key, number, debt in named.values_list("provider_key", "pk", "debt_id")}
    return [_line(one, *payments.get(one.key, (None, None))) for one in found]


def debit_files(*, limit: int = 100, by: Actor) -> Sequence[DebitFileLine]:
    """Return the files of debits, the latest first."""
    require(by, "bank.read")
    return [
        DebitFileLine(one.pk, one.scheme, one.settles_date, one.count, Amount(one.total_minor, one.currency),
                      one.sha256, one.name, one.made_at, one.written_at)
        for one in DebitFile.objects.order_by("-id")[:limit]
    ]  # fmt: skip


def _line(one: Debit, payment_id: int | None, debt_id: int | None) -> DebitLine:
    state: DebitState = "waiting"
    if one.set_aside_reason:
        state = "set aside"
    elif one.returned_date is not None:
        state = "returned"
    elif one.file is not None:
        state = "in file"
    return DebitLine(
        one.reference, payment_id, debt_id, one.scheme, Amount(one.amount_minor, one.currency),
        one.mandate.mandate.label, state, one.file_id, one.file.settles_date if one.file else None,
        one.returned_code, one.set_aside_reason or one.return_reason, one.ordered_at,
    )  # fmt: skip
