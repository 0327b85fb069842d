"""Questions to the log: what happened, and the proofs that it did."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, NamedTuple

from django.db import connection
from django.db.models import F, Q

from goodstanding.evidence import body, log, proof, row, verify
from goodstanding.evidence.audit import Audit, Stored
from goodstanding.evidence.models import Entry, EntryRows, Head, Node
from goodstanding.evidence.proof import Place
from goodstanding.evidence.seal import Checkpoint
from goodstanding.refusal import Refusal

_ABOUT = "SELECT evidence_entries_about(%s::text[], %s::bigint[], %s, %s)"
_SUBTREES = """
    SELECT 0, position, leaf_hash FROM evidence_entry WHERE position = ANY(%s)
    UNION ALL
    SELECT level, index, hash FROM evidence_node
    JOIN unnest(%s::smallint[], %s::bigint[]) AS wanted (level, index) USING (level, index)
"""

# One statement, so that what others append meanwhile is not taken for a forgery.
_BEYOND_THE_HEAD = """
    SELECT (SELECT count(*) FROM evidence_entry WHERE position >= size)
         + (SELECT count(*) FROM evidence_node WHERE (index + 1) << level > size)
    FROM (SELECT max(size) AS size FROM evidence_head) AS head
"""


class NotOnRecord(Refusal):
    """The log holds no such entry, row or size; the sentence says which."""


class LogDamaged(Refusal):
    """Part of the stored tree is gone, so no proof can be made; verifying the log names the place."""


class EntryRow(NamedTuple):
    """One entry as a page shows it; `facts` is None once the words were erased."""

    id: int
    position: int
    recorded_at: datetime
    at: datetime
    kind: str
    actor: str
    subjects: list[str]
    rows_count: int
    facts: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """What somebody needs, besides a checkpoint, to see that an entry is in the log of this size."""

    entry_id: int
    position: int
    size: int
    commitment: bytes
    path: list[bytes]
    root: bytes


def head() -> log.Frontier:
    """Return how long the log is, with what its root is computed from."""
    size, packed = Head.objects.values_list("size", "frontier").get(id=1)
    return log.Frontier.unpacked(size, bytes(packed))


def entries_for(
    subjects: Sequence[str], *, ids: Sequence[int] = (), limit: int, before: int | None = None
) -> list[EntryRow]:
    """Return the newest entries that concern any of the subjects or have any of the ids, newest first.

    `before` is the position of the last entry of the page before, for turning pages.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ABOUT, [list(subjects), list(ids), before, limit])
        found = [entry_id for (entry_id,) in cursor.fetchall()]
    entries = Entry.objects.filter(id__in=found).select_related("body").order_by("-position")
    return [_row(entry) for entry in entries]


def _row(entry: Entry) -> EntryRow:
    words = body.read(bytes(entry.body.body)) if hasattr(entry, "body") else None
    return EntryRow(
        entry.id,
        entry.position,
        entry.recorded_at,
        entry.at,
        entry.kind,
        entry.actor,
        entry.subjects,
        entry.rows_count,
        words.facts if words else None,
    )


def inclusion_proof(entry_id: int, *, size: int | None = None) -> InclusionProof:
    """Return the proof that an entry is in the log, as long as it is now or as it was at `size`.

    Raises NotOnRecord when the log, or the log of that size, does not hold the entry.
    """
    size = _size(size)
    found = Entry.objects.filter(id=entry_id, position__lt=size).values_list("position", "commitment").first()
    if found is None:
        raise NotOnRecord(f"Entry {entry_id} is not among the first {size} entries of the log.")
    position, committed = found
    path = _path(proof.inclusion_ranges(position, size))
    return InclusionProof(entry_id, position, size, bytes(committed), path, root_at(size))


def consistency_proof(old: int, new: int | None = None) -> list[bytes]:
    """Return the proof that the log of size `old` begins the log of size `new` (as it is now, when None)."""
    new = _size(new)
    if not 0 <= old <= new:
        raise NotOnRecord(f"The log of {new} entries was never {old} entries long.")
    return _path(proof.consistency_ranges(old, new))


def root_at(size: int) -> bytes:
    """Return the root that the log had when it was `size` entries long."""
    return log.fold(frontier_at(size).hashes)


def frontier_at(size: int) -> log.Frontier:
    """Return the frontier that the log had when it was `size` entries long."""
    places = proof.cover(0, _size(size))
    known = _subtrees(places)
    return log.Frontier(size, [known[place] for place in places])


def row_proof(entry_id: int, key: str) -> row.RowProof:
    """Return the proof that the row called `key` belongs to a bulk entry; NotOnRecord when there is none.

    Once the words of the entry are erased its rows cannot be proved any more, by anybody who did not do so before.
    """
    rows = EntryRows.objects.select_related("entry__body").filter(entry_id=entry_id).first()
    if rows is None or not hasattr(rows.entry, "body"):
        raise NotOnRecord(f"Entry {entry_id} has no rows, or its words were erased.")
    leaves = log.unpack(bytes(rows.leaf_hashes))
    names = [str(place) for place in range(len(leaves))] if rows.keys is None else rows.keys.split("\n")
    if key not in names:
        raise NotOnRecord(f"Entry {entry_id} has no row called {key}.")
    return row.prove(names.index(key), leaf_hashes=leaves, salt=bytes(rows.entry.body.salt))


