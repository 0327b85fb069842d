"""Terms: what cannot be meant, when they begin, and which hold when."""

from datetime import date

import pytest

from goodstanding.ledger.interest.terms import (
    Begun,
    Terms,
    TermsRefused,
    check,
    faults,
    in_force,
    layered,
    legs,
    under_ceiling,
)

DUE = date(2026, 1, 31)
TEN = Terms("contract", 100_000)


def test_what_cannot_be_meant_is_told_all_together() -> None:
    odd = Terms(
        "luck",  # type: ignore[arg-type]  # What a stranger may type.
        20_000_000, base_name="x", fixing="reference days", compound_months=-1, starts="notice", cap_minor=-1,
    )  # fmt: skip
    assert len(faults(odd)) == 6
    with pytest.raises(TermsRefused, match="not a basis"):
        check(odd)
    assert faults(Terms("statute", 80_000)) == ["Interest by statute names what allows it: the rule, or the judgment."]
    assert faults(Terms("contract", 1, base_name="x", reference_days=("13-01",)))
    assert faults(TEN) == []


def test_when_interest_begins() -> None:
    later, earlier = date(2026, 3, 1), date(2026, 1, 1)
    assert TEN.first_date(DUE) == date(2026, 2, 1)
    for starts, start, first in (
        ("placement", later, later), ("placement", earlier, date(2026, 2, 1)), ("notice", later, later),
        ("judgment", earlier, earlier), ("judgment", later, later),
    ):  # fmt: skip
        assert Terms("contract", 1, starts=starts, start_date=start).first_date(DUE) == first  # type: ignore[arg-type]


def test_legs_follow_each_other_and_none_bears_nothing() -> None:
    begun = [Begun(date(2026, 4, 1), Terms("none")), Begun(date(2025, 1, 1), TEN), Begun(date(2026, 5, 1), TEN)]
    found = legs(begun, due_date=DUE, until=date(2026, 6, 1))
    assert [(leg.first_date, leg.until_date) for leg in found] == [
        (date(2026, 2, 1), date(2026, 4, 1)), (date(2026, 5, 1), date(2026, 6, 1)),
    ]  # fmt: skip
    assert legs([], due_date=DUE, until=date(2026, 6, 1)) == []
    assert in_force(begun, day=date(2026, 4, 30)) == Terms("none")
    assert in_force(begun, day=date(2024, 1, 1)) is None


def test_the_weightier_terms_hold_from_their_first_day() -> None:
    own = [Begun(date(2026, 3, 1), Terms("none"))]
    contract = [Begun(date(2025, 1, 1), TEN), Begun(date(2026, 4, 1), TEN)]
    assert layered(own, contract) == [contract[0], own[0]]
    assert layered([], contract) == contract


def test_a_ceiling_from_a_day_to_another() -> None:
    found = under_ceiling(
        [Begun(date(2025, 1, 1), TEN)], first_date=date(2026, 3, 1), last_date=date(2026, 3, 31), ppm=60_000
    )
    assert [(one.effective_date, one.terms.rate_max_ppm) for one in found] == [
        (date(2025, 1, 1), None), (date(2026, 3, 1), 60_000), (date(2026, 4, 1), None),
    ]  # fmt: skip
    assert under_ceiling([], first_date=DUE, last_date=None, ppm=1) == []
