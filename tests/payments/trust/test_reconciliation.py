"""The three ways, fault by fault; and a thousand faults thrown into a clean month, each of them named."""

import os
import random
from collections import Counter
from datetime import date, timedelta

import pytest

from goodstanding.payments.trust.pairing import BankPart, Movement
from goodstanding.payments.trust.reconciliation import Bank, Clients, Reconciliation, What, reconcile

DAY, LAST = date(2026, 3, 2), date(2026, 3, 31)
SIZE = 20_000 if os.environ.get("GOODSTANDING_LONG") == "1" else 4_000
FAULTS = 1_000


def line(number: int, minor: int = 50, *, reference: str | None = None, on: date = DAY) -> BankPart:
    return BankPart(number, on, on, minor, "USD", (reference or f"REF-{number}",))


def receipt(number: int, minor: int = 50, *, reference: str | None = None, on: date = DAY) -> Movement:
    return Movement(f"Receipt {number}", 1, on, minor, reference or f"REF-{number}")


def found(
    parts: list[BankPart], movements: list[Movement], *, opening: int = 0, closing: int | None = None
) -> Reconciliation:
    clients: dict[int, int] = {}
    for one in movements:
        clients[one.client_id] = clients.get(one.client_id, 0) + one.amount_minor
    bank = Bank(opening, closing, parts, "USD")
    result = reconcile(bank, movements, Clients(clients, ()), as_of=LAST)
    assert result.explained_minor == result.off_minor
    return result


def whats(result: Reconciliation) -> list[What]:
    return [one.what for one in result.differences]


def test_what_agrees_needs_no_word() -> None:
    result = found([line(1), line(2, -20)], [receipt(1), receipt(2, -20)], closing=30)
    assert result.is_reconciled
    assert (result.bank_minor, result.book_minor, result.clients_minor) == (30, 30, 30)


@pytest.mark.parametrize(
    ("parts", "movements", "what", "effect"),
    [
        ([], [receipt(1)], "not on the bank", -50),
        ([line(1)], [], "not in the book", 50),
        ([line(1, 60)], [receipt(1)], "wrong amount", 10),
        ([line(1, -50)], [receipt(1)], "wrong sign", -100),
        ([line(1, on=LAST)], [receipt(1)], "wrong date", 0),
        ([line(1)._replace(client_id=2)], [receipt(1)], "other client", 0),
        ([line(1)._replace(currency="EUR")], [receipt(1)], "other currency", 0),
        ([line(1), line(2, reference="REF-1")], [receipt(1)], "twice on the bank", 50),
        ([line(1)], [receipt(1), receipt(2, reference="REF-1")], "twice in the book", -50),
        ([line(1)._replace(set_aside="fee")], [], "set aside", 50),
    ],
)
def test_every_difference_has_a_name(parts: list[BankPart], movements: list[Movement], what: What, effect: int) -> None:
    result = found(parts, movements)
    assert whats(result) == [what]
    assert (result.differences[0].effect_minor, result.off_minor) == (effect, effect)


def test_balances_that_do_not_follow_from_lines_are_named() -> None:
    assert whats(found([line(1)], [receipt(1)], opening=7)) == ["opening balance"]
    gap = found([line(1)], [receipt(1)], closing=40)
    assert (whats(gap), gap.off_minor) == (["gap in the statements"], -10)


def test_the_clients_sum_is_held_against_the_book_too() -> None:
    clients = Clients({1: 60, 2: -10}, [receipt(9, 5)], by_hand_minor=3)
    result = reconcile(Bank(0, None, [line(1)], "USD"), [receipt(1)], clients, as_of=LAST)
    assert whats(result) == ["no bank account", "not of a receipt", "client is short"]


KINDS: list[What] = [
    "not on the bank", "not in the book", "wrong amount", "wrong sign", "wrong date", "other client", "other currency",
    "twice on the bank", "twice in the book",
]  # fmt: skip


def test_a_thousand_faults_are_all_named_and_nothing_else_is() -> None:
    dice = random.Random(7)
    month = Month(dice)
    assert month.reconciled().is_reconciled
    expected = Counter(month.damage(number) for number in dice.sample(sorted(month.lines), FAULTS))
    assert Counter(whats(month.reconciled())) == expected
    assert set(expected) == set(KINDS)


class Month:
    """The lines of a month and what stands for them, in any order."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.lines = {number: line(number, dice.randint(1, 90_000), on=self.day()) for number in range(1, SIZE)}
        self.movements = {
            number: receipt(number, one.amount_minor, on=one.booked_date) for number, one in self.lines.items()
        }

    def day(self) -> date:
        return DAY + timedelta(days=self.dice.randrange(28))

    def reconciled(self) -> Reconciliation:
        parts, movements = list(self.lines.values()), list(self.movements.values())
        self.dice.shuffle(parts)
        self.dice.shuffle(movements)
        return found(parts, movements)

    def damage(self, number: int) -> What:
        """Do one kind of damage to one pair and return what it is to be called."""
        part, one, what = self.lines[number], self.movements[number], self.dice.choice(KINDS)
        if what == "not on the bank":
            del self.lines[number]
        elif what == "not in the book":
            del self.movements[number]
        elif what == "wrong amount":
            self.lines[number] = part._replace(amount_minor=part.amount_minor + self.dice.randint(1, 900))
        elif what == "wrong sign":
            self.lines[number] = part._replace(amount_minor=-part.amount_minor)
        elif what == "wrong date":
            self.movements[number] = one._replace(day=one.day + timedelta(days=self.dice.randint(1, 40)))
        elif what == "other client":
            self.lines[number] = part._replace(client_id=77)
        elif what == "other currency":
            self.lines[number] = part._replace(currency="EUR")
        elif what == "twice on the bank":
            self.lines[-number] = part._replace(line_id=-number)
        else:
            self.movements[-number] = one._replace(name=f"Receipt {-number}")
        return what
