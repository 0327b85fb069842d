"""A commitment binds a body and its salt, and gives neither away."""

import pytest

from goodstanding.evidence.commitment import SALT_BYTES, commit, opens

SALT = bytes(range(SALT_BYTES))


def test_only_the_same_salt_and_body_open_a_commitment() -> None:
    made = commit(b"words", salt=SALT)
    assert opens(made, salt=SALT, body=b"words")
    assert not opens(made, salt=SALT, body=b"word")
    assert not opens(made, salt=SALT[::-1], body=b"words")
    assert not opens(made[::-1], salt=SALT, body=b"words")


def test_the_same_words_never_look_the_same_twice() -> None:
    assert commit(b"words", salt=SALT) != commit(b"words", salt=SALT[::-1])


def test_salt_and_body_cannot_change_places() -> None:
    assert not opens(commit(b"words", salt=SALT), salt=SALT[:-1], body=SALT[-1:] + b"words")


@pytest.mark.parametrize("length", [0, SALT_BYTES - 1, SALT_BYTES + 1])
def test_a_short_or_long_salt_is_a_mistake(length: int) -> None:
    with pytest.raises(AssertionError):
        commit(b"words", salt=b"s" * length)
