"""The rows of a bulk entry: a small Merkle tree of their own, so that one row of 20,000 can be proved alone.

For nightly runs and imports. A row is a key ("debt:123") and its canonical bytes. Its digest is the SHA-256 of key,
line feed and bytes; its leaf mixes in a salt derived from the entry's salt and the row's place. Thus erasing the
entry's body also makes the stored leaves unguessable, and showing one row's salt gives away no other row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from goodstanding.evidence import log, proof

_ROW = b"row"


@dataclass(frozen=True, slots=True)
class RowProof:
    """What somebody needs, besides the row itself, to see that it belongs to an entry's `rows_root`."""

    index: int
    count: int
    salt: bytes
    path: list[bytes]
    root: bytes


class RowRefused(ValueError):
    """A row cannot be put on record; the sentence says why."""


def digest(key: str, content: bytes) -> bytes:
    """Return the 32-byte digest of one row; raises RowRefused when the key is empty or holds a line feed."""
    if not key or "\n" in key:
        raise RowRefused(f"The row key {key!r} must be one line of text.")
    return sha256(key.encode(errors="surrogatepass") + b"\n" + content).digest()


def digests(rows: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the digests of many rows in one run of 32 bytes each."""
    return b"".join([digest(key, content) for key, content in rows])


def row_salt(index: int, *, salt: bytes) -> bytes:
    """Return the salt of the row at this place, derived from the entry's salt."""
    # All inputs have one length and a body begins with "{", so no row salt leads to another or to a commitment.
    return sha256(salt + _ROW + index.to_bytes(8, "big")).digest()


def leaves(packed_digests: bytes, *, salt: bytes) -> list[bytes]:
    """Return the leaf hash of every row, in order."""
    prefix = salt + _ROW
    return [
        log.leaf_hash(sha256(prefix + index.to_bytes(8, "big")).digest() + piece)
        for index, piece in enumerate(log.unpack(packed_digests))
    ]


def one_a_line(keys: Sequence[str], *, count: int) -> str:
    """Return the keys of `count` rows as they are stored; raises RowRefused unless each is one line of text."""
    text = "\n".join(keys)
    if len(keys) != count or not all(keys) or text.count("\n") != max(count - 1, 0):
        raise RowRefused(f"Each of {count} rows needs a key of its own, one line of text.")
    return text


def prove(index: int, *, leaf_hashes: Sequence[bytes], salt: bytes) -> RowProof:
    """Return the proof of the row at this place of its chunk."""
    path = proof.inclusion_from_leaves(index, leaf_hashes)
    return RowProof(index, len(leaf_hashes), row_salt(index, salt=salt), path, log.root(leaf_hashes))


def is_proved(key: str, content: bytes, *, by: RowProof, root: bytes) -> bool:
    """Say whether key and content stand in the chunk whose root is `root`; never raises on a hostile proof."""
    if not key or "\n" in key or not isinstance(by.salt, bytes):
        return False
    leaf = log.leaf_hash(by.salt + digest(key, content))
    return proof.is_included(leaf, index=by.index, size=by.count, path=by.path, root=root)
