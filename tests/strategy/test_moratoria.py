"""A moratorium reaches the gate: what is recorded in the books is refused by the law, alone and in a batch."""

from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.hardship.moratorium import Said
from goodstanding.arrangements.hardship.operations.moratoria import Notified, record_moratorium, say_of_moratorium
from goodstanding.parties.models import ContactPoint
from goodstanding.strategy.queries.question import ask
from tests.receivables.cast import COLLECTOR, SUPERVISOR, Book, day, item, open_book, place
from tests.strategy.night.brief.asking import Message, assert_alike

pytestmark = [pytest.mark.django_db, pytest.mark.law]
AT = datetime(2026, 6, 17, 10, 0, tzinfo=UTC)
RULE, PURPOSE = "uk.breathing_space", "demand_payment"


@pytest.fixture
def book() -> Book:
    found = open_book()
    ContactPoint.objects.create(
        person_id=found.debtor_id, kind="address", value="1 Example Road", search_value="1 example road",
        country="GB", region="ENG", zones=["Europe/London"], entry_id=1,
    )  # fmt: skip
    return found


def refused(debt_id: int, *, at: datetime = AT, known_at: datetime | None = None, purpose: str = PURPOSE) -> bool:
    """Say whether the rule refuses a letter."""
    asked = ask(debt_id, channel="letter", at=at, purpose=purpose, by=OPERATOR, known_at=known_at or at)
    (found,) = (one.state for one in asked.verdict.answers if one.rule_id == RULE)
    return found == "refused"


def notify(book: Book, *, kind: str = "standard", debts: tuple[int, ...] = ()) -> int:
    told = Notified(kind, "BS-1", day(160), "Ash Advice, example.org", debts)
    return record_moratorium(book.debtor_id, told, by=COLLECTOR, at=AT)


def test_the_gate_refuses_contact_within_it_and_not_after(book: Book) -> None:
    debt_id = place(book, item("INV-1", 10_000))
    assert not refused(debt_id)
    notify(book)
    assert refused(debt_id)
    last = datetime(2026, 8, 9, 10, 0, tzinfo=UTC)
    assert [refused(debt_id, at=last + timedelta(days=n)) for n in (0, 1)] == [True, False]
    assert_alike([Message((debt_id,))], at=AT, known_at=AT)


def test_a_debt_outside_may_be_written_about(book: Book) -> None:
    inside, outside = place(book, item("INV-1", 10_000)), place(book, item("INV-2", 10_000), reference="D-2")
    notify(book, debts=(inside,))
    assert (refused(inside), refused(outside)) == (True, False)
    assert_alike([Message((inside,)), Message((outside,))], at=AT, known_at=AT)


def test_a_required_notice_may_go(book: Book) -> None:
    debt_id = place(book, item("INV-1", 10_000))
    notify(book)
    assert not refused(debt_id, purpose="cca_required_notice")


def test_a_crisis_has_no_end_until_treatment_has(book: Book) -> None:
    debt_id = place(book, item("INV-1", 10_000))
    number = notify(book, kind="crisis")
    far = AT + timedelta(days=400)
    assert refused(debt_id, at=far)
    say_of_moratorium(number, Said("treatment ended", AT.date()), reason="Told.", by=SUPERVISOR, at=AT)
    assert refused(debt_id, at=AT + timedelta(days=30))
    assert not refused(debt_id, at=AT + timedelta(days=31))
    assert_alike([Message((debt_id,))], at=AT + timedelta(days=31), known_at=AT)


def test_cancelled_or_taken_out_it_binds_no_more(book: Book) -> None:
    first, second = place(book, item("INV-1", 10_000)), place(book, item("INV-2", 10_000), reference="D-2")
    number = notify(book)
    say_of_moratorium(number, Said("debt removed", AT.date(), first), reason="A fine.", by=SUPERVISOR, at=AT)
    assert (refused(first), refused(second)) == (False, True)
    say_of_moratorium(number, Said("cancelled", AT.date()), reason="The register.", by=SUPERVISOR, at=AT)
    assert [refused(second, at=AT + timedelta(days=n)) for n in (0, 1)] == [True, False]
    messages = [Message((first,)), Message((second,))]
    assert_alike(messages, at=AT, known_at=AT)
    assert_alike(messages, at=AT + timedelta(days=1), known_at=AT)


def test_what_was_not_known_yet_is_not_told(book: Book) -> None:
    debt_id = place(book, item("INV-1", 10_000))
    notify(book)
    before = AT - timedelta(hours=1)
    assert not refused(debt_id, known_at=before)
    assert_alike([Message((debt_id,))], at=AT, known_at=before)
