"""Nothing is accepted: a case, room to breathe, and who advises for free; saying it twice changes nothing."""

from datetime import timedelta

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.arrangements.hardship.operations.cannot_pay import accept_nothing, advice_for
from goodstanding.arrangements.hardship.operations.programmes import put_catalogue_in_force
from goodstanding.arrangements.hardship.queries.cases import case_of
from goodstanding.arrangements.hardship.queries.programmes import grants_of, is_running
from goodstanding.parties.models import ContactPoint
from goodstanding.parties.operations.person import PersonUnknown
from tests.arrangements.hardship.cast import TODAY
from tests.receivables.cast import ADMINISTRATOR, AUDITOR, COLLECTOR, NOON, SUPERVISOR, Book, item, open_book, place

pytestmark = pytest.mark.django_db
SAID = "The person, on the telephone."


@pytest.fixture
def book() -> Book:
    found = open_book()
    ContactPoint.objects.create(
        person_id=found.debtor_id, kind="address", value="1 Example Road", search_value="1 example road",
        country="GB", region="ENG", zones=["Europe/London"], entry_id=1,
    )  # fmt: skip
    return found


def test_every_debt_gets_room_and_advice_is_named(book: Book) -> None:
    debts = [place(book, item(f"INV-{n}", 10_000), reference=f"D-{n}") for n in (1, 2)]
    room = accept_nothing(book.debtor_id, channel="call", source=SAID, by=COLLECTOR, at=NOON)
    assert len(room.grant_ids) == 2
    assert all(is_running(one, day=TODAY + timedelta(days=29)) for one in debts)
    assert not any(is_running(one, day=TODAY + timedelta(days=30)) for one in debts)
    assert room.advice["help.name"] == "MoneyHelper"
    card = case_of(room.case_id, by=SUPERVISOR)
    assert (card.kind, card.standing.review_date) == ("not kept", TODAY + timedelta(days=30))


def test_said_twice_it_is_one_case_and_one_pause(book: Book) -> None:
    debt_id = place(book, item("INV-1", 10_000))
    first = accept_nothing(book.debtor_id, channel="portal", source=SAID, by=COLLECTOR, at=NOON)
    again = accept_nothing(book.debtor_id, channel="call", source=SAID, by=COLLECTOR, at=NOON + timedelta(days=1))
    assert again.case_id == first.case_id
    assert again.grant_ids == ()
    assert len(grants_of(debt_id=debt_id)) == 1


def test_with_consent_what_was_said_is_kept(book: Book) -> None:
    room = accept_nothing(
        book.debtor_id, channel="call", source=SAID, note="Lost her work.", has_consent=True, by=COLLECTOR, at=NOON
    )
    card = case_of(room.case_id, by=SUPERVISOR)
    assert (card.kind, card.notes) == ("cannot pay now", ("Lost her work.",))


def test_a_house_without_that_programme_still_accepts_it(book: Book) -> None:
    put_catalogue_in_force("programmes: {less: {says: Less., deed: reduce}}", by=ADMINISTRATOR, at=NOON)
    place(book, item("INV-1", 10_000))
    room = accept_nothing(book.debtor_id, channel="call", source=SAID, by=COLLECTOR, at=NOON)
    assert room.grant_ids == ()
    assert room.case_id


def test_where_we_know_of_nobody_we_name_nobody(book: Book) -> None:
    ContactPoint.objects.update(country="XX", region="")
    assert advice_for(book.debtor_id) == {}
    with pytest.raises(PersonUnknown):
        advice_for(999_999)


def test_who_may_not(book: Book) -> None:
    place(book, item("INV-1", 10_000))
    with pytest.raises(PermissionRefused):
        accept_nothing(book.debtor_id, channel="call", source=SAID, by=AUDITOR, at=NOON)
