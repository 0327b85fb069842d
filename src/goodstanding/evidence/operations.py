"""Writing the log: allot an entry, append it, erase its words, seal what is there.

For every operation in the house: it appends one entry in the very transaction that makes the change. Append last,
just before the transaction ends: from then until commit nobody else can append.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from goodstanding.evidence import commitment, log, queries, row, seal
from goodstanding.evidence.body import ERASED, Deed, Rows, write
from goodstanding.evidence.models import Body
from goodstanding.evidence.outside import checkpoint_folder, key_file
from goodstanding.evidence.seal import Checkpoint
from goodstanding.refusal import Refusal

SEALING = "evidence.checkpoint_asked"

# The lock comes first in the list, the clock after it: an entry that waited is stamped when its turn came.
_LOCK_HEAD = """
    WITH head AS MATERIALIZED (SELECT size, frontier FROM evidence_head WHERE id = 1 FOR UPDATE)
    SELECT size, frontier, clock_timestamp() FROM head
"""

# One statement instead of five, because everybody else who appends waits until it is done.
_APPEND = """
    WITH entry AS (
        INSERT INTO evidence_entry
            (id, position, recorded_at, at, kind, actor, subjects, commitment, leaf_hash, rows_count)
        VALUES (%(id)s, %(position)s, %(recorded_at)s, %(at)s, %(kind)s, %(actor)s, %(subjects)s::text[],
                %(commitment)s, %(leaf_hash)s, %(rows_count)s)
    ), body AS (
        INSERT INTO evidence_body (entry_id, salt, body) VALUES (%(id)s, %(salt)s, %(body)s)
    ), node AS (
        INSERT INTO evidence_node (level, index, hash)
        SELECT * FROM unnest(%(levels)s::smallint[], %(indexes)s::bigint[], %(hashes)s::bytea[])
    )
    UPDATE evidence_head SET size = %(position)s + 1, frontier = %(frontier)s WHERE id = 1
"""

_ADD_ROWS = "INSERT INTO evidence_entryrows (entry_id, keys, leaf_hashes) VALUES (%s, %s, %s)"


class ErasureRefused(Refusal):
    """The words of this entry cannot be erased; the sentence says why."""


class CheckpointRefused(Refusal):
    """The log is not what was signed before, so nothing new is signed; the sentence says what to do."""


def allot() -> int:
    """Return the id of an entry to come, so that rows of the same transaction can be stamped with it.

    An id that is never appended, because the transaction was rolled back, is simply never used: positions have no
    gaps, ids may have some.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('evidence_entry_id_seq')")
        entry_id: int = cursor.fetchone()[0]
    return entry_id


def append(
    kind: str,
    *,
    by: str,
    at: datetime,
    subjects: Sequence[str],
    facts: Mapping[str, object],
    rows: Sequence[tuple[str, bytes]] | None = None,
    rows_keys: Sequence[str] | None = None,
    rows_hashes: bytes | None = None,
    entry_id: int | None = None,
) -> int:
    """Append one entry to the log inside the caller's transaction; return its id.

    kind        what happened, "chapter.verb_done": "ledger.posted".
    by          who did it: "user:7", "job:night".
    at          the instant of the deed, aware; the database adds when it was recorded.
    subjects    whom and what it concerns: "debt:123", "person:45", "batch:3".
    facts       null, bool, whole numbers, text, lists and mappings of these; NotCanonical otherwise.
    rows        of a bulk deed: (key, canonical bytes) of each row; RowRefused for a key that is not one line.
    rows_hashes in place of `rows`, when they are hashed already: `row.digest` of each, 32 bytes each in one run;
                `rows_keys` names them in the same order, else a row is called by its place "0", "1", …
    """
    assert connection.in_atomic_block, "An entry is appended inside the transaction of the change it records."
    assert rows is None or (rows_hashes is None and rows_keys is None), "Give rows or their hashes, not both."
    assert rows_keys is None or rows_hashes is not None, "Keys come with the hashes of their rows."
    salt = secrets.token_bytes(commitment.SALT_BYTES)
    if rows is not None:
        rows_keys, rows_hashes = [key for key, _ in rows], row.digests(rows)
    leaves = row.leaves(rows_hashes, salt=salt) if rows_hashes is not None else None
    keys = row.one_a_line(rows_keys, count=len(leaves)) if leaves is not None and rows_keys is not None else None
    entry_id = allot() if entry_id is None else entry_id
    summary = Rows(len(leaves), log.root(leaves)) if leaves is not None else None
    _write(Deed(kind, at, by, subjects, facts), entry_id=entry_id, salt=salt, rows=summary)
    if leaves:
        with connection.cursor() as cursor:
            cursor.execute(_ADD_ROWS, [entry_id, keys, b"".join(leaves)])
    return entry_id


