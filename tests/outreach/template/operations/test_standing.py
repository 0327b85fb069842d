"""Publishing and withdrawing templates in the database."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from goodstanding.access.permission import Actor, PermissionRefused
from goodstanding.access.role import Role
from goodstanding.evidence.models import Entry
from goodstanding.outreach.models.template import TemplateStanding
from goodstanding.outreach.queries import published_templates
from goodstanding.outreach.template.catalogue import CatalogueRefused
from goodstanding.outreach.template.operations.standing import (
    TemplateStandingRefused,
    publish_template,
    withdraw_template,
)
from tests.receivables.cast import NOON, SUPERVISOR

pytestmark = pytest.mark.django_db
OFFICER = Actor("user:7", frozenset({Role.COMPLIANCE_OFFICER}))
MOMENT = timedelta(seconds=1)


def test_a_withdrawn_template_is_not_used_from_then_on() -> None:
    number = withdraw_template("reminder", channel="email", by=OFFICER, at=NOON)
    assert "reminder/email/en" in published_templates(NOON - MOMENT)
    assert not {"reminder/email/en", "reminder/email/es", "reminder/email/*"} & published_templates(NOON)
    assert "reminder/letter/es" in published_templates(NOON)
    row = TemplateStanding.objects.get(id=number)
    entry = Entry.objects.get(id=row.entry_id)
    assert (entry.kind, entry.subjects) == ("outreach.template_withdrawn", ["template:reminder"])


def test_it_is_published_again_in_one_language() -> None:
    withdraw_template("reminder", by=OFFICER, at=NOON)
    publish_template("reminder", channel="email", language="es", by=OFFICER, at=NOON + MOMENT)
    usable = {key for key in published_templates(NOON + MOMENT) if key.startswith("reminder/")}
    assert usable == {"reminder/email/es", "reminder/email/*"}


def test_saying_it_twice_is_refused() -> None:
    with pytest.raises(TemplateStandingRefused, match="'reminder' is published already"):
        publish_template("reminder", by=OFFICER, at=NOON)
    withdraw_template("reminder", by=OFFICER, at=NOON)
    with pytest.raises(TemplateStandingRefused, match="'reminder' is withdrawn already"):
        withdraw_template("reminder", channel="sms", by=OFFICER, at=NOON + MOMENT)
    assert TemplateStanding.objects.count() == 1


def test_half_of_it_is_enough_to_be_said() -> None:
    withdraw_template("reminder", channel="sms", by=OFFICER, at=NOON)
    publish_template("reminder", by=OFFICER, at=NOON + MOMENT)
    assert "reminder/sms/en" in published_templates(NOON + MOMENT)


def test_who_may_not_and_what_there_is_not() -> None:
    with pytest.raises(PermissionRefused):
        withdraw_template("reminder", by=SUPERVISOR, at=NOON)
    with pytest.raises(CatalogueRefused):
        withdraw_template("lullaby", by=OFFICER, at=NOON)
    assert not TemplateStanding.objects.exists()


def test_what_was_said_stays() -> None:
    withdraw_template("reminder", by=OFFICER, at=NOON)
    for words in (
        "UPDATE outreach_templatestanding SET standing = 'published'",
        "DELETE FROM outreach_templatestanding",
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)
