"""Money and agreements in any order: after each deed books, plans, promises and settlements say what a plain list says.

The operations are the real ones, the gateway's provider is the simulator. GOODSTANDING_LONG=1 makes 1,000 deeds
100,000.
"""

import os
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TypedDict

import pytest
from django.conf import settings
from django.db import connection, transaction

from goodstanding.access.permission import Actor
from goodstanding.access.role import Role
from goodstanding.arrangements.agreement.operations.running import run_agreement
from goodstanding.arrangements.agreement.queries import done_under
from goodstanding.arrangements.operations import record_promise
from goodstanding.arrangements.plan.change import How
from goodstanding.arrangements.plan.operations import changing
from goodstanding.arrangements.plan.operations.changing import Change
from goodstanding.arrangements.plan.operations.ending import cancel_plan
from goodstanding.arrangements.plan.operations.proposing import propose
from goodstanding.arrangements.plan.operations.setting_up import set_up_plan
from goodstanding.arrangements.plan.queries import plan_of
from goodstanding.arrangements.plan.rhythm import Rhythm
from goodstanding.arrangements.plan.terms import Terms
from goodstanding.arrangements.queries import promises_of
from goodstanding.arrangements.settlement.operations.accepting import accept
from goodstanding.arrangements.settlement.operations.bidding import bid
from goodstanding.arrangements.settlement.operations.offering import Proposed, make_offer
from goodstanding.arrangements.settlement.operations.setting import set_floor
from goodstanding.arrangements.settlement.queries import offers_of
from goodstanding.disputes.operations.contesting import close_dispute, open_dispute
from goodstanding.disputes.queries import disputed_items, of_debt
from goodstanding.ledger import queries as books
from goodstanding.ledger.balance import free_parts
from goodstanding.ledger.interest.queries import charged_on
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.models import Transaction
from goodstanding.ledger.operations.entries import post
from goodstanding.ledger.operations.freezing import freeze_interest
from goodstanding.ledger.operations.repeating import Asked
from goodstanding.ledger.operations.reversal import reverse as reverse_transaction
from goodstanding.ledger.operations.waiving import waive
from goodstanding.ledger.operations.write_off import write_off
from goodstanding.ledger.posting import Part, Posted, charged
from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.operations.collecting import ask_for_page
from goodstanding.payments.gateway.operations.looking import see_to
from goodstanding.payments.gateway.operations.refunding import refund_payment
from goodstanding.payments.gateway.operations.setting import set_gateway
from goodstanding.payments.gateway.simulator import operations as simulator
from goodstanding.payments.models import PaidBack, ReceiptReversal
from goodstanding.payments.models import Receipt as ReceiptRow
from goodstanding.payments.models.gateway import Payment
from goodstanding.payments.operations.applying import apply_unapplied
from goodstanding.payments.operations.crediting import credit_note
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.refunding import refund, take_refund_back
from goodstanding.payments.operations.reversing import reverse as reverse_receipt
from goodstanding.payments.operations.tolerating import write_off_remainder
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.charging.operations.interest import charge_debt_interest
from goodstanding.receivables.debt import DebtFacts
from goodstanding.receivables.item import Item
from goodstanding.receivables.models import Item as ItemRow
from goodstanding.receivables.operations.placing import add_item
from goodstanding.receivables.operations.waterfall import set_tolerance
from goodstanding.refusal import Refusal
from tests.arrangements.plain_money import DAY, Deed, PlainDebt, Promise, Settlement
from tests.receivables.cast import ADMINISTRATOR, NOON, SUPERVISOR, item, place
from tests.receivables.charging.cast import open_trade

LONG = os.environ.get("GOODSTANDING_LONG") == "1"
RUNS, STEPS = (100, 1_000) if LONG else (2, 500)
DEBTS_AT_ONCE, DEEDS_A_DEBT = 8, 50
JOB = Actor("job:worker", frozenset(Role) - {Role.CLIENT_USER, Role.AGENCY_USER})
TODAY = NOON.date()
GIVING_UP = {"waiver": "waived", "discount": "discounted", "write-off": "written off"}
WEEKLY = Rhythm("week", roll="none")
HOWS: tuple[How, ...] = ("last", "lower")


class _Who(TypedDict):
    change_: Change
    by: Actor
    at: datetime


