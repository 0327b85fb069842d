"""The kinds of tasks there are."""

from goodstanding.worklists.task import KINDS, TITLES


def test_every_kind_has_its_title() -> None:
    assert tuple(TITLES) == KINDS
