"""Entries of a camt document that look alike: each look is walked once, and then read from the text as it stands.

A bank writes thousands of entries with the same elements in the same order. An entry without its texts is its look. The
first of a look is walked as a tree in which every text is its number, which says what each text means; of all others
the texts are only picked up, which takes a sixth of the time of a tree.

Invariants: entries of one look differ in texts only, and what is read of them is what `walk` would have said. Character
references, foreign prefixes, attributes and every other oddity stay in the document and are read as a tree; so is
all of a document with comments, sections or processing instructions.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import NamedTuple, TypeAlias
from xml.sax.saxutils import unescape

from lxml import etree

from goodstanding.payments.bank.camt.paths import HOLDERS, Element, Walked, walk
from goodstanding.payments.bank.written import TEXT_LENGTH_MOST

LOOKS_MOST = 500
LENGTH_MOST = 20_000
"""An entry longer than this is a batch like no other."""
TEXTS_MOST = 200
"""The numbers of so many texts, side by side, are shorter than the longest text: `walk` cuts none of them off."""
DEPTH_MOST = 50
"""Far below what libxml2 refuses, which a look, standing alone, would not reach."""
LINE_LENGTH = 100
"""A document with shorter lines than this is indented."""

_MARK = "so-many-alike"
_HEAD_LENGTH = 500
_HEAD = re.compile(
    r"""(?:<\?xml version=["']1\.0["'](?: encoding=["']([\w.-]+)["'])?(?: standalone=["'](?:yes|no)["'])? ?\?>)?"""
    r"""[ \t\r\n]*<(?:([A-Za-z_]\w*):)?Document[ \t\r\n>]""",
    re.ASCII,
)
_NO_TEXT_OF_XML = bytes(code for code in range(32) if code not in b"\t\n\r")
_ODD = ("<!", "<?")
"""Comments, sections, document types and instructions, which no entry of a look has inside."""
_ODD_AFTER = (" ", "\t", "\n", "/")
_NEVER_INSIDE = frozenset({"Ntry", "Document", *HOLDERS})
"""What is read by itself, wherever it stands."""

_BLANK = re.compile(r">[ \t\n]+<")
_TEXT = re.compile(">([^<]+)<")
_HOLE = ">\0<"
_TAG = re.compile(r"""<(/?)(\w+:)?([A-Za-z]\w*)( Ccy=(?:"[A-Z]{3}"|'[A-Z]{3}'))?(/?)>(\0?)""")
_QUOTES = {"&quot;": '"', "&apos;": "'"}
_REFERENCE = re.compile("&(?!(?:amp|lt|gt|quot|apos);)")
Texts: TypeAlias = tuple[str, ...]


class Look(NamedTuple):
    """Under which words the texts of a look are known, in the entry and in each payment of it."""

    whole: "Meaning"
    details: tuple["Meaning", ...]

    def read(self, texts: Texts) -> Walked:
        """Return what an entry of this look says, given its texts."""
        return Walked(self.whole.of(texts), [Walked(detail.of(texts), []) for detail in self.details])


class Meaning(NamedTuple):
    """The words of an entry or a payment and where their texts stand, those with several texts, and currencies."""

    words: tuple[str, ...]
    texts: Callable[[Texts], Texts]
    joined: tuple[tuple[str, tuple[int, ...]], ...]
    constant: dict[str, str]

    def of(self, texts: Texts) -> dict[str, str]:
        """Return the text of each word."""
        told = dict(zip(self.words, self.texts(texts)))  # noqa: B905  # As long as each other; asking takes a fifth.
        told.update(self.constant)
        for word, places in self.joined:
            told[word] = " ".join(texts[place] for place in places)[:TEXT_LENGTH_MOST]
        return told


class Cut:
    """A document from which entries alike were taken; an empty element with a mark stands for each run of them."""

    def __init__(self, document: bytes, looks: Sequence[Look] = (), texts: Sequence[Texts] = ()) -> None:
        self.document = document
        self.taken = len(looks)
        self._waiting = zip(looks, texts, strict=True)

    def entries(self, element: Element) -> Iterator[Walked]:
        """Yield what the entries say for which an element stands: the next of those taken, or the element's own."""
        if not self.taken or (run := element.get(_MARK)) is None:
            yield walk(element)
        else:
            for look, texts in islice(self._waiting, int(run)):
                yield look.read(texts)


