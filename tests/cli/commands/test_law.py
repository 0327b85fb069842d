"""`goodstanding law`: situations from a file, rules explained, and refusals in a sentence."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from goodstanding.cli.commands.law_why import PurposeUnknown, ask
from goodstanding.database import cluster
from tests.cli.calling import call, call_here
from tests.compliance.house_policy import written
from tests.receivables.cast import item, open_book, place

GIVEN: dict[str, Any] = {
    "consumer": {"id": "c1", "state": "OH", "zip": "43215", "timezone": "America/New_York"},
    "debts": [{"id": "d1", "type": "credit_card"}], "history": [], "preferences": {}, "packs": ["us.regf"],
    "collector": {"type": "third_party", "covered_by_fdcpa": True},
}  # fmt: skip


def situation(name: str, at: str, then: dict[str, Any], **more: Any) -> str:
    act = {"kind": "contact", "channel": "call", "person": "consumer", "debts": ["d1"], "at": at}
    return json.dumps({"id": name, "given": GIVEN, "when": {"action": act}, "then": then, **more})


EARLY = situation(
    "early", "2026-05-05T07:59:00-04:00",
    {"allowed": False, "rule": "1006.6(b)(1)(i)", "effect": "", "next_allowed_at": "2026-05-05T08:00:00-04:00"},
)  # fmt: skip
NOON = situation("noon", "2026-05-05T12:00:00-04:00", {"allowed": True, "rule": "1006.6(b)(1)(i)", "effect": ""})
WRONG = situation("wrong", "2026-05-05T12:00:00-04:00", {"allowed": False, "rule": "1006.6(b)(1)(i)", "effect": ""})


def test_a_file_that_agrees_is_answered_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text(f"{EARLY}\n\n{NOON}\n")
    done = call("law", "check", str(tmp_path / "cases.jsonl"), "--json", folder=tmp_path)
    early, noon, summary = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 0
    assert set(early) == {"id", "allowed", "rule", "effect", "next_allowed_at", "value", "because"}
    assert (early["allowed"], early["next_allowed_at"]) == (False, "2026-05-05T08:00:00-04:00")
    assert (noon["allowed"], noon["next_allowed_at"]) == (True, None)
    counted = summary["summary"]
    assert (counted["cases"], counted["agree"], counted["disagree_without_policy_choice"]) == (2, 2, 0)


def test_one_that_disagrees_makes_the_exit_code_one(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text(f"{NOON}\n{WRONG}\n")
    done = call_here("law", "check", str(tmp_path / "cases.jsonl"), folder=tmp_path)
    assert done.returncode == 1
    assert "wrong: allowed differ" in done.stdout
    assert "1 of 2 situations agree" in done.stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no situation"),
        ("{", "line 1 is no JSON"),
        (f"{NOON}\n[]", "line 2 is no situation"),
        ('{"id": "x", "when": {}}', "does not say what is given"),
        ('{"id": "x", "given": {}, "when": {"action": {}}}', "when.action.kind is missing"),
    ],
)
def test_what_is_no_situation_is_refused_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "cases.jsonl").write_text(text)
    done = call_here("law", "check", str(tmp_path / "cases.jsonl"), folder=tmp_path)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("T12:00:00-04:00", "T12:00:00", "offset from UTC"),
        ("2026-05-05T12:00:00-04:00", "noon", "no instant"),
        ("America/New_York", "Mars/Base", "is not a time zone"),
        ('[{"id": "d1", "type": "credit_card"}]', '"d1"', "is no list"),
    ],
)
def test_one_odd_situation_does_not_silence_the_others(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in NOON
    (tmp_path / "cases.jsonl").write_text(f"{EARLY}\n{NOON.replace(old, new)}\n{NOON}\n")
    done = call_here("law", "check", str(tmp_path / "cases.jsonl"), "--json", folder=tmp_path)
    early, odd, noon, summary = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 1
    assert (early["allowed"], noon["allowed"]) == (False, True)
    assert (odd["allowed"], odd["effect"]) == (False, "unreadable")
    assert words in odd["because"]
    assert summary["summary"]["disagree"] == 1


def test_a_fact_no_rule_can_hear_is_said_aloud(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text(NOON.replace('"history": []', '"history": [], "star_sign": "leo"'))
    done = call_here("law", "check", str(tmp_path / "cases.jsonl"), folder=tmp_path)
    assert done.returncode == 0
    assert "given.star_sign" in done.stderr


def test_the_lawbook_s_own_cases_agree(tmp_path: Path) -> None:
    done = call_here("law", "check", folder=tmp_path)
    assert done.returncode == 0, done.stdout[-2000:]
    assert "rules agree" in done.stdout


def test_rules_are_listed_and_explained_with_source_and_confidence(tmp_path: Path) -> None:
    assert "us.regf" in call_here("law", "list", folder=tmp_path).stdout
    told = call_here("law", "explain", "1006.14(b)(2)(i)(A)", "--json", folder=tmp_path)
    values = {one["name"]: one for one in json.loads(told.stdout)["values"]}
    assert (values["calls_max"]["value"], values["calls_max"]["confidence"]) == (7, "seen")
    before = call_here("law", "explain", "us.regf.call_count", "--as-of", "2021-11-29", "--json", folder=tmp_path)
    assert {one["value"] for one in json.loads(before.stdout)["values"]} == {None}
    assert "The legal text was read" in call_here("law", "explain", "us.regf.call_count", folder=tmp_path).stdout


def test_an_unknown_rule_pack_or_day_is_a_sentence(tmp_path: Path) -> None:
    soon = ["explain", "us.regf.call_count", "--as-of", "soon"]
    for words in (["explain", "us.nosuch"], ["list", "us.nosuch"], soon):
        done = call_here("law", *words, folder=tmp_path)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with empty books."""
    place = tmp_path_factory.mktemp("law")
    assert call("init", "--email", "ada@example.com", "--name", "Ada Amber", folder=place).returncode == 0
    yield place
    cluster.remove(place)


