"""An installation signs its log, exports it, and anybody checks it without the database."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodstanding.database import cluster
from tests.cli.calling import call


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with one administrator, one checkpoint and an exported log."""
    place = tmp_path_factory.mktemp("evidence")
    assert call("init", "--email", "ada@example.com", "--name", "Ada Amber", folder=place).returncode == 0
    assert call("evidence", "checkpoint", folder=place).returncode == 0
    assert call("evidence", "export", str(place / "log.jsonl"), folder=place).returncode == 0
    yield place
    cluster.remove(place)


def offline(log: Path, *, folder: Path) -> tuple[int, dict[str, object]]:
    """Check an exported log with a checkpoint and the public key; no database is there to be reached."""
    kept = folder / "evidence"
    words = (
        "verify",
        "--log",
        str(log),
        "--checkpoint",
        str(kept / "latest.txt"),
        "--key",
        str(kept / "public_key.txt"),
    )
    done = call(*words, "--json", folder=folder, DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    return done.returncode, json.loads(done.stdout)


def test_init_lets_one_administrator_in_and_no_second(folder: Path) -> None:
    again = call("init", "--email", "eve@example.com", folder=folder)
    assert again.returncode == 0
    assert "somebody is in already" in again.stderr
    listed = call("access", "list", "--json", folder=folder)
    assert "ada@example.com" in listed.stdout
    assert "eve@example.com" not in listed.stdout


def test_the_database_is_sound(folder: Path) -> None:
    done = call("verify", "--json", folder=folder)
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["sound"]) == (0, True)
    assert answer["vouched_for"] == answer["entries"] > 1


def test_an_export_is_checked_without_a_database(folder: Path) -> None:
    code, answer = offline(folder / "log.jsonl", folder=folder)
    assert (code, answer["sound"]) == (0, True)


def test_a_changed_word_is_found_at_its_place(folder: Path, tmp_path: Path) -> None:
    changed = tmp_path / "log.jsonl"
    changed.write_text((folder / "log.jsonl").read_text().replace("Ada Amber", "Eve Ember", 1))
    code, answer = offline(changed, folder=folder)
    assert (code, answer["sound"], answer["first_bad_position"]) == (1, False, 0)


def test_a_cut_off_tail_is_found(folder: Path, tmp_path: Path) -> None:
    cut = tmp_path / "log.jsonl"
    cut.write_text("".join((folder / "log.jsonl").read_text().splitlines(keepends=True)[:-1]))
    code, answer = offline(cut, folder=folder)
    assert (code, answer["sound"]) == (1, False)


def test_entries_are_shown_and_proved(folder: Path) -> None:
    shown = call("evidence", "show", "user:1", "--json", folder=folder)
    entry = json.loads(shown.stdout.splitlines()[-1])
    proof = json.loads(call("evidence", "prove", str(entry["id"]), folder=folder).stdout)
    assert proof["position"] == entry["position"]
    missing = call("evidence", "prove", "999999", folder=folder)
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr.startswith("goodstanding: Entry 999999")


def test_a_log_without_a_checkpoint_is_not_called_sound(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "data"
    elsewhere.mkdir()
    shutil.copy(folder / "log.jsonl", elsewhere / "log.jsonl")
    done = call("verify", "--log", str(elsewhere / "log.jsonl"), folder=elsewhere)
    assert done.returncode == 2
    assert "checkpoint" in done.stderr


def test_doctor_and_down(folder: Path) -> None:
    healthy = call("doctor", "--json", "--port", "1", folder=folder)
    assert json.loads(healthy.stdout)["ok"] is True, healthy.stdout
    assert "has stopped" in call("down", folder=folder).stderr
    assert "was not running" in call("down", folder=folder).stderr
    assert call("verify", folder=folder).returncode == 0
