"""A sealed value opens in its own place, with its own person's key, and nowhere else."""

import pytest

from goodstanding.parties.sealing import (
    Keys,
    SealBroken,
    SecretTooShort,
    blind_index,
    new_person_key,
    read_keys,
    seal,
    unseal,
)

KEYS = read_keys(wrapping_secret=b"w" * 32, index_secret=b"i" * 32)
OTHER_KEYS = read_keys(wrapping_secret=b"x" * 32, index_secret=b"y" * 32)
VALUE = "000123456"


def sealed_for(person_id: int, wrapped_key: bytes, *, kind: str = "tax id") -> bytes:
    return seal(VALUE, kind=kind, person_id=person_id, wrapped_key=wrapped_key, keys=KEYS)


def opened(sealed: bytes, wrapped_key: bytes, *, person_id: int = 1, kind: str = "tax id", keys: Keys = KEYS) -> str:
    return unseal(sealed, kind=kind, person_id=person_id, wrapped_key=wrapped_key, keys=keys)


def test_a_value_opens_with_its_persons_key() -> None:
    key = new_person_key(KEYS)
    sealed = sealed_for(1, key)
    assert VALUE.encode() not in sealed and len(key) == 40
    assert opened(sealed, key) == VALUE
    assert sealed_for(1, key) != sealed, "The same value never looks the same twice."


def test_without_its_persons_key_it_stays_shut() -> None:
    sealed = sealed_for(1, new_person_key(KEYS))
    with pytest.raises(SealBroken):
        opened(sealed, new_person_key(KEYS))


def test_a_value_moved_to_another_person_or_kind_does_not_open() -> None:
    key = new_person_key(KEYS)
    sealed = sealed_for(1, key)
    for person_id, kind in ((2, "tax id"), (1, "national id")):
        with pytest.raises(SealBroken, match="changed or moved"):
            opened(sealed, key, person_id=person_id, kind=kind)


def test_another_installations_key_does_not_open_a_persons_key() -> None:
    key = new_person_key(KEYS)
    with pytest.raises(SealBroken, match="this installation's key"):
        opened(sealed_for(1, key), key, keys=OTHER_KEYS)


def test_every_changed_byte_is_noticed() -> None:
    key = new_person_key(KEYS)
    sealed = sealed_for(1, key)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(SealBroken):
            opened(bytes(changed), key)


@pytest.mark.parametrize("length", [0, 1, 13])
def test_a_value_cut_short_is_noticed(length: int) -> None:
    key = new_person_key(KEYS)
    with pytest.raises(SealBroken, match="cut short"):
        opened(sealed_for(1, key)[:length], key)


def test_a_keyed_hash_finds_the_same_value_of_the_same_kind_only() -> None:
    index = blind_index(VALUE, kind="tax id", keys=KEYS)
    assert index == blind_index(VALUE, kind="tax id", keys=KEYS) and len(index) == 32
    assert index != blind_index(VALUE, kind="national id", keys=KEYS)
    assert index != blind_index(VALUE, kind="tax id", keys=OTHER_KEYS)
    assert index != blind_index("000123457", kind="tax id", keys=KEYS)


def test_the_two_keys_differ_and_are_not_shown() -> None:
    same = read_keys(wrapping_secret=b"s" * 32, index_secret=b"s" * 32)
    assert same.wrapping != same.index and "b'" not in repr(same)


def test_a_key_file_cut_short_is_refused() -> None:
    with pytest.raises(SecretTooShort, match="backup"):
        read_keys(wrapping_secret=b"w" * 31, index_secret=b"i" * 32)
    with pytest.raises(SecretTooShort):
        read_keys(wrapping_secret=b"w" * 32, index_secret=b" " * 40)
