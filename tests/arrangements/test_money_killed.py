"""Each deed that moves money inside our own books is killed -9 at its points: all of it is there, or nothing; once.

What speaks to a provider is killed in tests/payments/gateway, a bank file in tests/payments/bank/operations, and the
interest run in tests/receivables/charging.
"""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.models import AgreementAct, PlanCollection, SettlementAcceptance
from goodstanding.arrangements.plan.operations.autopay import collect_plan
from goodstanding.arrangements.settlement.operations.accepting import accept
from goodstanding.evidence.models import Entry
from goodstanding.evidence.queries import verify_database
from goodstanding.ledger.models import Posting, Transaction
from goodstanding.ledger.operations.repeating import Asked
from goodstanding.payments.gateway.operations.setting import set_gateway
from goodstanding.payments.matching.operations.applying import apply_line
from goodstanding.payments.matching.suggestion import Share
from goodstanding.payments.models import PaidBack, ReceiptReversal
from goodstanding.payments.models import Receipt as ReceiptRow
from goodstanding.payments.models.bank import BankAccount, LineMatch
from goodstanding.payments.models.gateway import Mandate, Payment
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.refunding import refund
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.operations.splitting import split_payment
from goodstanding.payments.receipt import Receipt
from goodstanding.payments.trust.operations import remit
from goodstanding.refusal import Refusal
from goodstanding.worklists.models import Task
from tests.arrangements.plan.agreed import agree, at_day
from tests.arrangements.settlement.cast import follow, offered, on, pay, with_floor
from tests.dying import Deed, dying
from tests.payments.matching.operations.bank_book import bank_account, bank_line
from tests.receivables.cast import ADMINISTRATOR, NOON, SUPERVISOR, Book, day, item, open_book, place, usd
from tests.workbench.served import copied_database

LONG = os.environ.get("GOODSTANDING_LONG") == "1"
POINTS = 10_000 if LONG else 2
TABLES = (
    Transaction, Posting, Entry, ReceiptRow, ReceiptReversal, PaidBack, LineMatch, Payment, PlanCollection,
    SettlementAcceptance, AgreementAct, Task,
)  # fmt: skip
Counts = tuple[int, ...]


class House:
    """Books in which every trial has a debt of its own; a deed that is asked for again does nothing more."""

    def __init__(self) -> None:
        self.book: Book = open_book("Rowan Water")
        self.numbers = count(1)
        with_floor(self.book)
        set_gateway("simulator", options={}, secrets={}, is_for_pages=True, by=ADMINISTRATOR, at=NOON)
        self.mandate = Mandate.objects.create(
            provider="simulator", reference="m-1", person_id=self.book.debtor_id, kind="ach", given_at=NOON, entry_id=1
        )
        self.bank = bank_account()
        self.trust = BankAccount.objects.create(
            name="Trust", number="DE00555002", currency="USD", is_trust=True, opened_at=NOON, entry_id=1
        )

    def debt(self) -> int:
        number = next(self.numbers)
        return place(self.book, item(f"I-{number}", 10_000), reference=f"D-{number}")

    def record(self) -> Deed:
        debt_id = self.debt()
        told = Receipt(usd(4_000), day(40), source_key=f"file:{debt_id}")
        return lambda: record(debt_id, told, by=SUPERVISOR, at=NOON)

    def reverse(self) -> Deed:
        number = record(self.debt(), Receipt(usd(4_000), day(40)), by=SUPERVISOR, at=NOON)
        return lambda: reverse(number, reason="R01", reversed_date=day(50), by=SUPERVISOR, at=NOON)

    def refund(self) -> Deed:
        debt_id = self.debt()
        number = record(debt_id, Receipt(usd(12_000), day(40)), by=SUPERVISOR, at=NOON)
        return lambda: refund(
            receipt_id=number, amount=usd(3_000), refunded_date=day(50), reason="Paid twice.", by=SUPERVISOR,
            source_key=f"refund:{debt_id}", at=NOON,
        )  # fmt: skip

    def split(self) -> Deed:
        debts = [self.debt(), self.debt()]
        told = Receipt(usd(15_000), day(40), source_key=f"split:{debts[0]}")
        return lambda: split_payment(told, debt_ids=debts, how="oldest first", by=SUPERVISOR, at=NOON)

    def apply_line(self) -> Deed:
        debts = [self.debt(), self.debt()]
        line = bank_line(self.bank, 9_000)
        shares = [Share(debts[0], 5_000), Share(debts[1], 4_000)]
        return lambda: apply_line(line, shares, disputed=lambda _debt, _day: (), by=SUPERVISOR, at=NOON)

    def autopay(self) -> Deed:
        plan_id = agree(self.debt(), mandate_id=self.mandate.pk)
        at = at_day(day(181))  # The first of July, when the first instalment falls due.
        return lambda: collect_plan(plan_id, by=OPERATOR, at=at)

    def accept(self) -> Deed:
        offer_id = offered(self.debt(), 6_000)
        return lambda: accept(offer_id, source="portal", by=SUPERVISOR, at=on(1))

    def run_agreement(self) -> Deed:
        debt_id = self.debt()
        agreement_id = accept(offered(debt_id, 6_000), source="portal", by=SUPERVISOR, at=on(1))
        pay(debt_id, 6_000, day=2)
        return lambda: follow(agreement_id, 8)

    def take_release_back(self) -> Deed:
        debt_id = self.debt()
        agreement_id = accept(offered(debt_id, 6_000), source="portal", by=SUPERVISOR, at=on(1))
        number = pay(debt_id, 6_000, day=2)
        follow(agreement_id, 8)
        reverse(number, reason="R01", reversed_date=on(9).date(), by=SUPERVISOR, at=on(9))
        return lambda: follow(agreement_id, 9)

    def remit(self) -> Deed:
        told = Receipt(usd(4_000), day(40))
        record(self.debt(), told, bank_account_id=self.trust.pk, by=SUPERVISOR, at=NOON)
        asked = Asked(f"remit:{next(self.numbers)}")
        return lambda: remit(
            self.book.client_id, usd(1), bank_account_id=self.trust.pk, remitted_date=day(60), reason="Weekly.",
            asked=asked, by=ADMINISTRATOR, at=NOON,
        )  # fmt: skip


