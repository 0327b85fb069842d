"""Inclusion and consistency proofs over the log, as RFC 9162 sections 2.1.3 and 2.1.4 define them.

For whoever must show that one entry is in a log of a known root, or that an older log is the beginning of a newer one.
Making a proof reads only complete subtrees (`log.Node`), O(log n) of them. Checking one takes hostile input calmly:
it answers True or False and never raises. A size and its root must come from one checkpoint: a path does not vouch for
the size by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from goodstanding.evidence import log

# No tree ever has more levels than this; it also bounds the work that a forged proof can ask for.
_LEVELS_MAX = 64


@dataclass(frozen=True, slots=True)
class Place:
    """Where a complete subtree stands; level 0 is a leaf and the index is then its position."""

    level: int
    index: int


Range = tuple[int, int]
Lookup = Callable[[Place], bytes]


def inclusion_ranges(position: int, size: int) -> list[Range]:
    """Return the ranges of leaves [start, end) whose roots form the inclusion path, nearest the leaf first."""
    assert 0 <= position < size, "The entry must lie inside the tree."
    ranges: list[Range] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if position < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[Range]:
    """Return the ranges of leaves whose roots show that a tree of `old` leaves begins the tree of `new` leaves."""
    assert 0 <= old <= new, "A log only grows."
    if old in (0, new):
        return []
    ranges: list[Range] = []
    start, end = 0, new
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    if start:
        ranges.append((start, end))
    return ranges[::-1]


def cover(start: int, end: int) -> list[Place]:
    """Return the complete subtrees that make up the range [start, end), left to right; start is aligned to it."""
    places: list[Place] = []
    while start < end:
        level = (end - start).bit_length() - 1
        places.append(Place(level, start >> level))
        start += 1 << level
    return places


def path_of(ranges: Sequence[Range], lookup: Lookup) -> list[bytes]:
    """Return the hash of each range; `lookup` gives the hash of a complete subtree."""
    return [log.fold([lookup(place) for place in cover(start, end)]) for start, end in ranges]


def inclusion_from_leaves(position: int, leaf_hashes: Sequence[bytes]) -> list[bytes]:
    """Return the inclusion path when all leaf hashes are at hand (a chunk of rows, a test)."""
    return [log.root(leaf_hashes[start:end]) for start, end in inclusion_ranges(position, len(leaf_hashes))]


def consistency_from_leaves(old: int, leaf_hashes: Sequence[bytes]) -> list[bytes]:
    """Return the consistency path when all leaf hashes are at hand."""
    return [log.root(leaf_hashes[start:end]) for start, end in consistency_ranges(old, len(leaf_hashes))]


def is_included(leaf: bytes, *, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Say whether the leaf hash stands at `index` in the tree of this size and root (RFC 9162, 2.1.3.2)."""
    if not (_are_sizes(index, size) and _are_hashes([leaf, root]) and _is_path(path)) or index >= size:
        return False
    place, last, above = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            above = log.node_hash(sibling, above)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            above = log.node_hash(above, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and above == root


def is_consistent(*, old_size: int, new_size: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Say whether the old tree is the beginning of the new one (RFC 9162, 2.1.4.2); an empty log begins any log."""
    if not (_are_sizes(old_size, new_size) and _are_hashes([old_root, new_root]) and _is_path(path)):
        return False
    if old_size == new_size:
        return not path and old_root == new_root
    if old_size == 0:
        return not path and old_root == log.EMPTY_ROOT
    if old_size > new_size or not path:
        return False
    # A complete old tree is not repeated in its proof: its root is the first hash.
    whole = old_size & (old_size - 1) == 0
    steps = [old_root, *path] if whole else list(path)
    return _climb(old_size - 1, new_size - 1, steps) == (old_root, new_root)


def _climb(place: int, last: int, steps: list[bytes]) -> tuple[bytes, bytes] | None:
    """Recompute the old and the new root from a consistency path; None when the path has the wrong length."""
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            old, new = log.node_hash(sibling, old), log.node_hash(sibling, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = log.node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    return (old, new) if last == 0 else None


def _split(count: int) -> int:
    """Return the largest power of two below count (count > 1)."""
    return 1 << ((count - 1).bit_length() - 1)


def _are_sizes(*sizes: object) -> bool:
    return all(type(size) is int and 0 <= size < 1 << _LEVELS_MAX for size in sizes)


def _are_hashes(hashes: Sequence[object]) -> bool:
    return all(isinstance(item, bytes) and len(item) == log.HASH_BYTES for item in hashes)


def _is_path(path: object) -> bool:
    return isinstance(path, list | tuple) and len(path) <= _LEVELS_MAX + 1 and _are_hashes(path)
