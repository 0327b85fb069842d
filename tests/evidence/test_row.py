"""One row of a bulk entry can be proved alone, and no other row with it."""

from dataclasses import replace

import pytest

from goodstanding.evidence import log, row

SALT = bytes(range(32))
ROWS = [(f"debt:{number}", b'{"amount_minor":%d}' % number) for number in range(11)]
LEAVES = row.leaves(row.digests(ROWS), salt=SALT)
ROOT = log.root(LEAVES)


def test_every_row_is_proved() -> None:
    for place, (key, content) in enumerate(ROWS):
        assert row.is_proved(key, content, by=row.prove(place, leaf_hashes=LEAVES, salt=SALT), root=ROOT)


def test_a_chunk_of_one_row_is_proved() -> None:
    leaves = row.leaves(row.digests(ROWS[:1]), salt=SALT)
    assert row.is_proved(*ROWS[0], by=row.prove(0, leaf_hashes=leaves, salt=SALT), root=leaves[0])


def test_another_content_key_place_salt_or_root_is_refused() -> None:
    key, content = ROWS[3]
    right = row.prove(3, leaf_hashes=LEAVES, salt=SALT)
    assert not row.is_proved(key, content + b" ", by=right, root=ROOT)
    assert not row.is_proved("debt:4", content, by=right, root=ROOT)
    assert not row.is_proved(key, content, by=replace(right, index=4), root=ROOT)
    assert not row.is_proved(key, content, by=replace(right, salt=SALT), root=ROOT)
    assert not row.is_proved(key, content, by=replace(right, path=right.path[:-1]), root=ROOT)
    assert not row.is_proved(key, content, by=right, root=LEAVES[0])


def test_nonsense_is_refused_calmly() -> None:
    right = row.prove(3, leaf_hashes=LEAVES, salt=SALT)
    assert not row.is_proved("", b"", by=right, root=ROOT)
    assert not row.is_proved("a\nb", b"", by=right, root=ROOT)
    assert not row.is_proved("\ud800", b"", by=right, root=ROOT)
    assert not row.is_proved("debt:3", b"", by=replace(right, salt="text"), root=ROOT)  # type: ignore[arg-type] # On purpose.


def test_the_proofs_root_is_the_root_over_all_rows() -> None:
    assert row.prove(5, leaf_hashes=LEAVES, salt=SALT).root == ROOT


def test_equal_rows_do_not_look_alike_once_salted() -> None:
    leaves = row.leaves(row.digests([("debt:1", b"same"), ("debt:1", b"same")]), salt=SALT)
    assert leaves[0] != leaves[1]
    assert row.row_salt(0, salt=SALT) != row.row_salt(1, salt=SALT)


@pytest.mark.parametrize("key", ["", "debt:1\n2"])
def test_a_key_is_one_line_of_text(key: str) -> None:
    with pytest.raises(row.RowRefused, match="one line"):
        row.digest(key, b"{}")


def test_keys_are_stored_one_a_line() -> None:
    assert row.one_a_line(["debt:1", "debt:2"], count=2) == "debt:1\ndebt:2"
    assert row.one_a_line([], count=0) == ""
    for keys in (["a"], ["a", ""], ["a\nb"], ["a", "b\nc"], ["a", "b", "c"]):
        with pytest.raises(row.RowRefused):
            row.one_a_line(keys, count=2)


def test_key_and_content_cannot_change_places() -> None:
    assert row.digest("debt:1", b"2") != row.digest("debt:12", b"")
