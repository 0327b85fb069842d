"""A rule knows whether it is about the clock."""

from tests.compliance.sample import pack, rule, value


def test_only_a_rule_of_hours_is_a_clock() -> None:
    hours = {"opens": value("08:00", unit="time of day"), "closes": value("21:00", unit="time of day")}
    assert rule(shape="hours", open=[{"opens": ":opens", "closes": ":closes"}], values=hours).is_clock
    assert not rule().is_clock


def test_a_pack_is_in_force_unless_it_says_otherwise() -> None:
    assert pack(rule()).enabled