def leaf_hashes(start: int, end: int) -> Iterator[bytes]:
    """Return the leaf hashes of the positions [start, end), in order, a few thousand at a time."""
    entries = Entry.objects.filter(position__gte=start, position__lt=end).order_by("position")
    return (bytes(leaf) for leaf in entries.values_list("leaf_hash", flat=True).iterator(5000))


def lines(size: int) -> Iterator[verify.Line]:
    """Return the first `size` entries as an export holds them, in order."""
    entries = Entry.objects.filter(position__lt=size).order_by("position")
    columns = entries.values_list("position", "commitment", "body__salt", "body__body").iterator(5000)
    for position, committed, salt, words in columns:
        yield verify.Line(position, bytes(committed), _bytes(salt), _bytes(words))


def export_log(file: BinaryIO) -> int:
    """Write the log as it is now to a file, one JSON line an entry; return how many. See `verify` for the form."""
    size = head().size
    for line in lines(size):
        file.write(verify.write_line(line))
    return size


def verify_database(checkpoints: Sequence[Checkpoint] = (), *, witness: Iterator[bytes] | None = None) -> verify.Report:
    """Recompute the whole log from its words up, and hold it against checkpoints whose seals were opened already.

    Entries that others append meanwhile are left for the next time.
    """
    held = Head.objects.filter(id=1).values_list("size", "frontier").first()
    size = held[0] if held else Entry.objects.count()
    audit = Audit(checkpoints, nodes=_nodes(size), witness=witness)
    for stored in _stored(size):
        audit.take(stored)
    bulk = Entry.objects.filter(Q(rows_count__gt=0) | Q(rows__isnull=False), position__lt=size).order_by("position")
    # Few at a time: the leaf hashes of one bulk entry alone may be a megabyte.
    rows = bulk.values_list("body__body", "position", "rows_count", "rows__leaf_hashes").iterator(10)
    for words, position, rows_count, leaves in rows:
        audit.take_rows(_bytes(words), position=position, rows_count=rows_count, leaf_hashes=_bytes(leaves))
    with connection.cursor() as cursor:
        cursor.execute(_BEYOND_THE_HEAD)
        beyond = cursor.fetchone()[0]
    return audit.finish(_frontier(held), things_beyond=beyond)


def _stored(size: int) -> Iterator[Stored]:
    columns = ("id", "recorded_at", "at", "kind", "actor", "subjects", "rows_count")
    own = ("position", "commitment", "body__salt", "body__body", "leaf_hash")
    entries = Entry.objects.filter(position__lt=size).order_by("position")
    for position, committed, salt, words, leaf, *rest in entries.values_list(*own, *columns).iterator(5000):
        line = verify.Line(position, bytes(committed), _bytes(salt), _bytes(words))
        yield Stored(line, bytes(leaf), *rest)


def _nodes(size: int) -> Iterator[log.Node]:
    """Return the stored nodes in the order in which the first `size` entries completed them."""
    end = (F("index") + 1).bitleftshift(F("level"))  # type: ignore[arg-type]  # The stubs know whole numbers only.
    nodes = Node.objects.annotate(end=end).filter(end__lte=size).order_by("end", "level")
    columns = nodes.values_list("level", "index", "hash").iterator(5000)
    return (log.Node(level, index, bytes(value)) for level, index, value in columns)


def _frontier(held: tuple[int, bytes | memoryview] | None) -> log.Frontier | None:
    """Return the head's frontier; None when there is no head or it makes no sense."""
    size, packed = held or (0, b"?")
    whole = len(packed) == size.bit_count() * log.HASH_BYTES
    return log.Frontier.unpacked(size, bytes(packed)) if whole else None


def _bytes(value: bytes | memoryview | None) -> bytes | None:
    return None if value is None else bytes(value)


def _size(size: int | None) -> int:
    longest = head().size
    if size is not None and not 0 <= size <= longest:
        raise NotOnRecord(f"The log has {longest} entries, not {size}.")
    return longest if size is None else size


def _path(ranges: Sequence[proof.Range]) -> list[bytes]:
    known = _subtrees(place for start, end in ranges for place in proof.cover(start, end))
    return proof.path_of(ranges, known.__getitem__)


def _subtrees(places: Iterable[Place]) -> dict[Place, bytes]:
    """Return the hashes of complete subtrees, all in one question."""
    wanted = set(places)
    above = [place for place in wanted if place.level]
    with connection.cursor() as cursor:
        positions = [place.index for place in wanted if not place.level]
        cursor.execute(_SUBTREES, [positions, [place.level for place in above], [place.index for place in above]])
        known = {Place(level, index): bytes(value) for level, index, value in cursor.fetchall()}
    if len(known) != len(wanted):
        raise LogDamaged("Part of the evidence log's tree is missing; run: goodstanding verify")
    return known
