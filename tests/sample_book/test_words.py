from goodstanding.parties.person import search_key
from goodstanding.sample_book import words


def test_no_word_stands_twice() -> None:
    for names in (words.GIVEN, words.COLOURS, words.LAND, words.THINGS, words.FAMILIES_IN_SPANISH):
        assert len(set(names)) == len(names)


def test_some_names_carry_accents_and_all_can_be_looked_up() -> None:
    special = (
        *words.GIVEN_FROM_ELSEWHERE,
        *words.FAMILIES_FROM_ELSEWHERE,
        *words.GIVEN_IN_SPANISH,
        *words.FAMILIES_IN_SPANISH,
    )
    assert sum(not name.isascii() for name in special) >= 15
    assert all(search_key(name).replace(" ", "").isascii() for name in special)


def test_mail_goes_nowhere() -> None:
    assert set(words.DOMAINS) == {"example.com", "example.org", "example.net"}
