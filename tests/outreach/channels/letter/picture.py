"""A page of a letter as it is seen: drawn by the same template, read as a picture of points and dark spots.

It reads no PDF: that the letters show in the window is a question to the eye.
"""

import struct
import zlib
from datetime import date
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt
import typst

from goodstanding.outreach.channels.letter.page import TEMPLATE, page
from goodstanding.outreach.channels.letter.window import Area

PPI = 216
SPOTS_A_POINT = PPI // 72
Picture = npt.NDArray[np.bool_]

HOUSE = {
    "name": "Example Collections", "address": "100 Example Street\nSpringfield, IL 62701", "phone": "+12175550100",
    "email": "help@example.com", "website": "https://example.com", "hours": "Monday to Friday, 9 am to 5 pm",
}  # fmt: skip
DAY = date(2026, 11, 22)
BODY = "Dear Paula Placeholder,\n\nplease call us.\n\n#table(columns: 2, table.header[Due][Open], [May 1],[USD 1.00])"
CODE = "L17LCUC"


def letter(body: str = BODY, **other: Any) -> str:
    """Return the source of a letter, in which only what is given is special."""
    told: dict[str, Any] = {
        "address_lines": ("Paula Placeholder", "1 Sample Street", "Exampleton, MD 21201"), "house": HOUSE,
        "language": "en", "code": CODE, "day": DAY, "title": "Your account 4711",
    }  # fmt: skip
    return page(body, **{**told, **other})


def drawn(source: str) -> list[Picture]:
    """Return the pages of a letter as pictures: True where a spot is dark."""
    compiler = typst.Compiler(
        TEMPLATE, root=TEMPLATE.parent, font_paths=typst.Fonts(include_system_fonts=False, font_paths=[])
    )
    images = compiler.compile(input=source.encode("ascii"), format="png", ppi=PPI)
    found = images if isinstance(images, list) else [images]
    return [_dark(image) for image in found if image is not None]


def part(picture: Picture, area: Area) -> Picture:
    """Return a part of a picture; its measures are points."""
    left, top, right, bottom = (round(side * SPOTS_A_POINT) for side in area)
    return picture[max(0, top) : bottom, max(0, left) : right]


def inked(picture: Picture) -> Area:
    """Return the smallest area that holds everything dark, in points."""
    rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
    left, right, top, bottom = columns[0], columns[-1] + 1, rows[0], rows[-1] + 1
    return Area(*(float(side) / SPOTS_A_POINT for side in (left, top, right, bottom)))


def scanned(row: npt.NDArray[np.bool_]) -> list[int]:
    """Return the widths of bars and gaps along a line across a picture, in points."""
    runs = [(dark, len(list(spots))) for dark, spots in groupby(row.tolist())]
    return [round(length / SPOTS_A_POINT) for _, length in runs[1:-1]]


def _dark(image: bytes) -> Picture:
    """Return the dark spots of a PNG of eight bits a colour, as typst writes it."""
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed, width, height, depth, kind = 8, b"", 0, 0, 0, 0
    while at < len(image):
        (length,), name = struct.unpack(">I", image[at : at + 4]), image[at + 4 : at + 8]
        content = image[at + 8 : at + 8 + length]
        if name == b"IHDR":
            width, height, depth, kind = struct.unpack(">IIBB", content[:10])
        packed += content if name == b"IDAT" else b""
        at += length + 12
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[kind]
    assert depth == 8
    rows = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + width * channels)
    picture = np.zeros((height, width * channels), np.uint8)
    above = np.zeros(width * channels, np.uint8)
    for number, row in enumerate(rows):
        above = _unfiltered(int(row[0]), row[1:], above, channels)
        picture[number] = above
    lightness: Picture = picture.reshape(height, width, channels)[:, :, 0] < 128
    return lightness


def _unfiltered(kind: int, row: npt.NDArray[np.uint8], above: npt.NDArray[np.uint8], step: int) -> Any:
    """Return a row of a PNG without the filter it was packed with."""
    if kind == 0:
        return row.copy()
    if kind == 1:
        return np.cumsum(row.reshape(-1, step), axis=0, dtype=np.uint8).reshape(-1)
    if kind == 2:
        return row + above
    done, over, given = bytearray(len(row)), above.tolist(), row.tolist()
    for place, value in enumerate(given):
        left = done[place - step] if place >= step else 0
        corner = over[place - step] if place >= step else 0
        guess = (left + over[place]) // 2 if kind == 3 else _paeth(left, over[place], corner)
        done[place] = (value + guess) & 255
    return np.frombuffer(bytes(done), np.uint8)


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda one: abs(guess - one))
