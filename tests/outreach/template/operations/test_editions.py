"""Saving, approving and ending editions of texts in the database, and which text is in force."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from goodstanding.access.permission import Actor, PermissionRefused
from goodstanding.access.role import Role
from goodstanding.evidence.models import Body, Entry
from goodstanding.outreach.models.template import TemplateEdition
from goodstanding.outreach.template.language.finding import TemplateRefused
from goodstanding.outreach.template.operations.editions import (
    TextEditionRefused,
    approve_text,
    check_text,
    end_text,
    save_text,
)
from goodstanding.outreach.template.queries import editions_of, text_in_force, text_of_edition
from tests.outreach.template.samples import SOUND
from tests.receivables.cast import COLLECTOR, NOON, SUPERVISOR

pytestmark = pytest.mark.django_db
OFFICER = Actor("user:7", frozenset({Role.COMPLIANCE_OFFICER}))
OTHER = Actor("user:8", frozenset({Role.COMPLIANCE_OFFICER}))
TODAY = NOON.date()
NEAR, FAR = TODAY + timedelta(days=3), date(2030, 1, 1)
NAME = "friendly-reminder"


def saved(source: str = SOUND) -> TemplateEdition:
    return save_text(source, by=OFFICER, at=NOON)


def in_force(day: date, *, place: str = "", language: str = "en") -> str:
    return text_in_force(NAME, language=language, place=place, day=day).source


def text_of(day: date) -> str:
    """Return the text in force, or nothing where none is."""
    try:
        return in_force(day)
    except TemplateRefused:
        return ""


def reworded(words: str) -> str:
    return SOUND.replace("A friendly reminder", words)


def test_a_text_is_saved_with_its_entry_and_used_by_nobody() -> None:
    row = saved()
    assert (row.edition, row.owner, row.approved_by, row.findings) == (2, "user:7", "", [])
    entry = Entry.objects.get(id=row.entry_id)
    assert (entry.kind, entry.subjects) == ("outreach.text_saved", [f"template:{NAME}"])
    assert row.sha256 in bytes(Body.objects.get(entry_id=row.entry_id).body).decode()
    assert text_of_edition(row.pk).edition_id == row.pk
    assert row.pk in [one.edition_id for one in editions_of(NAME)]


def test_somebody_else_approves_it_from_a_day_on_and_it_ends_after_one() -> None:
    row = saved()
    approve_text(row.pk, starts_date=NEAR, by=OTHER, at=NOON)
    assert text_of(NEAR - timedelta(days=1)) != SOUND
    assert in_force(NEAR) == in_force(FAR) == SOUND
    end_text(row.pk, ends_date=NEAR + timedelta(days=1), by=OTHER, at=NOON)
    assert in_force(NEAR + timedelta(days=1)) == SOUND
    assert text_of(NEAR + timedelta(days=2)) != SOUND
    kinds = list(Entry.objects.filter(subjects=[f"template:{NAME}"]).order_by("id").values_list("kind", flat=True))
    assert kinds == ["outreach.text_saved", "outreach.text_approved", "outreach.text_ended"]


def test_the_latest_that_has_begun_holds_and_what_was_before_holds_again() -> None:
    first, second = saved(reworded("One")), saved(reworded("Two"))
    assert second.edition == first.edition + 1
    approve_text(first.pk, starts_date=TODAY, by=OTHER, at=NOON)
    approve_text(second.pk, starts_date=NEAR, by=OTHER, at=NOON)
    assert "One" in in_force(NEAR - timedelta(days=1))
    assert "Two" in in_force(NEAR)
    end_text(second.pk, ends_date=NEAR, by=OTHER, at=NOON)
    assert "One" in in_force(NEAR + timedelta(days=1))


def test_the_nearest_place_comes_first() -> None:
    for place, words in (('"*"', "World"), ("US", "Country"), ("US-CA", "State")):
        row = saved(reworded(words).replace('jurisdiction: "*"', f"jurisdiction: {place}"))
        approve_text(row.pk, starts_date=TODAY, by=OTHER, at=NOON)
    found = {place: in_force(TODAY, place=place) for place in ("US-CA", "US-NY", "US", "GB", "")}
    told = {place: next(word for word in ("World", "Country", "State") if word in one) for place, one in found.items()}
    assert told == {"US-CA": "State", "US-NY": "Country", "US": "Country", "GB": "World", "": "World"}


def test_english_stands_in_for_a_language_nobody_wrote_and_says_so() -> None:
    approve_text(saved().pk, starts_date=TODAY, by=OTHER, at=NOON)
    found = text_in_force(NAME, language="fr-CA", place="CA-QC", day=TODAY)
    assert found.language == "en"


def test_what_the_check_refuses_is_not_saved() -> None:
    with pytest.raises(TemplateRefused, match="makes a false hurry") as caught:
        saved(SOUND.replace("Please tell us", "Act now and tell us"))
    assert caught.value.findings
    with pytest.raises(TemplateRefused, match="no field"):
        saved(SOUND.replace("{total.amount}", "{totl.amount}"))
    assert not TemplateEdition.objects.exists()


def test_what_the_check_remarks_is_kept_with_the_edition() -> None:
    row = saved(SOUND.replace("Please tell us", "You must pay. Please tell us"))
    (finding,) = row.findings
    assert (finding["weight"], finding["line"] > 0) == ("warning", True)
    text, checked = check_text(row.source, at=NOON)
    assert (text.name, len(checked.findings)) == (NAME, 1)


def test_who_may_not() -> None:
    with pytest.raises(PermissionRefused):
        save_text(SOUND, by=COLLECTOR, at=NOON)
    row = save_text(SOUND, by=SUPERVISOR, at=NOON)
    with pytest.raises(PermissionRefused):
        approve_text(row.pk, starts_date=TODAY, by=SUPERVISOR, at=NOON)
    with pytest.raises(PermissionRefused):
        end_text(row.pk, ends_date=TODAY, by=SUPERVISOR, at=NOON)


def test_what_cannot_be_approved_or_ended() -> None:
    row, later = saved(reworded("One")), saved(reworded("Two"))
    with pytest.raises(TextEditionRefused, match="This very text is saved already, as edition 2"):
        saved(reworded("One"))
    with pytest.raises(TextEditionRefused, match="somebody else has to approve it"):
        approve_text(row.pk, starts_date=TODAY, by=OFFICER, at=NOON)
    with pytest.raises(TextEditionRefused, match="is past"):
        approve_text(row.pk, starts_date=TODAY - timedelta(days=1), by=OTHER, at=NOON)
    with pytest.raises(TextEditionRefused, match="no edition 999"):
        approve_text(999, starts_date=TODAY, by=OTHER, at=NOON)
    with pytest.raises(TextEditionRefused, match="never approved"):
        end_text(row.pk, ends_date=TODAY, by=OTHER, at=NOON)
    approve_text(later.pk, starts_date=NEAR, by=OTHER, at=NOON)
    with pytest.raises(TextEditionRefused, match="later edition"):
        approve_text(row.pk, starts_date=TODAY, by=OTHER, at=NOON)
    with pytest.raises(TextEditionRefused, match="approved already"):
        approve_text(later.pk, starts_date=NEAR, by=OTHER, at=NOON)
    with pytest.raises(TextEditionRefused, match="before it can end"):
        end_text(later.pk, ends_date=NEAR - timedelta(days=1), by=OTHER, at=NOON)
    end_text(later.pk, ends_date=NEAR, by=OTHER, at=NOON)
    with pytest.raises(TextEditionRefused, match="already"):
        end_text(later.pk, ends_date=NEAR, by=OTHER, at=NOON)


@pytest.mark.parametrize(
    "words",
    [
        "UPDATE outreach_templateedition SET source = 'x'",
        "UPDATE outreach_templateedition SET approved_by = 'user:9'",
        "UPDATE outreach_templateedition SET approved_by = ''",
        "UPDATE outreach_templateedition SET starts_date = '2020-01-01'",
        "UPDATE outreach_templateedition SET findings = '[]', ends_date = '2031-01-01'",
        "DELETE FROM outreach_templateedition",
        "TRUNCATE outreach_templateedition",
    ],
)
def test_the_database_keeps_what_was_saved_and_approved(words: str) -> None:
    row = saved(SOUND.replace("Please tell us", "You must pay. Please tell us"))
    approve_text(row.pk, starts_date=TODAY, by=OTHER, at=NOON)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words)


def test_the_database_lets_nobody_approve_their_own() -> None:
    row = saved()
    words = (
        "UPDATE outreach_templateedition SET approved_by = owner, approved_at = saved_at, starts_date = '2030-01-01'"
    )
    with pytest.raises(IntegrityError, match="own"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words)
    assert TemplateEdition.objects.get(pk=row.pk).approved_by == ""
