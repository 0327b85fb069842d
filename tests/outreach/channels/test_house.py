"""Who we say we are."""

from goodstanding.outreach.channels.house import NOBODY, OPTIONS, words
from goodstanding.outreach.channels.option import read_options


def test_there_is_a_word_for_everything_before_and_after_the_house_says_who_it_is() -> None:
    names = {option.name for option in OPTIONS}
    assert set(words(None)) == names == set(NOBODY)
    assert words({"name": "Example"}) == dict.fromkeys(names, "") | {"name": "Example"}


def test_nobody_in_particular_could_be_a_house() -> None:
    told = read_options({name: str(value) for name, value in NOBODY.items()}, options=OPTIONS, what="The house")
    assert told == NOBODY
