"""`goodstanding channels …`: setting, showing, turning off, who the house is, and every refusal."""

import json
from pathlib import Path

import pytest
from pytest_django import Settings
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import channels
from goodstanding.outreach.channels import registry
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.number_check import NumberCheckRefused
from tests.outreach.channels.carrier import ADAPTERS

pytestmark = pytest.mark.django_db
HOUSE = (
    "house", "--name", "Larch House", "--address", "1 Example Street; Springfield, IL", "--phone", "+12175550100",
    "--email", "help@example.com",
)  # fmt: skip


@pytest.fixture(autouse=True)
def secret(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "keys").mkdir()
    settings.DATA_FOLDER = tmp_path
    monkeypatch.setattr(registry, "ADAPTERS", ADAPTERS)
    monkeypatch.setattr(channels, "ADAPTERS", ADAPTERS)
    file = tmp_path / "whistle.txt"
    file.write_text("whistle\n")
    return file


def call(*words: str) -> Result:
    return CliRunner().invoke(channels.app, words, catch_exceptions=False)


def refused(*words: str) -> str:
    with pytest.raises(ChannelRefused) as refusal:
        CliRunner().invoke(channels.app, words, catch_exceptions=False, standalone_mode=False)
    return str(refusal.value)


def set_pigeon(secret: Path) -> Result:
    return call(
        "set", "email", "pigeon", "--option", "base_address=http://127.0.0.1:4010", "--secret-file", str(secret),
        "--json",
    )  # fmt: skip


def test_a_channel_is_set_shown_and_turned_off(secret: Path) -> None:
    told = json.loads(set_pigeon(secret).stdout)
    assert (told["channel"], told["provider"]) == ("email", "pigeon")
    shown = json.loads(call("show", "email", "--json").stdout)
    assert shown["options"] == {"base_address": "http://127.0.0.1:4010", "birds": 2}
    assert (shown["has_secret"], shown["by"], shown["fault"]) == (True, "operator", "")
    everything = call("show", "email").stdout + call().stdout + call("--json").stdout + call("list").stdout
    assert "kept in the key folder" in everything
    assert "whistle" not in everything
    assert "Nothing carries email any more." in call("off", "email").stderr
    assert "No provider is set for e-mail." in call("show", "email").stdout
    listed = json.loads(call("list", "--json").stdout)["channels"]
    assert [one["channel"] for one in listed] == ["email", "sms", "letter", "call", "voicemail", "portal"]


def test_the_house_says_who_it_is() -> None:
    before = call("house", "--json")
    assert json.loads(before.stdout)["said"] is False
    assert "nobody in particular" in call("house").stderr
    told = json.loads(call(*HOUSE, "--json").stdout)
    assert (told["said"], told["name"], told["address"]) == (True, "Larch House", "1 Example Street\nSpringfield, IL")
    assert "Larch House" in call("house", "--hours", "Mondays").stdout


def test_providers_are_listed_with_their_options() -> None:
    told = json.loads(call("providers", "--json").stdout)["providers"]
    assert [one["provider"] for one in told] == ["pigeon", "drawer"]
    assert "--secret-file" in call("providers").stdout


def test_what_cannot_be_is_refused(secret: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("\n")
    assert "no provider 'owl'" in refused("set", "email", "owl")
    assert "is no channel" in refused("set", "telegraph", "owl")
    assert "is no channel" in refused("show", "telegraph")
    assert "write it as NAME=VALUE" in refused("set", "email", "drawer", "--option", "birds")
    assert "given twice" in refused("set", "email", "pigeon", "--option", "birds=1", "--option", "birds=2")
    assert "cannot be read" in refused("set", "email", "drawer", "--secret-file", str(tmp_path / "none.txt"))
    assert "is empty" in refused("set", "email", "drawer", "--secret-file", str(empty))
    assert "nothing to turn off" in refused("off", "email")
    assert "needs name" in refused("house", "--hours", "Mondays")


def test_the_matrix_says_who_carries_what_and_why_not() -> None:
    told = json.loads(call("matrix", "--traffic", "third_party", "--json").stdout)["matrix"]
    assert {one["route"]: one["is_carried"] for one in told} == {
        "toll_free": False, "ten_dlc": False, "short_code": False, "abroad": True,
    }  # fmt: skip
    assert "30943" in call("matrix", "--provider", "twilio").stdout
    assert "is no traffic" in refused("matrix", "--traffic", "air")
    assert "Nothing is known of what 'owl' carries" in refused("matrix", "--provider", "owl")


def test_answers_about_numbers_are_recorded_and_listed(tmp_path: Path) -> None:
    words = ("--database", "FCC_RND", "--answer", "no", "--since", "2026-01-10", "--asked", "2026-02-10")
    told = json.loads(call("number-check", "+12025550101", *words, "--json").stdout)
    assert told == {"number": "+12025550101", "recorded": 1}
    assert "known of +12025550101 already" in call("number-check", "+12025550101", *words).stderr
    file = tmp_path / "answers.csv"
    file.write_text("number,asked,since,database,answer\n+12025550102,2026-02-10,2026-01-10,FCC_RND,yes\nx,,,,\n")
    done = call("number-checks", str(file), "--json")
    assert (done.exit_code, json.loads(done.stdout)["recorded"]) == (1, 1)
    assert "Line 3:" in call("number-checks", str(file)).stderr
    assert json.loads(call("stale-numbers", "--json").stdout) == {"fresh_days": 60, "numbers": []}
    assert "Every number is fresh for at least 14 days." in call("stale-numbers").stdout


def test_answers_that_cannot_be_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NumberCheckRefused, match="is no answer"):
        refused("number-check", "+12025550101", "--database", "x", "--answer", "so", "--since", "2026-01-10")
    with pytest.raises(NumberCheckRefused, match="cannot be read"):
        refused("number-checks", str(tmp_path / "none.csv"))
    with pytest.raises(NumberCheckRefused, match="from 0 to"):
        refused("stale-numbers", "--within", "-1")
