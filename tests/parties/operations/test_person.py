"""People are registered once and corrected with what was before kept."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Entry
from goodstanding.parties import models
from goodstanding.parties.operations import person
from goodstanding.parties.operations.person import PersonUnknown
from goodstanding.parties.person import PersonRefused
from goodstanding.parties.preference import PreferenceRefused
from tests.parties.cast import AUDITOR, COLLECTOR, HARBOUR, MEADOW, MEADOW_COLLECTOR, NOON, last_entry, willow

pytestmark = pytest.mark.django_db


def test_a_person_is_registered_as_a_client_knows_them() -> None:
    number = person.register(
        " Renée  O’Clover ",
        issuer_id=HARBOUR,
        reference=" 007 ",
        language="ES-mx",
        country="usa",
        by=COLLECTOR,
        at=NOON,
    )
    row = models.Person.objects.get(pk=number)
    assert (row.display_name, row.search_name, row.reference) == ("Renée O’Clover", "renee oclover", "007")
    assert (row.given_name, row.family_name, row.language, row.country) == ("Renée", "O’Clover", "es-MX", "US")
    assert row.entry_id == last_entry().pk
    assert last_entry().subjects == [f"person:{number}", "client:1"]


def test_an_organisation_has_no_family_name() -> None:
    number = person.register(
        "Moss & Heather Ltd.", issuer_id=HARBOUR, reference="8", kind="organisation", by=COLLECTOR, at=NOON
    )
    assert models.Person.objects.get(pk=number).family_name == ""


def test_another_client_may_use_the_same_reference() -> None:
    assert willow() != willow(issuer_id=MEADOW)


@pytest.mark.parametrize(
    ("words", "refusal", "sentence"),
    [
        ({"name": "  "}, PersonRefused, "needs a name"),
        ({"kind": "ship"}, PersonRefused, "neither a person"),
        ({"reference": " "}, PersonRefused, "needs the reference"),
        ({"reference": " 0042"}, PersonRefused, "already"),
        ({"country": "Atlantis"}, PersonRefused, "is no country"),
        ({"language": "Spanish please"}, PreferenceRefused, "is no language"),
    ],
)
def test_who_is_not_registered(words: dict[str, str], refusal: type[Exception], sentence: str) -> None:
    willow()
    before = Entry.objects.count()
    given = {"name": "Moss Heather", "reference": "0043", "kind": "person", "country": "", "language": ""} | words
    with pytest.raises(refusal, match=sentence):
        person.register(
            given["name"], issuer_id=HARBOUR, reference=given["reference"], kind=given["kind"],
            country=given["country"], language=given["language"], by=COLLECTOR, at=NOON,
        )  # fmt: skip
    assert (models.Person.objects.count(), Entry.objects.count()) == (1, before)


def test_a_name_is_corrected_and_the_old_one_kept() -> None:
    number = willow()
    changed = person.change(number, name="Willow Heather", language="es", by=COLLECTOR, at=NOON)
    assert changed == ["display_name", "family_name", "language"]
    row = models.Person.objects.get(pk=number)
    assert (row.search_name, row.entry_id) == ("willow heather", last_entry().pk)
    before = apps.get_model("parties", "PersonEvent").objects.get()
    assert (before.display_name, before.search_name) == ("Willow Fern", "willow fern")


def test_a_change_by_bare_sql_is_kept_too_and_the_history_cannot_be_changed() -> None:
    willow()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE parties_person SET display_name = 'Somebody Else'")
        cursor.execute("SELECT display_name FROM parties_personevent")
        assert cursor.fetchall() == [("Willow Fern",)]
        for statement in ("UPDATE parties_personevent SET display_name = ''", "DELETE FROM parties_personevent"):
            with pytest.raises(Exception, match="Cannot"), transaction.atomic():
                cursor.execute(statement)


def test_a_reference_is_unique_in_the_database_too() -> None:
    number = willow()
    row = models.Person.objects.get(pk=number)
    row.pk = None
    with pytest.raises(IntegrityError, match="an_issuer_knows_a_person_by_one_reference"):
        row.save(force_insert=True)


def test_what_is_not_changed() -> None:
    number = willow()
    with pytest.raises(PersonRefused, match="Nothing about this person would change"):
        person.change(number, name="Willow  Fern", by=COLLECTOR, at=NOON)
    with pytest.raises(PersonUnknown, match="no person 0"):
        person.change(0, name="Willow", by=COLLECTOR, at=NOON)
    models.Person.objects.update(withdrawn_at=NOON)
    with pytest.raises(PersonUnknown, match="withdrawn"):
        person.change(number, name="Moss", by=COLLECTOR, at=NOON)


def test_nobody_touches_people_of_another_client_or_without_a_role() -> None:
    number = willow()
    for by in (AUDITOR, MEADOW_COLLECTOR):
        with pytest.raises(PermissionRefused):
            person.change(number, name="Moss", by=by, at=NOON)
        with pytest.raises(PermissionRefused):
            person.register("Moss", issuer_id=HARBOUR, reference="1", by=by, at=NOON)
