"""Window: where an envelope shows the sheet in it, and so where an address has to stand, and where nothing else may.

For the page of a letter, and for whoever buys envelopes: docs/letters.md names the measures. All numbers are points
(1/72 inch) from the top left. A sheet lies loosely in its envelope, so a window shows more than it measures: what is
always seen, wherever the sheet slid to, and what may be seen. In the United States a debt collector may let nothing be
seen on an envelope but the address (15 USC 1692f(8)); a code that could be scanned through the window counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

INCH = 72.0
MM = INCH / 25.4


class Area(NamedTuple):
    """A part of the sheet."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope with a window, the sheet that goes into it, and how the sheet is folded.

    `panels` are the heights at which the sheet may be folded: the first is marked on the page, the others are what a
    folding machine may do instead. `address_left` and `address_top` are where the first line begins; `has_return_line`
    says that the sender stands in small letters above the address, as it is usual outside the United States.
    """

    name: str
    meaning: str
    sheet: tuple[float, float]
    size: tuple[float, float]
    window: Area
    panels: tuple[float, ...]
    folds: tuple[float, ...]
    address_left: float
    address_top: float
    has_return_line: bool

    def always_seen(self) -> Area:
        """Return what of the sheet shows wherever it lies, folded as marked."""
        aside, down = self._room(self.panels[0])
        return Area(self.window.left, self.window.top, self.window.right - aside, self.window.bottom - down)

    def perhaps_seen(self) -> Area:
        """Return what of the sheet may show, however it lies and whichever way it was folded."""
        aside, down = self._room(min(self.panels))
        return Area(max(0.0, self.window.left - aside), self.window.top - down, self.window.right, self.window.bottom)

    def _room(self, panel: float) -> tuple[float, float]:
        """Return how far the sheet can slide aside and down."""
        return self.size[0] - self.sheet[0], self.size[1] - panel


US_10 = Envelope(
    name="us_10",
    meaning="US letter in a #10 envelope, window 4 1/2 by 1 1/8 inches, 7/8 from the left, 1/2 from the bottom.",
    sheet=(8.5 * INCH, 11 * INCH),
    size=(9.5 * INCH, 4.125 * INCH),
    window=Area(0.875 * INCH, 2.5 * INCH, 5.375 * INCH, 3.625 * INCH),
    panels=(3.875 * INCH, 11 * INCH / 3),
    folds=(3.875 * INCH, 7.4375 * INCH),
    address_left=0.9 * INCH,
    address_top=2.5 * INCH + 1,
    has_return_line=False,
)
DIN_B = Envelope(
    name="din_b",
    meaning="A4 in a DL envelope, window 90 by 45 mm, 20 from the left, 15 from the bottom (DIN 5008 form B).",
    sheet=(210 * MM, 297 * MM),
    size=(220 * MM, 110 * MM),
    window=Area(20 * MM, 50 * MM, 110 * MM, 95 * MM),
    panels=(105 * MM, 99 * MM),
    folds=(105 * MM, 210 * MM),
    address_left=25 * MM,
    address_top=62.7 * MM,
    has_return_line=True,
)
UK_C5 = Envelope(
    name="uk_c5",
    meaning="A4 folded once in a C5 envelope, window 90 by 35 mm, 20 from the left, 60 from the bottom.",
    sheet=(210 * MM, 297 * MM),
    size=(229 * MM, 162 * MM),
    window=Area(20 * MM, 67 * MM, 110 * MM, 102 * MM),
    panels=(148.5 * MM,),
    folds=(148.5 * MM,),
    address_left=25 * MM,
    address_top=67.2 * MM,
    has_return_line=False,
)

ENVELOPES: Mapping[str, Envelope] = {one.name: one for one in (US_10, DIN_B, UK_C5)}

HOME = "US"
"""The country letters are posted in until a house says another."""
LINES_MAX = 6
"""How many lines an address may have; more do not show in any of the windows."""
FEW_LINES = 4
CAPITAL = 6.6
"""The height of a capital of the address's letters."""


def pitch(envelope: Envelope, lines: int) -> float:
    """Return how far apart the lines of an address stand: as much as shows, and no more than reads well.

    >>> pitch(US_10, 4), pitch(US_10, 6)
    (12.0, 11.0)
    """
    seen = envelope.always_seen()
    assert lines <= LINES_MAX, "The lines of an address are counted before they are placed."
    if lines <= FEW_LINES:
        return 12.0
    room = seen.bottom - envelope.address_top - CAPITAL
    return min(12.0, int(room / (lines - 1) * 10) / 10)


def address_area(envelope: Envelope, lines: int) -> Area:
    """Return where the lines of an address stand, from the top of the first line to the foot of the last."""
    seen = envelope.always_seen()
    foot = envelope.address_top + CAPITAL + (lines - 1) * pitch(envelope, lines)
    return Area(envelope.address_left, envelope.address_top, seen.right, foot)
