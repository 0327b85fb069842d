"""People are let in, given roles and stopped; every deed is on record and every refusal leaves nothing behind."""

from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client as Browser

from goodstanding.access import models, operations, queries
from goodstanding.access.assignment import AssignmentRefused
from goodstanding.access.delegation import DelegationRefused
from goodstanding.access.operations import PasswordRefused, UserRefused
from goodstanding.access.permission import EVERYTHING, OPERATOR, Actor, PermissionRefused, Scope, may
from goodstanding.access.queries import UserUnknown
from goodstanding.access.role import Role
from goodstanding.evidence.models import Entry
from tests.access.cast import HARBOUR, NOON, everywhere

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=1)
HARBOUR_ONLY = Scope(frozenset({HARBOUR}))
PASSWORD = "a calm grey harbour"


def let_in(name: str, *roles: Role, scope: Scope = EVERYTHING) -> models.User:
    """Somebody who works here since noon."""
    email = f"{name.lower()}@example.com"
    done = operations.let_in(email, name, password=PASSWORD, roles=roles, scope=scope, by=OPERATOR, at=NOON)
    return models.User.objects.get(pk=done.user_id)


def actor(user: models.User, at: datetime = NOON) -> Actor:
    user.refresh_from_db()
    return queries.actor_of(user, at)


def is_signed_in(browser: Browser) -> bool:
    """Whether an open window still counts as somebody's."""
    request = HttpRequest()
    request.session = browser.session
    return get_user(request).is_authenticated


def last_entry() -> Entry:
    return Entry.objects.latest("position")


def test_somebody_let_in_holds_their_roles_and_can_sign_in() -> None:
    user = let_in("Fern", Role.COLLECTOR, scope=HARBOUR_ONLY)
    assert actor(user) == Actor(f"user:{user.pk}", frozenset({Role.COLLECTOR}), HARBOUR_ONLY)
    assert EmailAddress.objects.get(user_id=user.pk).verified
    assert (last_entry().kind, last_entry().subjects) == ("access.user_let_in", [f"user:{user.pk}"])
    assert models.Assignment.objects.get().entry_id == last_entry().pk


def test_a_generated_password_is_shown_once_and_fits() -> None:
    done = operations.let_in(" Fern@Example.com ", "Fern  Grey", by=OPERATOR, at=NOON)
    user = models.User.objects.get(pk=done.user_id)
    assert (user.email, user.name) == ("fern@example.com", "Fern Grey")
    assert done.password is not None and len(done.password) >= 20 and user.check_password(done.password)
    assert done.password not in str(user.__dict__)


@pytest.mark.parametrize(
    ("email", "name", "password", "refusal", "sentence"),
    [
        ("nobody", "Fern", PASSWORD, UserRefused, "not an e-mail address"),
        ("ROWAN@example.com", "Fern", PASSWORD, UserRefused, "is here already"),
        ("fern@example.com", "  ", PASSWORD, UserRefused, "needs a name"),
        ("fern@example.com", "F" * 201, PASSWORD, UserRefused, "1 to 200"),
        ("fern@example.com", "Fern", "short", PasswordRefused, "at least 12"),
        ("fern@example.com", "Fern", "fern@example.com", PasswordRefused, "similar"),
        ("fern@example.com", "Fern", "password1234", PasswordRefused, "common"),
        ("fern@example.com", "Fern", "", PasswordRefused, "at least 12"),
    ],
)
def test_who_is_not_let_in(email: str, name: str, password: str, refusal: type[Exception], sentence: str) -> None:
    let_in("Rowan")
    before = Entry.objects.count()
    with pytest.raises(refusal, match=sentence):
        operations.let_in(email, name, password=password, by=OPERATOR, at=NOON)
    assert (models.User.objects.count(), Entry.objects.count()) == (1, before)


def test_an_outsider_is_let_in_with_their_clients_only() -> None:
    with pytest.raises(AssignmentRefused, match="Name the clients"):
        let_in("Moss", Role.CLIENT_USER)
    assert not models.User.objects.exists()
    assert actor(let_in("Moss", Role.CLIENT_USER, scope=HARBOUR_ONLY)).scope == HARBOUR_ONLY


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_touches_people(role: Role) -> None:
    user = let_in("Fern", Role.COLLECTOR)
    assignment = models.Assignment.objects.get()
    by = everywhere(role)
    for deed in (
        lambda: operations.let_in("x@example.com", "X", by=by, at=NOON),
        lambda: operations.stop(user.pk, by=by, at=NOON),
        lambda: operations.let_back(user.pk, by=by, at=NOON),
        lambda: operations.assign(user.pk, Role.AUDITOR, by=by, at=NOON),
        lambda: operations.end_assignment(assignment.pk, by=by, at=NOON),
        lambda: operations.change_password(user.pk, by=by, at=NOON),
    ):
        with pytest.raises(PermissionRefused, match="administrator may"):
            deed()


