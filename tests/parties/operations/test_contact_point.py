"""Ways to reach a person are added once and marked with what became of them."""

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.parties import models
from goodstanding.parties.contact_point import ContactPointRefused, read_address, read_phone
from goodstanding.parties.operations import contact_point
from goodstanding.parties.operations.contact_point import ContactPointUnknown
from goodstanding.parties.operations.person import PersonUnknown
from tests.parties.cast import AUDITOR, COLLECTOR, DAY, MEADOW_COLLECTOR, NOON, last_entry, willow

pytestmark = pytest.mark.django_db

PHONE = read_phone("(212) 555-0123", country="US")


def add_phone(person_id: int) -> int:
    return contact_point.add_contact_point(person_id, PHONE, source="client's file", by=COLLECTOR, at=NOON)


def test_a_contact_point_is_added_with_its_place_and_zones() -> None:
    point = read_address(["12 Heron Lane"], locality="Fernhill", region="TX", postal_code="00001", country="US")
    number = contact_point.add_contact_point(
        willow(), point, label="home", source="client's file", by=COLLECTOR, at=NOON
    )
    row = models.ContactPoint.objects.get(pk=number)
    assert (row.region, row.locality, row.status, row.label) == ("TX", "Fernhill", "unverified", "home")
    assert row.zones == ["America/Chicago", "America/Denver"]
    assert (row.entry_id, last_entry().kind) == (last_entry().pk, "parties.contact_point_added")


def test_it_is_held_once_and_comes_back_when_it_was_withdrawn() -> None:
    person_id = willow()
    number = add_phone(person_id)
    with pytest.raises(ContactPointRefused, match="reached this way already"):
        add_phone(person_id)
    models.ContactPoint.objects.update(withdrawn_at=NOON, status="invalid")
    assert add_phone(person_id) == number
    row = models.ContactPoint.objects.get()
    assert (row.withdrawn_at, row.status, row.entry_id) == (None, "unverified", last_entry().pk)


def test_it_is_marked_and_the_mark_before_is_on_record() -> None:
    number = add_phone(willow())
    contact_point.mark_contact_point(number, "disconnected", source="call", by=COLLECTOR, at=NOON + DAY)
    row = models.ContactPoint.objects.get()
    assert (row.status, row.status_at, row.entry_id) == ("disconnected", NOON + DAY, last_entry().pk)
    with pytest.raises(ContactPointRefused, match="marked disconnected already"):
        contact_point.mark_contact_point(number, "disconnected", source="call", by=COLLECTOR, at=NOON + DAY)
    with pytest.raises(ContactPointRefused, match="is marked"):
        contact_point.mark_contact_point(number, "returned", source="call", by=COLLECTOR, at=NOON)


def test_what_is_refused() -> None:
    person_id = willow()
    with pytest.raises(ContactPointRefused, match="needs its source"):
        contact_point.add_contact_point(person_id, PHONE, source=" ", by=COLLECTOR, at=NOON)
    with pytest.raises(PersonUnknown):
        add_phone(0)
    with pytest.raises(ContactPointUnknown, match="no contact point 0"):
        contact_point.mark_contact_point(0, "valid", source="call", by=COLLECTOR, at=NOON)
    number = add_phone(person_id)
    for by in (AUDITOR, MEADOW_COLLECTOR):
        with pytest.raises(PermissionRefused):
            contact_point.add_contact_point(person_id, PHONE, source="call", by=by, at=NOON)
        with pytest.raises(PermissionRefused):
            contact_point.mark_contact_point(number, "valid", source="call", by=by, at=NOON)