FLOWS: tuple[Callable[[House], Deed], ...] = (
    House.record, House.reverse, House.refund, House.split, House.apply_line, House.autopay, House.accept,
    House.run_agreement, House.take_release_back, House.remit,
)  # fmt: skip


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    with django_db_blocker.unblock(), copied_database():
        yield House()


@pytest.fixture(autouse=True)
def unblocked(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield
        connection.close()


def counts() -> Counts:
    return tuple(table.objects.count() for table in TABLES)


def gained(before: Counts) -> Counts:
    return tuple(now - then for now, then in zip(counts(), before, strict=True))


@pytest.mark.parametrize("flow", FLOWS, ids=[flow.__name__ for flow in FLOWS])
def test_killed_at_any_moment_a_deed_is_done_whole_or_not_at_all(house: House, flow: Callable[[House], Deed]) -> None:
    whole = flow(house)
    before = counts()
    points = dying(whole, 0)
    full, nothing = gained(before), (0,) * len(TABLES)
    assert full != nothing
    seed = random.randrange(10**6)
    dice = random.Random(seed)
    # The last point lies behind the commit; the one before it is the last moment of nothing.
    middle = dice.sample(range(1, points - 1), min(POINTS, points - 2))
    for number in [*middle, points - 1, points]:
        what, name = flow(house), f"{flow.__name__}, point {number} of {points}, seed {seed}"
        before = counts()
        dying(what, number)
        left = gained(before)
        assert left == (full if number == points else nothing), name
        with suppress(Refusal):
            what()
        assert gained(before) == full, name
    assert verify_database().is_sound


def test_what_was_taken_by_mandate_is_asked_for_once(house: House) -> None:
    """However often the job runs after it died, an instalment is one payment."""
    plan_id = agree(house.debt(), mandate_id=house.mandate.pk, at=NOON + timedelta(seconds=1))
    at = at_day(day(181))
    for number in (1, 5, 9):
        dying(lambda: collect_plan(plan_id, by=OPERATOR, at=at), number)
    for _ in range(2):
        collect_plan(plan_id, by=OPERATOR, at=at)
    assert Payment.objects.filter(key__startswith=f"plan:{plan_id}:").count() == 1
