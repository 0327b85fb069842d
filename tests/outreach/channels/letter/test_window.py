"""Windows: what shows wherever a sheet slides to, and what must not."""

import pytest

from goodstanding.outreach.channels.letter.window import (
    ENVELOPES,
    INCH,
    LINES_MAX,
    US_10,
    Envelope,
    address_area,
    pitch,
)

ALL = pytest.mark.parametrize("envelope", ENVELOPES.values(), ids=ENVELOPES)


@ALL
@pytest.mark.parametrize("lines", range(1, LINES_MAX + 1))
def test_an_address_shows_wherever_the_sheet_lies(envelope: Envelope, lines: int) -> None:
    area, seen = address_area(envelope, lines), envelope.always_seen()
    assert seen.left <= area.left
    assert seen.top <= area.top
    assert area.right <= seen.right
    assert area.bottom <= seen.bottom


@ALL
def test_what_may_show_holds_what_always_shows(envelope: Envelope) -> None:
    may, always = envelope.perhaps_seen(), envelope.always_seen()
    assert may.left <= always.left < always.right <= may.right
    assert may.top <= always.top < always.bottom <= may.bottom


@ALL
def test_a_sheet_goes_into_its_envelope(envelope: Envelope) -> None:
    assert envelope.sheet[0] < envelope.size[0]
    assert max(envelope.panels) < envelope.size[1]
    assert envelope.window.right < envelope.size[0]
    assert envelope.window.bottom < envelope.size[1]


def test_the_us_window_is_where_it_is_sold() -> None:
    window = US_10.window
    assert (window.right - window.left, window.bottom - window.top) == (4.5 * INCH, 1.125 * INCH)
    assert (window.left, US_10.size[1] - window.bottom) == (0.875 * INCH, 0.5 * INCH)


def test_four_lines_show_in_the_us_window_even_folded_in_thirds() -> None:
    down = US_10.size[1] - US_10.sheet[1] / 3
    assert address_area(US_10, 4).bottom <= US_10.window.bottom - down
    assert address_area(US_10, 5).bottom > US_10.window.bottom - down


def test_more_lines_stand_closer_only_where_they_have_to() -> None:
    assert pitch(US_10, 4) == pitch(US_10, 5) == 12
    assert pitch(US_10, 6) < 12


def test_more_lines_than_show_are_a_mistake_of_whoever_asks() -> None:
    with pytest.raises(AssertionError):
        pitch(US_10, LINES_MAX + 1)
