"""Page: the typst source of one letter, from what its template says and what stands around it.

For composing, which makes the page, and for the press, which prints it. Every value goes in as JSON in a string that
nothing can end or leave; the body, which is typst, is read by itself, so that it can leave no bracket of the page and
reach no file but the page's own.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import phonenumbers

from goodstanding.outreach.channels.letter import bars
from goodstanding.outreach.channels.letter.address import shown
from goodstanding.outreach.channels.letter.letter_code import spaced
from goodstanding.outreach.channels.letter.window import ENVELOPES, US_10, Envelope, address_area, pitch
from goodstanding.outreach.channels.letter.wording import day_in_words, wording

TEMPLATE = Path(__file__).with_name("letter.typ")

WHOLE = "#letter(told)\n"
"""How the source of a letter ends; the press first tries whether it is a short one."""
SHORT = "#letter(told, is_short: true)\n"

NAME_FITS, LINE_FITS = 30, 60
"""So many letters, however wide, stand in one line of the letterhead."""
_LONG_WORD = re.compile(r"\S{31,}")
_STEP = 10


def page(
    body_typst: str,
    *,
    address_lines: Sequence[str],
    house: Mapping[str, Any],
    language: str,
    code: str,
    day: date,
    title: str,
    envelope: str = US_10.name,
) -> str:
    """Return the typst source of one letter.

    body_typst     what the template says, as typst
    address_lines  what shows in the window (`address.address_lines`)
    house          who writes (`channels.queries.house_words`)
    code           what the letter is known by (`letter_code.written`)
    title          its subject, which is also the document's title
    envelope       a name of `window.ENVELOPES`
    """
    assert address_lines, "A letter goes to an address."
    words = wording(language)
    told = {
        "language": words.language,
        "title": _placed(title) or _placed(str(house["name"])),
        "body": body_typst,
        "house": _house(house),
        "address": [_placed(line) for line in address_lines],
        "facts": [day_in_words(day, language), f"{words.code} {spaced(code)}"],
        "code": spaced(code),
        "bars": bars.widths(code),
        "page": words.page,
        "layout": _layout(ENVELOPES[envelope], lines=len(address_lines)),
    }
    # JSON in ASCII holds no line break and nothing that typst reads in a string but these two.
    text = json.dumps(told, separators=(",", ":")).replace("\\", "\\\\").replace('"', '\\"')
    return f'#import "{TEMPLATE.name}": letter\n#let told = json(bytes("{text}"))\n{WHOLE}'


def _house(house: Mapping[str, Any]) -> dict[str, Any]:
    """Return the letterhead: the name, and one line each for where the house is and how it is reached."""
    where = [shown(line) for line in str(house.get("address", "")).splitlines()]
    number = _grouped(str(house.get("phone") or ""))
    reached = [number, *(shown(str(house.get(one) or "")) for one in ("email", "website"))]
    lines = [where, reached, [shown(str(house.get("hours") or ""))]]
    name = _placed(str(house["name"]))
    told = [" · ".join(_placed(one) for one in line if one) for line in lines]
    return {
        "name": name,
        "is_long": len(name) > NAME_FITS or any(len(line) > LINE_FITS for line in told),
        "lines": [line for line in told if line],
        "return_line": " · ".join([name, *(one for one in where if one)]),
    }


@lru_cache(maxsize=1_000)
def _grouped(number: str) -> str:
    """Return a number in groups, as people read it; one that cannot be read stays as it was written."""
    try:
        read = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return shown(number)
    return str(phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _layout(envelope: Envelope, *, lines: int) -> dict[str, Any]:
    """Return where things stand, in points."""
    address, seen = address_area(envelope, lines), envelope.perhaps_seen()
    return {
        "width": envelope.sheet[0],
        "height": envelope.sheet[1],
        "address": {"left": address.left, "top": address.top, "width": address.right - address.left},
        "pitch": pitch(envelope, lines),
        "seen": seen._asdict(),
        "folds": list(envelope.folds),
        "has_return_line": envelope.has_return_line,
    }


def _placed(text: str) -> str:
    """Return a text as it goes on paper: in one line, set apart if read from right to left, long words breakable."""
    line = _LONG_WORD.sub(lambda found: _breakable(found[0]), shown(text))
    if line.isascii():
        return line
    backwards = any(unicodedata.bidirectional(sign) in {"R", "AL", "AN"} for sign in line)
    return f"\u2068{line}\u2069" if backwards else line


def _breakable(word: str) -> str:
    pieces = [word[at : at + _STEP] for at in range(0, len(word), _STEP)]
    return "".join(
        piece if number == 0 or unicodedata.combining(piece[0]) else f"\u200b{piece}"
        for number, piece in enumerate(pieces)
    )
