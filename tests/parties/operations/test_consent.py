"""What a person says is added as a fact and never changed."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.access.permission import PermissionRefused
from goodstanding.parties import models, queries
from goodstanding.parties.consent import ConsentRefused, state
from goodstanding.parties.contact_point import read_email, read_phone
from goodstanding.parties.operations import circumstance, consent, contact_point
from goodstanding.parties.operations.person import PersonUnknown
from goodstanding.parties.preference import PreferenceRefused, in_force
from tests.parties.cast import AUDITOR, COLLECTOR, DAY, MEADOW_COLLECTOR, NOON, SECOND, last_entry, willow

pytestmark = pytest.mark.django_db


def say(person_id: int, decision: str, *, point: int | None = None) -> int:
    """Given at noon, or withdrawn a day later, which we learn two days after that."""
    begins, learned = (NOON, NOON) if decision == "given" else (NOON + DAY, NOON + 3 * DAY)
    return consent.record_consent(
        person_id,
        channel="sms",
        decision=decision,
        source="web form",
        effective_at=begins,
        contact_point_id=point,
        by=COLLECTOR,
        at=learned,
    )


def wish(person_id: int, value: str = "es", *, source: str = "call", effective_at: datetime = NOON) -> int:
    """A language asked for at noon."""
    return consent.record_preference(
        person_id, "language", value=value, source=source, effective_at=effective_at, by=COLLECTOR, at=NOON
    )


def test_a_consent_is_judged_by_what_was_known_at_an_earlier_instant() -> None:
    person_id = willow()
    say(person_id, "given")
    say(person_id, "withdrawn")
    assert (last_entry().kind, last_entry().subjects) == ("parties.consent_withdrawn", [f"person:{person_id}"])
    facts = queries.consent_facts(person_id)
    second_day = NOON + 2 * DAY
    assert state(facts, channel="sms", at=second_day, known_at=NOON + 3 * DAY - SECOND) == "given"
    assert state(facts, channel="sms", at=second_day, known_at=NOON + 3 * DAY) == "withdrawn"


def test_a_consent_names_a_contact_point_of_the_person_and_of_the_channel() -> None:
    person_id, stranger = willow(), willow("0043", name="Moss Heather")
    phone = contact_point.add_contact_point(person_id, read_phone("+12125550123"), source="call", by=COLLECTOR, at=NOON)
    email = contact_point.add_contact_point(
        person_id, read_email("willow@example.com"), source="call", by=COLLECTOR, at=NOON
    )
    assert models.Consent.objects.get(pk=say(person_id, "given", point=phone)).contact_point_id == phone
    with pytest.raises(ConsentRefused, match="cannot be for a contact point of kind email"):
        say(person_id, "given", point=email)
    with pytest.raises(ConsentRefused, match=f"has no contact point {phone}"):
        say(stranger, "given", point=phone)


def test_a_wish_counts_until_it_ends() -> None:
    person_id = willow()
    number = consent.record_preference(
        person_id, "hours", value="Mon-Fri 9:00-12:00", source="call", effective_at=NOON, by=COLLECTOR, at=NOON
    )
    assert models.Preference.objects.get().value == "mon-fri 09:00-12:00"
    consent.end_preference(number, ended_at=NOON + DAY, source="call", by=COLLECTOR, at=NOON + DAY)
    facts = queries.preference_facts(person_id)
    assert in_force(facts, kind="hours", at=NOON + DAY - SECOND, known_at=NOON + DAY)
    assert in_force(facts, kind="hours", at=NOON + DAY, known_at=NOON + DAY) is None


def test_what_is_refused() -> None:
    person_id = willow()
    with pytest.raises(ConsentRefused, match="is no channel"):
        consent.record_consent(
            person_id, channel="pigeon", decision="given", source="call", effective_at=NOON, by=COLLECTOR, at=NOON
        )
    with pytest.raises(PersonUnknown):
        say(0, "given")
    with pytest.raises(PreferenceRefused, match="needs its source"):
        wish(person_id, source="")
    with pytest.raises(PreferenceRefused, match="after we learned"):
        wish(person_id, effective_at=NOON + SECOND)
    with pytest.raises(PreferenceRefused, match="no preference 0"):
        consent.end_preference(0, ended_at=NOON, source="call", by=COLLECTOR, at=NOON)
    number = wish(person_id)
    with pytest.raises(PreferenceRefused, match="before it began"):
        consent.end_preference(number, ended_at=NOON - SECOND, source="call", by=COLLECTOR, at=NOON)


def test_nobody_records_without_a_role_there() -> None:
    person_id = willow()
    for by in (AUDITOR, MEADOW_COLLECTOR):
        with pytest.raises(PermissionRefused):
            consent.record_consent(
                person_id, channel="sms", decision="given", source="call", effective_at=NOON, by=by, at=NOON
            )
        with pytest.raises(PermissionRefused):
            consent.record_preference(
                person_id, "language", value="es", source="call", effective_at=NOON, by=by, at=NOON
            )


@pytest.mark.parametrize("table", ["consent", "preference", "circumstance", "representation"])
def test_the_database_refuses_to_change_or_delete_a_fact(table: str) -> None:
    person_id, other = willow(), willow("0043", name="Moss Heather")
    say(person_id, "given")
    wish(person_id)
    circumstance.record_circumstance(
        person_id, "minor", source="call", effective_date=NOON.date(), by=COLLECTOR, at=NOON
    )
    circumstance.record_representation(
        person_id, other, role="attorney", source="letter", effective_date=NOON.date(), by=COLLECTOR, at=NOON
    )
    for statement in (f"UPDATE parties_{table} SET source = ''", f"DELETE FROM parties_{table}"):
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
