"""The page of a letter, looked at: the address in the window and nothing else, the bars, hostile values."""

from datetime import date

import pytest

from goodstanding.outreach.channels.letter import bars
from goodstanding.outreach.channels.letter.address import address_lines
from goodstanding.outreach.channels.letter.press import Unprintable, press
from goodstanding.outreach.channels.letter.window import ENVELOPES, Area, Envelope
from tests.outreach.channels.letter.picture import CODE, HOUSE, drawn, inked, letter, part, scanned

ALL = pytest.mark.parametrize("envelope", ENVELOPES.values(), ids=ENVELOPES)
WIDE = tuple("WMW QGW MWMWM WMWMW" for _ in range(6))
DESCENT = 3.2
"""How far letters such as g and y go below their line, in points."""


@ALL
@pytest.mark.parametrize("lines", [1, 6])
def test_the_address_shows_in_the_window_and_nothing_else(envelope: Envelope, lines: int) -> None:
    (first, *_) = drawn(letter(address_lines=WIDE[:lines], envelope=envelope.name, body="Text. " * 200))
    may, always = envelope.perhaps_seen(), envelope.always_seen()
    ink = inked(part(first, may))
    seen = Area(may.left + ink.left, may.top + ink.top, may.left + ink.right, may.top + ink.bottom)
    assert always.left <= seen.left
    assert seen.right <= always.right
    assert seen.bottom <= always.bottom + DESCENT
    # The sender's small line above the address is meant to show where it is usual.
    top = envelope.address_top - (13 if envelope.has_return_line else 0)
    assert max(always.top, top) - 1 <= seen.top <= envelope.address_top + 1


@ALL
def test_a_long_line_is_set_smaller_and_does_not_break(envelope: Envelope) -> None:
    lines = address_lines("Wilhelmina Placeholder-Montgomery of Waterworks", "1 Main Street\nExampleton, MD 21201")
    (first, *_) = drawn(letter(address_lines=lines, envelope=envelope.name))
    may, always = envelope.perhaps_seen(), envelope.always_seen()
    assert may.left + inked(part(first, may)).right <= always.right


def test_the_bars_can_be_scanned_from_the_page() -> None:
    (first,) = drawn(letter())
    foot = part(first, Area(60, 792 - 64, 400, 792 - 40))
    row = foot[inked(foot).top.__trunc__() * 3 + 15]
    assert scanned(row) == bars.widths(CODE)


def test_bars_stand_on_the_first_page_only_and_the_code_on_all() -> None:
    first, second, *_ = drawn(letter(body="A line of text. " * 900))
    feet = [part(page, Area(60, 700, 300, 792)) for page in (first, second)]
    assert max(len(scanned(row)) for row in feet[0]) >= len(bars.widths(CODE))
    assert inked(feet[1]).bottom > 0


def test_fold_marks_stand_at_the_edge() -> None:
    (first,) = drawn(letter())
    assert not part(first, Area(0, 0, 13, 792)).any()


@pytest.mark.parametrize(
    "text",
    [
        '"]) #read("/etc/passwd")', "\\u{22}))", "#panic()", "*bold* _x_ `raw` $x$ @ref <label>", "// comment", "/* */",
        "= heading", "{person.name}", "'; DROP TABLE", "=1+1", "\u202eevil\u202c", "a" * 300, "Zoë Ñandú", "\x00\x07",
    ],
)  # fmt: skip
def test_hostile_names_are_only_names(text: str) -> None:
    hostile = letter(
        address_lines=(text[:40] or "x", "1 Sample Street"), title=text, house={**HOUSE, "name": f"H {text}"[:60]}
    )
    assert hostile.isascii()
    assert press(hostile).startswith(b"%PDF")


@pytest.mark.parametrize("body", ['#read("/etc/passwd")', '#read("../provider.py")', "]", "#sys.inputs.x"])
def test_a_body_reads_nothing_of_this_machine_and_leaves_no_bracket(body: str) -> None:
    """Templates escape what is told them; should that ever fail, the letter fails and nothing is read."""
    with pytest.raises(RuntimeError, match=r"file not found|access denied|escape|unexpected closing|does not contain"):
        press(letter(body))


def test_letters_that_no_font_has_are_refused_with_a_sentence() -> None:
    with pytest.raises(Unprintable, match="no font has the characters"):
        press(letter(address_lines=("王小明", "1 Sample Street")))


def test_a_letterhead_that_reaches_into_the_window_is_refused() -> None:
    with pytest.raises(Unprintable, match="no room for the letterhead"):
        press(letter(house={**HOUSE, "name": "Example Collections " * 20}, envelope="din_b"))


def test_the_day_is_written_in_the_language() -> None:
    english, spanish = letter(day=date(2026, 5, 1)), letter(day=date(2026, 5, 1), language="es")
    assert english != spanish
