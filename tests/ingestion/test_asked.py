"""What was asked for: a map is the same map however it is laid out."""

from pathlib import Path

import pytest

from goodstanding.ingestion.asked import hash_of_map, read_map_text
from goodstanding.ingestion.mapping.finding import MapRefused


def test_comments_and_order_make_no_other_map() -> None:
    assert hash_of_map("map: 1\nname: x\n") == hash_of_map("# A remark.\nname: x\n\nmap: 1\n")
    assert hash_of_map("map: 1\nname: x\n") != hash_of_map("map: 1\nname: y\n")


def test_a_map_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MapRefused, match="cannot be read"):
        read_map_text(tmp_path / "none.yaml")
    (tmp_path / "odd.yaml").write_bytes(b"map: \xff")
    with pytest.raises(MapRefused, match="not written in UTF-8"):
        read_map_text(tmp_path / "odd.yaml")
    (tmp_path / "mark.yaml").write_bytes(b"\xef\xbb\xbfmap: 1")
    assert read_map_text(tmp_path / "mark.yaml") == "map: 1"
