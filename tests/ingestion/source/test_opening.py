import hashlib
from pathlib import Path

import pytest

from goodstanding.ingestion.mapping.document import FileSettings
from goodstanding.ingestion.source.opening import find_format, hash_of, open_source
from goodstanding.ingestion.source.rows import SourceRefused
from tests.ingestion.workbook import write_workbook


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.csv", b"a,b", "csv"),
        ("a.xlsx", b"PK\x03\x04", "xlsx"),
        ("a.csv", b"PK\x03\x04", "xlsx"),
        ("a", b"PAR1", "parquet"),
        ("a.JSONL", b"{}", "jsonl"),
        ("a.txt", b"{}", "csv"),
    ],
)
def test_the_first_bytes_and_then_the_name_tell_the_format(
    tmp_path: Path, name: str, content: bytes, found: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert find_format(tmp_path / name, stated=None) == found
    assert find_format(tmp_path / name, stated="jsonl") == "jsonl"


def test_each_format_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a\n1\n")
    (tmp_path / "a.jsonl").write_text('{"a": 1}\n')
    write_workbook(tmp_path / "a.xlsx", {"S": [["a"], ["1"]]})
    for name in ("a.csv", "a.jsonl", "a.xlsx"):
        assert open_source(tmp_path / name, settings=FileSettings()).columns == ["a"]


def test_a_mended_file_of_rejected_rows_is_known_whatever_the_map_says(tmp_path: Path) -> None:
    path = tmp_path / "mended.csv"
    path.write_text("rejected row,rejected column,rejected value,rejected because,a\n1,a,,Empty.,x\n")
    assert open_source(path, settings=FileSettings(format="xlsx", delimiter=";", header=4)).columns == ["a"]


def test_files_that_are_not_there_or_empty_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    for path, sentence in ((tmp_path / "empty", "is empty"), (tmp_path / "none", "no file"), (tmp_path, "folder")):
        with pytest.raises(SourceRefused, match=sentence):
            open_source(path, settings=FileSettings())
    with pytest.raises(SourceRefused, match="no file"):
        hash_of(tmp_path / "none")


def test_the_hash_is_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    assert hash_of(tmp_path / "a") == hashlib.sha256(b"content").hexdigest()
