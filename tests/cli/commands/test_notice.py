"""`goodstanding notice …`: checks, prints and lists fields, with the exit codes that scripts rely on."""

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import notice
from goodstanding.cli.commands.notice import NoticeFileRefused
from goodstanding.disputes.notice.reading import NoticeUnreadable
from tests.cli.calling import call as call_process
from tests.disputes.notice.sample import FILE


def call(*words: str, told: str | None = None) -> Result:
    return CliRunner().invoke(notice.app, words, input=told, catch_exceptions=False)


def refused(*words: str) -> None:
    CliRunner().invoke(notice.app, words, catch_exceptions=False, standalone_mode=False)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return written(FILE, tmp_path / "sound.json")


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    told = copy.deepcopy(FILE)
    told["collector"]["name"] = ""
    told["amount_now"] = "2284.57"
    return written(told, tmp_path / "spoilt.json")


def written(told: Any, file: Path) -> Path:
    file.write_text(json.dumps(told), encoding="utf-8")
    return file


def test_a_sound_notice_passes(sound: Path) -> None:
    done = call("check", str(sound))
    assert done.exit_code == 0
    assert "The notice is sound; " in done.stderr
    assert not done.stdout
    told = json.loads(call("check", str(sound), "--json").stdout)
    assert (told["sound"], told["problems"], told["rules"]) == (True, [], [])
    assert told["rules_asked"] > 20
    assert told["minimum_end_date"] == "2026-08-28"


def test_standard_input_will_do() -> None:
    assert call("check", "-", told=json.dumps(FILE)).exit_code == 0


def test_everything_wrong_is_told_with_exit_code_one(spoilt: Path) -> None:
    done = call("check", str(spoilt))
    assert done.exit_code == 1
    assert "Collector's name" in done.stdout
    assert "does not add up" in done.stdout
    told = json.loads(call("check", str(spoilt), "--json").stdout)
    assert [one["number"] for one in told["problems"]] == [1, 18]
    assert told["problems"][0]["citation"] == "12 CFR 1006.34(c)(2)(i)"


def test_what_a_field_says_no_rule_says_again(spoilt: Path) -> None:
    assert json.loads(call("check", str(spoilt), "--json").stdout)["rules"] == []


@pytest.fixture
def unlawful(tmp_path: Path) -> Path:
    told = copy.deepcopy(FILE)
    told["itemisation"]["account_number"] = "****12"
    told["period"] |= {"minimum_end_date": "2026-08-01", "end_date": "2026-08-27"}
    return written(told, tmp_path / "unlawful.json")


def test_rules_of_the_lawbook_are_quoted(unlawful: Path, tmp_path: Path) -> None:
    done = call("check", str(unlawful))
    assert done.exit_code == 1
    assert "2 things are wrong" in done.stderr
    assert "cut so short" in " ".join(done.stdout.split())
    told = json.loads(call("check", str(unlawful), "--json").stdout)
    assert [(one["rule"], one["wrong"]) for one in told["rules"]] == [
        ("1006.34(c)(2)(iv)", []),
        ("1006.34(b)(5)", ["late_enough"]),
    ]
    assert told["rules"][1]["sentence"] == "The printed end is before 2026-08-28, the earliest there may be."
    out = tmp_path / "notice.pdf"
    assert call("print", str(unlawful), "--out", str(out)).exit_code == 1
    assert not out.exists()


def test_the_earliest_end_need_not_be_told(tmp_path: Path) -> None:
    told = copy.deepcopy(FILE)
    del told["period"]["minimum_end_date"]
    assert call("check", str(written(told, tmp_path / "on-the-day.json"))).exit_code == 0
    told["period"]["end_date"] = "2026-08-27"
    found = call("check", str(written(told, tmp_path / "day-before.json")), "--json")
    problems = json.loads(found.stdout)["problems"]
    assert found.exit_code == 1
    assert {one["number"] for one in problems} == {24, 25, 27}
    assert "earlier than 2026-08-28" in problems[0]["sentence"]


def test_a_notice_is_printed(sound: Path, tmp_path: Path) -> None:
    out = tmp_path / "notice.pdf"
    done = call("print", str(sound), "--out", str(out), "--json")
    told = json.loads(done.stdout)
    assert out.read_bytes().startswith(b"%PDF-")
    assert told["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    spanish = call("print", str(sound), "--out", str(out), "--language", "es")
    assert "with the English notice" in spanish.stderr
    assert b"/Lang(es-US)" in out.read_bytes()


def test_nothing_is_printed_that_is_not_sound(spoilt: Path, tmp_path: Path) -> None:
    out = tmp_path / "notice.pdf"
    done = call("print", str(spoilt), "--out", str(out))
    assert done.exit_code == 1
    assert "does not add up" in done.stdout
    assert not out.exists()


def test_the_fields_are_listed() -> None:
    assert len(json.loads(call("fields", "--json").stdout)) == 41
    assert "Itemisation date" in call("fields").stdout


def test_what_cannot_be_read_is_refused(sound: Path, tmp_path: Path) -> None:
    with pytest.raises(NoticeFileRefused, match="cannot be read"):
        refused("check", str(tmp_path / "none.json"))
    broken = tmp_path / "broken.json"
    broken.write_bytes(b"{")
    with pytest.raises(NoticeFileRefused, match="is not JSON"):
        refused("check", str(broken))
    broken.write_bytes(b"\xff\xfe")
    with pytest.raises(NoticeFileRefused, match="cannot be read"):
        refused("check", str(broken))
    with pytest.raises(NoticeUnreadable, match="colector"):
        refused("check", str(written({"colector": {}}, broken)))
    with pytest.raises(NoticeFileRefused, match="no wording in 'fr'"):
        refused("print", str(sound), "--language", "fr", "--out", str(broken))
    with pytest.raises(NoticeFileRefused, match="cannot be written"):
        refused("print", str(sound), "--out", str(tmp_path / "no" / "notice.pdf"))


def test_the_door_answers_with_exit_codes(sound: Path, tmp_path: Path) -> None:
    assert call_process("notice", "check", str(sound), folder=tmp_path / "data").returncode == 0
    done = call_process("notice", "check", str(tmp_path / "none.json"), folder=tmp_path / "data")
    assert done.returncode == 2
    assert done.stderr.startswith("goodstanding: The file cannot be read")
    assert not done.stdout


def test_the_example_in_the_documents_is_sound(tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "docs" / "notices.md").read_text(encoding="utf-8")
    block = text.split("## The file")[1].split("\nDays are")[0]
    example = tmp_path / "example.json"
    example.write_text(block, encoding="utf-8")
    assert call("check", str(example)).exit_code == 0
