"""What sending is handed from above, where nothing more is known."""

from datetime import UTC, datetime

from goodstanding.outreach.sending.house import House, Weighed, no_fields

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_house_knows_nothing_more_than_it_is_told() -> None:
    house = House(weigh=lambda _messages, _at: {})
    assert house.weigh([], NOON) == {} and house.fields([], NOON) == no_fields([], NOON) == {}


def test_what_is_not_held_may_go() -> None:
    assert Weighed().held == "" and Weighed(held="paid: Nothing is owed any more.").again_at is None
