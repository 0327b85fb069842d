"""The situation of an account: what the books do not say is told as not known, and days are the person's own."""

from datetime import UTC, date, datetime, timedelta

import pytest

from goodstanding.access.permission import OPERATOR
from goodstanding.disputes.operations.contesting import open_dispute
from goodstanding.parties.models import ContactPoint
from goodstanding.parties.operations.circumstance import record_circumstance
from goodstanding.receivables.models import Debt
from goodstanding.strategy.queries.history import name_of
from goodstanding.strategy.queries.question import ask
from goodstanding.strategy.queries.situation import Told, situation_of
from tests.receivables.cast import COLLECTOR, SUPERVISOR, Book, item, open_book, place

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2026, 6, 17, 18, 0, tzinfo=UTC)


@pytest.fixture
def book() -> Book:
    return open_book()


def live_in(book: Book, *, zone: str, region: str = "", country: str = "US") -> None:
    ContactPoint.objects.create(
        person_id=book.debtor_id, kind="address", value="1 Example Road", search_value="1 example road",
        country=country, region=region, zones=[zone], entry_id=1,
    )  # fmt: skip


def told(debt_id: int, *, at: datetime = WEDNESDAY, known_at: datetime | None = None) -> Told:
    debt = Debt.objects.get(account_id=debt_id)
    return situation_of(debt, channel="letter", at=at, purpose="", contact_point_id=None, known_at=known_at or at)


def debt_told(debt_id: int, *, at: datetime = WEDNESDAY, known_at: datetime | None = None) -> Told:
    (found,) = told(debt_id, at=at, known_at=known_at)["given"]["debts"]
    return dict(found)


def test_a_debt_whose_age_nobody_knows_may_be_time_barred(book: Book) -> None:
    live_in(book, zone="America/Chicago", region="MS")
    dated, undated = place(book, item("INV-1", 10_000)), place(book, reference="D-2")
    assert debt_told(undated)["accrued"] is None
    assert debt_told(dated)["accrued"] == "2026-01-31"
    states = {
        one: {answer.rule_id: answer.state for answer in asked.verdict.answers}
        for one in (dated, undated)
        for asked in [ask(one, channel="letter", at=WEDNESDAY, by=OPERATOR)]
    }
    (rule,) = (name for name in states[undated] if name.endswith("extinguished"))
    assert (states[dated][rule], states[undated][rule]) == ("passed", "unknown")


@pytest.mark.parametrize(("currency", "minor"), [("USD", 123_456), ("JPY", 123_456), ("KWD", 1_234_567)])
def test_a_balance_reaches_the_rules_in_minor_units_of_its_currency(book: Book, currency: str, minor: int) -> None:
    found = debt_told(place(book, item("INV-1", minor, currency=currency)))
    assert (found["balance"].replace(".", ""), found["currency"]) == (str(minor), currency)
    assert found["balance"][-3] == "."


def test_two_debts_with_one_reference_stay_two(book: Book) -> None:
    debt_id = place(book, item("INV-1", 10_000))
    found = told(debt_id)
    assert found["when"]["action"]["debts"] == [name_of(debt_id)] == [found["given"]["debts"][0]["id"]]


def test_a_judgment_counts_from_its_day_on(book: Book) -> None:
    debt_id = place(book, item("INV-1", 10_000))
    Debt.objects.filter(account_id=debt_id).update(judgment_date=WEDNESDAY.date())
    assert debt_told(debt_id)["judgment"]
    assert not debt_told(debt_id, at=WEDNESDAY - timedelta(days=1))["judgment"]


def test_a_dispute_that_was_not_known_yet_is_not_told(book: Book) -> None:
    debt_id = place(book, item("INV-1", 10_000))
    open_dispute(debt_id, opened_date=WEDNESDAY.date() - timedelta(days=1), by=SUPERVISOR, at=WEDNESDAY)
    assert debt_told(debt_id)["disputed"]
    assert not debt_told(debt_id, known_at=WEDNESDAY - timedelta(seconds=1))["disputed"]
    assert not debt_told(debt_id, at=WEDNESDAY - timedelta(days=2), known_at=WEDNESDAY)["disputed"]


def test_a_circumstance_begins_with_the_day_where_the_person_is(book: Book) -> None:
    live_in(book, zone="Australia/Sydney", country="AU")
    debt_id = place(book, item("INV-1", 10_000))
    record_circumstance(
        book.debtor_id, "deceased", source="Letter.", effective_date=date(2026, 6, 17), by=COLLECTOR,
        at=WEDNESDAY - timedelta(days=2),
    )  # fmt: skip
    midnight = datetime(2026, 6, 16, 14, 0, tzinfo=UTC)
    assert told(debt_id, at=midnight)["given"]["consumer"]["deceased"]
    assert not told(debt_id, at=midnight - timedelta(seconds=1))["given"]["consumer"]["deceased"]
