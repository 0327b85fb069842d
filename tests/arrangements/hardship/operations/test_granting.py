"""Granting what programmes give, and that it happens: holds, freezes, plans, writing off, funds."""

from datetime import timedelta

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.arrangements.hardship.operations.cases import CaseRefused, close_case, say_of_case
from goodstanding.arrangements.hardship.operations.ending import GrantEndRefused, end_grant
from goodstanding.arrangements.hardship.operations.granting import Asked, GrantRefused, grant
from goodstanding.arrangements.hardship.operations.programmes import (
    FundRefused,
    fund_programme,
    put_catalogue_in_force,
)
from goodstanding.arrangements.hardship.programme import CatalogueRefused
from goodstanding.arrangements.hardship.queries.programmes import catalogue, funds, grants_of, is_running
from goodstanding.ledger.interest.queries import freezes_of
from goodstanding.ledger.queries import balance
from goodstanding.money.amount import Amount
from goodstanding.receivables import hold as nouns
from goodstanding.receivables.models import Hold
from tests.arrangements.affordability.cast import with_surplus
from tests.arrangements.hardship.cast import TODAY, ill
from tests.receivables.cast import ADMINISTRATOR, COLLECTOR, NOON, SUPERVISOR, Book, day, item, open_book, place, usd

pytestmark = pytest.mark.django_db


@pytest.fixture
def book() -> Book:
    return open_book()


def debt(book: Book, minor: int = 10_000, reference: str = "D-1") -> int:
    return place(book, item(f"INV-{reference}", minor), reference=reference)


def held_on(debt_id: int, number: int) -> bool:
    return any(
        nouns.is_in_force(
            nouns.Hold(one.reason, one.starts_date, one.ends_date, one.released_at and one.released_at.date()),
            day(number),
        )
        for one in Hold.objects.filter(debt_id=debt_id)
    )


TODAY_NUMBER = (TODAY - day(0)).days


def fund(book: Book, *, amount: Amount | None = None, most: int | None = None, name: str = "write_off") -> int:
    return fund_programme(
        name, client_id=book.client_id, currency="USD", from_date=day(0), until_date=day(364), amount=amount,
        grants_most=most, by=SUPERVISOR, at=NOON,
    )  # fmt: skip


def hopeless(book: Book) -> int:
    """A case for which even writing off may be granted."""
    with_surplus(book.debtor_id, 0)
    number = ill(book.debtor_id, severity=9, proof_required=True)
    say_of_case(number, "proof received", by=COLLECTOR, at=NOON)
    return number


def test_a_pause_holds_the_debt_for_its_days(book: Book) -> None:
    one, case = debt(book), ill(book.debtor_id)
    grant(case, one, Asked("breathing_room", "Hospital.", days=10), by=COLLECTOR, at=NOON)
    assert [held_on(one, TODAY_NUMBER + n) for n in (-1, 0, 9, 10)] == [False, True, True, False]
    assert is_running(one, day=TODAY)
    assert not is_running(one, day=TODAY + timedelta(days=10))


def test_a_freeze_stops_interest_for_its_days(book: Book) -> None:
    one, case = debt(book), ill(book.debtor_id)
    grant(case, one, Asked("no_interest", "Hospital.", days=30), by=COLLECTOR, at=NOON)
    (frozen,) = freezes_of([one])
    assert (frozen.starts_date, frozen.ends_date) == (TODAY, TODAY + timedelta(days=29))


def test_writing_off_gives_up_what_is_open(book: Book) -> None:
    fund(book, amount=usd(20_000))
    one = debt(book)
    number = grant(hopeless(book), one, Asked("write_off", "It can never be paid."), by=SUPERVISOR, at=NOON)
    assert balance(one, as_of=TODAY).open_minor == 0
    (line,) = grants_of(debt_id=one)
    assert (line.grant_id, line.amount_minor) == (number, 10_000)


def test_writing_off_is_limited_by_role(book: Book) -> None:
    fund(book, amount=usd(10_000_000))
    one, case = debt(book, 250_100), hopeless(book)
    with pytest.raises(PermissionRefused, match="but not as much as"):
        grant(case, one, Asked("write_off", "It can never be paid."), by=SUPERVISOR, at=NOON)
    assert balance(one, as_of=TODAY).open_minor == 250_100
    assert grants_of(debt_id=one) == []


def test_a_programme_with_a_fund_needs_one(book: Book) -> None:
    one, case = debt(book), hopeless(book)
    with pytest.raises(GrantRefused, match="only given from a fund"):
        grant(case, one, Asked("write_off", "It can never be paid."), by=SUPERVISOR, at=NOON)


def test_a_fund_gives_what_it_holds_and_no_cent_more(book: Book) -> None:
    fund(book, amount=usd(15_000))
    case, first, second = hopeless(book), debt(book, 9_999), debt(book, 5_002, "D-2")
    grant(case, first, Asked("write_off", "It can never be paid."), by=SUPERVISOR, at=NOON)
    with pytest.raises(GrantRefused, match=r"holds USD 50\.01; this takes USD 50\.02"):
        grant(case, second, Asked("write_off", "It can never be paid."), by=SUPERVISOR, at=NOON)
    third = debt(book, 5_001, "D-3")
    grant(case, third, Asked("write_off", "It can never be paid."), by=SUPERVISOR, at=NOON)
    (line,) = funds(by=SUPERVISOR)
    assert (line.given_minor, line.grants) == (15_000, 2)


