"""Fifteen hundred deeds in any order, and after each of them the books say what plain books say.

They are done in runs, each with its own dice, because a database transaction that is never ended gets slower with every
deed. GOODSTANDING_LONG=1 makes it a hundred runs of a thousand.
"""

import os
import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import connection

from goodstanding.ledger import queries as books
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.levelling import NotLevel
from goodstanding.ledger.models import Transaction
from goodstanding.ledger.operations.entries import post
from goodstanding.ledger.operations.repeating import Asked
from goodstanding.ledger.operations.reversal import reverse as reverse_transaction
from goodstanding.ledger.operations.waiving import waive
from goodstanding.ledger.operations.write_off import write_off
from goodstanding.ledger.posting import Part, charged
from goodstanding.payments.models import PaidBack
from goodstanding.payments.operations.applying import NothingToApply, apply_unapplied
from goodstanding.payments.operations.crediting import CreditNoteRefused, credit_note
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.refunding import RefundRefused, refund, take_refund_back
from goodstanding.payments.operations.reversing import reverse as reverse_receipt
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.ageing import TRADE
from goodstanding.receivables.item import Item
from goodstanding.receivables.models import Item as ItemRow
from goodstanding.receivables.operations.changing import NothingChanged, change_item
from goodstanding.receivables.operations.placing import add_item
from goodstanding.receivables.operations.withdrawing import withdraw_debt, withdraw_item
from goodstanding.receivables.queries.items import items_of
from tests.ledger.plain_books import DAYS, CannotBeLevel, Key, PlainAccount, PlainItem, Record
from tests.receivables.cast import NOON, SUPERVISOR, Book, day, item, open_book, place, usd

LONG = os.environ.get("GOODSTANDING_LONG") == "1"
RUNS = 100 if LONG else 3
STEPS = 1_000 if LONG else 500
ACCOUNTS_AT_ONCE = 20
DEEDS_AN_ACCOUNT = 40
FULL_CHECK_EVERY = 250
ANALYZE_EVERY = 50


@dataclass
class Story:
    """A debt in both books, what was done to it, and what was known of it at some instants."""

    debt_id: int
    plain: PlainAccount
    deeds: int = 0
    known: list[tuple[datetime, PlainAccount]] = field(default_factory=list)


