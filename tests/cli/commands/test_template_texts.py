"""`goodstanding templates check, save, approve, end, show, fields`: that they work, and what they refuse."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import template_texts, templates
from goodstanding.outreach.models.template import TemplateEdition
from goodstanding.outreach.template.field_table import markdown
from goodstanding.outreach.template.language.finding import TemplateRefused
from goodstanding.outreach.template.operations.editions import TextEditionRefused
from goodstanding.refusal import Refusal
from tests.outreach.template.samples import SOUND

pytestmark = pytest.mark.django_db
NAME = "friendly-reminder"


def call(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(templates.app, words, input=given, catch_exceptions=False)


def refused(*words: str, given: str | None = None) -> None:
    CliRunner().invoke(templates.app, words, input=given, catch_exceptions=False, standalone_mode=False)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "text.yaml"
    path.write_text(SOUND, encoding="utf-8")
    return str(path)


def test_a_sound_text_is_checked(file: str) -> None:
    done = call("check", file)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "can be saved: friendly-reminder in en, for email, sms, letter, call, portal" in done.stderr
    told = json.loads(call("check", "-", "--json", given=SOUND).stdout)
    assert (told["sound"], told["findings"], told["segments"]) == (True, [], 2)
    assert not TemplateEdition.objects.exists()


def test_what_stands_in_the_way_is_told_with_exit_code_one() -> None:
    done = call("check", "-", given=SOUND.replace("Please tell us", "Act now and tell us"))
    assert done.exit_code == 1
    assert "makes a false hurry" in done.stdout
    done = call("check", "-", "--json", given=SOUND.replace("{total.amount}", "{totl.amount}"))
    told = json.loads(done.stdout)
    assert (done.exit_code, told["sound"], told["template"]) == (1, False, None)
    assert "Did you mean total.amount?" in [one["suggestion"] for one in told["findings"]]
    done = call("check", "-", given="{")
    assert done.exit_code == 1
    assert "This is not YAML" in done.stdout


def test_a_grade_can_be_asked_for(file: str) -> None:
    done = call("check", file, "--grade", "-3", "--json")
    assert done.exit_code == 0
    (finding,) = json.loads(done.stdout)["findings"]
    assert finding["weight"] == "warning"
    assert "reads harder than it should" in finding["sentence"]


def test_a_text_is_saved_and_its_maker_cannot_approve_it(file: str) -> None:
    told = json.loads(call("save", file, "--json").stdout)
    row = TemplateEdition.objects.get()
    assert (told["number"], told["edition"], told["template"]) == (row.pk, 2, NAME)
    with pytest.raises(TextEditionRefused, match="somebody else has to approve it"):
        refused("approve", str(row.pk))
    with pytest.raises(TextEditionRefused, match="saved already"):
        refused("save", file)
    with pytest.raises(TemplateRefused, match="no field"):
        refused("save", "-", given=SOUND.replace("{total.amount}", "{totl.amount}"))


def test_somebody_elses_text_is_approved_and_ended(file: str) -> None:
    call("save", file)
    # The command line knows one operator; what somebody else saved is told by a row of theirs.
    row = TemplateEdition.objects.get()
    other = TemplateEdition.objects.create(
        name=row.name, language=row.language, jurisdiction="US", edition=2, source=row.source, sha256=row.sha256,
        owner="user:9", saved_at=row.saved_at, entry_id=row.entry_id,
    )  # fmt: skip
    told = json.loads(call("approve", str(other.pk), "--from", "2199-01-01", "--json").stdout)
    assert told == {"number": other.pk, "starts_date": "2199-01-01", "approved_by": "operator"}
    done = call("end", str(other.pk), "--on", "2199-02-01")
    assert "is used for the last time on 2199-02-01" in done.stderr
    lines = json.loads(call("show", NAME, "--json").stdout)
    assert {(one["edition_id"], one["ends_date"]) for one in lines if one["edition_id"]} == {
        (row.pk, None), (other.pk, "2199-02-01"),
    }  # fmt: skip
    assert "2199-02-01" in call("show", NAME).stdout


def test_a_text_is_shown_in_a_channel(file: str) -> None:
    number = str(json.loads(call("save", file, "--json").stdout)["number"])
    assert "USD 1,234.50 is open on JE-104233" in call("show", NAME, "--channel", "sms", "--number", number).stdout
    assert "(1 segments)" not in call("show", NAME, "--channel", "sms", "--number", number).stdout
    page = call("show", NAME, "--channel", "email", "--number", number, "--html").stdout
    assert page.startswith("<!DOCTYPE html>")
    told = json.loads(call("show", NAME, "--channel", "letter", "--number", number, "--json").stdout)
    assert (told["edition"], told["channel"], "#par[" in told["typst"]) == (2, "letter", True)
    with pytest.raises(template_texts.TextFileRefused, match="no HTML of sms"):
        refused("show", NAME, "--channel", "sms", "--number", number, "--html")
    with pytest.raises(template_texts.TextFileRefused, match="'pigeon' is no channel"):
        refused("show", NAME, "--channel", "pigeon")


def test_the_fields_are_listed() -> None:
    assert call("fields", "--markdown").stdout == markdown()
    told = json.loads(call("fields", "--json").stdout)
    assert "total.amount" in [one["name"] for one in told]
    assert "total.amount" in call("fields").stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("check", "/nowhere/text.yaml"), "cannot be read"),
        (("save", "/nowhere/text.yaml"), "cannot be read"),
        (("approve", "1", "--from", "soon"), "'soon' is no day"),
        (("end", "1", "--on", "soon"), "'soon' is no day"),
        (("approve", "999"), "no edition 999"),
        (("show", "lullaby"), "no template 'lullaby'"),
        (("show", NAME, "--channel", "email", "--number", "999"), "no edition 999"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        refused(*words)
