"""Proofs that are right are accepted, and whatever was forged is refused without an exception."""

import os
import random
from typing import Any

import pymerkle
import pytest

from goodstanding.evidence import log, proof

FORGERIES = 1_000_000 if os.environ.get("GOODSTANDING_LONG") == "1" else 20_000
SIZE_MAX = 40
HASHES = [log.leaf_hash(b"entry %d" % number) for number in range(SIZE_MAX)]
ROOTS = [log.root(HASHES[:size]) for size in range(SIZE_MAX + 1)]
ROOT_OF = {"size": "root", "old_size": "old_root", "new_size": "new_root"}
Fields = dict[str, Any]


def inclusion(index: int, size: int) -> Fields:
    """Return the arguments of a right inclusion proof."""
    path = proof.inclusion_from_leaves(index, HASHES[:size])
    return {"leaf": HASHES[index], "index": index, "size": size, "path": path, "root": ROOTS[size]}


def consistency(old: int, new: int) -> Fields:
    """Return the arguments of a right consistency proof."""
    path = proof.consistency_from_leaves(old, HASHES[:new])
    return {"old_size": old, "new_size": new, "old_root": ROOTS[old], "new_root": ROOTS[new], "path": path}


def is_included(fields: Fields) -> bool:
    return proof.is_included(
        fields["leaf"], index=fields["index"], size=fields["size"], path=fields["path"], root=fields["root"]
    )


def is_consistent(fields: Fields) -> bool:
    return proof.is_consistent(
        old_size=fields["old_size"],
        new_size=fields["new_size"],
        old_root=fields["old_root"],
        new_root=fields["new_root"],
        path=fields["path"],
    )


def test_every_right_inclusion_proof_is_accepted() -> None:
    assert all(is_included(inclusion(index, size)) for size in range(1, SIZE_MAX + 1) for index in range(size))


def test_every_right_consistency_proof_is_accepted() -> None:
    assert all(is_consistent(consistency(old, new)) for new in range(SIZE_MAX + 1) for old in range(new + 1))


def test_inclusion_proofs_agree_with_another_implementation() -> None:
    other = pymerkle.InmemoryTree(algorithm="sha256")
    for number in range(SIZE_MAX):
        other.append_entry(b"entry %d" % number)
    for size in range(2, SIZE_MAX + 1):
        for place in range(size):
            theirs = other.prove_inclusion(place + 1, size).serialize()["path"]
            ours = [HASHES[place], *inclusion(place, size)["path"]]
            assert sorted(theirs) == sorted(item.hex() for item in ours)


@pytest.mark.parametrize(
    ("position", "ranges"),
    [
        (0, [(1, 2), (2, 4), (4, 7)]),
        (3, [(2, 3), (0, 2), (4, 7)]),
        (4, [(5, 6), (6, 7), (0, 4)]),
        (6, [(4, 6), (0, 4)]),
    ],
)
def test_inclusion_paths_are_those_of_the_rfc(position: int, ranges: list[proof.Range]) -> None:
    """The tree of seven leaves that RFC 9162 draws in its section 2.1.5."""
    assert proof.inclusion_ranges(position, 7) == ranges


@pytest.mark.parametrize(
    ("old", "ranges"), [(3, [(2, 3), (3, 4), (0, 2), (4, 7)]), (4, [(4, 7)]), (6, [(4, 6), (6, 7), (0, 4)])]
)
def test_consistency_paths_are_those_of_the_rfc(old: int, ranges: list[proof.Range]) -> None:
    assert proof.consistency_ranges(old, 7) == ranges


def test_proofs_made_from_stored_subtrees_are_the_same() -> None:
    frontier = log.Frontier()
    stored = {proof.Place(0, place): leaf for place, leaf in enumerate(HASHES)}
    for leaf in HASHES:
        stored |= {proof.Place(node.level, node.index): node.hash for node in frontier.append(leaf)}
    for size in range(1, SIZE_MAX + 1):
        for place in range(size):
            made = proof.path_of(proof.inclusion_ranges(place, size), stored.__getitem__)
            assert made == inclusion(place, size)["path"]
            made = proof.path_of(proof.consistency_ranges(place, size), stored.__getitem__)
            assert made == consistency(place, size)["path"]


def test_a_proof_names_few_subtrees_of_a_large_log() -> None:
    ranges = proof.inclusion_ranges(123_456, 1_000_000)
    assert len(ranges) <= 20
    assert sum(len(proof.cover(start, end)) for start, end in ranges) <= 40


