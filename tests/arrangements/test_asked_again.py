"""Whoever saw the program die asks for the same again: then the books hold it once, whole, and nothing else.

Each deed is killed -9 at points of its own and asked for again. What the books hold is read by SQL of this file and
held against sums written down by hand; no query of the program is asked. Its sister is test_money_killed.
"""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from itertools import count
from typing import NamedTuple

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from goodstanding.arrangements.plan.operations.changing import (
    Change,
    move_instalment,
    pause_plan,
    pay_extra,
    skip_instalment,
)
from goodstanding.arrangements.plan.operations.ending import cancel_plan
from goodstanding.arrangements.settlement.operations.accepting import accept
from goodstanding.evidence.queries import verify_database
from goodstanding.ledger.fees.catalogue import Allowed
from goodstanding.ledger.operations.repeating import Asked
from goodstanding.payments.bank.returns.fee import RETURNED_PAYMENT
from goodstanding.payments.bank.returns.operations import charge_return_fee
from goodstanding.payments.models.bank import BankAccount
from goodstanding.payments.operations.crediting import credit_note
from goodstanding.payments.operations.giving_up import Wanted, waive_open, write_off_open
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.refunding import refund
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.operations.tolerating import write_off_remainder
from goodstanding.payments.receipt import Receipt
from goodstanding.payments.trust.operations import remit
from goodstanding.receivables.charging.operations.fees import allow_fee
from goodstanding.receivables.models import Item
from goodstanding.receivables.operations.waterfall import set_tolerance
from goodstanding.refusal import Refusal
from tests.arrangements.plan.agreed import agree, at_day
from tests.arrangements.plan.agreed import pay as pay_in
from tests.arrangements.settlement.cast import follow, offered, on, pay, with_floor
from tests.dying import Deed, dying
from tests.receivables.cast import ADMINISTRATOR, COLLECTOR, NOON, SUPERVISOR, Book, day, item, open_book, place, usd
from tests.workbench.served import copied_database

LONG = os.environ.get("GOODSTANDING_LONG") == "1"
POINTS = 10_000 if LONG else 1
WHY = Change("The payday moved.")
Held = dict[str, object]

_SUMS = """
    SELECT p.head, sum(p.amount_minor)::bigint FROM ledger_posting AS p WHERE {which}
    GROUP BY p.head HAVING sum(p.amount_minor) <> 0
"""
_DEEDS = "SELECT kind, count(*) FROM evidence_entry WHERE %s = ANY (subjects) GROUP BY kind"
_SCHEDULE = """
    SELECT i.due_date, i.amount_minor FROM arrangements_planinstalment AS i
    JOIN arrangements_planversion AS v ON v.id = i.version_id
    WHERE v.plan_id = %s AND v.number = (SELECT max(number) FROM arrangements_planversion WHERE plan_id = %s)
    ORDER BY i.due_date
"""
_WORDS = "SELECT word, count(*) FROM arrangements_planword WHERE plan_id = %s GROUP BY word"
_ACTS = "SELECT deed, count(*) FROM arrangements_agreementact WHERE agreement_id = %s GROUP BY deed"
_UNEVEN = """
    SELECT transaction_id FROM ledger_posting GROUP BY transaction_id
    HAVING sum(amount_minor) <> 0 OR count(*) < 2
"""


class Trial(NamedTuple):
    """A deed, how what the books hold of it is read, and what that is before and after, written down by hand."""

    deed: Deed
    held: Callable[[], Held]
    before: Held
    after: Held


