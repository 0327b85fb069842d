"""`goodstanding templates …`: the list, publishing, withdrawing, and their refusals."""

import json

import pytest
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import templates
from goodstanding.outreach.models.template import TemplateStanding
from goodstanding.outreach.template.catalogue import CatalogueRefused, shipped
from goodstanding.outreach.template.operations.standing import TemplateStandingRefused
from tests.guards.checkout import HOME

pytestmark = pytest.mark.django_db


def call(*words: str) -> Result:
    return CliRunner().invoke(templates.app, words, catch_exceptions=False)


def refused(*words: str) -> None:
    CliRunner().invoke(templates.app, words, catch_exceptions=False, standalone_mode=False)


def listed() -> dict[str, dict[str, dict[str, list[str]]]]:
    told = json.loads(call("--json").stdout)["templates"]
    return {one["template"]: one["channels"] for one in told}


def test_every_template_is_listed() -> None:
    assert list(listed()) == list(shipped())
    assert listed()["limited-voicemail"] == {"voicemail": {"published": ["en", "es"], "withdrawn": []}}
    text = call().stdout
    assert all(name in text for name in shipped())


def test_withdrawn_and_published_again() -> None:
    done = call("withdraw", "reminder", "--channel", "sms")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "The template reminder is withdrawn (sms, every language)." in done.stderr
    assert listed()["reminder"]["sms"] == {"published": [], "withdrawn": ["en", "es"]}
    assert "sms (en, es)" in call().stdout
    told = json.loads(call("publish", "reminder", "--channel", "sms", "--language", "es", "--json").stdout)
    assert told == {"template": "reminder", "channel": "sms", "language": "es", "standing": "published"}
    assert listed()["reminder"]["sms"] == {"published": ["es"], "withdrawn": ["en"]}
    assert list(TemplateStanding.objects.values_list("by", flat=True)) == ["operator", "operator"]


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(CatalogueRefused, match="Did you mean"):
        refused("withdraw", "remainder")
    with pytest.raises(TemplateStandingRefused, match="published already"):
        refused("publish", "reminder")


def test_the_page_names_what_ships() -> None:
    text = (HOME / "docs" / "templates.md").read_text()
    # The table of merge fields on the same page has more columns.
    rows = [cells for row in text.splitlines() if row.startswith("| `") and len(cells := row.split("|")) == 5]
    words = {"email": "e-mail", "sms": "text"}
    assert {row[1].strip(" `"): row[3].strip() for row in rows} == {
        name: ", ".join(words.get(one, one) for one in template.channels) for name, template in shipped().items()
    }
