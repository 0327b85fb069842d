"""Checks an exported log against checkpoints, offline: no database, no Django, no trust in whoever exported it.

For auditors, courts and the operator. An export is JSON lines, one entry each, in order:
    {"position": 0, "commitment": hex, "salt": hex | null, "body": text | null}
`salt` and `body` are null once the words were erased. Every line is read once; memory does not grow with the log.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from goodstanding.evidence import commitment, log, seal
from goodstanding.evidence.body import ERASED, BodyUnreadable, Words, read
from goodstanding.evidence.seal import Checkpoint, SealBroken

FINDINGS_MAX = 100
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_CHECKED_TOGETHER = "An entry was changed, removed, repeated, moved or invented after it was signed"


class LineUnreadable(ValueError):
    """A line of the export is not an entry."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as exported."""

    position: int
    commitment: bytes
    salt: bytes | None
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, somewhere in the positions [position, until); no position means a checkpoint itself."""

    position: int | None
    until: int | None
    what: str
    sentence: str

    @property
    def is_exact(self) -> bool:
        """Whether one single position is named."""
        return self.position is not None and self.until == self.position + 1


@dataclass(slots=True)
class Report:
    """What a verification found: the log's size and root, how far checkpoints vouch for it, and what is wrong."""

    size: int = 0
    root: bytes = log.EMPTY_ROOT
    sealed_size: int = 0
    erased_count: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    @property
    def first_bad_position(self) -> int | None:
        """The first position known to be bad; the start of a range where nothing inside it is known exactly."""
        exact = [item.position for item in self.findings if item.is_exact and item.position is not None]
        vague = [
            item.position
            for item in self.findings
            if not item.is_exact
            and item.position is not None
            and not any(item.position <= place < (item.until or place + 1) for place in exact)
        ]
        return min(exact + vague, default=None)


class Verification:
    """Takes the entries one by one, recomputes the tree and compares it with what was signed.

    `witness` gives the leaf hashes that were noted beside the checkpoints, in order. It is never trusted by itself:
    it names the place of a difference only where it reproduces a signed root.
    """

    def __init__(self, checkpoints: Iterable[Checkpoint], *, witness: Iterator[bytes] | None = None) -> None:
        self._checkpoints = sorted(checkpoints, key=lambda item: item.size)
        self.frontier = log.Frontier()
        self._witness = witness
        self._witnessed = log.Frontier()
        self._differs_at: int | None = None
        self._is_whole = True
        self._erased: set[int] = set()
        self._declared: set[int] = set()
        self._expected = 0
        self._sealed_size = 0
        self._findings: list[Finding] = []
        self._compare_roots()

    def found(self, what: str, sentence: str, *, position: int | None, until: int | None = None) -> None:
        """Note something wrong, unless there is too much of it already."""
        if len(self._findings) < FINDINGS_MAX:
            until = position + 1 if until is None and position is not None else until
            self._findings.append(Finding(position, until, what, sentence))

    def feed(self, line: Line) -> tuple[Words | None, list[log.Node]]:
        """Take the next entry; return its words, when they are right, and the inner nodes that it completed."""
        words = self._open(line)
        if line.position != self._expected:
            self._misplaced(line.position, words)
        elif words and words.position != line.position:
            self._moved(words, position=line.position)
        self._expected = max(self._expected, line.position + 1)
        leaf = log.leaf_hash(line.commitment)
        nodes = self.frontier.append(leaf)
        if self._is_whole:
            self._compare_witness(leaf)
            self._compare_roots()
        return words, nodes

    def feed_unreadable(self, sentence: str) -> None:
        """Take a line that is no entry; from here on no root can be computed."""
        self.found("unreadable", sentence, position=self._expected)
        self._expected += 1
        self._is_whole = False

    def finish(self) -> Report:
        """Say what was found, in the order of positions."""
        for checkpoint in self._checkpoints:
            if checkpoint.size > self._expected:
                sentence = (
                    f"The log ends at {self._expected}, but {checkpoint.size} entries were signed: its end is cut off."
                )
                self.found("truncated", sentence, position=self._expected, until=checkpoint.size)
        for position in sorted(self._erased - self._declared)[:FINDINGS_MAX]:
            self.found(
                "silent_erasure", f"The words of entry {position} are gone and no entry says why.", position=position
            )
        for position in sorted(self._declared - self._erased)[:FINDINGS_MAX]:
            sentence = f"The words of position {position} were erased on record, but here they are or the entry is not."
            self.found("erased_but_there", sentence, position=position)
        findings = sorted(self._findings, key=lambda item: -1 if item.position is None else item.position)
        return Report(self.frontier.size, self.frontier.root(), self._sealed_size, len(self._erased), findings)

    def _misplaced(self, position: int, words: Words | None) -> None:
        """Name the gap before a line, or the line that goes back."""
        self._is_whole = False
        if position > self._expected:
            sentence = f"The entries from position {self._expected} to {position - 1} are missing."
            self.found("missing", sentence, position=self._expected, until=position)
        elif words and words.position != position:
            self._moved(words, position=self._expected)
        else:
            self.found("repeated", f"Position {position} comes again, or out of order.", position=position)

    def _moved(self, words: Words, *, position: int) -> None:
        sentence = f"The entry at position {position} was written at position {words.position}."
        self.found("moved", sentence, position=position)

    def _open(self, line: Line) -> Words | None:
        """Compare a commitment with the words it was made from, and return them when they are right."""
        position = line.position
        if line.salt is None or line.body is None:
            self._erased.add(position)
        elif not commitment.opens(line.commitment, salt=line.salt, body=line.body):
            self.found("changed", f"The words at position {position} were changed.", position=position)
        else:
            return self._read(line.body, position=position)
        return None

    def _read(self, written: bytes, *, position: int) -> Words | None:
        try:
            words = read(written)
        except BodyUnreadable as error:
            self.found("unreadable", f"At position {position}: {error}", position=position)
            return None
        erased = words.facts.get("position")
        if words.kind == ERASED and type(erased) is int:
            self._declared.add(erased)
        return words

    def _compare_witness(self, leaf: bytes) -> None:
        if self._witness is None:
            return
        noted = next(self._witness, None)
        if noted is None or len(noted) != log.HASH_BYTES:
            self._witness = None
            return
        self._witnessed.append(noted)
        if noted != leaf and self._differs_at is None:
            self._differs_at = self.frontier.size - 1

    def _compare_roots(self) -> None:
        """Compare with every checkpoint of just this size."""
        while self._checkpoints and self._checkpoints[0].size == self.frontier.size:
            checkpoint = self._checkpoints.pop(0)
            if checkpoint.root == self.frontier.root():
                self._sealed_size = checkpoint.size
            else:
                self._rewritten(checkpoint)

    def _rewritten(self, checkpoint: Checkpoint) -> None:
        start, until = self._sealed_size, checkpoint.size
        where = f"between positions {start} and {until - 1}"
        if self._differs_at is not None and self._witnessed.root() == checkpoint.root:
            start, until = self._differs_at, self._differs_at + 1
            where = f"first at position {start}"
        sentence = f"{_CHECKED_TOGETHER}, {where}; the checkpoint of size {checkpoint.size} does not fit."
        self.found("rewritten", sentence, position=start, until=until)


