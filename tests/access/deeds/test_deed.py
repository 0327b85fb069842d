"""A line of the table of permissions."""

from goodstanding.access.deeds.deed import ADM, COL, SUP, line


def test_a_role_with_a_limit_makes_the_deed_limited() -> None:
    some = line("write off what is owed", "debt", ADM, limits={COL: 25, SUP: 2500})
    assert some.is_limited
    assert some.roles == {ADM: None, COL: 25, SUP: 2500}
    assert not line("read accounts", "debt", ADM).is_limited