def test_a_fund_counts_grants_too(book: Book) -> None:
    fund(book, most=1, name="breathing_room")
    case, first, second = ill(book.debtor_id), debt(book), debt(book, reference="D-2")
    grant(case, first, Asked("breathing_room", "Hospital."), by=COLLECTOR, at=NOON)
    with pytest.raises(GrantRefused, match="used up"):
        grant(case, second, Asked("breathing_room", "Hospital."), by=COLLECTOR, at=NOON)
    assert not held_on(second, TODAY_NUMBER)


def test_every_condition_that_does_not_hold_is_said(book: Book) -> None:
    one, case = debt(book), ill(book.debtor_id, severity=2)
    with pytest.raises(GrantRefused, match=r"severity of 8.*proof.*budget.*Say why"):
        grant(case, one, Asked("write_off", " "), by=SUPERVISOR, at=NOON)
    with pytest.raises(GrantRefused, match="no programme 'gift'"):
        grant(case, one, Asked("gift", "Nice."), by=SUPERVISOR, at=NOON)
    with pytest.raises(GrantRefused, match="1 to 30 days"):
        grant(case, one, Asked("breathing_room", "Nice.", days=31), by=SUPERVISOR, at=NOON)


def test_somebody_elses_debt_is_not_in_the_case(book: Book) -> None:
    other = open_book("Alder Gas")
    one, case = debt(other), ill(book.debtor_id)
    with pytest.raises(GrantRefused, match="is not owed by the person"):
        grant(case, one, Asked("breathing_room", "Hospital."), by=COLLECTOR, at=NOON)


def test_ending_a_grant_lets_things_go_on(book: Book) -> None:
    one, case = debt(book), ill(book.debtor_id)
    pause = grant(case, one, Asked("breathing_room", "Hospital."), by=COLLECTOR, at=NOON)
    freeze = grant(case, one, Asked("no_interest", "Hospital.", days=30), by=COLLECTOR, at=NOON)
    later = NOON + timedelta(days=5)
    end_grant(pause, reason="Back at work.", by=SUPERVISOR, at=later)
    end_grant(freeze, reason="Back at work.", by=SUPERVISOR, at=later)
    assert not held_on(one, TODAY_NUMBER + 6)
    (frozen,) = freezes_of([one])
    assert frozen.ends_date == later.date()
    with pytest.raises(GrantEndRefused, match="over already"):
        end_grant(pause, reason="Again.", by=SUPERVISOR, at=later)


def test_closing_a_case_ends_what_runs(book: Book) -> None:
    one, case = debt(book), ill(book.debtor_id)
    grant(case, one, Asked("breathing_room", "Hospital."), by=COLLECTOR, at=NOON)
    grant(case, one, Asked("no_interest", "Hospital."), by=COLLECTOR, at=NOON)
    close_case(case, outcome="Back at work.", by=SUPERVISOR, at=NOON + timedelta(days=2))
    assert not held_on(one, TODAY_NUMBER + 3)
    assert not is_running(one, day=TODAY + timedelta(days=3))
    with pytest.raises(CaseRefused, match="was closed"):
        grant(case, one, Asked("breathing_room", "Hospital."), by=COLLECTOR, at=NOON)


def test_a_catalogue_of_ones_own(book: Book) -> None:
    text = "programmes: {a_week: {says: A week., deed: pause, days_most: 7, for: {}}}"
    put_catalogue_in_force(text, by=ADMINISTRATOR, at=NOON)
    assert list(catalogue()) == ["a_week"]
    one = debt(book)
    grant(ill(book.debtor_id), one, Asked("a_week", "Hospital."), by=COLLECTOR, at=NOON)
    assert [held_on(one, TODAY_NUMBER + n) for n in (6, 7)] == [True, False]
    with pytest.raises(CatalogueRefused):
        put_catalogue_in_force("programmes: {}", by=ADMINISTRATOR, at=NOON)
    with pytest.raises(PermissionRefused):
        put_catalogue_in_force(text, by=COLLECTOR, at=NOON)


def test_a_fund_that_makes_no_sense(book: Book) -> None:
    with pytest.raises(FundRefused, match="no programme 'gift'"):
        fund(book, most=1, name="gift")
    with pytest.raises(FundRefused, match="an amount, a number"):
        fund(book)
    fund(book, most=1)
    with pytest.raises(FundRefused, match="within that time already"):
        fund(book, most=1)
    with pytest.raises(PermissionRefused):
        fund_programme(
            "write_off", client_id=book.client_id, currency="USD", from_date=day(0), until_date=day(1), grants_most=1,
            by=COLLECTOR, at=NOON,
        )  # fmt: skip
