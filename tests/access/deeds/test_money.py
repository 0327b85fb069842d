"""Who may move money."""

from goodstanding.access.deeds.deed import AGY, AUD, CLI
from goodstanding.access.deeds.money import MONEY

GIVEN_UP = ("write_offs.post", "waivers.post", "refunds.post", "credit_notes.post")


def test_nobody_from_outside_moves_money() -> None:
    moving = {name: line for name, line in MONEY.items() if not name.endswith(".read")}
    assert not [name for name, line in moving.items() if line.roles.keys() & {CLI, AGY, AUD}]


def test_what_gives_money_up_has_limits() -> None:
    assert [name for name in GIVEN_UP if MONEY[name].is_limited] == list(GIVEN_UP)
