"""Circumstances and representatives begin, end, and turn out to have been mistakes."""

from datetime import timedelta

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.parties import queries
from goodstanding.parties.circumstance import CircumstanceRefused, holding
from goodstanding.parties.operations import circumstance
from goodstanding.parties.representation import RepresentationRefused, speaking
from tests.parties.cast import (
    AUDITOR,
    COLLECTOR,
    DAY,
    MEADOW,
    MEADOW_COLLECTOR,
    NOON,
    SUPERVISOR,
    last_entry,
    willow,
)

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def record(person_id: int, kind: str = "service member") -> int:
    return circumstance.record_circumstance(
        person_id, kind, source="orders", effective_date=TODAY, by=COLLECTOR, at=NOON
    )


def represent(person_id: int, representative_id: int) -> int:
    return circumstance.record_representation(
        person_id, representative_id, role="attorney", source="letter", effective_date=TODAY, by=COLLECTOR, at=NOON
    )


def test_a_circumstance_ends_by_another_fact() -> None:
    person_id = willow()
    number = record(person_id)
    circumstance.end_circumstance(number, ended_date=TODAY, source="discharge", by=SUPERVISOR, at=NOON + DAY)
    facts = queries.circumstance_facts(person_id)
    assert len(facts) == 2 and last_entry().kind == "parties.circumstance_recorded"
    assert holding(facts, day=TODAY, known_at=NOON + DAY) and not holding(facts, day=TOMORROW, known_at=NOON + DAY)
    assert holding(facts, day=TOMORROW, known_at=NOON), "Nobody knew of the end then."


def test_somebody_thought_dead_lives() -> None:
    person_id = willow()
    number = record(person_id, "deceased")
    with pytest.raises(CircumstanceRefused, match="Death does not end"):
        circumstance.end_circumstance(number, ended_date=TODAY, source="call", by=SUPERVISOR, at=NOON + DAY)
    circumstance.end_circumstance(number, source="the person called", by=SUPERVISOR, at=NOON + DAY)
    assert not holding(queries.circumstance_facts(person_id), day=TODAY, known_at=NOON + DAY)
    record(person_id, "minor")


def test_what_is_refused() -> None:
    person_id = willow()
    number = record(person_id)
    with pytest.raises(CircumstanceRefused, match="on record already"):
        record(person_id)
    with pytest.raises(CircumstanceRefused, match="no circumstance we know"):
        record(person_id, "tired")
    with pytest.raises(CircumstanceRefused, match="no circumstance 0"):
        circumstance.end_circumstance(0, source="call", by=SUPERVISOR, at=NOON)
    with pytest.raises(CircumstanceRefused, match="cannot end before"):
        circumstance.end_circumstance(number, ended_date=YESTERDAY, source="call", by=SUPERVISOR, at=NOON)


def test_an_attorney_speaks_until_the_last_day() -> None:
    person_id, attorney = willow(), willow("0043", name="Moss Heather")
    number = represent(person_id, attorney)
    assert last_entry().subjects == [f"person:{person_id}", f"person:{attorney}"]
    circumstance.end_representation(number, ended_date=TODAY, source="letter", by=COLLECTOR, at=NOON + DAY)
    facts = queries.representation_facts(person_id)
    assert speaking(facts, day=TODAY, known_at=NOON + DAY) and not speaking(facts, day=TOMORROW, known_at=NOON + DAY)


def test_who_cannot_represent() -> None:
    person_id = willow()
    with pytest.raises(RepresentationRefused, match="their own representative"):
        represent(person_id, person_id)
    with pytest.raises(RepresentationRefused, match="own client first"):
        represent(person_id, willow(issuer_id=MEADOW))
    with pytest.raises(RepresentationRefused, match="no representation 0"):
        circumstance.end_representation(0, ended_date=TODAY, source="letter", by=COLLECTOR, at=NOON)
    number = represent(person_id, willow("0043"))
    with pytest.raises(RepresentationRefused, match="cannot end before"):
        circumstance.end_representation(number, ended_date=YESTERDAY, source="letter", by=COLLECTOR, at=NOON)


def test_nobody_records_without_a_role_there() -> None:
    person_id, other = willow(), willow("0043")
    number = record(person_id)
    for by in (AUDITOR, MEADOW_COLLECTOR):
        with pytest.raises(PermissionRefused):
            circumstance.record_circumstance(person_id, "minor", source="call", effective_date=TODAY, by=by, at=NOON)
        with pytest.raises(PermissionRefused):
            circumstance.end_circumstance(number, source="call", by=by, at=NOON)
        with pytest.raises(PermissionRefused):
            circumstance.record_representation(
                person_id, other, role="attorney", source="letter", effective_date=TODAY, by=by, at=NOON
            )
    with pytest.raises(PermissionRefused, match="may not record the end"):
        circumstance.end_circumstance(number, source="call", by=COLLECTOR, at=NOON)
