"""Binding: many PDFs as one file to print, page by page as they are, so that what is printed is what is kept.

For the print house. It reads what our press writes (PDF 1.7 with one plain cross-reference table) and refuses anything
else. What a printer has no use for, tags and bookmarks, stays behind; what several letters share is written once.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO, NamedTuple

from goodstanding.refusal import Refusal

_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_PAGES = re.compile(rb"/Pages (\d+) 0 R")
_COUNT = re.compile(rb"/Count (\d+)")
_PAGE = re.compile(rb"/Type ?/Page\b")
_BOX = re.compile(rb"/MediaBox ?\[([^\]]+)\]")
_TAGS = re.compile(rb"/StructParents? \d+|/Tabs/S\b")
_STREAM = b"\nstream\n"
_CATALOG, _ALL_PAGES = 1, 2


class Unbindable(Refusal, ValueError):
    """A file is no PDF of the kind that is bound; the sentence says what is wrong with it."""


class Piece(NamedTuple):
    """One object of a PDF: what is said of it, and its bytes where it is a stream."""

    head: bytes
    stream: bytes


class Binder:
    """Writes PDFs one behind the other into one file. `two_sided` begins every PDF on a sheet of its own."""

    def __init__(self, file: BinaryIO, *, two_sided: bool = False) -> None:
        """Begin the file."""
        self._file, self._two_sided = file, two_sided
        self._offsets: dict[int, int] = {}
        self._shared: dict[bytes, int] = {}
        self._kids: list[int] = []
        self._next = _ALL_PAGES + 1
        self._at = 0
        self._digest = sha256()
        self.pages = 0
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add(self, pdf: bytes) -> tuple[int, int]:
        """Add a PDF and return its first and its last page, counted from 1; raises Unbindable and adds nothing."""
        pieces, root, count = _read(pdf)
        box = next((found[1] for piece in pieces.values() if (found := _BOX.search(piece.head))), b"0 0 612 792")
        numbers = self._numbers(pieces)
        parent = b"/Parent %d 0 R" % _ALL_PAGES
        for number, piece in pieces.items():
            if numbers[number] in self._offsets:
                continue
            head = _renumbered(piece.head, numbers)
            if number == root:
                head = head.replace(b"<<", b"<<" + parent, 1)
            self._object(numbers[number], head + (_STREAM + piece.stream if piece.stream else b""))
        self._kids.append(numbers[root])
        first, last = self.pages + 1, self.pages + count
        self.pages = last
        if self._two_sided and count % 2:
            self._blank(box)
        return first, last

    def finish(self) -> str:
        """End the file and return its SHA-256 in hexadecimal."""
        kids = b" ".join(b"%d 0 R" % number for number in self._kids)
        self._object(_ALL_PAGES, b"<</Type/Pages/Count %d/Kids[%s]>>" % (self.pages, kids))
        self._object(_CATALOG, b"<</Type/Catalog/Pages %d 0 R>>" % _ALL_PAGES)
        start, mark = self._at, self._digest.hexdigest()[:32].encode()
        entries = b"".join(b"%010d 00000 n \n" % self._offsets[number] for number in range(1, self._next))
        self._write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (self._next, entries))
        ends = b"<</Size %d/Root %d 0 R/ID[<%s><%s>]>>" % (self._next, _CATALOG, mark, mark)
        self._write(b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (ends, start))
        return self._digest.hexdigest()

    def _numbers(self, pieces: dict[int, Piece]) -> dict[int, int]:
        """Return a new number for each object; a stream that points to nothing and is known has its number already."""
        numbers = {}
        for number, piece in pieces.items():
            key = sha256(piece.head + piece.stream).digest() if piece.stream and not _points(piece.head) else b""
            known = self._shared.get(key) if key else None
            if known is None:
                known, self._next = self._next, self._next + 1
                if key:
                    self._shared[key] = known
            numbers[number] = known
        return numbers

    def _blank(self, box: bytes) -> None:
        number, self._next = self._next, self._next + 1
        page = b"<</Type/Page/Parent %d 0 R/MediaBox[%s]/Resources<<>>>>" % (_ALL_PAGES, box)
        self._object(number, page)
        self._kids.append(number)
        self.pages += 1

    def _object(self, number: int, content: bytes) -> None:
        self._offsets[number] = self._at
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, content))

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._digest.update(content)
        self._at += len(content)


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF has; raises Unbindable."""
    return _read(pdf)[2]


