"""Recording and withdrawing promises in the database."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.access.permission import PermissionRefused
from goodstanding.arrangements.models import Promise
from goodstanding.arrangements.operations import PromiseRefused, record_promise, withdraw_promise
from goodstanding.evidence.models import Entry as EvidenceEntry
from goodstanding.money.amount import Amount
from goodstanding.receivables.operations.held_debt import DebtWithdrawn, NoSuchDebt
from goodstanding.receivables.operations.withdrawing import withdraw_debt
from tests.receivables.cast import AUDITOR, COLLECTOR, NOON, SUPERVISOR, day, elsewhere, item, open_book, place, usd

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
IN_TEN_DAYS = date(2026, 6, 25)


@pytest.fixture
def debt_id() -> int:
    return place(open_book(), item("INV-1", 10_000))


def promise(
    debt_id: int,
    *,
    amount: Amount = usd(5_000),  # noqa: B008  an amount never changes
    made: date | None = None,
    due: date = IN_TEN_DAYS,
    evidence: str = "Call note 12.",
) -> int:
    return record_promise(
        debt_id,
        amount=amount,
        made_date=made,
        due_date=due,
        channel="call",
        evidence=evidence,
        by=COLLECTOR,
        at=NOON,
    )


def test_a_promise_is_recorded_with_its_evidence(debt_id: int) -> None:
    row = Promise.objects.get(id=promise(debt_id))
    assert (row.debt_id, row.amount_minor, row.currency, row.made_date, row.due_date, row.channel, row.evidence) == (
        debt_id, 5_000, "USD", TODAY, IN_TEN_DAYS, "call", "Call note 12.",
    )  # fmt: skip
    entry = EvidenceEntry.objects.order_by("position").last()
    assert entry is not None
    assert (entry.id, entry.kind, entry.actor) == (row.entry_id, "arrangements.promise_recorded", COLLECTOR.name)
    assert f"debt:{debt_id}" in entry.subjects


def test_a_promise_made_earlier_is_recorded_with_its_day(debt_id: int) -> None:
    assert Promise.objects.get(id=promise(debt_id, made=day(100))).made_date == day(100)


def test_all_that_is_owed_may_be_promised_and_no_cent_more(debt_id: int) -> None:
    with pytest.raises(PromiseRefused, match=r"USD 100\.01 is more than the USD 100\.00 that are owed\."):
        promise(debt_id, amount=usd(10_001))
    promise(debt_id, amount=usd(10_000))


def test_all_that_is_wrong_is_said_together(debt_id: int) -> None:
    with pytest.raises(PromiseRefused, match=r"cannot fall due .* in EUR, .* Say where") as refused:
        promise(debt_id, amount=Amount(100, "EUR"), due=date(2026, 6, 14), evidence="")
    assert str(refused.value).count(".") == 3
    assert not Promise.objects.exists()


def test_one_promise_is_open_at_a_time(debt_id: int) -> None:
    first = promise(debt_id)
    with pytest.raises(PromiseRefused, match=r"A promise of USD 50\.00 by 2026-06-25 is open already"):
        promise(debt_id)
    withdraw_promise(first, reason="Another day was agreed.", by=COLLECTOR, at=NOON)
    promise(debt_id)


def test_a_broken_promise_does_not_keep_the_next_away(debt_id: int) -> None:
    promise(debt_id, made=day(100), due=day(120))
    promise(debt_id)


def test_a_debt_that_is_not_there_or_no_longer_is_promised_nothing(debt_id: int) -> None:
    with pytest.raises(NoSuchDebt):
        promise(987654321)
    withdraw_debt(debt_id, reason="Recalled.", effective_date=day(0), by=SUPERVISOR, at=NOON)
    with pytest.raises(DebtWithdrawn):
        promise(debt_id)


def test_a_promise_is_withdrawn_once_and_with_a_reason(debt_id: int) -> None:
    number = promise(debt_id)
    with pytest.raises(PromiseRefused, match="Say why"):
        withdraw_promise(number, reason=" ", by=COLLECTOR, at=NOON)
    withdraw_promise(number, reason="Recorded on the wrong account.", by=COLLECTOR, at=NOON)
    row = Promise.objects.get(id=number)
    assert (row.withdrawn_at, row.withdrawn_reason) == (NOON, "Recorded on the wrong account.")
    assert EvidenceEntry.objects.order_by("position").values_list("kind", flat=True).last() == (
        "arrangements.promise_withdrawn"
    )
    with pytest.raises(PromiseRefused, match="was withdrawn on 2026-06-15 already"):
        withdraw_promise(number, reason="Again.", by=COLLECTOR, at=NOON)
    with pytest.raises(PromiseRefused, match="There is no promise"):
        withdraw_promise(987654321, reason="None.", by=COLLECTOR, at=NOON)


def test_both_need_the_permission(debt_id: int) -> None:
    number = promise(debt_id)
    for actor in (AUDITOR, elsewhere(COLLECTOR)):
        with pytest.raises(PermissionRefused):
            record_promise(
                debt_id, amount=usd(1), due_date=IN_TEN_DAYS, channel="call", evidence="Note.", by=actor, at=NOON
            )
        with pytest.raises(PermissionRefused):
            withdraw_promise(number, reason="No.", by=actor, at=NOON)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE arrangements_promise SET amount_minor = 1",
        "UPDATE arrangements_promise SET withdrawn_reason = 'Quietly.'",
        "UPDATE arrangements_promise SET withdrawn_at = now(), due_date = due_date + 1",
        "DELETE FROM arrangements_promise",
    ],
)
def test_a_promise_is_never_changed(debt_id: int, statement: str) -> None:
    promise(debt_id)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_promises_are_not_swept_away() -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE arrangements_promise")


def test_a_withdrawal_is_not_taken_back(debt_id: int) -> None:
    withdraw_promise(promise(debt_id), reason="In error.", by=COLLECTOR, at=NOON)
    with pytest.raises(DatabaseError, match="and once"), transaction.atomic():
        Promise.objects.update(withdrawn_at=None)
