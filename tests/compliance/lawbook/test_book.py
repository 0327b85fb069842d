"""The whole lawbook: found where it lies, by name, in an edition that any change of a file changes."""

from pathlib import Path

import pytest
import yaml

from goodstanding.compliance.lawbook import book
from goodstanding.compliance.lawbook.book import read_lawbook, shipped
from goodstanding.compliance.lawbook.value import LawbookRefused
from tests.compliance.sample import rule


def write(place: Path, *, pack: str = "test.pack", rule_id: str = "test.rule") -> Path:
    folder = place / pack / "some_rule"
    folder.mkdir(parents=True)
    keys = {"id": pack, "title": "A pack", "level": 1, "jurisdiction": "Ohio", "selects": "TRUE"}
    (place / pack / "pack.yaml").write_text(yaml.safe_dump(keys))
    (folder / "rule.yaml").write_text(yaml.safe_dump({**rule().written, "id": rule_id}))
    return place


def test_packs_and_rules_are_found_by_name(tmp_path: Path) -> None:
    found = read_lawbook(write(tmp_path))
    assert found.pack("test.pack").id == "test.pack"
    assert [one.id for one in found.rules()] == ["test.rule"]
    assert found.rule("test.rule") is found.rule("1.2") is found.rule("12 CFR 1.2")


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    found = read_lawbook(write(tmp_path))
    with pytest.raises(LawbookRefused, match=r"No pack is called 'ohio'; known are test.pack"):
        found.pack("ohio")
    with pytest.raises(LawbookRefused, match=r"No rule is called 'nothing'"):
        found.rule("nothing")


def test_a_name_stands_for_one_rule(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(LawbookRefused, match=r"Two rules are called 'test.rule'"):
        read_lawbook(write(tmp_path, pack="other.pack"))


def test_a_name_stands_for_one_pack(tmp_path: Path) -> None:
    write(tmp_path / "one")
    with pytest.raises(LawbookRefused, match=r"Two packs are called 'test.pack'"):
        read_lawbook(write(tmp_path / "two", rule_id="other.rule").parent)


def test_a_business_adds_a_pack_of_its_own(tmp_path: Path) -> None:
    own = write(tmp_path / "own", pack="house.policy", rule_id="house.rule") / "house.policy"
    found = read_lawbook(write(tmp_path / "law"), more=[own])
    assert [one.id for one in found.packs] == ["test.pack", "house.policy"]


def test_the_edition_changes_with_any_file_that_decides(tmp_path: Path) -> None:
    before = read_lawbook(write(tmp_path)).edition
    folder = tmp_path / "test.pack" / "some_rule"
    assert read_lawbook(tmp_path).edition == before
    (folder / "source.md").write_text("Our reading.")
    assert read_lawbook(tmp_path).edition == before
    (folder / "rule.py").write_text('"""Code."""')
    assert read_lawbook(tmp_path).edition != before


def test_the_shipped_lawbook_is_read_once() -> None:
    assert shipped() is shipped()
    assert shipped().rules()


def test_a_lawbook_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(book, "BESIDE_PACKAGE", tmp_path / "a")
    monkeypatch.setattr(book, "IN_CHECKOUT", tmp_path / "b")
    with pytest.raises(LawbookRefused, match="install Goodstanding again"):
        book.lawbook_folder()
