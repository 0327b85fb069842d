"""What the lawbook grants: asked as a calculation, equal to what the ledger reckons, and refused with the rule."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.lawbook.value import LawbookRefused
from goodstanding.ledger.interest.base_rate import Change, RateUnknown, history
from goodstanding.ledger.interest.reckoning import Owed, Step, reckon
from goodstanding.ledger.interest.terms import Begun
from goodstanding.money.amount import Amount
from goodstanding.receivables.charging import law
from goodstanding.receivables.charging.law import Circumstances, NotAllowed, compensation, statutory_terms, unauthorised
from tests.receivables.charging.cast import BASE

RATES = {
    "boe_base": history("boe_base", BASE),
    "ecb_reference": history("ecb_reference", [Change(date(2024, 1, 1), 45_000), Change(date(2025, 6, 11), 21_500)]),
}
DUE = date(2025, 5, 12)


def about(
    country: str = "GB", *, debt_type: str = "invoice", amount: str = "1000.00", currency: str = "GBP"
) -> Circumstances:
    return Circumstances(country, debt_type, Amount.of(amount, currency), DUE)


@pytest.mark.law
@pytest.mark.parametrize(
    ("rule", "country", "currency"),
    [("uk.late_payment_interest", "GB", "GBP"), ("eu.late_payment_interest", "DE", "EUR")],
)
def test_the_ledger_reckons_what_the_lawbook_computes(rule: str, country: str, currency: str) -> None:
    asked = about(country, currency=currency)
    for days in (1, 49, 50, 365):
        until = DUE + timedelta(days=days)
        terms = statutory_terms(rule, asked, day=until, book=shipped(), rates=RATES)
        begun = [Begun(date(2000, 1, 1), terms)]
        ours = reckon(Owed(1, DUE, (Step(DUE, 100_000),)), begun, histories=RATES, freezes=(), through_date=until)
        told = law._told(terms, asked, RATES, until=until + timedelta(days=1))
        theirs = law._asked(law.STATUTORY, asked, until=until + timedelta(days=1), rates=told, book=shipped())
        assert theirs is not None and theirs.value["days"] == days
        assert Decimal(str(theirs.value["interest"])) * 100 == ours.amount_minor


def test_what_no_rule_grants_is_refused_with_the_rule() -> None:
    def granted(rule: str, asked: Circumstances) -> None:
        statutory_terms(rule, asked, day=date(2026, 1, 1), book=shipped(), rates=RATES)

    with pytest.raises(NotAllowed, match="grants no interest"):
        granted("eu.late_payment_interest", about())
    with pytest.raises(NotAllowed, match="grants no interest"):
        granted("uk.late_payment_interest", about(debt_type="card"))
    with pytest.raises(NotAllowed, match="not known in which country"):
        granted("uk.late_payment_interest", about(""))
    with pytest.raises(LawbookRefused):
        granted("uk.no_such_rule", about())
    with pytest.raises(RateUnknown):
        statutory_terms("uk.late_payment_interest", about(), day=date(2026, 1, 1), book=shipped(), rates={})
    with pytest.raises(NotAllowed, match="is not known"):
        statutory_terms("uk.late_payment_interest", about(), day=date(1998, 1, 1), book=shipped(), rates=RATES)
    with pytest.raises(NotAllowed, match="No rule"):
        compensation(about(debt_type="card"), day=date(2026, 1, 1), book=shipped())


def test_the_rule_against_what_nothing_allows_is_named_where_it_binds() -> None:
    assert "1006.22(b)" in unauthorised("US", book=shipped())
    assert "1006.22(b)" in unauthorised("", book=shipped())
    assert unauthorised("GB", book=shipped()) == ""


def test_the_ceiling_for_somebody_in_the_forces_is_the_lawbook_s() -> None:
    ppm, rule = law.service_ceiling(date(2026, 1, 1), book=shipped())
    assert (ppm, "50 USC 3937" in rule) == (60_000, True)