def cut_alike(data: bytes) -> Cut:
    """Take the entries out that look alike; a document of which nothing is sure comes back as it is."""
    found = _text_and_prefix(data)
    if found is None:
        return Cut(data)
    text, prefix = found
    looks, opening, closing = _Looks(prefix), f"<{prefix}Ntry", f"</{prefix}Ntry>"
    # Two lists, since tuples of texts alone are nothing that Python's collector would visit again and again.
    pieces, taken, told = list[str](), list[Look](), list[Texts]()
    kept_to = at = run = runs = 0
    while (start := text.find(opening, at)) >= 0:
        at = start + len(opening)
        if (after := text[at : at + 1]) in _ODD_AFTER:
            return Cut(data)
        if after != ">":
            continue
        if (ends := text.find(closing, at)) < 0:
            return Cut(data)
        at = end = ends + len(closing)
        one = looks.take(text[start:end]) if end - start <= LENGTH_MOST else None
        if one is None:
            continue
        if run and not text[kept_to:start].strip():
            run += 1
        else:
            pieces += _standing_for(run, prefix), text[kept_to:start]
            run, runs = 1, runs + 1
        taken.append(one[0])
        told.append(one[1])
        kept_to = end
    pieces += _standing_for(run, prefix), text[kept_to:]
    left = "".join(pieces)
    # What looked like an entry could stand in a comment, and a mark could be the file's own: then nothing is sure.
    if any(left.find(odd, 2) >= 0 for odd in _ODD) or left.count(_MARK) != runs:
        return Cut(data)
    return Cut(left.encode(), taken, told)


def _standing_for(run: int, prefix: str) -> str:
    return f'<{prefix}Ntry {_MARK}="{run}"/>' if run else ""


def _text_and_prefix(data: bytes) -> tuple[str, str] | None:
    """Return the document, not indented, and the prefix of its names; None if it has oddities."""
    if len(data.translate(None, _NO_TEXT_OF_XML)) != len(data):
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    head = _HEAD.match(text[:_HEAD_LENGTH])
    if head is None or (head[1] or "utf-8").lower() != "utf-8":
        return None
    if "\r" in text:
        # XML reads every end of a line as one character.
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") * LINE_LENGTH > len(text):
        text = _BLANK.sub("><", text)
    return text, f"{head[2]}:" if head[2] else ""


class _Looks:
    """The looks of a document."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._known: dict[str, Look | None] = {}

    def take(self, entry: str) -> tuple[Look, Texts] | None:
        """Return the look and the texts of an entry; None if it is to be read as a tree."""
        parts = _TEXT.split(entry)
        texts, seen = parts[1::2], _HOLE.join(parts[::2])
        look = self._known.get(seen)
        if look is None:
            if seen in self._known or len(self._known) == LOOKS_MOST:
                return None
            look = self._known[seen] = _learn(seen, self._prefix)
            if look is None:
                return None
        if "]]>" in entry or "\ufffe" in entry or "\uffff" in entry:  # XML forbids them in texts.
            return None
        if "&" in entry:
            if _REFERENCE.search(entry):
                return None
            texts = [unescape(text, _QUOTES) for text in texts]
        told = tuple(map(str.strip, texts))
        return (look, told) if "" not in told else None


def _learn(seen: str, prefix: str) -> Look | None:
    """Return what the texts of a look mean; None where it holds anything beside plain elements and texts."""
    tree, at, texts, depth = "", 0, 0, 0
    for tag in _TAG.finditer(seen):
        close, before, name, attribute, ended, hole = tag.groups()
        if tag.start() != at or (before or "") != prefix or (depth > int(bool(close)) and name in _NEVER_INSIDE):
            return None
        at = tag.end()
        depth += -1 if close else not ended
        tree += f"<{close}{name}{attribute or ''}{ended}>"
        if hole:
            tree, texts = f"{tree}{texts}", texts + 1
        if depth > DEPTH_MOST or texts > TEXTS_MOST:
            return None
    if at != len(seen):
        return None
    try:
        whole = walk(etree.fromstring(tree))
    except etree.XMLSyntaxError:
        return None
    return Look(_meaning(whole), tuple(map(_meaning, whole.details)))


def _meaning(walked: Walked) -> Meaning:
    constant = {word: text for word, text in walked.told.items() if word.endswith("@")}
    places = {word: tuple(map(int, text.split())) for word, text in walked.told.items() if word not in constant}
    single = {word: of[0] for word, of in places.items() if len(of) == 1}
    joined = tuple(one for one in places.items() if len(one[1]) > 1)
    return Meaning(tuple(single), _taking(*single.values()), joined, constant)


def _taking(*places: int) -> Callable[[Texts], Texts]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda texts: tuple(texts[place] for place in places)
