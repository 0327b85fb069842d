"""The bank against our receipts: seeded faults are all named for what they are, and a clean file raises no alarm."""

import os
import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from goodstanding.payments.bank.reconcile import Movement, reconcile

DAY = date(2026, 11, 1)
IS_LONG = bool(os.environ.get("GOODSTANDING_LONG"))
LINES, FAULTS = (100_000, 1_000) if IS_LONG else (20_000, 500)
Books = list[Movement]


def clean_book(count: int) -> Books:
    """Receipts as they are: many equal amounts on equal days, some taken back on both sides, several clients."""
    chance = random.Random("receipts")
    found = []
    for number in range(count):
        amount = chance.choice([500, 1_000, 2_500, chance.randint(1, 10**6)])
        one = Movement(f"R{number:06d}", amount, chance.choice(["USD", "EUR"]), DAY + timedelta(chance.randint(0, 27)),
                       chance.randint(1, 5), number=number)  # fmt: skip
        found.append(one)
        if number % 97 == 0:
            found.append(one._replace(amount_minor=-amount, reverses=True))
    return found


def seeded(books: Books, count: int) -> tuple[Books, Counter[tuple[str, str]]]:
    """Return what a bank would tell with faults put in, each on a reference of its own, and what they are."""
    chance = random.Random("faults")
    taken_back = {one.reference for one in books if one.reverses}
    plain = [at for at, one in enumerate(books) if one.reference not in taken_back]
    changes: dict[str, Callable[[Movement], Books]] = {
        "missing at the bank": lambda _: [],
        "duplicate at the bank": lambda one: [one, one],
        "amount": lambda one: [
            one._replace(amount_minor=one.amount_minor + chance.choice([-1, 1, 10, 900, -900]) or 1)
        ],
        "currency": lambda one: [one._replace(currency="EUR" if one.currency == "USD" else "USD")],
        "date": lambda one: [one._replace(value_date=one.value_date + timedelta(chance.choice([-3, -1, 1, 40])))],
        "sign": lambda one: [one._replace(amount_minor=-one.amount_minor)],
        "reversed at the bank": lambda one: [one, one._replace(amount_minor=-one.amount_minor, reverses=True)],
        "other client": lambda one: [one._replace(client_id=one.client_id % 5 + 1)],
        "missing in the books": lambda one: [one, one._replace(reference=f"X{one.reference}")],
    }
    faults: Counter[tuple[str, str]] = Counter()
    told: dict[int, Books] = {}
    for number, at in enumerate(chance.sample(plain, count)):
        kind = list(changes)[number % len(changes)]
        told[at] = changes[kind](books[at])
        name = books[at].reference
        faults[kind, f"X{name}" if kind == "missing in the books" else name] += 1
    return [each for at, one in enumerate(books) for each in told.get(at, [one])], faults


def test_a_clean_file_raises_no_alarm() -> None:
    books = clean_book(LINES)
    bank = list(books)
    random.Random("order").shuffle(bank)
    assert reconcile(bank, books) == []


def test_every_seeded_fault_is_named_and_nothing_else() -> None:
    books = clean_book(LINES)
    bank, faults = seeded(books, FAULTS)
    random.Random("order").shuffle(bank)
    found = reconcile(bank, books)
    assert Counter((one.kind, one.reference) for one in found) == faults
    assert sum(faults.values()) == FAULTS


def test_the_books_at_fault_are_named_as_well() -> None:
    one = Movement("A", 5, "USD", DAY)
    assert [each.kind for each in reconcile([one], [one, one])] == ["duplicate in the books"]
    back = one._replace(amount_minor=-5, reverses=True)
    assert [each.kind for each in reconcile([one], [one, back])] == ["reversed in the books"]
    assert [each.kind for each in reconcile([one, back], [one, back._replace(amount_minor=-4)])] == ["amount"]


def test_several_faults_of_one_payment_are_all_named() -> None:
    one = Movement("A", 5, "USD", DAY, 1)
    worse = Movement("A", 6, "EUR", DAY + timedelta(2), 2)
    assert [each.kind for each in reconcile([worse], [one])] == ["currency", "amount", "date", "other client"]
    assert reconcile([worse], [one])[0].sentence == (
        "A: currency; the bank says 6 EUR on 2026-11-03, the books say 5 USD on 2026-11-01."
    )


def test_days_may_lie_apart_as_far_as_is_agreed() -> None:
    one = Movement("A", 5, "USD", DAY)
    late = one._replace(value_date=DAY + timedelta(2))
    assert reconcile([late], [one], days_apart_most=2) == []
    assert [each.kind for each in reconcile([late], [one], days_apart_most=1)] == ["date"]
