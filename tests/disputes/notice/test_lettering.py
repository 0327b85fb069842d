from dataclasses import replace

import pytest

from goodstanding.disputes.notice.check import problems
from goodstanding.disputes.notice.content import Disclosure
from goodstanding.disputes.notice.lettering import is_letter, placed
from tests.disputes.notice.sample import NOTICE


@pytest.mark.parametrize("letter", ["a", "é", "\u0301", "د", "李", "😀", " ", "\u00a0", "\u200d", "#", "$", "\\"])
def test_marks_and_spaces_are_letters(letter: str) -> None:
    assert is_letter(letter)


@pytest.mark.parametrize(
    "sign", ["\x00", "\t", "\n", "\x1b", "\u202e", "\u2066", "\u200b", "\u2028", "\ue000", "\ud800"]
)
def test_controls_overrides_and_nothings_are_not(sign: str) -> None:
    assert not is_letter(sign)


def test_what_cannot_be_printed_is_refused_by_field_and_code() -> None:
    party = replace(NOTICE.consumer.party, name="Paula \u202eredlohecalP", address=("1 Sample\x00 Street",))
    found = problems(replace(NOTICE, consumer=replace(NOTICE.consumer, party=party)))
    assert [(one.number, one.sentence[-7:]) for one in found] == [(5, "U+202E."), (6, "U+0000.")]


def test_lines_of_a_disclosure_are_lines() -> None:
    assert problems(replace(NOTICE, reverse=(Disclosure("One.\nTwo.", "Invented Act"),))) == ()
    assert problems(replace(NOTICE, reverse=(Disclosure("One.\rTwo.", "Invented Act"),)))[0].number == 23


def test_text_from_right_to_left_is_set_apart() -> None:
    assert placed("Doe & Sons #1") == "Doe & Sons #1"
    assert placed("דוד") == "\u2068דוד\u2069"


def test_long_words_may_break_and_lose_nothing() -> None:
    assert "\u200b" not in placed("W" * 30)
    long = placed("W" * 31)
    assert long.count("\u200b") == 3
    assert long.replace("\u200b", "") == "W" * 31
    assert "\u200b\u0301" not in placed("e\u0301" * 40)
