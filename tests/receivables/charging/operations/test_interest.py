"""Charging one debt: by contract, statute and judgment; back-dating, freezes, waivers and reversal."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Entry as EvidenceEntry
from goodstanding.ledger.interest.terms import Terms, TermsRefused
from goodstanding.ledger.models import Transaction
from goodstanding.ledger.operations.freezing import FreezeRefused, freeze_interest, unfreeze_interest
from goodstanding.ledger.operations.interest import ChargeRefused
from goodstanding.ledger.operations.reversal import reverse
from goodstanding.ledger.operations.waiving import waive
from goodstanding.ledger.posting import Part
from goodstanding.money.amount import Amount
from goodstanding.parties.models import Circumstance
from goodstanding.payments.operations.refunding import refund
from goodstanding.payments.operations.reversing import reverse as reverse_receipt
from goodstanding.receivables.charging.law import NotAllowed
from goodstanding.receivables.charging.operations.interest import charge_debt_interest
from goodstanding.receivables.charging.operations.run import run_interest
from goodstanding.receivables.charging.operations.terms import adopt_statute, set_portfolio_terms, set_terms
from goodstanding.receivables.charging.queries import standing
from goodstanding.receivables.debt import DebtFacts
from goodstanding.receivables.models import Item
from tests.receivables.cast import AUDITOR, COLLECTOR, NOON, START, SUPERVISOR, elsewhere, item, place, unapplied_minor
from tests.receivables.charging.cast import (
    commit_checks,
    interest_minor,
    know_base,
    late_debt,
    open_trade,
    pay,
)

pytestmark = pytest.mark.django_db
UK = "uk.late_payment_interest"


def charge(debt_id: int, through: date) -> int:
    """Charge, make the database check, and return what was posted."""
    found = charge_debt_interest(debt_id, through_date=through, by=SUPERVISOR, at=NOON)
    commit_checks()
    return sum(one.change_minor for one in found)


@pytest.fixture
def debt_id() -> int:
    """A debt of GBP 1,000.00 due on 31 January 2026, by a contract of 10 percent: 27.397 pence a day."""
    return late_debt(open_trade(interest_ppm=100_000))


def test_interest_is_charged_from_the_day_after_the_due_date_and_once(debt_id: int) -> None:
    assert charge(debt_id, date(2026, 1, 31)) == 0
    assert charge(debt_id, date(2026, 2, 1)) == 27
    assert charge(debt_id, date(2026, 3, 2)) == 822 - 27
    assert charge(debt_id, date(2026, 3, 2)) == 0
    assert interest_minor(debt_id) == 822
    entry = EvidenceEntry.objects.filter(kind="ledger.interest_charged").latest("id")
    assert f"debt:{debt_id}" in entry.subjects


def test_a_back_dated_payment_makes_the_next_charge_a_correction(debt_id: int) -> None:
    charge(debt_id, date(2026, 4, 11))
    assert interest_minor(debt_id) == 1918  # 70 days
    pay(debt_id, 50_000, on=date(2026, 3, 2))
    # 28 days of 1,000.00 and 41 of 500.00 and a bit: what the payment left of principal from the day it came in.
    left = standing(debt_id, as_of=date(2026, 4, 11))
    assert left.change.minor < 0
    assert charge(debt_id, date(2026, 4, 11)) == left.change.minor
    assert charge(debt_id, date(2026, 4, 11)) == 0
    assert standing(debt_id, as_of=date(2026, 4, 11)).change.minor == 0


def test_a_payment_on_the_day_it_would_begin_leaves_no_interest(debt_id: int) -> None:
    pay(debt_id, 100_000, on=date(2026, 2, 1))
    assert charge(debt_id, date(2026, 6, 1)) == 0


def test_a_bounced_payment_brings_the_interest_back(debt_id: int) -> None:
    receipt = pay(debt_id, 100_000, on=date(2026, 2, 11))
    assert charge(debt_id, date(2026, 5, 11)) == 274  # ten days
    reverse_receipt(receipt, reason="R01", reversed_date=date(2026, 2, 21), by=SUPERVISOR, at=NOON)
    assert charge(debt_id, date(2026, 5, 11)) == 2466 - 274  # ninety days: 10 before, 80 after


def test_paid_interest_that_was_too_much_goes_to_unapplied(debt_id: int) -> None:
    charge(debt_id, date(2026, 5, 11))
    pay(debt_id, 102_740, on=date(2026, 5, 12))
    assert interest_minor(debt_id) == 0
    freeze_interest(
        debt_id, starts_date=date(2026, 2, 1), ends_date=date(2026, 2, 10), reason="hardship", by=COLLECTOR, at=NOON
    )
    assert charge(debt_id, date(2026, 5, 13)) == -274
    assert interest_minor(debt_id) == 0
    assert unapplied_minor(debt_id) == 274


def test_paid_interest_that_was_paid_back_leaves_what_was_waived_as_it_is(debt_id: int) -> None:
    charge(debt_id, date(2026, 5, 11))
    number = Item.objects.get(debt_id=debt_id).pk
    waive(
        debt_id, [Part(number, "interest", 2_000)], kind="waiver", reason="goodwill",
        effective_date=date(2026, 5, 12), by=SUPERVISOR, at=NOON,
    )  # fmt: skip
    receipt = pay(debt_id, 740, on=date(2026, 5, 12))
    refund(
        receipt_id=receipt, amount=Amount(740, "GBP"), refunded_date=date(2026, 5, 13), reason="Paid twice.",
        by=SUPERVISOR, at=NOON,
    )  # fmt: skip
    freeze_interest(
        debt_id, starts_date=date(2026, 2, 1), ends_date=date(2026, 5, 13), reason="hardship", by=COLLECTOR, at=NOON
    )
    # Of the 27.40 that were charged 7.40 are open; the 20.00 that were waived are gone already.
    assert charge(debt_id, date(2026, 5, 13)) == -740
    assert interest_minor(debt_id) == 0


def test_a_freeze_bears_nothing_and_its_end_lets_interest_run_again(debt_id: int) -> None:
    number = freeze_interest(
        debt_id, starts_date=date(2026, 2, 11), ends_date=None, reason="hardship case", by=COLLECTOR, at=NOON
    )
    assert charge(debt_id, date(2026, 4, 1)) == 274
    unfreeze_interest(number, ends_date=date(2026, 3, 22), reason="review", by=SUPERVISOR, at=NOON)
    assert charge(debt_id, date(2026, 4, 1)) == 548 - 274  # ten days before, ten after
    with pytest.raises(FreezeRefused, match="already"):
        unfreeze_interest(number, ends_date=date(2026, 3, 22), reason="again", by=SUPERVISOR, at=NOON)
    unfreeze_interest(number, ends_date=date(2026, 2, 10), reason="it never held", by=SUPERVISOR, at=NOON)
    assert charge(debt_id, date(2026, 4, 1)) == 1644 - 548


def test_a_freeze_needs_a_reason_and_an_order() -> None:
    debt_id = late_debt(open_trade())
    for reason, ends in (("", None), ("hardship", date(2026, 1, 1))):
        with pytest.raises(FreezeRefused):
            freeze_interest(
                debt_id, starts_date=date(2026, 2, 1), ends_date=ends, reason=reason, by=SUPERVISOR, at=NOON
            )
    with pytest.raises(FreezeRefused):
        unfreeze_interest(999_999, ends_date=date(2026, 1, 1), reason="x", by=SUPERVISOR, at=NOON)
    with pytest.raises(PermissionRefused):
        freeze_interest(debt_id, starts_date=date(2026, 2, 1), ends_date=None, reason="x", by=AUDITOR, at=NOON)


def test_waived_interest_is_neither_charged_again_nor_taken_back_twice(debt_id: int) -> None:
    charge(debt_id, date(2026, 5, 11))
    number = Item.objects.get(debt_id=debt_id).pk
    waive(
        debt_id,
        [Part(number, "interest", 2_000)],
        kind="waiver",
        reason="goodwill",
        effective_date=date(2026, 5, 12),
        by=SUPERVISOR,
        at=NOON,
    )
    assert charge(debt_id, date(2026, 5, 12)) == 27
    freeze_interest(debt_id, starts_date=date(2026, 2, 1), ends_date=None, reason="moratorium", by=COLLECTOR, at=NOON)
    assert charge(debt_id, date(2026, 5, 12)) == -(2_767 - 2_000)
    assert interest_minor(debt_id) == 0
    assert charge(debt_id, date(2026, 5, 12)) == 0


def test_a_reversed_charge_is_charged_again_unless_terms_change(debt_id: int) -> None:
    charge(debt_id, date(2026, 5, 11))
    number = Transaction.objects.get(kind="interest").pk
    reverse(number, reason="wrong contract", effective_date=date(2026, 5, 11), by=SUPERVISOR, at=NOON)
    assert interest_minor(debt_id) == 0
    set_terms(debt_id, Terms("none"), effective_date=START, by=SUPERVISOR, at=NOON)
    assert charge(debt_id, date(2026, 5, 11)) == 0
    set_terms(debt_id, Terms("contract", 50_000), effective_date=START, by=SUPERVISOR, at=NOON)
    assert charge(debt_id, date(2026, 5, 11)) == 1370


def test_interest_is_not_charged_through_an_earlier_day_than_before(debt_id: int) -> None:
    charge(debt_id, date(2026, 5, 11))
    with pytest.raises(ChargeRefused, match="2026-05-11"):
        charge(debt_id, date(2026, 5, 10))


def test_statutory_interest_is_what_the_law_says_and_only_where_it_does() -> None:
    know_base()
    debt_id = late_debt(open_trade())
    adopt_statute(debt_id, UK, effective_date=START, by=SUPERVISOR, at=NOON)
    told = standing(debt_id, as_of=date(2026, 4, 1))
    assert told.terms is not None and told.terms.rule == UK and told.terms.rate_ppm == 80_000
    segment = told.items[0][1].reckoned.segments[0]
    assert (segment.rate_ppm, segment.days, told.accrued.minor) == (117_500, 60, 1932)
    for country, debt_type, why in (("US", "invoice", "grants no interest"), ("", "invoice", "not known")):
        book = open_trade(country=country, name=f"Elsewhere {country}", debt_type=debt_type)
        with pytest.raises(NotAllowed, match=why):
            adopt_statute(late_debt(book), UK, effective_date=START, by=SUPERVISOR, at=NOON)
    consumer = open_trade(name="Consumer Lender")
    card = place(consumer, item("C-1", 100_000, currency="GBP"), reference="C", facts=DebtFacts(debt_type="card"))
    with pytest.raises(NotAllowed, match="1998"):
        adopt_statute(card, UK, effective_date=START, by=SUPERVISOR, at=NOON)
    with pytest.raises(NotAllowed, match="not a rule about interest"):
        adopt_statute(debt_id, "uk.late_payment_compensation", effective_date=START, by=SUPERVISOR, at=NOON)


def test_interest_that_no_contract_allows_is_refused_with_the_rule() -> None:
    book = open_trade(country="US", interest_ppm=50_000)
    debt_id = late_debt(book, currency="USD")
    with pytest.raises(NotAllowed, match=r"1006\.22\(b\)"):
        set_terms(debt_id, Terms("contract", 50_001), effective_date=START, by=SUPERVISOR, at=NOON)
    with pytest.raises(NotAllowed, match="name its rule"):
        set_terms(debt_id, Terms("statute", 80_000, rule="x"), effective_date=START, by=SUPERVISOR, at=NOON)
    with pytest.raises(NotAllowed, match="No judgment"):
        set_terms(debt_id, Terms("judgment", 80_000, rule="x"), effective_date=START, by=SUPERVISOR, at=NOON)
    set_terms(debt_id, Terms("contract", 50_000), effective_date=START, by=SUPERVISOR, at=NOON)
    set_terms(debt_id, Terms("contract", 90_000, rule="Clause 7"), effective_date=START, by=SUPERVISOR, at=NOON)
    with pytest.raises(NotAllowed, match="debt by debt"):
        set_portfolio_terms(
            book.portfolio_id, Terms("judgment", 1, rule="x"), effective_date=START, by=SUPERVISOR, at=NOON
        )
    with pytest.raises(TermsRefused):
        set_terms(
            debt_id,
            Terms("contract", 90_000, rule="Clause 7", cap_minor=-1),
            effective_date=START,
            by=SUPERVISOR,
            at=NOON,
        )
    with pytest.raises(PermissionRefused):
        set_terms(debt_id, Terms("none"), effective_date=START, by=COLLECTOR, at=NOON)
    with pytest.raises(PermissionRefused):
        charge_debt_interest(debt_id, through_date=START, by=elsewhere(SUPERVISOR), at=NOON)


def test_a_judgment_bears_interest_from_its_day() -> None:
    book = open_trade()
    facts = DebtFacts(debt_type="invoice", judgment_date=date(2026, 3, 1))
    debt_id = place(book, item("INV-1", 36_500, currency="GBP"), facts=facts)
    terms = Terms("judgment", 80_000, starts="judgment", rule="County Court, claim 12")
    set_terms(debt_id, terms, effective_date=START, by=SUPERVISOR, at=NOON)
    assert charge(debt_id, date(2026, 3, 10)) == 80


def test_interest_of_somebody_in_the_forces_stays_below_the_law_s_rate() -> None:
    book = open_trade(country="US", interest_ppm=240_000)
    debt_id = late_debt(book, 36_500_00, currency="USD")
    assert charge(debt_id, date(2026, 2, 10)) == 24_000
    Circumstance.objects.create(
        person_id=book.debtor_id, kind="service member", source="letter", effective_date=date(2026, 2, 6),
        learned_at=NOON, entry_id=1,
    )  # fmt: skip
    told = standing(debt_id, as_of=date(2026, 2, 10))
    assert [one.rate_ppm for one in told.items[0][1].reckoned.segments] == [240_000, 60_000]
    assert "3937" in told.ceiling
    assert charge(debt_id, date(2026, 2, 10)) == -9_000


def test_currencies_of_no_decimals_and_of_three() -> None:
    book = open_trade(interest_ppm=73_000)
    yen = late_debt(book, 1_000_000, reference="Y", currency="JPY")
    dinar = late_debt(book, 1_000_000, reference="K", currency="KWD")
    assert charge(yen, date(2026, 2, 10)) == 2_000
    assert charge(dinar, date(2026, 2, 10)) == 2_000
    assert str(standing(yen, as_of=date(2026, 2, 10)).accrued) == "JPY 2,000"
    assert str(standing(dinar, as_of=date(2026, 2, 10)).accrued) == "KWD 2.000"


def test_what_was_known_then_is_still_told(debt_id: int) -> None:
    set_terms(debt_id, Terms("contract", 50_000), effective_date=START, by=SUPERVISOR, at=NOON)
    later = NOON.replace(month=7)
    set_terms(debt_id, Terms("contract", 20_000), effective_date=START, by=SUPERVISOR, at=later)
    assert standing(debt_id, as_of=date(2026, 3, 2), known_at=NOON).accrued.minor == 411
    assert standing(debt_id, as_of=date(2026, 3, 2)).accrued.minor == 164


def test_own_terms_and_portfolio_terms_take_turns(debt_id: int) -> None:
    terms = standing(debt_id, as_of=START).terms
    assert terms is not None and terms.basis == "contract"
    set_terms(debt_id, replace(terms, rate_ppm=36_500), effective_date=date(2026, 2, 11), by=SUPERVISOR, at=NOON)
    assert charge(debt_id, date(2026, 2, 20)) == 274 + 100


def test_days_to_come_bear_nothing_yet(debt_id: int) -> None:
    for deed in (lambda day: charge(debt_id, day), lambda day: run_interest(through_date=day, by=SUPERVISOR, at=NOON)):
        with pytest.raises(ChargeRefused, match="2026-06-17 is still to come"):
            deed(date(2026, 6, 17))
    assert interest_minor(debt_id) == 0