def verify_log(
    lines: Iterable[bytes], *, checkpoints: Sequence[Checkpoint], witness: Iterator[bytes] | None = None
) -> Report:
    """Verify exported lines against checkpoints whose seals were opened already."""
    verification = Verification(checkpoints, witness=witness)
    for raw in lines:
        try:
            line = read_line(raw)
        except LineUnreadable as error:
            verification.feed_unreadable(str(error))
        else:
            verification.feed(line)
    return verification.finish()


def verify_files(export: Path, *, checkpoints: Sequence[Path], verifier: str, witness: Path | None = None) -> Report:
    """Verify an exported file against checkpoint files and the public key's text; a broken seal is a finding too.

    Raises SealBroken only when the public key itself cannot be read, and OSError when a file cannot.
    """
    key = seal.read_verifier(verifier)
    opened, broken = [], []
    for path in checkpoints:
        try:
            opened.append(seal.unseal(path.read_text(encoding="utf-8", errors="replace"), verifier=key))
        except SealBroken as error:
            broken.append(Finding(None, None, "seal", f"{path.name}: {error}"))
    with export.open("rb") as lines:
        if witness is None:
            report = verify_log(lines, checkpoints=opened)
        else:
            with witness.open("rb") as noted:
                report = verify_log(lines, checkpoints=opened, witness=leaf_hashes_in(noted))
    report.findings[:0] = broken
    return report


def leaf_hashes_in(file: BinaryIO) -> Iterator[bytes]:
    """Return the leaf hashes of a witness file one by one."""
    return iter(lambda: file.read(log.HASH_BYTES), b"")


def read_line(raw: bytes) -> Line:
    """Return one exported line, or raise LineUnreadable."""
    try:
        fields = json.loads(raw)
        position, salt, body = fields["position"], fields["salt"], fields["body"]
        line = Line(
            position,
            bytes.fromhex(fields["commitment"]),
            None if salt is None else bytes.fromhex(salt),
            None if body is None else body.encode(),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise LineUnreadable("A line is not an entry of the log.") from error
    if type(position) is not int or position < 0 or len(line.commitment) != log.HASH_BYTES:
        raise LineUnreadable("A line names no position or no commitment.")
    # One entry has one text, so that not a single byte of an export can differ unnoticed.
    if write_line(line) != raw.rstrip(b"\r\n") + b"\n":
        raise LineUnreadable("A line is not written as an export writes it.")
    return line


def write_line(line: Line) -> bytes:
    """Return one line of an export, with its line feed."""
    fields = {
        "position": line.position,
        "commitment": line.commitment.hex(),
        "salt": None if line.salt is None else line.salt.hex(),
        "body": None if line.body is None else line.body.decode(),
    }
    return _JSON.encode(fields).encode() + b"\n"
