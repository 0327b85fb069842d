"""The interest run: equal to the single charge on every debt, once however often, and whole after a kill."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Entry as EvidenceEntry
from goodstanding.ledger.interest.base_rate import RateUnknown
from goodstanding.ledger.interest.terms import Terms
from goodstanding.ledger.levelling import NotLevel
from goodstanding.ledger.models import Account, Posting, Transaction
from goodstanding.ledger.operations.freezing import freeze_interest
from goodstanding.ledger.operations.interest import post_interest
from goodstanding.ledger.operations.waiving import waive
from goodstanding.ledger.posting import Part
from goodstanding.parties.models import Circumstance
from goodstanding.receivables.charging.operations import corrections
from goodstanding.receivables.charging.operations import run as running
from goodstanding.receivables.charging.operations.interest import charge_debt_interest
from goodstanding.receivables.charging.operations.run import run_interest
from goodstanding.receivables.charging.operations.terms import adopt_statute, set_portfolio_terms, set_terms
from goodstanding.receivables.charging.queries import standing
from goodstanding.receivables.models import Debt, Item
from tests.receivables.cast import NOON, START, SUPERVISOR, elsewhere, item, place
from tests.receivables.charging.cast import commit_checks, interest_minor, know_base, late_debt, open_trade, pay

pytestmark = pytest.mark.django_db
THROUGH = date(2026, 6, 10)


def some_book(dice: random.Random, debts: int = 24) -> list[int]:
    """Two clients, one with a contract; own terms of every kind, payments, freezes, waivers."""
    know_base()
    trade, retail = open_trade(interest_ppm=80_000), open_trade(name="Rowan Retail", country="US")
    found = []
    for number in range(debts):
        book = trade if number % 3 else retail
        currency = "GBP" if book is trade else dice.choice(["USD", "JPY"])
        items = [
            item(
                f"I-{place_}",
                dice.choice([1, 99, 12_345, 9_876_543]),
                issued=dice.randrange(60),
                due=60 + dice.randrange(40),
                currency=currency,
            )
            for place_ in range(dice.choice([1, 1, 2]))
        ]
        debt_id = place(book, *items, reference=f"D-{number}")
        Debt.objects.filter(pk=debt_id).update(debt_type="invoice")
        found.append(debt_id)
        if dice.random() < 0.4:
            set_terms(
                debt_id, _own(dice), effective_date=START + timedelta(days=dice.randrange(120)), by=SUPERVISOR, at=NOON
            )
        elif book is trade and dice.random() < 0.4:
            adopt_statute(debt_id, "uk.late_payment_interest", effective_date=START, by=SUPERVISOR, at=NOON)
        disturb(dice, debt_id, currency)
    return found


def _own(dice: random.Random) -> Terms:
    return Terms(
        "contract", dice.choice([36_500, 120_000]), base_name=dice.choice(["", "boe_base"]),
        day_count=dice.choice(["act/365", "30/360", "act/act"]), compound_months=dice.choice([0, 0, 1]),
        cap_minor=dice.choice([None, 500]), rounded=dice.choice(["once", "each day"]), rule="Clause 7",
    )  # fmt: skip


def disturb(dice: random.Random, debt_id: int, currency: str) -> None:
    if dice.random() < 0.5:
        pay(debt_id, dice.choice([10, 5_000]), on=START + timedelta(days=60 + dice.randrange(100)), currency=currency)
    if dice.random() < 0.3:
        freeze_interest(
            debt_id,
            starts_date=START + timedelta(days=dice.randrange(150)),
            ends_date=None,
            reason="hardship",
            by=SUPERVISOR,
            at=NOON,
        )


def charged_minor(debt_id: int) -> int:
    return standing(debt_id, as_of=THROUGH).charged.minor


def run(through: date = THROUGH, *, chunk_debts: int = 50_000, client_id: int | None = None) -> running.Figures:
    found = run_interest(through_date=through, by=SUPERVISOR, at=NOON, chunk_debts=chunk_debts, client_id=client_id)
    commit_checks()
    return found


def test_the_run_charges_what_the_single_charge_would_and_nothing_twice() -> None:
    dice = random.Random(11)
    debts = some_book(dice)
    for through in (date(2026, 4, 20), THROUGH):
        wanted = {debt_id: standing(debt_id, as_of=through).change.minor for debt_id in debts}
        before = {debt_id: charged_minor(debt_id) for debt_id in debts}
        figures = run(through, chunk_debts=7)
        assert {debt_id: charged_minor(debt_id) - before[debt_id] for debt_id in debts} == wanted
        assert sum(figures.minor_by_currency.values()) == sum(wanted.values())
        assert any(wanted.values())
        transactions = Transaction.objects.count()
        again = run(through, chunk_debts=5)
        assert (again.charged_debts, again.corrected_debts, Transaction.objects.count()) == (0, 0, transactions)
        for debt_id in debts:
            disturb(dice, debt_id, Debt.objects.get(pk=debt_id).currency)


def test_corrections_below_zero_are_levelled_in_the_run() -> None:
    debt_id = late_debt(open_trade(interest_ppm=100_000))
    run(date(2026, 5, 11))
    number = Item.objects.get(debt_id=debt_id).pk
    waive(
        debt_id,
        [Part(number, "interest", 100)],
        kind="waiver",
        reason="x",
        effective_date=date(2026, 5, 11),
        by=SUPERVISOR,
        at=NOON,
    )
    pay(debt_id, 102_000, on=date(2026, 5, 11))
    pay(debt_id, 50_000, on=date(2026, 2, 1))
    figures = run()
    assert figures.corrected_debts == 1 and figures.not_correctable == 0
    assert standing(debt_id, as_of=THROUGH).change.minor == 0


def test_each_chunk_has_one_entry_with_a_row_for_every_item_charged() -> None:
    book = open_trade(interest_ppm=100_000)
    for number in range(5):
        late_debt(book, reference=f"D-{number}")
    figures = run(chunk_debts=2)
    entries = EvidenceEntry.objects.filter(kind="receivables.interest_run_charged").order_by("id")
    assert [entry.rows_count for entry in entries] == [2, 2, 1]
    assert figures.charged_debts == 5
    assert set(Transaction.objects.filter(kind="interest").values_list("entry_id", flat=True)) == {
        e.id for e in entries
    }
    assert Posting.objects.filter(head="income").count() == 5


def test_a_run_that_died_in_the_middle_is_finished_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    book = open_trade(interest_ppm=100_000)
    debts = [late_debt(book, reference=f"D-{number}") for number in range(6)]
    whole = running.charge_chunk

    class Killed(BaseException):
        """Stands for the end of the process."""

    def dies_at_the_second(order: running.Order, **given: object) -> running.Figures:
        with transaction.atomic():
            found = whole(order, **given)  # type: ignore[arg-type]  # Handed on as they came.
            if order.first > debts[0]:
                raise Killed
        return found

    monkeypatch.setattr(running, "charge_chunk", dies_at_the_second)
    with pytest.raises(Killed):
        run(chunk_debts=2)
    monkeypatch.setattr(running, "charge_chunk", whole)
    assert sorted(interest_minor(one) for one in debts) == [0, 0, 0, 0, 3562, 3562]
    assert run(chunk_debts=2).charged_debts == 4
    assert {interest_minor(one) for one in debts} == {3562}


def test_a_preview_says_what_the_run_does_and_does_nothing() -> None:
    dice = random.Random(12)
    debts = some_book(dice)
    assert run(date(2026, 4, 20)).charged_debts
    for debt_id in debts:
        disturb(dice, debt_id, Debt.objects.get(pk=debt_id).currency)
    before = (Transaction.objects.count(), EvidenceEntry.objects.count())
    told = run_interest(through_date=THROUGH, by=SUPERVISOR, at=NOON, chunk_debts=7, is_preview=True)
    assert (Transaction.objects.count(), EvidenceEntry.objects.count()) == before
    assert told.charged_debts
    assert told == run(THROUGH, chunk_debts=11)
    nothing = run_interest(through_date=THROUGH, by=SUPERVISOR, at=NOON, is_preview=True)
    assert (nothing.charged_debts, nothing.corrected_debts, nothing.minor_by_currency) == (0, 0, {})


def test_a_preview_foresees_what_the_books_refuse_to_correct(monkeypatch: pytest.MonkeyPatch) -> None:
    book = open_trade(interest_ppm=100_000)
    one, other = late_debt(book), late_debt(book, reference="D-2")
    assert run().charged_debts == 2
    for debt_id in (one, other):
        freeze_interest(debt_id, starts_date=START, ends_date=None, reason="hardship", by=SUPERVISOR, at=NOON)
    post = post_interest

    def refused_of_one(account: Account, *given: object, **named: object) -> object:
        if account.pk == one:
            raise NotLevel("The books refuse it.")
        return post(account, *given, **named)  # type: ignore[arg-type]  # Handed on as they came.

    monkeypatch.setattr(corrections, "post_interest", refused_of_one)
    before = Transaction.objects.count()
    told = run_interest(through_date=THROUGH, by=SUPERVISOR, at=NOON, is_preview=True)
    assert (told.corrected_debts, told.not_correctable, Transaction.objects.count()) == (1, 1, before)
    assert told == run()
    assert interest_minor(one) > 0 == interest_minor(other)


def test_a_client_alone_and_who_may() -> None:
    trade, other = open_trade(interest_ppm=100_000), open_trade(interest_ppm=100_000, name="Rowan Retail")
    mine, theirs = late_debt(trade), late_debt(other)
    with pytest.raises(PermissionRefused):
        run_interest(through_date=THROUGH, by=elsewhere(SUPERVISOR), at=NOON)
    assert run(client_id=trade.client_id).charged_debts == 1
    assert interest_minor(mine) and not interest_minor(theirs)


def test_portfolio_terms_hold_and_an_unknown_rate_stops_before_anything_is_written() -> None:
    book = open_trade()
    debt_id = late_debt(book)
    set_portfolio_terms(
        book.portfolio_id,
        Terms("contract", 20_000, base_name="boe_base", rule="Clause 4"),
        effective_date=START,
        by=SUPERVISOR,
        at=NOON,
    )
    with pytest.raises(RateUnknown, match="rates import"):
        run()
    assert not Transaction.objects.filter(kind="interest").exists()
    know_base()
    assert run().charged_debts == 1
    assert interest_minor(debt_id) == 2048  # 130 days at 5.75 percent


def test_debts_charged_through_a_later_day_are_left_alone_and_counted() -> None:
    book = open_trade(interest_ppm=100_000)
    one, other = late_debt(book, reference="A"), late_debt(book, reference="B")
    charge_debt_interest(one, through_date=THROUGH, by=SUPERVISOR, at=NOON)
    figures = run(date(2026, 5, 1))
    assert (figures.charged_debts, figures.charged_further) == (1, 1)
    assert interest_minor(other) == 2466
    assert run().charged_debts == 1
    assert interest_minor(one) == interest_minor(other)


def test_somebody_in_the_forces_is_charged_less_in_the_run_as_well() -> None:
    book = open_trade(country="US", interest_ppm=240_000)
    debt_id = late_debt(book, currency="USD")
    Circumstance.objects.create(
        person_id=book.debtor_id, kind="service member", source="letter", effective_date=START,
        learned_at=NOON, entry_id=1,
    )  # fmt: skip
    run()
    assert interest_minor(debt_id) == 2137  # 130 days at 6 percent
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_posting WHERE component = 'interest'")
        assert cursor.fetchone()[0] == 2
