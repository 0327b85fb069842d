"""The Merkle tree over a list of leaves, as RFC 6962 section 2.1 and RFC 9162 section 2.1 define it.

For everybody who appends to the log or recomputes it. A leaf is hashed with the prefix 0x00 and an inner node with
0x01, so that a leaf can never pass for a node. The tree over n leaves splits at the largest power of two below n.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

_LEAF = b"\x00"
_NODE = b"\x01"


@dataclass(frozen=True, slots=True)
class Node:
    """A complete subtree over the leaves [index << level, (index + 1) << level); level 0 is a leaf."""

    level: int
    index: int
    hash: bytes


def leaf_hash(leaf: bytes) -> bytes:
    """Return the 32-byte hash of one leaf."""
    return sha256(_LEAF + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the 32-byte hash of the node above two hashes."""
    return sha256(_NODE + left + right).digest()


def root(leaf_hashes: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes in their order; the root of nothing is the hash of the empty string."""
    row = list(leaf_hashes)
    if not row:
        return EMPTY_ROOT
    while len(row) > 1:
        row = _row_above(row)
    return row[0]


def _row_above(row: list[bytes]) -> list[bytes]:
    """Pair the hashes of one level; a last one without partner rises as it is, which equals the RFC's split."""
    pairs = iter(row)
    above = [sha256(_NODE + left + right).digest() for left, right in zip(pairs, pairs, strict=False)]
    if len(row) % 2:
        above.append(row[-1])
    return above


def fold(hashes: list[bytes]) -> bytes:
    """Join the roots of neighbouring complete subtrees, largest first, into the root above them all."""
    if not hashes:
        return EMPTY_ROOT
    above = hashes[-1]
    for left in reversed(hashes[:-1]):
        above = node_hash(left, above)
    return above


class Frontier:
    """All that is needed to append to a tree and to know its root: one hash per set bit of its size.

    `hashes` are the roots of the complete subtrees from left to right, so the largest comes first.

    >>> frontier = Frontier()
    >>> [node.level for node in frontier.append(leaf_hash(b"a"))], [n.level for n in frontier.append(leaf_hash(b"b"))]
    ([], [1])
    """

    __slots__ = ("hashes", "size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.hashes = list(hashes)
        assert size >= 0 and len(self.hashes) == size.bit_count(), "A frontier has one hash per set bit of its size."

    def append(self, leaf: bytes) -> list[Node]:
        """Add one leaf hash; return the inner nodes (level 1 and up) that it completed. Amortised O(1)."""
        completed: list[Node] = []
        above, index, level = leaf, self.size, 0
        while index & 1:
            above = sha256(_NODE + self.hashes.pop() + above).digest()
            index >>= 1
            level += 1
            completed.append(Node(level, index, above))
        self.hashes.append(above)
        self.size += 1
        return completed

    def root(self) -> bytes:
        """Return the root of the tree so far."""
        return fold(self.hashes)

    def packed(self) -> bytes:
        """Return the hashes in one run of 32 bytes each, for storing beside the size."""
        return b"".join(self.hashes)

    @classmethod
    def unpacked(cls, size: int, packed: bytes) -> "Frontier":
        """Return the frontier that `packed()` was taken from."""
        return cls(size, unpack(packed))


def unpack(packed: bytes) -> list[bytes]:
    """Cut a run of hashes into its 32-byte pieces."""
    assert len(packed) % HASH_BYTES == 0, "Packed hashes come in whole pieces of 32 bytes."
    return [packed[start : start + HASH_BYTES] for start in range(0, len(packed), HASH_BYTES)]
