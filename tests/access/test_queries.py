"""What is asked about the people who work here."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from goodstanding.access import models, operations, queries
from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.access.queries import UserUnknown
from goodstanding.access.role import Role
from tests.access.cast import NOON

pytestmark = pytest.mark.django_db


def let_in(name: str, *roles: Role) -> int:
    return operations.let_in(f"{name.lower()}@example.com", name, roles=roles, by=OPERATOR, at=NOON).user_id


def test_people_stand_in_order_of_their_names_with_the_roles_they_hold() -> None:
    let_in("Rowan", Role.ADMINISTRATOR, Role.AUDITOR)
    fern = let_in("Fern")
    Authenticator.objects.create(user_id=fern, type=Authenticator.Type.TOTP, data={})
    cards = queries.users(NOON)
    assert [card.name for card in cards] == ["Fern", "Rowan"]
    assert [card.has_second_factor for card in cards] == [True, False]
    assert [one.role for one in cards[1].assignments] == [Role.ADMINISTRATOR, Role.AUDITOR]
    assert queries.users(NOON - timedelta(seconds=1))[1].assignments == []


def test_ended_assignments_are_kept() -> None:
    fern = let_in("Fern", Role.COLLECTOR)
    operations.stop(fern, by=OPERATOR, at=NOON + timedelta(days=1))
    assert queries.assignments(NOON + timedelta(days=1)) == []
    assert [card.given_by for card in queries.assignments_of(fern)] == ["operator"]


def test_a_user_is_found_by_their_email_whatever_its_capitals() -> None:
    fern = let_in("Fern")
    assert queries.user_by_email(" FERN@Example.com ").pk == fern
    with pytest.raises(UserUnknown, match="Nobody here"):
        queries.user_by_email("moss@example.com")


def test_a_user_who_was_stopped_is_an_actor_without_roles() -> None:
    fern = let_in("Fern", Role.COLLECTOR)
    models.User.objects.update(is_active=False)
    assert queries.actor_of(models.User.objects.get(pk=fern), NOON) == Actor(f"user:{fern}")


def test_only_a_user_has_a_number() -> None:
    assert queries.user_id_of(Actor("user:12")) == 12
    for name in ("operator", "job:night", "user:x", "user:"):
        with pytest.raises(UserUnknown, match="holds no roles"):
            queries.user_id_of(Actor(name))