def rows(sql: str, *values: int | str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def pairs(sql: str, *values: int | str) -> Held:
    return {str(name): number for name, number in rows(sql, *values)}


def money(debt_id: int) -> Held:
    """Return the sums of an account by head, and how often each deed about it is in the evidence log."""
    return pairs(_SUMS.format(which="p.account_id = %s"), debt_id) | pairs(_DEEDS, f"debt:{debt_id}")


def plan(plan_id: int) -> Held:
    """Return the days and amounts of a plan in its last version, its words, and its deeds in the evidence log."""
    schedule = [(str(due)[5:], minor) for due, minor in rows(_SCHEDULE, plan_id, plan_id)]
    return {"schedule": schedule} | pairs(_WORDS, plan_id) | pairs(_DEEDS, f"plan:{plan_id}")


FOUR = [("07-01", 2_500), ("08-01", 2_500), ("09-01", 2_500), ("10-01", 2_500)]
PLACED: Held = {"receivable": 10_000, "placed": -10_000, "receivables.debt_placed": 1}
AGREED: Held = {"schedule": FOUR, "arrangements.plan_set_up": 1}


class House:
    """Books in which every trial has a debt of a hundred dollars of its own."""

    def __init__(self) -> None:
        self.book: Book = open_book("Rowan Water")
        self.numbers = count(1)
        with_floor(self.book)
        set_tolerance(self.book.portfolio_id, usd(100), effective_date=day(0), by=SUPERVISOR, at=NOON)
        clause = Allowed(RETURNED_PAYMENT, day(0), 1_500, None, None, None, 1, 0, "contract", "Clause 12")
        allow_fee(self.book.client_id, clause, currency="USD", by=SUPERVISOR, at=NOON)
        self.trust = BankAccount.objects.create(
            name="Trust", number="DE00555002", currency="USD", is_trust=True, opened_at=NOON, entry_id=1
        )

    def debt(self, book: Book | None = None) -> int:
        number = next(self.numbers)
        return place(book or self.book, item(f"I-{number}", 10_000), reference=f"D-{number}")

    def write_off(self) -> Trial:
        debt_id = self.debt()
        return Trial(
            lambda: write_off_open(
                debt_id, Wanted(usd(4_000)), reason="Lost.", effective_date=day(50), by=SUPERVISOR, at=NOON
            ),
            lambda: money(debt_id),
            PLACED,
            PLACED | {"receivable": 6_000, "written off": 4_000, "ledger.written_off": 1},
        )

    def waive(self) -> Trial:
        debt_id = self.debt()
        wanted = Wanted(usd(3_000), asked=Asked(f"waiver of {debt_id}"))
        return Trial(
            lambda: waive_open(debt_id, wanted, reason="Kind.", effective_date=day(50), by=SUPERVISOR, at=NOON),
            lambda: money(debt_id),
            PLACED,
            PLACED | {"receivable": 7_000, "waived": 3_000, "ledger.waived": 1},
        )

    def credit(self) -> Trial:
        """A credit note on an item that is paid: what was paid too much lies unapplied in the same moment."""
        debt_id = self.debt()
        pay_on(debt_id, 9_000)
        item_id = Item.objects.get(debt_id=debt_id).pk
        paid: Held = PLACED | {"receivable": 1_000, "cash": 9_000, "payments.receipt_recorded": 1}
        return Trial(
            lambda: credit_note(
                item_id, usd(2_500), reference="CN-1", reason="Short.", effective_date=day(50), by=SUPERVISOR, at=NOON
            ),
            lambda: money(debt_id),
            paid,
            without(paid, "receivable") | {"placed": -7_500, "unapplied": -1_500, "payments.item_credited": 1},
        )

    def tolerate(self) -> Trial:
        debt_id = self.debt()
        pay_on(debt_id, 9_950)
        paid: Held = PLACED | {"receivable": 50, "cash": 9_950, "payments.receipt_recorded": 1}
        return Trial(
            lambda: write_off_remainder(debt_id, effective_date=day(50), by=SUPERVISOR, at=NOON),
            lambda: money(debt_id),
            paid,
            without(paid, "receivable") | {"written off": 50, "ledger.written_off": 1},
        )

    def refund(self) -> Trial:
        """A refund without a key, of what lay unapplied and a part of what the receipt paid."""
        debt_id = self.debt()
        number = pay_on(debt_id, 12_000)
        paid: Held = {"placed": -10_000, "cash": 12_000, "unapplied": -2_000, "payments.receipt_recorded": 1}
        return Trial(
            lambda: refund(
                receipt_id=number, amount=usd(3_000), refunded_date=day(50), reason="Twice.", by=SUPERVISOR, at=NOON
            ),
            lambda: money(debt_id),
            paid | {"receivables.debt_placed": 1},
            without(paid, "unapplied")
            | {"receivables.debt_placed": 1, "cash": 9_000, "receivable": 1_000, "payments.refunded": 1},
        )

    def remit(self) -> Trial:
        """A remittance without a key, of a client of its own."""
        book = open_book(f"Client {next(self.numbers)}")
        pay_on(self.debt(book), 4_000)
        paid: Held = {"receivable": 6_000, "placed": -10_000, "cash": 4_000}

        def held() -> Held:
            told = pairs(_DEEDS, f"client:{book.client_id}")
            its = "p.book_id = (SELECT b.id FROM ledger_book AS b WHERE b.client_id = %s)"
            return pairs(_SUMS.format(which=its), book.client_id) | {
                "told": told.get("trust.remitted", 0),
                "rows": len(rows("SELECT id FROM payments_remittance WHERE client_id = %s", book.client_id)),
            }

        return Trial(
            lambda: remit(
                book.client_id, usd(1_500), bank_account_id=self.trust.pk, remitted_date=day(60), reason="Weekly.",
                by=ADMINISTRATOR, at=NOON,
            ),
            held,
            paid | {"told": 0, "rows": 0},
            paid | {"told": 1, "rows": 1, "remitted": 1_500, "trust": -1_500},
        )  # fmt: skip

    def return_fee(self) -> Trial:
        """The fee of the contract for a payment that came back."""
        debt_id = self.debt()
        number = pay_on(debt_id, 4_000)
        reverse(number, reason="Returned: R01", reversed_date=day(50), by=SUPERVISOR, at=NOON)
        back = PLACED | {"payments.receipt_recorded": 1, "payments.receipt_reversed": 1}
        return Trial(
            lambda: charge_return_fee(number, by=SUPERVISOR, at=NOON),
            lambda: money(debt_id),
            back,
            back | {"receivable": 11_500, "income": -1_500, "receivables.fee_charged": 1},
        )

    def move(self) -> Trial:
        plan_id = agree(self.debt())
        return Trial(
            lambda: move_instalment(plan_id, 1, to_date=date(2026, 7, 10), change_=WHY, by=COLLECTOR, at=NOON),
            lambda: plan(plan_id),
            AGREED,
            AGREED | {"schedule": [("07-10", 2_500), *FOUR[1:]], "arrangements.plan_moved": 1},
        )

    def skip(self) -> Trial:
        plan_id = agree(self.debt())
        return Trial(
            lambda: skip_instalment(plan_id, 1, how="last", change_=WHY, by=COLLECTOR, at=NOON),
            lambda: plan(plan_id),
            AGREED,
            AGREED | {"schedule": [*FOUR[1:], ("11-01", 2_500)], "arrangements.plan_skipped": 1},
        )

    def extra(self) -> Trial:
        """An extra payment that came in on the day it is told: the last instalment falls away."""
        debt_id = self.debt()
        plan_id = agree(debt_id)
        pay_in(debt_id, 2_500, on=date(2026, 6, 20))
        return Trial(
            lambda: pay_extra(
                plan_id, amount_minor=2_500, on_date=date(2026, 6, 20), how="last", change_=WHY, by=COLLECTOR,
                at=at_day(date(2026, 6, 20)),
            ),
            lambda: plan(plan_id),
            AGREED,
            AGREED | {"schedule": [("06-20", 2_500), *FOUR[:3]], "arrangements.plan_extra": 1},
        )  # fmt: skip

    def pause(self) -> Trial:
        plan_id = agree(self.debt())
        later = [("10-01", 2_500), ("11-01", 2_500), ("12-01", 2_500), ("01-01", 2_500)]
        return Trial(
            lambda: pause_plan(
                plan_id, from_date=date(2026, 6, 20), until_date=date(2026, 9, 10), change_=WHY, by=COLLECTOR, at=NOON
            ),
            lambda: plan(plan_id),
            AGREED,
            AGREED | {"schedule": later, "paused": 1, "arrangements.plan_paused": 1},
        )

    def cancel(self) -> Trial:
        plan_id = agree(self.debt())
        return Trial(
            lambda: cancel_plan(plan_id, reason="The debtor moved.", by=COLLECTOR, at=NOON),
            lambda: plan(plan_id),
            AGREED,
            AGREED | {"cancelled": 1, "arrangements.plan_cancelled": 1},
        )

    def release(self) -> Trial:
        """Sixty of a hundred dollars were agreed and paid: the rest is given up and the debtor released, at once."""
        debt_id = self.debt()
        agreement_id = accept(offered(debt_id, 6_000), source="portal", by=SUPERVISOR, at=on(1))
        pay(debt_id, 6_000, day=2)

        paid = PLACED | {
            "receivable": 4_000, "cash": 6_000, "payments.receipt_recorded": 1, "arrangements.settlement_offered": 1,
            "arrangements.settlement_accepted": 1,
        }  # fmt: skip
        return Trial(
            lambda: follow(agreement_id, 8),
            lambda: money(debt_id) | pairs(_ACTS, agreement_id),
            paid,
            without(paid, "receivable") | {
                "waived": 4_000, "ledger.waived": 1, "arrangements.agreement_followed": 1, "waive": 1, "release": 1,
                "notify": 1, "outreach.message_asked_for": 1,
            },
        )  # fmt: skip


TRIALS: tuple[Callable[[House], Trial], ...] = (
    House.write_off, House.waive, House.credit, House.tolerate, House.refund, House.remit, House.return_fee, House.move,
    House.skip, House.extra, House.pause, House.cancel, House.release,
)  # fmt: skip


def pay_on(debt_id: int, minor: int) -> int:
    return record(debt_id, Receipt(usd(minor), day(40)), by=SUPERVISOR, at=NOON)


def without(held: Held, name: str) -> Held:
    return {key: value for key, value in held.items() if key != name}


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    with django_db_blocker.unblock(), copied_database():
        yield House()


@pytest.fixture(autouse=True)
def unblocked(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield
        connection.close()


def ask_again(deed: Deed) -> None:
    """Ask for the same: it is done now, or refused because it is done."""
    with suppress(Refusal):
        deed()


@pytest.mark.parametrize("made", TRIALS, ids=[trial.__name__ for trial in TRIALS])
def test_killed_and_asked_for_again_it_is_in_the_books_once(house: House, made: Callable[[House], Trial]) -> None:
    trial = made(house)
    assert trial.held() == trial.before
    points = dying(trial.deed, 0)
    assert trial.held() == trial.after
    ask_again(trial.deed)
    assert trial.held() == trial.after
    seed = random.randrange(10**6)
    # The last point lies behind the commit; the one before it is the last moment of nothing.
    middle = random.Random(seed).sample(range(1, points - 1), min(POINTS, points - 2))
    for number in [*middle, points - 1, points]:
        trial, told = made(house), f"point {number} of {points}, seed {seed}"
        dying(trial.deed, number)
        assert trial.held() == (trial.after if number == points else trial.before), told
        ask_again(trial.deed)
        assert trial.held() == trial.after, told
    assert rows(_UNEVEN) == []


def test_the_log_is_sound_after_all_that_dying(house: House) -> None:
    trial = house.write_off()
    dying(trial.deed, 3)
    ask_again(trial.deed)
    assert trial.held() == trial.after
    assert verify_database().is_sound
