"""Reads back what a PDF of typst shows: its objects, its pages and their text. Only as much as the tests need."""

import re
import zlib

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)\nendstream", re.DOTALL)
_CODES = re.compile(rb"<([0-9A-Fa-f]{4})>\s+<([0-9A-Fa-f]+)>")
_FONT = re.compile(rb"/(f\d+) [\d.]+ Tf")
_OCTAL = re.compile(rb"[0-7]{1,3}")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def objects(printed: bytes) -> dict[int, bytes]:
    """The objects of a file by number."""
    return {int(number): body for number, body in _OBJECT.findall(printed)}


def pages(printed: bytes) -> list[str]:
    """The text of each page, without spaces: how words are set apart is no matter of the text."""
    known = objects(printed)
    return [_text(body, known) for body in known.values() if body.startswith(b"<</Type/Page/")]


def tags(printed: bytes) -> list[str]:
    """The kinds of the structure elements of a file."""
    return [name.decode() for name in re.findall(rb"/Type/StructElem/S/(\w+)", printed)]


def squeezed(text: str) -> str:
    """A text as `pages` tells it."""
    return "".join(text.split()).replace("\u200b", "")


def shown(page: bytes, known: dict[int, bytes]) -> bytes:
    """What draws a page."""
    return _stream(_follow(page, rb"/Contents", known))


def _text(page: bytes, known: dict[int, bytes]) -> str:
    resources = _follow(page, rb"/Resources", known)
    if b"/Font" not in resources:
        return ""
    fonts = _follow(resources, rb"/Font", known)
    maps = {name: _letters(known[int(at)], known) for name, at in re.findall(rb"/(f\d+) (\d+) 0 R", fonts)}
    content = shown(page, known)
    found, at = [], 0
    letters: dict[bytes, str] = {}
    while at < len(content):
        font = _FONT.match(content, at)
        if font:
            letters, at = maps[font[1]], font.end()
        elif content.startswith(b"<<", at):
            at = content.index(b">>", at)  # What is said of a passage, such as its language, is not shown.
        elif content[at : at + 1] == b"(":
            codes, at = _string(content, at + 1)
            found += [letters.get(codes[one : one + 2], "�") for one in range(0, len(codes), 2)]
        else:
            at += 1
    return squeezed("".join(found))


def _string(content: bytes, at: int) -> tuple[bytes, int]:
    """A string from after its parenthesis on, and where it ends; parentheses within it may be paired or escaped."""
    told, depth = bytearray(), 1
    while True:
        one = content[at : at + 1]
        at += 1
        if one == b"\\":
            octal = _OCTAL.match(content, at)
            code = octal[0] if octal else content[at : at + 1]
            told += bytes([int(code, 8)]) if octal else _LETTERS.get(code, code)
            at += len(code)
            continue
        depth += (one == b"(") - (one == b")")
        if depth == 0:
            return bytes(told), at
        told += one


def _follow(body: bytes, key: bytes, known: dict[int, bytes]) -> bytes:
    """What stands at a key: an object that is referred to, or the rest of this one."""
    reference = re.search(key + rb" (\d+) 0 R", body)
    return known[int(reference[1])] if reference else body[body.index(key) :]


def _stream(body: bytes) -> bytes:
    content = _STREAM.search(body)
    assert content
    return zlib.decompress(content[1]) if b"/FlateDecode" in body[: content.start()] else content[1]


def _letters(font: bytes, known: dict[int, bytes]) -> dict[bytes, str]:
    mapping = _stream(_follow(font, rb"/ToUnicode", known))
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _CODES.findall(mapping)
    }
