"""Binding: pages stay as they are, pointers point to what they pointed to, and what is no PDF of ours is refused."""

import io
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.channels.letter.press import press
from goodstanding.outreach.channels.letter.print_house.binding import Binder, Unbindable, _read, count_pages
from tests.outreach.channels.letter.picture import letter

LINKED = press(letter('See #link("https://example.com/12 0 R/(a)")[this].\n#pagebreak()\nMore.'))
PLAIN = press(letter(title="Another"))
STREAMS = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)


def bound(*pdfs: bytes, two_sided: bool = False) -> tuple[bytes, list[tuple[int, int]]]:
    file = io.BytesIO()
    binder = Binder(file, two_sided=two_sided)
    places = [binder.add(pdf) for pdf in pdfs]
    binder.finish()
    return file.getvalue(), places


def contents(pdf: bytes) -> list[bytes]:
    """Return what is drawn on each page, in order, by following the pointers from the catalog."""
    pieces, root, _ = _read(pdf)
    drawn: list[bytes] = []

    def walk(number: int) -> None:
        head = pieces[number].head
        kids = re.search(rb"/Kids ?\[([^\]]*)\]", head)
        if kids:
            for kid in re.findall(rb"(\d+) 0 R", kids[1]):
                walk(int(kid))
            return
        stream = re.search(rb"/Contents (\d+) 0 R", head)
        drawn.append(zlib.decompress(pieces[int(stream[1])].stream.removesuffix(b"\nendstream")) if stream else b"")

    walk(root)
    return drawn


def test_pages_stay_as_they_are_and_in_order() -> None:
    whole, places = bound(LINKED, PLAIN, LINKED)
    assert places == [(1, 2), (3, 3), (4, 5)]
    assert count_pages(whole) == 5
    assert contents(whole) == contents(LINKED) + contents(PLAIN) + contents(LINKED)
    assert len(set(contents(whole))) == 3


def test_every_pointer_points_to_something() -> None:
    whole, _ = bound(LINKED, PLAIN)
    there = {int(number) for number in re.findall(rb"(?:^|\n)(\d+) 0 obj\n", whole)}
    assert {number for piece in _read(whole)[0].values() for number in _pointed(piece.head)} <= there
    assert there == set(range(1, max(there) + 1))
    assert b"https://example.com/12 0 R/(a)" in whole


def test_on_two_sides_every_letter_begins_a_sheet() -> None:
    whole, places = bound(PLAIN, LINKED, PLAIN, two_sided=True)
    assert places == [(1, 1), (3, 4), (5, 5)]
    assert [bool(page) for page in contents(whole)] == [True, False, True, True, True, False]


def test_what_letters_share_is_written_once() -> None:
    other = press(letter(title="Another", code="L18LCUA"))
    assert len(bound(PLAIN, other)[0]) < len(PLAIN) + len(other)
    assert len(bound(PLAIN, PLAIN)[0]) < len(bound(PLAIN)[0]) * 1.3


def test_the_same_letters_give_the_same_bytes() -> None:
    assert bound(PLAIN, LINKED) == bound(PLAIN, LINKED)
    assert bound(PLAIN, LINKED)[0] != bound(LINKED, PLAIN)[0]


def test_what_is_bound_can_be_bound_again() -> None:
    once, _ = bound(PLAIN, LINKED)
    assert contents(bound(once, PLAIN)[0]) == contents(once) + contents(PLAIN)


@pytest.mark.parametrize("other", [b"", b"%PDF-1.7\n", PLAIN[:2000], PLAIN.replace(b"xref\n0 ", b"xerf\n0 ")])
def test_what_is_no_pdf_of_ours_is_refused_and_leaves_nothing(other: bytes) -> None:
    file = io.BytesIO()
    binder = Binder(file)
    binder.add(PLAIN)
    with pytest.raises(Unbindable, match="cannot go into a batch"):
        binder.add(other)
    binder.add(PLAIN)
    binder.finish()
    assert file.getvalue() == bound(PLAIN, PLAIN)[0]


@given(st.integers(0, len(PLAIN) - 1), st.integers(0, 255))
def test_a_damaged_file_is_bound_or_refused(place: int, value: int) -> None:
    damaged = PLAIN[:place] + bytes([value]) + PLAIN[place + 1 :]
    try:
        bound(damaged)
    except Unbindable:
        pass


def _pointed(head: bytes) -> list[int]:
    return [int(number) for number in re.findall(rb"(?<![\d./])(\d+) 0 R\b", re.sub(rb"\(.*?\)\)", b"", head))]
