"""A small log for the tests: its lines, its leaf hashes, its signing key and its checkpoints."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from goodstanding.evidence import body, commitment, log, seal
from goodstanding.evidence.body import Deed
from goodstanding.evidence.seal import Checkpoint
from goodstanding.evidence.verify import Line

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VERIFIER = seal.verifier_of(KEY)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def line(position: int, *, kind: str = "ledger.posted", facts: Mapping[str, object] | None = None) -> Line:
    """Return the entry at a position, the same one each time."""
    deed = Deed(kind, NOON, "user:7", [f"debt:{position}"], {"amount_minor": position} if facts is None else facts)
    recorded_at = NOON + timedelta(seconds=position)
    words = body.write(deed, entry_id=position + 1, position=position, recorded_at=recorded_at, rows=None)
    salt = sha256(b"salt %d" % position).digest()
    return Line(position, commitment.commit(words, salt=salt), salt, words)


def lines(count: int) -> list[Line]:
    """Return the first entries of the log."""
    return [line(position) for position in range(count)]


def leaf_hashes(entries: list[Line]) -> list[bytes]:
    """Return the leaf hash of each entry."""
    return [log.leaf_hash(entry.commitment) for entry in entries]


def checkpoint(entries: list[Line]) -> Checkpoint:
    """Return what a checkpoint over just these entries says."""
    return Checkpoint(VERIFIER.name, len(entries), log.root(leaf_hashes(entries)))


def erased(entry: Line) -> Line:
    """Return the entry without its words."""
    return Line(entry.position, entry.commitment, None, None)