def _write(deed: Deed, *, entry_id: int, salt: bytes, rows: Rows | None) -> None:
    """Take the head, put the entry behind it and move the head on."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_HEAD)
        size, packed, recorded_at = cursor.fetchone()
        body = write(deed, entry_id=entry_id, position=size, recorded_at=recorded_at, rows=rows)
        committed = commitment.commit(body, salt=salt)
        frontier = log.Frontier.unpacked(size, bytes(packed))
        nodes = frontier.append(log.leaf_hash(committed))
        cursor.execute(
            _APPEND,
            {
                "id": entry_id,
                "position": size,
                "recorded_at": recorded_at,
                "at": deed.at,
                "kind": deed.kind,
                "actor": deed.by,
                "subjects": list(deed.subjects),
                "commitment": committed,
                "leaf_hash": log.leaf_hash(committed),
                "rows_count": rows.count if rows else 0,
                "salt": salt,
                "body": body,
                "levels": [node.level for node in nodes],
                "indexes": [node.index for node in nodes],
                "hashes": [node.hash for node in nodes],
                "frontier": frontier.packed(),
            },
        )
        assert cursor.rowcount == 1, "The log has one head."


def erase_body(entry_id: int, *, by: str, at: datetime, reason: str) -> int:
    """Erase the words of an entry for good, leaving its place in the log; return the id of the entry that says so.

    Raises ErasureRefused when there are no words (any more), when they tell of an erasure, or without a reason.
    """
    if not reason.strip():
        raise ErasureRefused("Erasing the words of an entry needs a reason.")
    with transaction.atomic():
        words = Body.objects.select_for_update(of=("self",)).select_related("entry").filter(entry_id=entry_id).first()
        if words is None:
            raise ErasureRefused(f"Entry {entry_id} has no words; it never was, or they were erased before.")
        if words.entry.kind == ERASED:
            raise ErasureRefused(f"Entry {entry_id} tells of an erasure, and stays.")
        subjects = [f"entry:{entry_id}", *words.entry.subjects]
        facts = {"entry": entry_id, "position": words.entry.position, "reason": reason}
        told = append(ERASED, by=by, at=at, subjects=subjects, facts=facts)
        words.delete()
    return told


def write_checkpoint(folder: Path, *, by: str, at: datetime) -> Path:
    """Sign the log as it is now and keep the checkpoint in the data folder, outside the database; return its file.

    The request itself becomes an entry first, so a checkpoint also covers who asked for it. Raises CheckpointRefused
    when the log is not the continuation of the last checkpoint, SealBroken when that one is forged, KeyRefused when
    the signing key is gone or open to others. Not to be called inside a transaction: only what is committed is signed.
    """
    kept = folder / "evidence"
    with checkpoint_folder.held(kept):
        key = _key(folder / "keys" / key_file.NAME, kept=kept)
        verifier = seal.verifier_of(key)
        last = checkpoint_folder.newest(kept, verifier=verifier)
        with transaction.atomic(durable=True):
            append(SEALING, by=by, at=at, subjects=[], facts={"last_sealed_size": last.size if last else 0})
        head = _continued(last)
        start = checkpoint_folder.witnessed_size(kept, sealed_size=last.size if last else 0)
        checkpoint_folder.extend_witness(kept, queries.leaf_hashes(start, head.size), start=start)
        note = seal.sign(head.size, head.root(), key=key)
        return checkpoint_folder.keep(note, folder=kept, size=head.size, verifier=verifier)


def _key(path: Path, *, kept: Path) -> Ed25519PrivateKey:
    if path.exists():
        return key_file.read(path)
    if checkpoint_folder.notes(kept):
        raise key_file.KeyRefused(
            f"The signing key {path} is gone; put it back from a backup, or move {kept} away to begin anew."
        )
    return key_file.make(path)


def _continued(last: Checkpoint | None) -> log.Frontier:
    """Return the head, once the entries since the last checkpoint were added up to it again."""
    head = queries.head()
    if last is not None and last.size > head.size:
        raise CheckpointRefused(
            f"The log has {head.size} entries, but {last.size} were signed. Run: goodstanding verify. If this database "
            "is a new one on purpose, move the evidence folder away first."
        )
    again = queries.frontier_at(last.size if last else 0)
    if last is not None and again.root() != last.root:
        raise CheckpointRefused(f"The first {last.size} entries are not the ones signed. Run: goodstanding verify")
    for leaf in queries.leaf_hashes(again.size, head.size):
        again.append(leaf)
    if (again.size, again.hashes) != (head.size, head.hashes):
        raise CheckpointRefused("The entries since the last checkpoint do not add up. Run: goodstanding verify")
    return head
