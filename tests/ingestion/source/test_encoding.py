import codecs
from pathlib import Path

import pytest

from goodstanding.ingestion.source.encoding import find_encoding
from goodstanding.ingestion.source.rows import SourceRefused

TEXT = "Größe;Bétail;Łódź\nÄpfel;Crème;Żółw\n" * 40
WESTERN = "Straße;Größe;Crème brûlée\nMüller;Bäcker;Café\n" * 40


def found(folder: Path, content: bytes, stated: str | None = None) -> str:
    path = folder / "file.csv"
    path.write_bytes(content)
    return find_encoding(path, stated=stated)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_found_with_and_without_its_mark(tmp_path: Path, encoding: str) -> None:
    content = TEXT.encode(encoding)
    assert content.decode(found(tmp_path, content)) == TEXT


def test_a_western_page_is_found(tmp_path: Path) -> None:
    content = WESTERN.encode("cp1252")
    assert content.decode(found(tmp_path, content)) == WESTERN


def test_plain_letters_and_an_odd_byte_far_behind(tmp_path: Path) -> None:
    assert found(tmp_path, b"a;b\n1;2\n") == "utf-8"
    assert found(tmp_path, b"a;b\n" * 400_000 + "Größe\n".encode()) == "utf-8"
    assert found(tmp_path, b"a;b\n" * 400_000 + "Größe\n".encode("cp1252")) != "utf-8"


def test_a_stated_encoding_is_believed_but_for_a_mark(tmp_path: Path) -> None:
    assert found(tmp_path, "é".encode("latin-1"), "latin-1") == "iso8859-1"
    assert found(tmp_path, codecs.BOM_UTF8 + b"a", "utf-8") == "utf-8-sig"


@pytest.mark.parametrize("name", ["martian", "base64", "", "rot13", "a\0b"])
def test_what_is_no_encoding_of_text_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceRefused):
        found(tmp_path, b"a", name)


def test_utf_8_with_one_odd_byte_is_refused_with_its_line(tmp_path: Path) -> None:
    content = "Name\nMüller\nPeña\n".encode() + b"Bj\xf6rn\n" + "Åse\n".encode()
    with pytest.raises(SourceRefused, match=r"^Line 4 holds a byte that is not UTF-8"):
        found(tmp_path, content)
    assert found(tmp_path, content, "cp1252") == "cp1252"


def test_an_older_encoding_is_not_taken_for_damaged_utf_8(tmp_path: Path) -> None:
    assert found(tmp_path, "Name\nMüller\nBjörn\nÅse\n".encode("cp1252")) == "cp1252"