class Run:
    """The two books, side by side, and the dice."""

    def __init__(self, *, seed: int) -> None:
        self.dice = random.Random(seed)
        self.book: Book = open_book()
        self.at = NOON
        self.placed = 0
        self.stories: list[Story] = []
        self.refused = 0

    def tick(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at

    def day(self, *, after: int = 0) -> int:
        return self.dice.randint(after, DAYS)

    # Deeds; each does the same to both books.

    def place(self) -> Story:
        self.placed += 1
        debt_id = place(self.book, reference=f"D-{self.placed}")
        story = Story(debt_id, PlainAccount())
        self.stories.append(story)
        for _ in range(self.dice.randint(1, 3)):
            self.add_item(story)
        return story

    def add_item(self, story: Story) -> None:
        if story.plain.is_withdrawn:
            return
        told = self.some_item(f"INV-{len(story.plain.items) + 1}")
        number = add_item(story.debt_id, told, by=SUPERVISOR, at=self.tick())
        self.charge(story, number, told)

    def some_item(self, reference: str) -> Item:
        issued = self.day()
        return item(reference, self.dice.randint(1, 10_000), issued=issued, due=issued + self.dice.randint(0, 60))

    def charge(self, story: Story, number: int, told: Item) -> None:
        issued, due = ((one - day(0)).days for one in (told.issued_date, told.due_date))
        story.plain.items[number] = PlainItem(due, issued, told.amount.minor)
        charge = Record("charge", issued, opened={(number, "principal"): told.amount.minor}, number=number)
        story.plain.add(charge)

    def pay(self, story: Story) -> None:
        on, plain = self.day(), story.plain
        owed = sum(plain.free(key, day=on) for key in plain.open)
        amount = self.dice.choice([max(1, owed), self.dice.randint(1, max(1, owed)), owed + self.dice.randint(1, 900)])
        disputed = {number for number in plain.items if self.dice.random() < 0.1}
        receipt = Receipt(usd(amount), day(on))
        number = record(story.debt_id, receipt, disputed_items=disputed, by=SUPERVISOR, at=self.tick())
        held = min(amount, plain.hole(day=on))
        paid = plain.spread(amount - held, day=on, disputed=disputed)
        back = plain.recover(amount - held - sum(paid.values()), day=on, disputed=disputed)
        rest = amount - sum(paid.values()) - sum(back.values())
        plain.add(Record("receipt", on, paid=paid, recovered=back, unapplied=rest, cash=amount, number=number))

    def bounce(self, story: Story) -> None:
        receipt = self.standing(story, "receipt")
        if receipt is None:
            return
        on, plain = self.day(after=receipt.day), story.plain
        reverse_receipt(receipt.number, reason="Bounced.", reversed_date=day(on), by=SUPERVISOR, at=self.tick())
        plain.take_back(receipt, day=on)
        plain.level()
        plain.close(day=on, chosen=lambda number: plain.items[number].is_withdrawn)

    def apply(self, story: Story) -> None:
        on, plain = self.day(), story.plain
        free = plain.unapplied_free(day=on)
        paid = {} if plain.is_withdrawn else plain.spread(free, day=on)
        back = {} if plain.is_withdrawn else plain.recover(free - sum(paid.values()), day=on)
        if not (paid or back):
            if not plain.is_withdrawn:
                with pytest.raises(NothingToApply):
                    apply_unapplied(story.debt_id, effective_date=day(on), by=SUPERVISOR, at=self.tick())
                self.refused += 1
            return
        done = apply_unapplied(story.debt_id, effective_date=day(on), by=SUPERVISOR, at=self.tick())
        assert done == sum(paid.values()) + sum(back.values())
        number = Transaction.objects.order_by("-id").values_list("id", flat=True)[0]
        record_made = Record("allocation", on, applied=paid, recovered_by_use=back, unapplied=-done, number=number)
        plain.add(record_made)

    def add_fee(self, story: Story) -> None:
        on, number = self.day(), self.dice.choice(list(story.plain.items))
        part = Part(number, "fees", self.dice.randint(1, 500))
        lines = charged(part, account_id=story.debt_id, against="income")
        posted = post(Entry("fee", day(on), lines), account_id=story.debt_id, by=SUPERVISOR, at=self.tick())
        story.plain.add(Record("fee", on, opened={(number, "fees"): part.amount_minor}, number=posted))

    def give_up(self, story: Story) -> None:
        on, plain = self.day(), story.plain
        free = {key: plain.free(key, day=on) for key in plain.open if plain.free(key, day=on)}
        if not free:
            return
        key: Key = self.dice.choice(list(free))
        amount = self.dice.choice([free[key], self.dice.randint(1, free[key])])
        part = Part(key[0], "fees" if key[1] == "fees" else "principal", amount)
        kind = self.dice.choice(["write-off", "write-off", "waiver", "discount"])
        if kind == "write-off":
            number = write_off(
                story.debt_id, [part], reason="Small.", effective_date=day(on), by=SUPERVISOR, at=self.tick()
            )
            plain.add(Record(kind, on, opened={key: -amount}, lost={key: amount}, number=number))
            return
        number = waive(
            story.debt_id, [part], kind="waiver" if kind == "waiver" else "discount", reason="Agreed.",
            effective_date=day(on), by=SUPERVISOR, at=self.tick(),
        )  # fmt: skip
        plain.add(Record(kind, on, opened={key: -amount}, number=number))

    def pay_back(self, story: Story) -> None:
        """Refund a receipt, wholly or in part: unapplied money first, then its own split from the end."""
        receipt = self.standing(story, "receipt")
        if receipt is None:
            return
        on, plain = self.day(after=receipt.day), story.plain
        before = [one for one in plain.records if one.kind == "refund" and one.stands and one.of is receipt]
        left = min(receipt.cash + sum(one.cash for one in before), plain.cash_free(day=on))
        amount = self.dice.choice([left, self.dice.randint(1, max(1, left)), left + 1])

        def really() -> None:
            refund(
                receipt_id=receipt.number, amount=usd(amount), refunded_date=day(on), reason="Paid twice.",
                is_another=True, by=SUPERVISOR, at=self.tick(),
            )  # fmt: skip

        if not 0 < amount <= left:
            with pytest.raises(RefundRefused):
                really()
            self.refused += 1
            return
        really()
        need = amount - min(amount, plain.unapplied_free(day=on))
        taken: list[dict[Key, int]] = []
        for name in ("recovered", "paid"):
            amounts = dict(getattr(receipt, name))
            for key, paid in amounts.items():
                amounts[key] = paid + sum(getattr(one, name).get(key, 0) for one in before)
            gone: dict[Key, int] = {}
            for key in reversed(list(amounts)):
                part = min(need, amounts[key])
                gone |= {key: -part} if part else {}
                need -= part
            taken.append(gone)
        from_split = -sum(sum(gone.values()) for gone in taken)
        back, paid_back = taken
        made = Record(
            "refund", on, paid=paid_back, recovered=back, unapplied=from_split - amount, cash=-amount,
            number=PaidBack.objects.order_by("-id")[0].id,
        )  # fmt: skip
        made.of = receipt
        plain.add(made)
        plain.level()
        plain.close(day=on, chosen=lambda number: plain.items[number].is_withdrawn)

    def refund_came_back(self, story: Story) -> None:
        made = self.standing(story, "refund")
        if made is None:
            return
        on = self.day(after=made.day)
        take_refund_back(made.number, reason="Not cashed.", effective_date=day(on), by=SUPERVISOR, at=self.tick())
        story.plain.take_back(made, day=on)
        story.plain.level()

    def credit(self, story: Story) -> None:
        """Credit an item with at most what it is worth; what was paid too much is free then."""
        on, number = self.day(), self.dice.choice(list(story.plain.items))
        plain, key = story.plain, (number, "principal")
        if plain.items[number].is_withdrawn:
            return
        worth = max(0, min(owed + paid for owed, paid in zip(plain.open[key][on:], plain.paid[key][on:], strict=True)))
        amount = self.dice.choice([worth, self.dice.randint(1, max(1, worth)), worth + 1])

        def really() -> None:
            credit_note(
                number, usd(amount), reference="CN", reason="Short.", effective_date=day(on),
                asked=Asked(is_another=True), by=SUPERVISOR, at=self.tick(),
            )  # fmt: skip

        if not 0 < amount <= worth:
            with pytest.raises(CreditNoteRefused):
                really()
            self.refused += 1
            return
        really()
        made = Transaction.objects.filter(kind="credit note").order_by("-id").values_list("id", flat=True)[0]
        plain.add(Record("credit note", on, opened={key: -amount}, number=made))
        plain.level()

    def take_back(self, story: Story) -> None:
        """Reverse a fee, a write-off, something forgiven or credited, or an application."""
        kind = self.dice.choice(["fee", "write-off", "waiver", "discount", "credit note", "allocation"])
        original = self.standing(story, kind)
        if original is None or not original.number:
            return
        on = self.day(after=original.day)

        def really() -> None:
            reverse_transaction(
                original.number, reason="In error.", effective_date=day(on), by=SUPERVISOR, at=self.tick()
            )

        def plainly(plain: PlainAccount) -> None:
            plain.take_back(plain.records[story.plain.records.index(original)], day=on)
            plain.level()

        self.both(story, really, plainly)

    def change_item(self, story: Story) -> None:
        number = self.dice.choice(list(story.plain.items))
        if story.plain.items[number].is_withdrawn:
            return
        told = self.some_item(ItemRow.objects.get(id=number).reference)
        if self.dice.random() < 0.5:
            told = told._replace(issued_date=day(story.plain.items[number].issued))
        standing = [r for r in story.plain.records if r.kind == "charge" and r.stands and r.number == number]
        place_of_charge = story.plain.records.index(standing[0])

        def really() -> None:
            change_item(number, told, reason="Corrected.", by=SUPERVISOR, at=self.tick())

        def plainly(plain: PlainAccount) -> None:
            old = plain.records[place_of_charge]
            plain.take_back(old, day=old.day)
            shadow = Story(story.debt_id, plain)
            self.charge(shadow, number, told)
            plain.level()

        self.both(story, really, plainly)

    def withdraw(self, story: Story) -> None:
        on, plain = self.day(), story.plain
        if plain.is_withdrawn or self.dice.random() < 0.7:
            return
        handed_back = withdraw_debt(
            story.debt_id, reason="Recalled.", effective_date=day(on), by=SUPERVISOR, at=self.tick()
        )
        assert handed_back == plain.close(day=on, chosen=lambda _: True)
        plain.is_withdrawn = True
        for one in plain.items.values():
            one.is_withdrawn = True

    def withdraw_item(self, story: Story) -> None:
        on, plain = self.day(), story.plain
        number = self.dice.choice(list(plain.items))
        if plain.items[number].is_withdrawn or self.dice.random() < 0.7:
            return
        withdraw_item(number, reason="Void.", effective_date=day(on), by=SUPERVISOR, at=self.tick())
        plain.close(day=on, chosen=lambda one: one == number)
        plain.items[number].is_withdrawn = True

    def both(self, story: Story, really: Callable[[], None], plainly: Callable[[PlainAccount], None]) -> None:
        """Do a deed that may be impossible: then both books have to refuse it, and stay as they were."""
        trial = deepcopy(story.plain)
        try:
            plainly(trial)
        except CannotBeLevel:
            with pytest.raises(NotLevel):
                really()
            self.refused += 1
            return
        try:
            really()
        except NothingChanged:
            return
        story.plain = trial

    def standing(self, story: Story, kind: str) -> Record | None:
        found = [one for one in story.plain.records if one.kind == kind and one.stands]
        return self.dice.choice(found) if found else None

    # The run.

    def step(self) -> None:
        if len(self.stories) < ACCOUNTS_AT_ONCE:
            self.place()
            return
        story = self.dice.choice(self.stories)
        deeds = [
            self.add_item, self.pay, self.pay, self.pay, self.bounce, self.apply, self.add_fee, self.give_up,
            self.take_back, self.change_item, self.withdraw, self.withdraw_item, self.pay_back, self.pay_back,
            self.refund_came_back, self.credit,
        ]  # fmt: skip
        self.dice.choice(deeds)(story)
        story.deeds += 1
        check_quickly(story)
        if self.dice.random() < 0.01:
            story.known.append((self.at, deepcopy(story.plain)))
        if story.deeds >= DEEDS_AN_ACCOUNT:
            check_fully(story, dice=self.dice)
            self.stories.remove(story)


QUICK = """
    SELECT item_id, component, sum(amount_minor) FROM ledger_posting
    WHERE account_id = %s AND head IN ('receivable', 'unapplied')
    GROUP BY item_id, component, head HAVING sum(amount_minor) <> 0
"""


def check_quickly(story: Story) -> None:
    """The account, all dates together, says what the plain books say on their last day."""
    with connection.cursor() as cursor:
        cursor.execute(QUICK, [story.debt_id])
        found = {(item_id, component): minor for item_id, component, minor in cursor}
    assert -found.pop((None, "principal"), 0) == story.plain.unapplied[DAYS], "What lies unapplied differs."
    assert found == story.plain.open_on(DAYS)


def check_fully(story: Story, *, dice: random.Random) -> None:
    """As of any day and as known at any instant, all numbers agree, and money is never used twice."""
    for on in {DAYS, *(dice.randint(0, DAYS) for _ in range(3))}:
        check_day(story.debt_id, story.plain, on=on)
    for at, plain in story.known:
        check_day(story.debt_id, plain, on=dice.randint(0, DAYS), known_at=at)


def check_day(debt_id: int, plain: PlainAccount, *, on: int, known_at: datetime | None = None) -> None:
    found = books.balance(debt_id, as_of=day(on), known_at=known_at)
    by_item = books.open_by_item([debt_id], as_of=day(on), known_at=known_at)
    assert {(one.item_id, one.component): one.open_minor for one in by_item} == plain.open_on(on)
    assert (found.unapplied_minor, found.under("cash")) == (plain.unapplied[on], plain.cash[on])
    assert found.under("written off") == sum(amounts[on] for amounts in plain.lost.values())
    assert -found.under("recovered") == sum(amounts[on] for amounts in plain.recovered.values())
    assert all(0 <= plain.recovered[key][on] <= plain.lost[key][on] for key in plain.lost)
    assert found.balance_minor == plain.balance_on(on)
    assert all(one.open_minor > 0 for one in by_item)
    # What was paid back and then bounced is a hole of exactly that size, and nothing is paid beside it.
    assert min(0, found.under("cash")) <= found.unapplied_minor <= max(0, found.under("cash"))
    buckets = [0] * len(TRADE.labels)
    for one in items_of(debt_id, currency="USD", as_of=day(on), known_at=known_at):
        buckets[TRADE.place(one.days_past_due)] += one.open.minor
    assert sum(buckets) - found.unapplied_minor == found.balance_minor
    lines = books.lines_of(debt_id, as_of=day(on), known_at=known_at)
    paid = -sum(
        line.amount_minor
        for line in lines
        if line.head == "recovered" or (line.head == "receivable" and line.cause in {"receipt", "allocation", "refund"})
    )
    assert paid + found.unapplied_minor == found.under("cash")


def look_at_tables() -> None:
    """Let the planner see what is there: where earlier runs were rolled back, it believes the tables empty."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE ledger_posting, ledger_transaction, receivables_item, receivables_debt, payments_receipt"
        )


def check_books() -> None:
    """Every transaction sums to zero, by the database's own check at commit and by a count of our own."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SELECT FROM ledger_posting GROUP BY transaction_id HAVING sum(amount_minor) <> 0")
        assert cursor.fetchone() is None
        cursor.execute("SELECT sum(amount_minor) FROM ledger_posting")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(RUNS))
def test_the_books_say_what_plain_books_say(seed: int) -> None:
    run = Run(seed=seed)
    for step in range(1, STEPS + 1):
        run.step()
        if step % FULL_CHECK_EVERY == 0:
            check_books()
        if step % ANALYZE_EVERY == 0:
            look_at_tables()
    for story in run.stories:
        check_fully(story, dice=run.dice)
    check_books()
    assert run.refused > STEPS // 100, "The dice tried what cannot be, too."
