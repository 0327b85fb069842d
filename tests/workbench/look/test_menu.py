from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.access.role import Role
from goodstanding.workbench.look.menu import PLACES, places_for


def names(actor: Actor) -> list[str]:
    return [place.name for place in places_for(actor)]


def test_the_operator_finds_every_page() -> None:
    assert names(OPERATOR) == [place.name for place in PLACES]


def test_a_collector_finds_everything_but_what_concerns_the_house() -> None:
    house = {"Dashboard", "Who may do what", "People"}
    found = names(Actor("user:1", frozenset({Role.COLLECTOR})))
    assert found == [place.name for place in PLACES if place.name not in house]
    assert {"Accounts", "Worklists", "Messages", "Templates", "Law"} <= set(found)


def test_whoever_has_no_role_finds_nothing() -> None:
    assert names(Actor("user:1")) == []
