"""The few words of a page in their languages."""

from datetime import date

import pytest

from goodstanding.outreach.channels.letter.wording import WORDINGS, day_in_words, wording


@pytest.mark.parametrize("words", WORDINGS.values(), ids=WORDINGS)
def test_every_language_has_all_words(words: tuple[object, ...]) -> None:
    assert all(words)
    found = next(one for one in WORDINGS.values() if one is words)
    assert found.page.format(page=1, pages=2)
    assert len(set(found.months)) == 12


def test_an_unknown_language_gets_english_words() -> None:
    assert wording("vi") is WORDINGS["en"]
    assert wording("es-MX") is WORDINGS["es"]
    assert day_in_words(date(2026, 2, 1), "vi") == "February 1, 2026"
