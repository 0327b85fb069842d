"""The press: PDF/UA, the same bytes for the same page, many at a time."""

from goodstanding.outreach.channels.letter.press import Unprintable, press, pressed
from tests.outreach.channels.letter.picture import letter


def test_the_pdf_is_tagged_and_says_so() -> None:
    made = press(letter(language="es", title="Su cuenta 4711"))
    for mark in (b"<pdfuaid:part>1</pdfuaid:part>", b"/StructTreeRoot", b"/MarkInfo<</Marked true", b"/Lang(es)",
                 b"/DisplayDocTitle true", b"/S/H1", b"/S/Table", b"/S/TH"):  # fmt: skip
        assert mark in made, mark
    assert b"Su cuenta 4711" in made


def test_the_same_page_gives_the_same_bytes() -> None:
    assert press(letter()) == press(letter())
    assert press(letter()) != press(letter(code="L18LCU4"))


def test_many_are_pressed_by_processes_as_by_one() -> None:
    pages = [letter(title=f"Your account {number}") for number in range(60)]
    pages[7] = letter(title="王")
    done = list(pressed(pages, workers=2))
    assert len(done) == 60
    assert isinstance(done[7], Unprintable)
    assert "no font has the characters" in str(done[7])
    for number in (0, 8, 25, 59):
        assert done[number] == press(pages[number])
    assert list(pressed([], workers=2)) == []


def test_one_letter_the_press_stumbles_over_does_not_keep_the_others_from_being_printed() -> None:
    broken = '#panic("nobody thought of this")\n#letter(told)\n'
    first, second, third = pressed([letter(), broken, letter()], workers=1)
    assert isinstance(second, Unprintable) and "does not know why" in str(second)
    assert first == third == press(letter())