def test_stopping_ends_roles_and_open_windows_at_once() -> None:
    user, browser = let_in("Fern", Role.COLLECTOR), Browser()
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert is_signed_in(browser)
    operations.stop(user.pk, by=OPERATOR, at=LATER)
    assert not is_signed_in(browser)
    assert actor(user, LATER).grants == ()
    assert models.Assignment.objects.get().ends_at == LATER
    with pytest.raises(UserRefused, match="stopped already"):
        operations.stop(user.pk, by=OPERATOR, at=LATER)
    with pytest.raises(AssignmentRefused, match="let them back in first"):
        operations.assign(user.pk, Role.COLLECTOR, by=OPERATOR, at=LATER)
    operations.let_back(user.pk, by=OPERATOR, at=LATER)
    assert actor(user, LATER).grants == ()
    with pytest.raises(UserRefused, match="can sign in already"):
        operations.let_back(user.pk, by=OPERATOR, at=LATER)


def test_nobody_stops_or_promotes_themselves() -> None:
    user = let_in("Rowan", Role.ADMINISTRATOR)
    with pytest.raises(UserRefused, match="Nobody stops themselves"):
        operations.stop(user.pk, by=actor(user), at=NOON)
    with pytest.raises(AssignmentRefused, match="to themselves"):
        operations.assign(user.pk, Role.SUPERVISOR, by=actor(user), at=NOON)


def test_a_role_is_given_until_an_instant() -> None:
    user = let_in("Fern")
    operations.assign(user.pk, Role.SUPERVISOR, scope=HARBOUR_ONLY, ends_at=LATER, by=OPERATOR, at=NOON)
    assert may(actor(user, LATER - timedelta(seconds=1)), "holds.place", client_id=HARBOUR)
    assert not may(actor(user, LATER), "holds.place", client_id=HARBOUR)
    assert last_entry().kind == "access.role_assigned"
    with pytest.raises(AssignmentRefused, match="holds this role already"):
        operations.assign(user.pk, Role.SUPERVISOR, scope=HARBOUR_ONLY, ends_at=LATER, by=OPERATOR, at=NOON)
    with pytest.raises(AssignmentRefused, match="ends after it starts"):
        operations.assign(user.pk, Role.AUDITOR, ends_at=NOON, by=OPERATOR, at=NOON)
    with pytest.raises(UserUnknown, match="number 0"):
        operations.assign(0, Role.AUDITOR, by=OPERATOR, at=NOON)


def test_an_assignment_ends_once() -> None:
    user = let_in("Fern", Role.COLLECTOR)
    number = models.Assignment.objects.get().pk
    operations.end_assignment(number, by=OPERATOR, at=LATER)
    assert actor(user, LATER).grants == () and actor(user, NOON).roles == {Role.COLLECTOR}
    assert last_entry().kind == "access.role_ended"
    with pytest.raises(AssignmentRefused, match="ended already"):
        operations.end_assignment(number, by=OPERATOR, at=LATER)
    with pytest.raises(AssignmentRefused, match="no assignment 0"):
        operations.end_assignment(0, by=OPERATOR, at=LATER)


def test_a_role_is_delegated_and_taken_back_by_its_giver() -> None:
    giver, receiver = let_in("Rowan", Role.SUPERVISOR, scope=HARBOUR_ONLY), let_in("Fern")
    number = operations.delegate(
        receiver.pk, Role.SUPERVISOR, scope=HARBOUR_ONLY, ends_at=LATER, by=actor(giver), at=NOON
    )
    assert may(actor(receiver), "holds.release", client_id=HARBOUR)
    assert last_entry().kind == "access.role_delegated"
    operations.end_assignment(number, by=actor(giver), at=NOON)
    assert not may(actor(receiver), "holds.release", client_id=HARBOUR)


def test_what_cannot_be_delegated() -> None:
    giver, receiver = let_in("Rowan", Role.SUPERVISOR, scope=HARBOUR_ONLY), let_in("Fern", Role.AUDITOR)
    with pytest.raises(DelegationRefused, match="more than the clients"):
        operations.delegate(receiver.pk, Role.SUPERVISOR, ends_at=LATER, by=actor(giver), at=NOON)
    with pytest.raises(PermissionRefused, match="may not delegate"):
        operations.delegate(giver.pk, Role.AUDITOR, ends_at=LATER, by=actor(receiver), at=NOON)
    with pytest.raises(UserUnknown, match="operator is not somebody"):
        operations.delegate(receiver.pk, Role.SUPERVISOR, ends_at=LATER, by=OPERATOR, at=NOON)


def test_passwords_change_by_oneself_or_an_administrator() -> None:
    user = let_in("Fern", Role.COLLECTOR)
    assert operations.change_password(user.pk, "a calm green meadow", by=actor(user), at=NOON) is None
    generated = operations.change_password(user.pk, by=OPERATOR, at=NOON)
    user.refresh_from_db()
    assert generated is not None and user.check_password(generated)
    assert last_entry().kind == "access.password_changed"
    with pytest.raises(PasswordRefused):
        operations.change_password(user.pk, "short", by=actor(user), at=NOON)
