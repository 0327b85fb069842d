"""In which encoding a text file is written, found out from its bytes."""

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from goodstanding.ingestion.source.rows import SourceRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK_BYTES = 1 << 20
_SAMPLE_BYTES = 1 << 18
_LIKELY = ["cp1252", "cp1250", "iso8859_2", "cp1251", "iso8859_15", "cp1253", "cp1254", "shift_jis", "gb18030", "big5"]
_MOST_COMMON = "cp1252"
_NULS_SHARE = 0.2


def find_encoding(path: Path, *, stated: str | None) -> str:
    """Return a Python name of the encoding; raises SourceRefused where the stated one is unknown.

    A byte order mark decides; else whatever is sound UTF-8 is UTF-8; else the likeliest for the first odd bytes.
    """
    if stated is not None:
        return _known(stated, path)
    with path.open("rb") as file:
        start = file.read(_SAMPLE_BYTES)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    sixteen = _without_mark(start)
    if sixteen:
        return sixteen
    odd = _first_odd_byte(path)
    if odd is None:
        return "utf-8"
    refuse_damaged(path, odd)
    return _likeliest(path, odd)


def _known(stated: str, path: Path) -> str:
    try:
        name = codecs.lookup(stated).name
        "a".encode(name).decode(name)
    except (LookupError, UnicodeError, TypeError, ValueError) as error:
        raise SourceRefused(f"{stated!r} is not the name of an encoding; write utf-8, utf-16 or cp1252.") from error
    with path.open("rb") as file:
        start = file.read(4)
    return "utf-8-sig" if name == "utf-8" and start.startswith(codecs.BOM_UTF8) else name


def _without_mark(start: bytes) -> str | None:
    """Tell UTF-16 without a mark by the zero bytes that plain letters leave in every second place."""
    pairs = max(1, len(start) // 2)
    even, odd = start[0::2].count(0) / pairs, start[1::2].count(0) / pairs
    if odd > _NULS_SHARE > even:
        return "utf-16-le"
    return "utf-16-be" if even > _NULS_SHARE > odd else None


def _first_odd_byte(path: Path) -> int | None:
    """Return where the file stops being UTF-8, or None where it is UTF-8 throughout."""
    decoder, place = codecs.getincrementaldecoder("utf-8")(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return place
            place += len(block)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return max(0, place - _BLOCK_BYTES)
    return None


def refuse_damaged(path: Path, place: int) -> None:
    """Refuse a file that is UTF-8 but for a few bytes: read as anything else, every other accent would come out wrong.

    Letters of an older encoding hardly ever look like sound UTF-8, so one sound letter for each odd byte tells.
    """
    lines, accents = 1, False
    with path.open("rb") as file:
        while file.tell() < place:
            block = file.read(min(_BLOCK_BYTES, place - file.tell()))
            lines, accents = lines + block.count(b"\n"), accents or not block.isascii()
        text = file.read(_BLOCK_BYTES).decode("utf-8", errors="replace")
    odd = text.count("\ufffd")
    sound = sum(not letter.isascii() for letter in text) - odd + accents
    if sound >= odd:
        line = lines + text[: text.index("\ufffd")].count("\n")
        raise SourceRefused(
            f"Line {line} holds a byte that is not UTF-8, as the rest is; mend it, or state the encoding."
        )


def _likeliest(path: Path, place: int) -> str:
    with path.open("rb") as file:
        file.seek(place)
        sample = file.read(_BLOCK_BYTES)
    matches = from_bytes(sample, cp_isolation=_LIKELY)
    best = matches.best()
    if best is None:
        return _MOST_COMMON
    # Short texts often look as well in several code pages; then the most common one is meant. The user is shown it.
    equal = [match for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence)]
    if any(_MOST_COMMON in match.could_be_from_charset for match in equal):
        return _MOST_COMMON
    return best.encoding