def test_a_policy_is_adopted_once_it_is_sound(books: Path, tmp_path: Path) -> None:
    unsound = call("law", "adopt", str(written(tmp_path / "unsound", calls_max=3)), folder=books)
    assert unsound.returncode == 2
    assert "own cases do not come out" in " ".join(unsound.stderr.split())
    done = call("law", "adopt", str(written(tmp_path / "sound")), folder=books)
    assert done.returncode == 0, done.stderr
    assert "house.larch is adopted" in done.stdout
    assert call("law", "end", "house.larch", folder=books).returncode == 0
    assert call("law", "end", "house.larch", folder=books).returncode == 2


def test_a_question_about_no_account_is_refused(books: Path) -> None:
    done = call("law", "why", "NOWHERE", folder=books)
    assert done.returncode == 2
    assert "No account has the number or reference" in " ".join(done.stderr.split())
    assert call("contact", "NOWHERE", "--channel", "letter", folder=books).returncode == 2


@pytest.mark.django_db
def test_a_purpose_nobody_knows_is_refused_with_those_that_are_known() -> None:
    account = str(place(open_book(), item("INV-1", 10_000)))
    asked = partial(ask, account, channel="call", at="2026-06-17T14:00-04:00", known_at=None)
    for known in (None, "payment_reminder", "validation notice", "settlement_offer"):
        assert asked(purpose=known).asked["purpose"] == "_".join((known or "").split())
    with pytest.raises(
        PurposeUnknown, match=r"knows the purpose 'NONSENSE'\. Purposes of templates are: .*debt_recovery"
    ):
        asked(purpose="NONSENSE")
    with pytest.raises(PurposeUnknown, match=r"come nearest: .*\bvalidation_notice\b"):
        asked(purpose="validation_notise")