def gbp(minor: int) -> Amount:
    return Amount(minor, "GBP")


class Story:
    """The debts in both books, the dice, and the day."""

    def __init__(self, *, seed: int) -> None:
        self.dice = random.Random(seed)
        self.book = open_trade(interest_ppm=100_000)
        set_floor(self.book.portfolio_id, share_ppm=1, least_minor=0, starts_date=date(2026, 1, 1), by=ADMINISTRATOR,
                  at=NOON)  # fmt: skip
        set_tolerance(self.book.portfolio_id, gbp(200), effective_date=date(2026, 1, 1), by=ADMINISTRATOR, at=NOON)
        set_gateway("simulator", options={}, secrets={}, is_for_pages=True, by=ADMINISTRATOR, at=NOON)
        self.at, self.steps, self.placed = NOON, 0, 0
        self.debts: list[PlainDebt] = []
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.last_transaction = 0

    def now(self) -> datetime:
        return self.at

    @property
    def today(self) -> date:
        return self.at.date()

    def some_day(self, *, after: date | None = None) -> date:
        """Return today, or some day that is over."""
        first = after or self.today - 40 * DAY
        back = self.dice.choice([0, 0, self.dice.randint(0, max(0, (self.today - first).days))])
        return self.today - back * DAY

    def part_of(self, minor: int) -> int:
        return self.dice.choice([max(1, minor), self.dice.randint(1, max(1, minor))])

    def add(self, debt: PlainDebt, kind: str, day: date, minor: int, number: int = 0) -> Deed:
        deed = Deed(kind, day, minor, self.steps, number)
        debt.deeds.append(deed)
        return deed

    def newest(self, kind: str) -> int:
        number: int = Transaction.objects.filter(kind=kind).order_by("-id").values_list("id", flat=True)[0]
        return number

    # What is charged.

    def place(self) -> PlainDebt:
        self.placed += 1
        first = self.some_item("I-1")
        debt = PlainDebt(place(self.book, first, reference=f"D-{self.placed}", facts=DebtFacts(debt_type="invoice")))
        self.keep_item(debt, ItemRow.objects.get(debt_id=debt.debt_id).id, first)
        self.debts.append(debt)
        for _ in range(self.dice.randint(0, 2)):
            self.charge(debt)
        return debt

    def charge(self, debt: PlainDebt) -> None:
        told = self.some_item(f"I-{len(debt.items) + 1}")
        self.keep_item(debt, add_item(debt.debt_id, told, by=SUPERVISOR, at=self.at), told)

    def some_item(self, reference: str) -> Item:
        issued = self.dice.randint(60, 150)
        minor = self.dice.randint(500, 30_000)
        return item(reference, minor, issued=issued, due=issued + self.dice.randint(0, 60), currency="GBP")

    def keep_item(self, debt: PlainDebt, number: int, told: Item) -> None:
        debt.items[number] = told.due_date
        self.add(debt, "charge", told.issued_date, told.amount.minor, number)

    def fee(self, debt: PlainDebt) -> None:
        on = self.some_day()
        part = Part(self.dice.choice(list(debt.items)), "fees", self.dice.randint(1, 900))
        lines = charged(part, account_id=debt.debt_id, against="income")
        number = post(Entry("fee", on, lines), account_id=debt.debt_id, by=SUPERVISOR, at=self.at)
        self.add(debt, "fee", on, part.amount_minor, number)

    def interest(self, debt: PlainDebt) -> None:
        through = self.today
        before = {number: self.charged_interest(debt, number) for number in debt.items}
        lines = books.lines_of(debt.debt_id)
        charge_debt_interest(debt.debt_id, through_date=through, by=JOB, at=self.at)
        for number in debt.items:
            principal: dict[date, int] = defaultdict(int)
            for line in lines:
                if (line.head, line.item_id, line.component) == ("receivable", number, "principal"):
                    principal[line.effective_date] += line.amount_minor
            given_up = sum(
                line.amount_minor for line in books.lines_of(debt.debt_id)
                if line.item_id == number and line.component == "interest" and line.head in GIVING_UP.values()
            )  # fmt: skip
            bears = debt.bears(number, principal, through)
            now = self.charged_interest(debt, number)
            assert now == max(bears, min(before[number], given_up)), f"Item {number} bears {bears}."
        known = {one.number for one in debt.deeds if one.kind == "interest"}
        posted: dict[tuple[int, date], int] = defaultdict(int)
        for line in books.lines_of(debt.debt_id):
            if line.head == "income" and line.cause == "interest" and line.transaction_id not in known:
                posted[line.transaction_id, line.effective_date] -= line.amount_minor
        for (transaction_id, on), minor in posted.items():
            self.add(debt, "interest", on, minor, transaction_id)

    @staticmethod
    def charged_interest(debt: PlainDebt, number: int) -> int:
        return charged_on(books.lines_of(debt.debt_id), item_id=number).charged_minor

    def freeze(self, debt: PlainDebt) -> None:
        starts = self.some_day()
        ends = starts + self.dice.randint(0, 40) * DAY
        freeze_interest(debt.debt_id, starts_date=starts, ends_date=ends, reason="Hardship.", by=SUPERVISOR, at=self.at)
        debt.frozen.append((starts, ends))

    # Money in and out.

    def pay(self, debt: PlainDebt) -> None:
        owed = max(1, debt.owed(self.today, step=self.steps))
        minor = self.dice.choice([owed, self.part_of(owed), self.part_of(owed), owed + self.dice.randint(1, 900)])
        on = self.some_day()
        disputed = disputed_items(debt.debt_id, on)
        assert disputed == debt.disputed(on)
        named = [number for number in disputed if self.dice.random() < 0.1]
        number = record(debt.debt_id, Receipt(gbp(minor), on), disputed_items=disputed, named=named, by=SUPERVISOR,
                        at=self.at)  # fmt: skip
        self.add(debt, "receipt", on, minor, number)
        posted = ReceiptRow.objects.get(id=number).transaction_id
        lines = [line for line in books.lines_of(debt.debt_id) if line.transaction_id == posted]
        paid = {line.item_id for line in lines if line.head in {"receivable", "recovered"}}
        assert not paid & (disputed - set(named)), "What is disputed is not paid unless it is named."

    def pay_plan(self, debt: PlainDebt) -> None:
        """Pay just what an open plan, an offer or a promise asks for next."""
        wanted = [one.minor for one in debt.promises[-1:]]
        wanted += [minor for one in debt.settlements[-1:] for _, minor in one.parts]
        for plan_id in list(debt.plans)[-1:]:
            due = plan_of(plan_id, as_of=self.today).standing.next_due
            wanted += [due.left_minor] if due else []
        if not wanted:
            return
        minor, on = self.dice.choice(wanted), self.some_day(after=self.today - 3 * DAY)
        number = record(debt.debt_id, Receipt(gbp(minor), on), disputed_items=disputed_items(debt.debt_id, on),
                        by=SUPERVISOR, at=self.at)  # fmt: skip
        self.add(debt, "receipt", on, minor, number)

    def bounce(self, debt: PlainDebt) -> None:
        found = debt.standing("receipt")
        if not found:
            return
        one = self.dice.choice(found)
        on = self.some_day(after=one.day)
        reverse_receipt(one.number, reason="R01", reversed_date=on, by=SUPERVISOR, at=self.at)
        one.back_day, one.back_step = on, self.steps

    def apply(self, debt: PlainDebt) -> None:
        on = self.some_day()
        disputed = disputed_items(debt.debt_id, on)
        apply_unapplied(debt.debt_id, effective_date=on, disputed_items=disputed, by=SUPERVISOR, at=self.at)
        posted = self.newest("allocation")
        newest = [line for line in books.lines_of(debt.debt_id) if line.transaction_id == posted]
        assert not {line.item_id for line in newest} & disputed

    def pay_back(self, debt: PlainDebt) -> None:
        found = debt.standing("receipt")
        if not found:
            return
        one = self.dice.choice(found)
        on, minor = self.some_day(after=one.day), self.part_of(one.minor)
        number = refund(receipt_id=one.number, amount=gbp(minor), refunded_date=on, reason="Paid twice.",
                        is_another=True, by=SUPERVISOR, at=self.at)  # fmt: skip
        self.add(debt, "refund", on, minor, number)

    def refund_came_back(self, debt: PlainDebt) -> None:
        found = debt.standing("refund")
        if not found:
            return
        one = self.dice.choice(found)
        on = self.some_day(after=one.day)
        take_refund_back(one.number, reason="Not cashed.", effective_date=on, by=SUPERVISOR, at=self.at)
        one.back_day, one.back_step = on, self.steps

    # The gateway.

    def pay_by_page(self, debt: PlainDebt) -> None:
        ending = self.dice.choice([0, 0, 21, 22, 22, 41, 51, 1])
        minor = self.dice.randint(1, 60) * 100 + ending
        number = ask_for_page(
            debt.debt_id, gbp(minor), what="Reference", key=f"page:{debt.debt_id}:{self.steps}", by=SUPERVISOR,
            back_address="https://collections.example.com/back/", at=self.at,
        )  # fmt: skip
        self.look(number)
        simulator.engine_in(Path(settings.DATA_FOLDER)).act(Payment.objects.get(pk=number).reference, "pay")
        self.look(number)
        self.take_over(debt)

    def refund_page(self, debt: PlainDebt) -> None:
        row = Payment.objects.filter(debt_id=debt.debt_id, state="paid").order_by("-id").first()
        if row is not None:
            minor = self.part_of(row.amount_minor)
            refund_payment(row.pk, gbp(minor), reason="A part.", key=f"r:{self.steps}", by=SUPERVISOR, at=self.at)
            self.follow_gateway(debt)

    def follow_gateway(self, debt: PlainDebt) -> None:
        """Look at every payment of the debt as the provider has it by now."""
        from_provider = Payment.objects.filter(debt_id=debt.debt_id)
        for number in from_provider.order_by("id").values_list("pk", flat=True):
            self.look(number)
        self.take_over(debt)

    def look(self, number: int) -> None:
        see_to(number, disputed=disputed_items, by=JOB, now=self.now)

    def take_over(self, debt: PlainDebt) -> None:
        """Write into the plain list what the gateway made of the money, from the receipts and refunds it booked."""
        known = {(one.kind, one.number): one for one in debt.deeds if one.kind in {"receipt", "refund"}}
        for row in ReceiptRow.objects.filter(debt_id=debt.debt_id).order_by("id"):
            if ("receipt", row.id) not in known:
                known["receipt", row.id] = self.add(debt, "receipt", row.received_date, row.amount_minor, row.id)
        for back in PaidBack.objects.filter(debt_id=debt.debt_id).select_related("transaction").order_by("id"):
            if ("refund", back.id) not in known:
                known["refund", back.id] = self.add(debt, "refund", back.refunded_date, back.amount_minor, back.id)
            gone = Transaction.objects.filter(reverses=back.transaction).first()
            self.take_back_over(known["refund", back.id], gone.effective_date if gone else None)
        for gone_one in ReceiptReversal.objects.filter(receipt__debt_id=debt.debt_id):
            self.take_back_over(known["receipt", gone_one.receipt_id], gone_one.reversed_date)
        engine = simulator.engine_in(Path(settings.DATA_FOLDER))
        for payment in Payment.objects.filter(debt_id=debt.debt_id).exclude(reference=""):
            says = engine.look_up(reference=payment.reference, key=payment.provider_key)
            gone_minor = sum(one.amount_minor for one in says.disputes if one.is_money_withdrawn)
            should = max(0, says.amount.minor - gone_minor) if says.state == "paid" and says.amount else 0
            key = f"gateway:simulator:{payment.provider_key}:"
            made = set(ReceiptRow.objects.filter(source_key__startswith=key).values_list("id", flat=True))
            stands = sum(one.minor for one in debt.standing("receipt") if one.number in made)
            by_hand = payment.receipt_id and not known["receipt", payment.receipt_id].stands
            if payment.looked_at == self.at:
                assert stands == should or (by_hand and not stands), f"Payment {payment.pk}: {stands}, not {should}."

    def take_back_over(self, deed: Deed, day: date | None) -> None:
        if day is not None and deed.stands:
            deed.back_day, deed.back_step = day, self.steps

    # What is given up.

    def give_up(self, debt: PlainDebt) -> None:
        on = self.some_day()
        free = free_parts(books.lines_of(debt.debt_id), from_date=on)
        if not free:
            return
        part = self.dice.choice(free)
        part = part._replace(amount_minor=self.part_of(part.amount_minor))
        kind = self.dice.choice(["waiver", "discount", "write-off", "write-off"])
        if kind == "write-off":
            number = write_off(debt.debt_id, [part], reason="Small.", effective_date=on, by=SUPERVISOR, at=self.at)
        else:
            number = waive(debt.debt_id, [part], kind="waiver" if kind == "waiver" else "discount", reason="Agreed.",
                           effective_date=on, by=SUPERVISOR, at=self.at)  # fmt: skip
        self.add(debt, kind, on, part.amount_minor, number)

    def tolerate(self, debt: PlainDebt) -> None:
        """Pay all but a little today, and let that go."""
        left, on = books.balance(debt.debt_id, as_of=self.today).open_minor, self.today
        minor = left - self.dice.randint(1, 200)
        if minor > 0:
            number = record(debt.debt_id, Receipt(gbp(minor), on), by=SUPERVISOR, at=self.at)
            self.add(debt, "receipt", on, minor, number)
        gone = write_off_remainder(debt.debt_id, effective_date=on, disputed_items=disputed_items(debt.debt_id, on),
                                   by=SUPERVISOR, at=self.at)  # fmt: skip
        self.add(debt, "write-off", on, gone.minor, self.newest("write-off"))

    def credit(self, debt: PlainDebt) -> None:
        on, number = self.some_day(), self.dice.choice(list(debt.items))
        minor = self.part_of(ItemRow.objects.get(id=number).amount_minor)
        credit_note(number, gbp(minor), reference="CN", reason="Short.", effective_date=on,
                    asked=Asked(is_another=True), by=SUPERVISOR, at=self.at)  # fmt: skip
        self.add(debt, "credit note", on, minor, self.newest("credit note"))

    def take_back(self, debt: PlainDebt) -> None:
        found = debt.standing("fee", "waiver", "discount", "write-off", "credit note")
        if not found:
            return
        one = self.dice.choice(found)
        on = self.some_day(after=one.day)
        reverse_transaction(one.number, reason="In error.", effective_date=on, by=SUPERVISOR, at=self.at)
        one.back_day, one.back_step = on, self.steps

    # Disputes and agreements.

    def dispute(self, debt: PlainDebt) -> None:
        item_id = self.dice.choice([None, *debt.items])
        number = open_dispute(debt.debt_id, item_id=item_id, opened_date=self.some_day(), reason="Not mine.",
                              by=SUPERVISOR, at=self.at)  # fmt: skip
        opened = next(one for one in self.all_disputes(debt) if one[0] == number)
        debt.disputes.append(opened)

    def settle_dispute(self, debt: PlainDebt) -> None:
        for place_of, (number, item_id, opened, closed) in enumerate(debt.disputes):
            if closed is None:
                on = self.some_day(after=opened)
                close_dispute(number, closed_date=on, outcome="Upheld.", by=SUPERVISOR, at=self.at)
                debt.disputes[place_of] = (number, item_id, opened, on)
                return

    @staticmethod
    def all_disputes(debt: PlainDebt) -> list[tuple[int, int | None, date, date | None]]:
        return [(one.dispute_id, one.item_id, one.opened_date, one.closed_date) for one in of_debt(debt.debt_id)]

    def promise(self, debt: PlainDebt) -> None:
        minor = self.part_of(max(1, books.balance(debt.debt_id, as_of=self.today).balance_minor))
        due = self.today + self.dice.randint(0, 9) * DAY
        number = record_promise(debt.debt_id, amount=gbp(minor), due_date=due, channel="call", evidence="Call note 1.",
                                by=SUPERVISOR, at=self.at)  # fmt: skip
        debt.promises.append(Promise(number, minor, self.today, due))

    def plan(self, debt: PlainDebt) -> None:
        owed = books.balance(debt.debt_id, as_of=self.today).balance_minor
        terms = Terms(self.part_of(max(1, owed)), "GBP", self.today + self.dice.randint(0, 7) * DAY,
                      count=self.dice.randint(1, 7), rhythm=WEEKLY)  # fmt: skip
        shown = propose(debt.debt_id, terms, by=SUPERVISOR, at=self.at)
        number = set_up_plan(debt.debt_id, terms, key=f"plan:{self.steps}", agreed_hash=shown.document_hash,
                             channel="call", evidence="Call note 2.", by=SUPERVISOR, at=self.at)  # fmt: skip
        debt.plans[number] = terms.total_minor
        debt.rests[number] = (plan_of(number, as_of=self.today).begins_date, date.max)

    def change_plan(self, debt: PlainDebt) -> None:
        if not debt.plans:
            return
        number = list(debt.plans)[-1]
        found = plan_of(number, as_of=self.today)
        one, soon = self.dice.choice(found.schedule).number, self.today + self.dice.randint(0, 20) * DAY
        why, how = Change("They asked."), self.dice.choice(HOWS)
        each = max(1, debt.plans[number] // self.dice.randint(1, 9))
        who: _Who = {"change_": why, "by": SUPERVISOR, "at": self.at}
        changes: list[Callable[[], object]] = [
            lambda: changing.move_instalment(number, one, to_date=soon, **who),
            lambda: changing.skip_instalment(number, one, how=how, **who),
            lambda: changing.pay_extra(number, amount_minor=each, on_date=self.today, how=how, **who),
            lambda: changing.change_amount(number, amount_minor=each, **who),
            lambda: changing.pause_plan(number, from_date=self.today, until_date=soon, **who),
            lambda: changing.resume_plan(number, first_date=soon, **who),
        ]
        self.dice.choice(changes)()

    def end_plan(self, debt: PlainDebt) -> None:
        for number in list(debt.plans)[-1:]:
            cancel_plan(number, reason="They asked.", by=SUPERVISOR, at=self.at)
            debt.rests[number] = (debt.rests[number][0], self.today)

    def settle(self, debt: PlainDebt) -> None:
        """Offer, and accept at once or bid."""
        owed = books.balance(debt.debt_id, as_of=self.today).balance_minor
        proposed = Proposed(gbp(max(1, owed * self.dice.randint(30, 90) // 100)), payments=self.dice.choice([1, 1, 2]),
                            expires_date=self.today + self.dice.randint(0, 12) * DAY)  # fmt: skip
        number = make_offer(debt.debt_id, proposed, by=ADMINISTRATOR, at=self.at)
        if self.dice.random() < 0.6:
            agreement = accept(number, source="call note", by=SUPERVISOR, at=self.at)
        else:
            said = bid(number, amount=gbp(max(1, owed * self.dice.randint(10, 95) // 100)), key=f"bid:{self.steps}",
                       source="call note", by=SUPERVISOR, at=self.at)  # fmt: skip
            if said.agreement_id is None:
                return
            agreement = said.agreement_id
        offer = next(one for one in offers_of(debt.debt_id, at=self.at) if one.agreement_id == agreement)
        parts = [(one.due_date, one.amount_minor) for one in offer.parts]
        debt.settlements.append(Settlement(agreement, self.today, self.steps, parts, grace_days=5, stood_days=5))

    def run_agreements(self, debt: PlainDebt) -> None:
        for one in debt.settlements:
            run_agreement(one.agreement_id, by=JOB, at=self.at)
            self.take_deeds_over(debt, one)
            live = {done.deed for done in done_under(one.agreement_id) if done.taken_back_at is None}
            is_released = debt.released_on(one, self.today, step=self.steps) is not None
            assert ("release" in live) == is_released
            assert run_agreement(one.agreement_id, by=JOB, at=self.at) == (0, 0), "Once more does nothing."

    def take_deeds_over(self, debt: PlainDebt, one: Settlement) -> None:
        """Write what an agreement gave up, or took back, into the plain list."""
        for done in done_under(one.agreement_id):
            made = done.made.get("transactions", [])
            assert isinstance(made, list)
            for _, number in made:
                known = next((deed for deed in debt.deeds if deed.kind == "waiver" and deed.number == number), None)
                if known is None:
                    row = Transaction.objects.get(id=number)
                    minor = sum(p.amount_minor for p in books.lines_of(debt.debt_id)
                                if p.transaction_id == number and p.head == "waived")  # fmt: skip
                    released = debt.released_on(one, self.today, step=self.steps)
                    assert released is not None
                    assert 0 < minor <= self.owed_before(debt, one, released), "No more is waived than was owed then."
                    known = self.add(debt, "waiver", row.effective_date, minor, number)
                gone = Transaction.objects.filter(reverses_id=number).first()
                self.take_back_over(known, gone.effective_date if gone else None)

    def owed_before(self, debt: PlainDebt, one: Settlement, day: date) -> int:
        """Return what would be owed on a day had an agreement given nothing up."""
        made = [done.made.get("transactions", []) for done in done_under(one.agreement_id)]
        own = {number for each in made if isinstance(each, list) for _, number in each}
        given_up = sum(
            deed.minor_on(day, step=self.steps) for deed in debt.deeds if deed.kind == "waiver" and deed.number in own
        )
        recovered = -books.balance(debt.debt_id, as_of=day).under("recovered")
        return debt.owed(day, step=self.steps) + given_up + recovered

    # The run.

    def step(self) -> None:
        self.steps += 1
        self.at += timedelta(seconds=1)
        if self.dice.random() < 0.3:
            self.at += timedelta(days=self.dice.randint(1, 2))
        if len(self.debts) < DEBTS_AT_ONCE:
            self.place()
            return
        debt = self.dice.choice(self.debts)
        deed = self.dice.choice(self.deeds())
        name, before = getattr(deed, "__name__", "?"), len(debt.deeds)
        try:
            with transaction.atomic():
                deed(debt)
            self.done[name] += 1
        except Refusal:
            if name in {"run_agreements", "follow_gateway"}:
                raise
            # Nothing of it was done, so nothing of it is in the list.
            del debt.deeds[before:]
            self.refused[name] += 1
        self.check(debt, full=self.dice.random() < 0.25)
        if len(debt.deeds) >= DEEDS_A_DEBT:
            self.finish(debt)

    def deeds(self) -> list[Callable[[PlainDebt], None]]:
        return [
            self.charge, self.fee, self.interest, self.interest, self.freeze, self.pay, self.pay, self.pay_plan,
            self.pay_plan, self.pay_plan, self.bounce, self.apply, self.pay_back, self.refund_came_back,
            self.pay_by_page, self.refund_page, self.follow_gateway, self.give_up, self.tolerate, self.credit,
            self.take_back, self.dispute, self.settle_dispute, self.promise, self.plan, self.change_plan,
            self.end_plan, self.settle, self.settle, self.run_agreements, self.run_agreements, self.run_agreements,
        ]  # fmt: skip

    def finish(self, debt: PlainDebt) -> None:
        self.run_agreements(debt)
        self.check(debt, full=True)
        self.debts.remove(debt)

    # What must be so.

    def check(self, debt: PlainDebt, *, full: bool) -> None:
        self.check_transactions()
        check_lines(books.lines_of(debt.debt_id))
        step = self.steps
        for day in [self.today, self.today - self.dice.randint(0, 60) * DAY][: 2 if full else 1]:
            check_day(debt, day, step=step)
            for promise in promises_of(debt.debt_id, as_of=day) if debt.promises else []:
                plain = next(one for one in debt.promises if one.number == promise.promise_id)
                assert promise.state == debt.promise_state(plain, day, step=step)
        if full:
            for number in debt.plans:
                check_plan(debt, number, self.today, step=step)

    def check_transactions(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT transaction_id, sum(amount_minor), count(DISTINCT book_id) FROM ledger_posting "
                "WHERE transaction_id > %s GROUP BY transaction_id ORDER BY transaction_id",
                [self.last_transaction],
            )
            for number, minor, in_books in cursor:
                assert (minor, in_books) == (0, 1), f"Transaction {number} is not level."
                self.last_transaction = number


def check_day(debt: PlainDebt, day: date, *, step: int) -> None:
    """Every head of the books is the fold of the deeds, whatever money was split over."""
    found = books.balance(debt.debt_id, as_of=day)
    assert found.under("cash") == debt.cash(day, step=step), f"Cash on {day}."
    assert found.balance_minor + found.under("recovered") == debt.owed(day, step=step), f"Owed on {day}."
    for kind, head in GIVING_UP.items():
        assert found.under(head) == debt.sum_of([kind], day, step=step), f"{kind} on {day}."  # type: ignore[arg-type]  # As above.


def check_lines(lines: list[Posted]) -> None:
    """At the end of no day is anything below zero, or more applied than was received, or more recovered than lost."""
    by_day: dict[date, list[Posted]] = defaultdict(list)
    for line in lines:
        by_day[line.effective_date].append(line)
    owed: dict[tuple[int | None, str], int] = defaultdict(int)
    lost: dict[tuple[int | None, str], int] = defaultdict(int)
    unapplied = cash = 0
    for day in sorted(by_day):
        for line in by_day[day]:
            key = (line.item_id, line.component)
            owed[key] += line.amount_minor if line.head == "receivable" else 0
            lost[key] += line.amount_minor if line.head in {"written off", "recovered"} else 0
            unapplied -= line.amount_minor if line.head == "unapplied" else 0
            cash += line.amount_minor if line.head == "cash" else 0
        assert min(owed.values(), default=0) >= 0, f"More was paid than is owed on {day}."
        assert min(lost.values(), default=0) >= 0, f"More was recovered than was lost on {day}."
        assert min(0, cash) <= unapplied <= max(0, cash), f"More was applied than was received by {day}."


def check_plan(debt: PlainDebt, number: int, day: date, *, step: int) -> None:
    found = plan_of(number, as_of=day)
    schedule = [(one.due_date, one.amount_minor) for one in found.schedule]
    assert sum(minor for _, minor in schedule) == debt.plans[number], "A schedule ends at zero."
    assert all(minor > 0 for _, minor in schedule)
    told = [(one.paid_minor, one.state) for one in found.standing.instalments]
    plain = debt.plan_states(schedule, begins=found.begins_date, day=day, grace_days=found.grace_days, step=step)
    assert told == plain
    assert found.standing.is_complete == all(state in {"paid", "paid late"} for _, state in plain)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(RUNS))
def test_the_books_say_what_a_plain_list_says(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    (tmp_path / "keys").mkdir()
    story = Story(seed=seed)
    monkeypatch.setattr(simulator, "timezone", SimpleNamespace(now=story.now))
    for number in range(1, STEPS + 1):
        try:
            story.step()
        except Exception as fault:
            fault.add_note(f"Seed {seed}, step {number}.")
            raise
        if number % 50 == 0:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE ledger_posting, ledger_transaction, receivables_item, payments_receipt")
    for debt in list(story.debts):
        story.steps += 1
        story.finish(debt)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    never = {deed.__name__ for deed in story.deeds() if not story.done[deed.__name__]}
    assert not never, f"The dice never did {never}; done {story.done}, refused {story.refused}."


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(50 if LONG else 2))
def test_the_order_of_equal_payments_changes_nothing(seed: int) -> None:
    """In whatever order payments are entered, every day says the same of the balance, a plan and a promise."""
    dice, book = random.Random(seed), open_trade()
    payments = [(dice.randint(0, 6), dice.randint(1, 6_000)) for _ in range(7)]
    found, on_one_day = [], []
    for turn in range(3):
        due = [item(f"I-{number}", 9_000, due=30 + number, currency="GBP") for number in range(3)]
        debts = [place(book, *due, reference=f"{kind}-{turn}") for kind in ("any", "one")]
        terms = Terms(20_000, "GBP", TODAY + DAY, count=5, rhythm=WEEKLY)
        shown = propose(debts[0], terms, by=SUPERVISOR, at=NOON)
        plan_id = set_up_plan(debts[0], terms, key=f"plan:{turn}", agreed_hash=shown.document_hash, channel="call",
                              evidence="Call note 2.", by=SUPERVISOR, at=NOON)  # fmt: skip
        record_promise(debts[0], amount=gbp(9_000), due_date=TODAY + 4 * DAY, channel="call", evidence="Call note 1.",
                       by=SUPERVISOR, at=NOON)  # fmt: skip
        dice.shuffle(payments)
        for after, minor in payments:
            for debt_id, on in zip(debts, (TODAY + after * DAY, TODAY), strict=True):
                record(debt_id, Receipt(gbp(minor), on), by=SUPERVISOR, at=NOON + 9 * DAY)
        told = []
        for day in (TODAY + number * DAY for number in range(9)):
            stands = plan_of(plan_id, as_of=day).standing
            states = [(one.paid_minor, one.paid_date, one.state) for one in stands.instalments]
            promises = [(one.paid, one.state) for one in promises_of(debts[0], as_of=day)]
            told.append((books.balance(debts[0], as_of=day).balance_minor, states, promises))
        found.append(told)
        on_one_day.append([one.open_minor for one in books.open_by_item([debts[1]], as_of=TODAY)])
    assert found[0] == found[1] == found[2]
    assert on_one_day[0] == on_one_day[1] == on_one_day[2]
