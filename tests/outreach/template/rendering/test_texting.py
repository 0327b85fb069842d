"""Segments of text messages, at each limit and one more."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from goodstanding.outreach.template.rendering.texting import ALPHABET, DOUBLE, plainer, segments


@pytest.mark.parametrize(
    ("text", "count", "is_default"),
    [
        ("", 0, True),
        ("a" * 160, 1, True),
        ("a" * 161, 2, True),
        ("a" * 306, 2, True),
        ("a" * 307, 3, True),
        ("€" * 80, 1, True),
        ("€" * 80 + "a", 2, True),
        ("a" * 152 + "€" * 10, 2, True),
        ("á" * 70, 1, False),
        ("á" * 71, 2, False),
        ("á" * 134, 2, False),
        ("á" * 135, 3, False),
        ("😀" * 35, 1, False),
        ("😀" * 36, 2, False),
        ("ñéüÑ¿¡" * 26, 1, True),
    ],
)
def test_the_limits(text: str, count: int, is_default: bool) -> None:
    found = segments(text)
    assert (found.count, found.is_default) == (count, is_default)


def test_a_character_of_two_septets_is_not_torn_apart() -> None:
    assert segments("a" * 152 + "€" + "a" * 151).count == 2
    assert segments("a" * 152 + "€" + "a" * 152).count == 3


def test_what_is_typographic_is_written_plainly_and_letters_keep_their_accents() -> None:
    assert plainer("“No” — it’s… 5\u00a0%") == '"No" - it\'s... 5 %'
    assert plainer("pagó") == "pagó"
    assert segments("señal à è é ì ò ù ¿?").outside == ()
    assert segments("página, pagó y página").outside == ("á", "ó")


def test_the_alphabet_has_127_characters_besides_the_escape() -> None:
    assert len(ALPHABET) == 127
    assert not ALPHABET & DOUBLE


@given(some.text(max_size=500), some.text(max_size=5))
def test_more_text_never_takes_fewer_segments(text: str, more: str) -> None:
    assert segments(text).count <= segments(text + more).count
