"""The card of a person: all of it, as known at an instant, in a fixed number of queries."""

import pytest
from pytest_django import DjangoAssertNumQueries

from goodstanding.access.permission import Actor, PermissionRefused, Scope
from goodstanding.access.role import Role
from goodstanding.parties import models, queries
from goodstanding.parties.contact_point import read_email, read_phone
from goodstanding.parties.operations import circumstance, consent, contact_point, identifier
from goodstanding.parties.person import PersonRefused
from goodstanding.parties.queries import ConsentLine
from tests.parties.cast import AUDITOR, COLLECTOR, DAY, HARBOUR, MEADOW, NOON, SECOND, willow

pytestmark = pytest.mark.django_db


@pytest.fixture
def known() -> int:
    """A person of whom much is known."""
    person_id, attorney = willow(), willow("0043", name="Moss Heather")
    phone = contact_point.add_contact_point(person_id, read_phone("+12125550123"), source="file", by=COLLECTOR, at=NOON)
    contact_point.add_contact_point(person_id, read_email("w@example.com"), source="file", by=COLLECTOR, at=NOON)
    for channel, point, decision in (("sms", None, "given"), ("sms", phone, "withdrawn"), ("email", None, "withdrawn")):
        consent.record_consent(
            person_id, channel=channel, decision=decision, source="call", effective_at=NOON, contact_point_id=point,
            by=COLLECTOR, at=NOON,
        )  # fmt: skip
    consent.record_preference(
        person_id, "language", value="es", source="call", effective_at=NOON, by=COLLECTOR, at=NOON
    )
    circumstance.record_circumstance(
        person_id, "vulnerable", source="call", effective_date=NOON.date(), by=COLLECTOR, at=NOON
    )
    circumstance.record_representation(
        person_id, attorney, role="attorney", source="letter", effective_date=NOON.date(), by=COLLECTOR, at=NOON
    )
    identifier.record_identifier(person_id, "tax id", text="000-12-3456", by=COLLECTOR, at=NOON)
    return person_id


def test_the_card_holds_all_that_counts(known: int, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(10):
        card = queries.person_card(known, by=AUDITOR, at=NOON)
    phone = next(point for point in card.contact_points if point.kind == "phone")
    assert [point.kind for point in card.contact_points] == ["email", "phone"]
    assert (phone.value, phone.zones) == ("+12125550123", ("America/New_York",))
    assert card.consents == [
        ConsentLine("email", None, "withdrawn", NOON, "call"),
        ConsentLine("sms", None, "given", NOON, "call"),
        ConsentLine("sms", phone.id, "withdrawn", NOON, "call"),
    ]
    assert [fact.value for fact in card.preferences] == ["es"]
    assert [fact.kind for fact in card.circumstances] == ["vulnerable"]
    assert [one.name for one in card.representatives] == ["Moss Heather"]
    assert [line.last_characters for line in card.identifiers] == ["3456"]
    assert len(card.entry_ids) == 3


def test_the_card_as_known_a_second_before_holds_no_facts(known: int) -> None:
    card = queries.person_card(known, by=AUDITOR, at=NOON, known_at=NOON - SECOND)
    assert (card.consents, card.preferences, card.circumstances, card.representatives) == ([], [], [], [])


def test_a_later_general_word_counts_over_an_earlier_one_for_a_number(known: int) -> None:
    consent.record_consent(
        known, channel="sms", decision="given", source="call", effective_at=NOON + DAY, by=COLLECTOR, at=NOON + DAY
    )
    lines = queries.person_card(known, by=AUDITOR, at=NOON + DAY).consents
    assert [(line.contact_point_id, line.state) for line in lines if line.channel == "sms"] == [(None, "given")]


def test_a_client_user_sees_their_own_people_only() -> None:
    number = willow()
    own, other = (
        Actor("user:7", frozenset({Role.CLIENT_USER}), Scope(frozenset({client}))) for client in (HARBOUR, MEADOW)
    )
    assert queries.person_card(number, by=own, at=NOON).display_name == "Willow Fern"
    with pytest.raises(PermissionRefused):
        queries.person_card(number, by=other, at=NOON)


def test_nobody_is_there_who_was_withdrawn() -> None:
    number = willow()
    models.Person.objects.update(withdrawn_at=NOON)
    with pytest.raises(PersonRefused, match="withdrawn"):
        queries.person_card(number, by=AUDITOR, at=NOON)
