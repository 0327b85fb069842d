"""A house's own policy: what may be adopted, and what is refused with a sentence."""

from pathlib import Path

import pytest

from goodstanding.compliance.lawbook.value import LawbookRefused
from goodstanding.compliance.policy import PolicyRefused, edition, examined, files_of
from tests.compliance.house_policy import PACK, RULE, written

NOW = "2026-11-22T12:00:00+00:00"


def test_a_sound_policy_is_read_with_all_its_files(tmp_path: Path) -> None:
    folder = written(tmp_path)
    assert sorted(files_of(folder)) == [
        "pack.yaml",
        "two_calls/cases.yaml",
        "two_calls/rule.yaml",
        "two_calls/source.md",
    ]
    assert examined(folder, known=frozenset({"us.regf"}), asked_at=NOW).rules[0].rule == "Larch 4.2"


def test_another_number_is_another_edition(tmp_path: Path) -> None:
    one, other = files_of(written(tmp_path / "one")), files_of(written(tmp_path / "other", calls_max=3))
    assert edition(one) != edition(other)
    assert edition(one) == edition(files_of(written(tmp_path / "again")))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"pack": PACK.replace("house.larch", "us.regf")}, "is a pack of the lawbook"),
        ({"pack": PACK.replace("level: 5", "level: 1")}, "level is 5"),
        ({"rule": RULE.replace('shape: "count"', 'shape: "code"')}, "unknown keys|without code"),
        ({"rule": RULE.replace("value: 2,", "value: 3,")}, "own cases do not come out"),
    ],
)
def test_what_is_no_policy_is_refused(tmp_path: Path, changed: dict[str, str], words: str) -> None:
    with pytest.raises((PolicyRefused, LawbookRefused), match=words):
        examined(written(tmp_path, changed=changed), known=frozenset({"us.regf"}), asked_at=NOW)


LONGER = """
id: "house.larch.longer"
title: "No limitation ends"
asks: "compute"
citation: "Larch policy 9"
rule: "Larch 9"
shape: "not_counted"
acts: "TRUE"
of: "TRUE"
not_before: ":end"
effect: "policy"
values:
  in_force:
    unit: "yes or no"
    dated: [{from: "2026-01-01", value: true, source: "Board", checked_on: "2026-01-02", confidence: "policy"}]
  end:
    unit: "date"
    dated: [{from: "2026-01-01", value: "2099-01-01", source: "Board", checked_on: "2026-01-02", confidence: "policy"}]
says: {refused: "No limitation ends."}
"""


def test_a_policy_that_lengthens_a_limitation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyRefused, match="cannot make a limitation longer"):
        examined(written(tmp_path, changed={"rule": LONGER}), known=frozenset({"us.regf"}), asked_at=NOW)


def test_code_and_foreign_files_are_refused(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "two_calls" / "rule.py").write_text("import os\n")
    with pytest.raises(PolicyRefused, match="without code"):
        files_of(folder)
    (folder / "two_calls" / "rule.py").unlink()
    (folder / "note.md").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(PolicyRefused, match="not UTF-8"):
        files_of(folder)


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyRefused, match=r"pack\.yaml"):
        files_of(tmp_path)
