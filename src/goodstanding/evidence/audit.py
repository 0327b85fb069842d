"""Checks the stored log against itself and against checkpoints: every column, node and row, not only the words.

For `queries.verify_database`, which streams the tables through it. It knows more than an export does: the columns that
pages search by, the stored nodes that proofs are made from, the rows of bulk entries, and the head.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from goodstanding.evidence import body, log
from goodstanding.evidence.body import BodyUnreadable, Words
from goodstanding.evidence.canonical import instant
from goodstanding.evidence.seal import Checkpoint
from goodstanding.evidence.verify import Line, Report, Verification


@dataclass(frozen=True, slots=True)
class Stored:
    """One entry as its table holds it, with its line as an export would write it."""

    line: Line
    leaf_hash: bytes
    entry_id: int
    recorded_at: datetime
    at: datetime
    kind: str
    actor: str
    subjects: Sequence[str]
    rows_count: int


class Audit:
    """Takes stored entries in order, then the rows of bulk entries, then the head."""

    def __init__(
        self, checkpoints: Iterable[Checkpoint], *, nodes: Iterable[log.Node], witness: Iterator[bytes] | None = None
    ) -> None:
        self._verification = Verification(checkpoints, witness=witness)
        self._nodes: Iterator[log.Node] | None = iter(nodes)

    def take(self, stored: Stored) -> None:
        """Take the next entry."""
        position = stored.line.position
        words, nodes = self._verification.feed(stored.line)
        for node in nodes:
            self._compare_node(node)
        if stored.leaf_hash != log.leaf_hash(stored.line.commitment):
            self._found("leaf", f"The leaf hash at position {position} does not fit its entry.", position)
        if words is not None:
            self._compare_columns(stored, words)

    def take_rows(self, words: bytes | None, *, position: int, rows_count: int, leaf_hashes: bytes | None) -> None:
        """Take the rows of a bulk entry; once its words were erased only their number can be checked."""
        held = leaf_hashes or b""
        if len(held) != rows_count * log.HASH_BYTES:
            self._found("rows", f"Rows of the entry at position {position} are missing or too many.", position)
            return
        try:
            expected = body.read(words).rows_root if words is not None else None
        except BodyUnreadable:
            return  # Said already, when the entry was taken.
        if expected is not None and log.root(log.unpack(held)).hex() != expected:
            self._found("rows", f"The rows of the entry at position {position} were changed.", position)

    def finish(self, head: log.Frontier | None, *, things_beyond: int) -> Report:
        """Compare with the head and say what was found.

        `things_beyond` is how many entries and nodes lie behind the end that the head tells.
        """
        computed = self._verification.frontier
        if self._nodes is not None and next(self._nodes, None) is not None:
            self._verification.found("node", "The tree holds nodes that no entry explains.", position=None)
        if head is None or (head.size, head.hashes) != (computed.size, computed.hashes):
            self._verification.found("head", "The head of the log does not fit its entries.", position=None)
        if things_beyond:
            self._found(
                "invented", f"There are {things_beyond} entries or nodes behind the end of the log.", computed.size
            )
        return self._verification.finish()

    def _found(self, what: str, sentence: str, position: int) -> None:
        self._verification.found(what, sentence, position=position)

    def _compare_node(self, node: log.Node) -> None:
        """Compare the next stored node; after the first difference the others say nothing new."""
        if self._nodes is None or next(self._nodes, None) == node:
            return
        self._nodes = None
        start, until = node.index << node.level, (node.index + 1) << node.level
        sentence = f"The stored tree does not fit the entries from position {start} to {until - 1}."
        self._verification.found("node", sentence, position=start, until=until)

    def _compare_columns(self, stored: Stored, words: Words) -> None:
        columns = (
            stored.entry_id,
            instant(stored.recorded_at),
            instant(stored.at),
            stored.kind,
            stored.actor,
            list(stored.subjects),
            stored.rows_count,
        )
        said = (words.entry_id, words.recorded_at, words.at, words.kind, words.by, words.subjects, words.rows_count)
        if columns != said:
            position = stored.line.position
            self._found(
                "column", f"The entry at position {position} is listed otherwise than it was written.", position
            )
