"""The sample book brought in as a user would: every state is there, and a run that was cut off goes on."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.models import Promise
from goodstanding.arrangements.queries import promises_of
from goodstanding.disputes.models import Dispute
from goodstanding.evidence.models import Entry
from goodstanding.ingestion.operations.bring_in import bring_in
from goodstanding.ledger.models import Book, Posting
from goodstanding.parties.models import (
    CIRCUMSTANCES,
    Circumstance,
    Consent,
    Person,
    Preference,
    Representation,
)
from goodstanding.payments.models import ReceiptReversal
from goodstanding.receivables.models import Client, Debt, Hold, Liable, Portfolio, TitleTransfer
from goodstanding.sample_book.fact import SHOWN_PROMISES
from goodstanding.sample_book.files import FileToBringIn, write
from goodstanding.sample_book.operations.facts import BookMissing, add_circumstances
from goodstanding.sample_book.situation import SHOWCASE

pytestmark = pytest.mark.django_db

AS_OF = date(2026, 6, 30)
AT = datetime(2026, 7, 1, 9, tzinfo=UTC)
DEBTORS = len(SHOWCASE)
BOUNCED = 1


def told() -> int:
    return add_circumstances(seed=1, debtors=DEBTORS, as_of=AS_OF, by=OPERATOR, at=AT)


def enter(part: FileToBringIn) -> None:
    """Bring one file in. The import has its constraints checked at once; in our one transaction that would last."""
    summary = bring_in(part.file, part.map, client_name=part.client, by=OPERATOR, at=AT)
    assert summary.rows["rejected"] == 0, part.file.name
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture(scope="module")
def brought_in(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The files of the showcase, brought in once for all tests here and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        for part in write(tmp_path_factory.mktemp("book"), seed=1, debtors=DEBTORS, as_of=AS_OF):
            enter(part)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("brought_in")
def test_even_a_small_book_has_every_state() -> None:
    assert told() > 15
    assert (Client.objects.count(), Portfolio.objects.count(), Debt.objects.count()) == (4, 5, DEBTORS)
    assert set(Circumstance.objects.values_list("kind", flat=True)) == set(CIRCUMSTANCES)
    assert set(Consent.objects.values_list("decision", flat=True)) == {"given", "withdrawn"}
    assert set(Preference.objects.values_list("kind", flat=True)) == {"channel", "hours", "language"}
    assert set(Liable.objects.values_list("role", flat=True)) == {"co-debtor", "guarantor", "attorney"}
    assert Representation.objects.get().role == "attorney"
    assert {"deceased", "bankruptcy", "vulnerability", "dispute"} <= set(Hold.objects.values_list("reason", flat=True))
    assert Dispute.objects.filter(closed_date=None).exists()
    assert Dispute.objects.exclude(closed_date=None).exists()
    assert (ReceiptReversal.objects.count(), TitleTransfer.objects.count()) == (BOUNCED, 1)
    assert Debt.objects.exclude(withdrawn_at=None).count() == 1
    assert set(Book.objects.values_list("currency", flat=True)) == {"USD", "EUR", "GBP", "JPY", "KWD"}
    assert Person.objects.filter(kind="organisation").count() >= 6


@pytest.mark.usefixtures("brought_in")
def test_money_stands_where_the_situations_say() -> None:
    told()
    assert Posting.objects.aggregate(sum=Sum("amount_minor"))["sum"] == 0
    open_of = dict(
        Posting.objects.filter(head="receivable").values_list("account_id").annotate(open_minor=Sum("amount_minor"))
    )
    unapplied = Posting.objects.filter(head="unapplied").values_list("account_id").annotate(sum=Sum("amount_minor"))
    overpaid = {number for number, one in enumerate(SHOWCASE, start=1) if "overpaid" in one.twists}
    found = Debt.objects.filter(pk__in=[debt_id for debt_id, _ in unapplied])
    assert set(found.values_list("debtor__reference", flat=True)) == {f"C{number:07d}" for number in overpaid}
    for number, situation in enumerate(SHOWCASE, start=1):
        debt = Debt.objects.get(debtor__reference=f"C{number:07d}")
        nothing_is_open = situation.standing == "paid" or "recalled" in situation.twists
        assert (open_of[debt.pk] == 0) == nothing_is_open, situation


@pytest.mark.usefixtures("brought_in")
def test_the_showcase_has_promises_of_every_state() -> None:
    told()
    states = {}
    for number, debt_id in Promise.objects.values_list("debt__debtor__reference", "debt_id"):
        (one,) = promises_of(debt_id, as_of=AS_OF)
        states[number] = one.state
    shown = {f"C{number:07d}": state for number, state in SHOWN_PROMISES.items()}
    assert shown.items() <= states.items()


@pytest.mark.usefixtures("brought_in")
def test_facts_are_recorded_once_and_each_with_its_entry() -> None:
    kinds = ("parties.circumstance_recorded", "receivables.hold_placed", "payments.receipt_reversed")
    told()
    recorded = [Entry.objects.filter(kind=kind).count() for kind in kinds]
    assert recorded == [Circumstance.objects.count(), Hold.objects.count(), ReceiptReversal.objects.count()]
    assert told() == 0
    assert [Entry.objects.filter(kind=kind).count() for kind in kinds] == recorded


@pytest.mark.usefixtures("brought_in")
def test_on_an_account_whose_file_is_not_in_nothing_is_recorded() -> None:
    with pytest.raises(BookMissing, match="bring its files in first"):
        add_circumstances(seed=1, debtors=DEBTORS + 1, as_of=AS_OF, by=OPERATOR, at=AT)
    assert not Circumstance.objects.exists()