def forged(fields: Fields, chance: random.Random) -> Fields:
    """Return the arguments with one thing changed."""
    bent = fields | {"path": list(fields["path"])}
    name = chance.choice(sorted(bent))
    value = bent[name]
    if name in ROOT_OF:
        # Size and root come from one checkpoint, so a forger cannot choose them apart.
        other = chance.choice([size for size in range(SIZE_MAX + 1) if size != value])
        return bent | {name: other, ROOT_OF[name]: ROOTS[other]}
    if name == "path":
        _bend_path(value, chance)
    elif isinstance(value, int):
        bent[name] = chance.choice([value + 1, value - 1, value * 2 + 1, value + 2 ** chance.randrange(70), -value - 1])
    else:
        bent[name] = _bent_hash(value, chance)
    return bent


def _bend_path(path: list[bytes], chance: random.Random) -> None:
    place = chance.randrange(len(path) + 1)
    kind = chance.choice(["bend", "drop", "double", "swap", "add"]) if place < len(path) else "add"
    if kind == "bend":
        path[place] = _bent_hash(path[place], chance)
    elif kind == "drop":
        del path[place]
    elif kind == "double":
        path.insert(place, path[place])
    elif kind == "swap" and place + 1 < len(path) and path[place] != path[place + 1]:
        path[place], path[place + 1] = path[place + 1], path[place]
    else:
        path.insert(place, chance.randbytes(32))


def _bent_hash(value: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(value))
    return value[:place] + bytes([value[place] ^ (1 << chance.randrange(8))]) + value[place + 1 :]


def test_forged_inclusion_proofs_are_refused() -> None:
    chance = random.Random(6962)
    for _ in range(FORGERIES):
        size = chance.randrange(1, SIZE_MAX + 1)
        right = inclusion(chance.randrange(size), size)
        assert not is_included(forged(right, chance))


def test_forged_consistency_proofs_are_refused() -> None:
    chance = random.Random(9162)
    for _ in range(FORGERIES):
        new = chance.randrange(2, SIZE_MAX + 1)
        right = consistency(chance.randrange(1, new), new)
        assert not is_consistent(forged(right, chance))


NO_HASHES: list[Any] = [None, "", b"", b"a" * 31, b"a" * 33, "a" * 32, 7, [], bytearray(32)]
NO_SIZES: list[Any] = [None, -1, 2**64, 1.0, True, "3", [], float("nan")]
NO_PATHS: list[Any] = [None, 7, "abc", b"a" * 32, [None], [b"short"], [[HASHES[0]]], [HASHES[0]] * 1000, {}, object()]


def test_nonsense_is_refused_calmly() -> None:
    known = inclusion(3, 7), consistency(3, 7)
    for fields, is_right in zip(known, (is_included, is_consistent), strict=True):
        for name, value in fields.items():
            kinds = NO_PATHS if name == "path" else NO_SIZES if isinstance(value, int) else NO_HASHES
            assert not any(is_right(fields | {name: nonsense}) for nonsense in kinds), name


def test_the_empty_log_begins_every_log_and_contains_nothing() -> None:
    assert is_consistent(consistency(0, 5))
    assert not is_consistent(consistency(0, 5) | {"old_root": ROOTS[1]})
    assert not is_consistent(consistency(0, 5) | {"path": [HASHES[0]]})
    assert not is_included(inclusion(0, 1) | {"size": 0, "root": ROOTS[0]})


def test_equal_sizes_need_equal_roots_and_no_path() -> None:
    assert not is_consistent(consistency(5, 5) | {"new_root": ROOTS[4]})
    assert not is_consistent(consistency(5, 5) | {"path": [HASHES[0]]})


def test_a_log_never_shrinks() -> None:
    right = consistency(3, 7)
    assert not is_consistent(right | {"old_size": 7, "new_size": 3, "old_root": ROOTS[7], "new_root": ROOTS[3]})


@pytest.mark.parametrize(("position", "size"), [(5, 5), (0, 0), (-1, 5)])
def test_asking_for_a_proof_outside_the_tree_is_a_mistake(position: int, size: int) -> None:
    with pytest.raises(AssertionError):
        proof.inclusion_ranges(position, size)


@pytest.mark.parametrize(("old", "new"), [(6, 5), (-1, 5)])
def test_asking_whether_a_log_shrank_is_a_mistake(old: int, new: int) -> None:
    with pytest.raises(AssertionError):
        proof.consistency_ranges(old, new)
