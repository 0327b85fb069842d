"""The kinds of tasks there are."""

from goodstanding.worklists.task import KINDS, MEANINGS, TITLES


def test_every_kind_has_its_title() -> None:
    assert tuple(TITLES) == KINDS


def test_every_list_says_what_stands_on_it() -> None:
    assert tuple(MEANINGS) == KINDS
    assert all(meaning.endswith(".") for meaning in MEANINGS.values())
