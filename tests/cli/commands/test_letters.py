"""`goodstanding letters …`: batches, letters that came back, copies, and every refusal."""

import json
from pathlib import Path

import pytest
from pytest_django import Settings
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import letters
from goodstanding.cli.commands.letters import FileUnreadable
from goodstanding.outreach.channels.letter.letter_code import CodeRefused
from goodstanding.outreach.channels.letter.queries import NoSuchBatch
from goodstanding.outreach.channels.letter.returned_mail import ReturnRefused
from goodstanding.outreach.models.message import Message
from tests.outreach.channels.letter import posted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def numbers(tmp_path: Path, settings: Settings) -> list[int]:
    settings.DATA_FOLDER = tmp_path
    found = posted.letters(3)
    posted.send(tmp_path)
    return found


def call(*words: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(letters.app, words, input=typed, catch_exceptions=False)


def test_batches_are_recorded_listed_and_shown(tmp_path: Path) -> None:
    assert call().stdout == "Nothing was given to a print house yet.\n"
    (name,) = json.loads(call("record", "--json").stdout)["batches"]
    assert call("record").stdout == "Every batch is on record already.\n"
    line = json.loads(call("--json").stdout)
    assert (line["key"], line["letters"], line["pages"]) == (name, 3, 3)
    assert line["folder"] == str(tmp_path / "print" / name)
    assert json.loads(call("show", name[:5], "--json").stdout) == line
    assert name in call("batches").stdout and line["pdf_sha256"] in call("show", name).stdout
    with pytest.raises(NoSuchBatch):
        call("show", "nothing")


def test_codes_are_put_down_one_by_one(numbers: list[int]) -> None:
    right, other = posted.code_of(numbers[0]), posted.code_of(numbers[1])
    done = call("returned", right, "L17LCUD", other, "--reason", "moved", "--json")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 2
    assert [answer["message"] for answer in answers] == [numbers[0], None, numbers[1]]
    assert "last character does not fit" in answers[1]["refused"]
    assert set(Message.objects.filter(id__in=numbers[:2]).values_list("state", flat=True)) == {"bounced"}
    again = call("returned", right)
    assert again.exit_code == 2
    assert "returned already" in again.stderr


def test_a_file_of_scans_is_read(tmp_path: Path, numbers: list[int]) -> None:
    file = tmp_path / "scans.txt"
    file.write_text(f"\ufeff{posted.code_of(numbers[0])}\n{posted.code_of(numbers[1])},refused\n")
    done = call("returned", "--file", str(file))
    assert done.exit_code == 0
    assert f"message {numbers[1]} came back (refused)" in done.stdout
    typed = call("returned", "--file", "-", typed=posted.code_of(numbers[2]) + "\n")
    assert f"message {numbers[2]} came back (undeliverable)" in typed.stdout


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="Name the codes"):
        call("returned")
    with pytest.raises(FileUnreadable, match="cannot be read"):
        call("returned", "--file", str(tmp_path / "nothing.txt"))
    with pytest.raises(ReturnRefused, match="is no reason"):
        call("returned", "L17LCUC", "--reason", "lost")


def test_a_copy_is_written(tmp_path: Path, numbers: list[int]) -> None:
    out = tmp_path / "copy.pdf"
    told = json.loads(call("copy", posted.code_of(numbers[0]), "--out", str(out), "--json").stdout)
    assert (told["message"], told["bytes"]) == (numbers[0], out.stat().st_size)
    assert out.read_bytes().startswith(b"%PDF")
    assert "Wrote the copy" in call("copy", str(numbers[1]), "--out", str(out)).stdout
    with pytest.raises(FileUnreadable, match="cannot be written"):
        call("copy", str(numbers[1]), "--out", str(tmp_path / "no" / "copy.pdf"))
    with pytest.raises(CodeRefused):
        call("copy", "nothing", "--out", str(out))
