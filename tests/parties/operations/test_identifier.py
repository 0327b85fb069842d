"""Identifiers are sealed, read with a reason, found again, and erased for good."""

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Body
from goodstanding.parties import models, queries, sealing
from goodstanding.parties.identifier import IdentifierRefused
from goodstanding.parties.operations import identifier
from goodstanding.parties.sealing import SealBroken
from tests.parties.cast import (
    AUDITOR,
    COLLECTOR,
    MEADOW,
    MEADOW_COLLECTOR,
    NOON,
    OFFICER,
    SUPERVISOR,
    last_entry,
    willow,
    words_of,
)

pytestmark = pytest.mark.django_db

TAX_ID = "000-12-3456"


def record(person_id: int, text: str = TAX_ID, kind: str = "tax id") -> int:
    return identifier.record_identifier(person_id, kind, text=text, by=COLLECTOR, at=NOON)


def test_it_is_sealed_and_only_its_end_is_shown() -> None:
    person_id = willow()
    row = models.Identifier.objects.get(pk=record(person_id))
    assert b"000123456" not in bytes(row.sealed_value) and row.last_characters == "3456"
    assert [line.last_characters for line in queries.identifiers(person_id)] == ["3456"]
    assert row.entry_id == last_entry().pk


def test_no_entry_ever_holds_it() -> None:
    number = record(willow())
    identifier.read_identifier(number, reason="asked for by court", by=SUPERVISOR, at=NOON)
    for body in Body.objects.all():
        assert b"000123456" not in bytes(body.body)


def test_every_reading_is_on_record_with_its_reason() -> None:
    number = record(willow())
    for reason in ("first", "second"):
        assert identifier.read_identifier(number, reason=reason, by=SUPERVISOR, at=NOON) == "000123456"
        assert last_entry().kind == "parties.identifier_read" and reason in words_of(last_entry())


def test_it_is_found_however_it_is_written_and_by_kind() -> None:
    first, second = willow(), willow(issuer_id=MEADOW)
    record(first)
    record(second)
    found = queries.find_by_identifier("tax id", "000123456", by=COLLECTOR, at=NOON)
    assert [one.id for one in found] == [first, second]
    assert queries.find_by_identifier("national id", "000123456", by=COLLECTOR, at=NOON) == []
    assert [one.id for one in queries.find_by_identifier("tax id", TAX_ID, by=MEADOW_COLLECTOR, at=NOON)] == [second]
    with pytest.raises(PermissionRefused):
        queries.find_by_identifier("tax id", TAX_ID, by=AUDITOR, at=NOON)


def test_erasing_is_for_good() -> None:
    person_id = willow()
    number = record(person_id)
    record(person_id, "1980-12-31", "date of birth")
    kept = bytes(models.Identifier.objects.get(pk=number).sealed_value)
    assert identifier.erase_identifiers(person_id, reason="asked for by the person", by=OFFICER, at=NOON) == 2
    assert last_entry().kind == "parties.identifiers_erased"
    assert not models.PersonKey.objects.exists() and not models.Identifier.objects.exists()
    assert queries.find_by_identifier("tax id", TAX_ID, by=COLLECTOR, at=NOON) == []
    with pytest.raises(IdentifierRefused, match="may have been erased"):
        identifier.read_identifier(number, reason="x", by=SUPERVISOR, at=NOON)
    record(person_id)
    new_key = bytes(models.PersonKey.objects.get().wrapped_key)
    with pytest.raises(SealBroken):
        sealing.unseal(kept, kind="tax id", person_id=person_id, wrapped_key=new_key, keys=queries.installation_keys())


def test_a_value_moved_to_another_row_does_not_open() -> None:
    mine, theirs = record(willow()), record(willow("0043"), "000-65-4321")
    taken = models.Identifier.objects.get(pk=theirs).sealed_value
    models.Identifier.objects.filter(pk=mine).update(sealed_value=taken)
    with pytest.raises(SealBroken):
        identifier.read_identifier(mine, reason="x", by=SUPERVISOR, at=NOON)


def test_a_key_deleted_by_other_hands_leaves_a_calm_sentence() -> None:
    number = record(willow())
    models.PersonKey.objects.all().delete()
    with pytest.raises(IdentifierRefused, match="were erased"):
        identifier.read_identifier(number, reason="x", by=SUPERVISOR, at=NOON)


def test_what_is_refused() -> None:
    person_id = willow()
    with pytest.raises(IdentifierRefused, match="no identifiers on record"):
        identifier.erase_identifiers(person_id, reason="x", by=OFFICER, at=NOON)
    number = record(person_id)
    with pytest.raises(IdentifierRefused, match="on record already"):
        record(person_id, "000 12 3456")
    with pytest.raises(IdentifierRefused, match="stopgap"):
        record(person_id, "999-99-9999")
    with pytest.raises(IdentifierRefused, match="why you need"):
        identifier.read_identifier(number, reason=" ", by=SUPERVISOR, at=NOON)
    with pytest.raises(IdentifierRefused, match="why these are erased"):
        identifier.erase_identifiers(person_id, reason="", by=OFFICER, at=NOON)


def test_who_may_not() -> None:
    person_id = willow()
    number = record(person_id)
    with pytest.raises(PermissionRefused, match="A supervisor or a compliance officer may"):
        identifier.read_identifier(number, reason="x", by=COLLECTOR, at=NOON)
    for by in (COLLECTOR, SUPERVISOR):
        with pytest.raises(PermissionRefused, match="A compliance officer may"):
            identifier.erase_identifiers(person_id, reason="x", by=by, at=NOON)
    for by in (AUDITOR, MEADOW_COLLECTOR):
        with pytest.raises(PermissionRefused):
            identifier.record_identifier(person_id, "tax id", text="000-11-2222", by=by, at=NOON)