def _read(pdf: bytes) -> tuple[dict[int, Piece], int, int]:
    """Return what the pages of a PDF are made of, by number, which of them holds the pages, and how many there are."""
    try:
        offsets, trailer = _table(pdf)
        catalog = _piece(pdf, offsets, _one(_ROOT, trailer))
        root = _one(_PAGES, catalog.head)
        found: dict[int, Piece] = {}
        wanted = [root]
        while wanted:
            number = wanted.pop()
            if number not in found:
                found[number] = _piece(pdf, offsets, number)
                wanted += _points(found[number].head)
        count = _one(_COUNT, found[root].head)
        if count != sum(bool(_PAGE.search(piece.head)) for piece in found.values()):
            raise ValueError("There are not as many pages as it says.")
    except (ValueError, KeyError, IndexError) as fault:
        raise Unbindable("The letter's file is no PDF as our press writes it, so it cannot go into a batch.") from fault
    return found, root, count


def _table(pdf: bytes) -> tuple[dict[int, tuple[int, int]], bytes]:
    """Return where each object begins and ends, and the trailer."""
    tail = pdf.rindex(b"startxref\n")
    start = int(pdf[tail + 10 : pdf.index(b"\n", tail + 10)])
    if pdf[start : start + 7] != b"xref\n0 ":
        raise ValueError("There is no plain cross-reference table.")
    first = pdf.index(b"\n", start + 5) + 1
    count = int(pdf[start + 7 : first])
    entries = [pdf[first + 20 * number : first + 20 * number + 20] for number in range(count)]
    begins = {number: int(entry[:10]) for number, entry in enumerate(entries) if entry[17:18] == b"n"}
    ends = dict(zip(sorted(begins.values()), [*sorted(begins.values())[1:], start], strict=True))
    trailer = pdf[pdf.index(b"trailer", first + 20 * count) : tail]
    return {number: (begin, ends[begin]) for number, begin in begins.items()}, trailer


def _piece(pdf: bytes, offsets: dict[int, tuple[int, int]], number: int) -> Piece:
    begin, end = offsets[number]
    raw = pdf[begin:end]
    opening = b"%d 0 obj\n" % number
    if not raw.startswith(opening):
        raise ValueError("The cross-reference table points to another object.")
    body = raw[len(opening) : raw.rindex(b"endobj")].removesuffix(b"\n")
    head, _, stream = body.partition(_STREAM)
    return Piece(_TAGS.sub(b"", head), stream)


def _points(head: bytes) -> list[int]:
    """Return the numbers of the objects that are pointed to."""
    return [int(found[1]) for text, is_string in _parts(head) if not is_string for found in _REFERENCE.finditer(text)]


def _renumbered(head: bytes, numbers: dict[int, int]) -> bytes:
    return b"".join(
        text if is_string else _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], text)
        for text, is_string in _parts(head)
    )


def _parts(head: bytes) -> Iterator[tuple[bytes, bool]]:
    """Return what stands outside of strings and what stands in them, in turn: a web address is not a pointer."""
    at = 0
    while (opens := head.find(b"(", at)) >= 0:
        yield head[at:opens], False
        depth, place = 1, opens + 1
        while depth:
            sign = head[place : place + 1]
            if not sign:
                raise ValueError("A string does not end.")
            depth += (sign == b"(") - (sign == b")")
            place += 2 if sign == b"\\" else 1
        yield head[opens:place], True
        at = place
    yield head[at:], False


def _one(pattern: re.Pattern[bytes], text: bytes) -> int:
    found = pattern.search(text)
    if found is None:
        raise ValueError(f"There is no {pattern.pattern!r}.")
    return int(found[1])
