"""The explanation: every stretch, the sentence that closes it, and the terms in words."""

from datetime import date, timedelta

from goodstanding.ledger.interest.explanation import closing, lines, rule_said, told
from goodstanding.ledger.interest.freeze import Freeze
from goodstanding.ledger.interest.reckoning import Owed, Reckoned, Step, reckon
from goodstanding.ledger.interest.terms import Begun, Terms

DUE = date(2026, 1, 31)


def some(terms: Terms, *, days: int = 60) -> Reckoned:
    frozen = [Freeze(date(2026, 2, 11), date(2026, 2, 20))]
    begun, through = [Begun(DUE, terms)], DUE + timedelta(days=days)
    return reckon(Owed(1, DUE, (Step(DUE, 100_000),)), begun, histories={}, freezes=frozen, through_date=through)


def test_stretches_are_told_with_their_last_day_and_exact_amount() -> None:
    found = lines(some(Terms("contract", 117_500)), currency="GBP")
    assert [(one.first_date, one.last_date, one.days, one.note) for one in found] == [
        ("2026-02-01", "2026-02-10", 10, ""), ("2026-02-11", "2026-02-20", 10, "frozen"),
        ("2026-02-21", "2026-04-01", 40, ""),
    ]  # fmt: skip
    assert (found[0].base, found[0].rate, found[0].year_days, found[0].amount) == (
        "GBP 1,000.00",
        "11.75%",
        365,
        "3.21917808",
    )
    assert lines(some(Terms("contract", 117_500)), currency="JPY")[0].amount == "321.917808"
    compounded = lines(some(Terms("contract", 120_000, compound_months=1)), currency="GBP")
    assert "of interest that joined" in compounded[-1].note


def test_the_sum_says_how_it_was_rounded_and_what_cut_it() -> None:
    assert "rounded once (half away from zero): GBP 16.10." in closing(some(Terms("contract", 117_500)), currency="GBP")
    assert "Each day's interest was rounded" in closing(
        some(Terms("contract", 117_500, rounded="each day")), currency="GBP"
    )
    assert "(share of principal) leaves GBP 1.00" in closing(
        some(Terms("contract", 117_500, cap_share_ppm=1_000)), currency="GBP"
    )
    assert "GBP 0" in closing(some(Terms("none")), currency="GBP")


def test_terms_in_words() -> None:
    assert rule_said(None) == rule_said(Terms("none")) == "No interest is charged."
    said = rule_said(
        Terms("judgment", 80_000, base_name="boe_base", fixing="at start", reference_days=("06-30", "12-31"),
              compound_months=3, starts="judgment", start_date=DUE,
              rate_max_ppm=120_000, cap_share_ppm=500_000, cap_minor=7, rule="claim 12")
    )  # fmt: skip
    for part in ("judgment (claim 12)", "06-30, 12-31", "8%", "every 3 months", "2026-01-31", "12%", "50%", "7 minor"):
        assert part in said


def test_machines_get_the_exact_fraction() -> None:
    first = told(some(Terms("contract", 117_500)).segments[0])
    assert first["interest_minor"] == "23500/73"
    assert (first["last_date"], first["rate_ppm"], first["frozen"]) == ("2026-02-10", 117_500, False)
