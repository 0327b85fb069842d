"""Letting people in, giving them roles and taking roles back. Each is one transaction with one evidence entry."""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from goodstanding.access import assignment, delegation, models, queries
from goodstanding.access.assignment import AssignmentRefused
from goodstanding.access.permission import EVERYTHING, Actor, Scope, require
from goodstanding.access.queries import UserUnknown
from goodstanding.access.role import Role
from goodstanding.evidence.operations import allot, append
from goodstanding.refusal import Refusal

_PASSWORD_BYTES = 15
"""A generated password holds 120 bits of chance: 20 characters."""


class UserRefused(Refusal):
    """Somebody cannot be let in or stopped like this; the sentence says why."""


class PasswordRefused(Refusal):
    """A password is too easy to guess; the sentences say why."""


class LetIn(NamedTuple):
    """Who was let in. `password` is the generated one, shown this once and kept nowhere; None where one was given."""

    user_id: int
    password: str | None


@transaction.atomic
def let_in(
    email: str,
    name: str,
    *,
    password: str | None = None,
    roles: Collection[Role] = (),
    scope: Scope = EVERYTHING,
    by: Actor,
    at: datetime,
) -> LetIn:
    """Let somebody in who can sign in from now on, with their first roles; without a password one is generated."""
    require(by, "users.let_in")
    user = models.User(email=_read_email(email), name=_read_name(name), joined_at=at)
    generated = secrets.token_urlsafe(_PASSWORD_BYTES) if password is None else None
    _set_password(user, generated or password or "")
    user.save(force_insert=True)
    EmailAddress.objects.create(user_id=user.pk, email=user.email, verified=True, primary=True)
    entry_id = allot()
    for role in sorted(set(roles)):
        _give(user, role, scope=scope, ends_at=None, by=by, at=at, entry_id=entry_id)
    facts = {"email": user.email, "name": user.name, "roles": sorted(set(roles)), "scope": _written(scope)}
    _append("access.user_let_in", user, by=by, at=at, facts=facts, entry_id=entry_id)
    return LetIn(user.pk, generated)


@transaction.atomic
def stop(user_id: int, *, by: Actor, at: datetime) -> None:
    """Stop somebody from signing in, at once and in every open window, and end all their roles."""
    require(by, "users.stop")
    user = _locked(user_id)
    if by.name == _name_of(user):
        raise UserRefused("Nobody stops themselves; ask a colleague.")
    if not user.is_active:
        raise UserRefused(f"{user} has been stopped already.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    for row in models.Assignment.objects.select_for_update().filter(user=user):
        if row.ends_at is None or row.ends_at > at:
            row.ends_at = max(at, row.starts_at)
            row.save(update_fields=["ends_at"])
    _append("access.user_stopped", user, by=by, at=at, facts={})


@transaction.atomic
def let_back(user_id: int, *, by: Actor, at: datetime) -> None:
    """Let somebody sign in again who was stopped; their roles have to be given anew."""
    require(by, "users.let_in")
    user = _locked(user_id)
    if user.is_active:
        raise UserRefused(f"{user} can sign in already.")
    user.is_active = True
    user.save(update_fields=["is_active"])
    _append("access.user_let_back", user, by=by, at=at, facts={})


@transaction.atomic
def assign(
    user_id: int, role: Role, *, scope: Scope = EVERYTHING, ends_at: datetime | None = None, by: Actor, at: datetime
) -> int:
    """Give somebody a role from now on, until an instant (exclusive) or for good; return the assignment's id."""
    require(by, "roles.assign")
    user = _locked(user_id)
    entry_id = allot()
    row = _give(user, role, scope=scope, ends_at=ends_at, by=by, at=at, entry_id=entry_id)
    _append("access.role_assigned", user, by=by, at=at, facts=_facts(row), entry_id=entry_id)
    return row.pk


@transaction.atomic
def delegate(user_id: int, role: Role, *, scope: Scope = EVERYTHING, ends_at: datetime, by: Actor, at: datetime) -> int:
    """Hand a role of one's own to a colleague until an instant (exclusive); return the assignment's id."""
    require(by, "roles.delegate")
    user = _locked(user_id)
    proposed = delegation.Delegation(by.name, _name_of(user), role, scope, at, ends_at)
    delegation.check(proposed, held=queries.held_by(queries.user_id_of(by)))
    entry_id = allot()
    row = _give(user, role, scope=scope, ends_at=ends_at, by=by, at=at, entry_id=entry_id)
    _append("access.role_delegated", user, by=by, at=at, facts=_facts(row), entry_id=entry_id)
    return row.pk


@transaction.atomic
def end_assignment(assignment_id: int, *, by: Actor, at: datetime) -> None:
    """End a role now. Whoever gave it may always take it back."""
    row = models.Assignment.objects.select_for_update().filter(pk=assignment_id).first()
    if row is None:
        raise AssignmentRefused(f"There is no assignment {assignment_id}.")
    if row.given_by != by.name:
        require(by, "roles.end")
    if row.ends_at is not None and row.ends_at <= at:
        raise AssignmentRefused("This role has ended already.")
    row.ends_at = max(at, row.starts_at)
    row.save(update_fields=["ends_at"])
    _append("access.role_ended", row.user, by=by, at=at, facts=_facts(row))


@transaction.atomic
def change_password(user_id: int, password: str | None = None, *, by: Actor, at: datetime) -> str | None:
    """Change one's own password, or give somebody a new one; return it where it was generated.

    A page that lets people change their own asks for the old one first; that is the page's part.
    """
    user = _locked(user_id)
    if by.name != _name_of(user):
        require(by, "users.reset_password")
    generated = secrets.token_urlsafe(_PASSWORD_BYTES) if password is None else None
    _set_password(user, generated or password or "")
    user.save(update_fields=["password"])
    _append("access.password_changed", user, by=by, at=at, facts={"generated": generated is not None})
    return generated


def _give(
    user: models.User, role: Role, *, scope: Scope, ends_at: datetime | None, by: Actor, at: datetime, entry_id: int
) -> models.Assignment:
    """Add the row of an assignment after its checks; the user's row is locked or new."""
    assignment.check(role, scope, giver=by.name, receiver=_name_of(user))
    if not user.is_active:
        raise AssignmentRefused(f"{user} has been stopped; let them back in first.")
    if ends_at is not None and ends_at <= at:
        raise AssignmentRefused("A role ends after it starts.")
    held = (one for one in queries.held_by(user.pk) if one.is_in_force(at))
    if any(one.role == role and one.scope == scope and one.ends_at == ends_at for one in held):
        raise AssignmentRefused(f"{user} holds this role already.")
    return models.Assignment.objects.create(
        user=user,
        role=role.value,
        clients=sorted(scope.clients),
        portfolios=sorted(scope.portfolios),
        teams=sorted(scope.teams),
        starts_at=at,
        ends_at=ends_at,
        given_by=by.name,
        entry_id=entry_id,
    )


def _locked(user_id: int) -> models.User:
    """Return a user, locked until the transaction ends; raises UserUnknown."""
    user = models.User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise UserUnknown(f"Nobody here has the number {user_id}.")
    return user


def _read_email(text: str) -> str:
    """Return an e-mail address that nobody here has yet, in lower case; raises UserRefused."""
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise UserRefused(f"{text[:60]!r} is not an e-mail address.") from error
    if models.User.objects.filter(email__iexact=email).exists():
        raise UserRefused(f"Somebody with the e-mail address {email} is here already.")
    return email


def _read_name(text: str) -> str:
    """Return a name with its blanks folded; raises UserRefused."""
    name = " ".join(text.split())
    longest = models.User._meta.get_field("name").max_length or 0
    if not name or len(name) > longest:
        raise UserRefused(f"Somebody who works here needs a name of 1 to {longest} letters.")
    return name


def _set_password(user: models.User, password: str) -> None:
    """Set a password that is hard to guess; raises PasswordRefused. The row is saved by the caller."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordRefused(" ".join(error.messages)) from error
    user.set_password(password)


def _name_of(user: models.User) -> str:
    """Return a user as evidence entries call them; somebody not yet let in has no number."""
    return f"user:{user.pk}"


def _facts(row: models.Assignment) -> dict[str, object]:
    """Return an assignment as its evidence entry holds it."""
    given = queries.facts_of(row)
    ends_at = row.ends_at.isoformat() if row.ends_at else None
    return {"assignment": row.pk, "role": row.role, "scope": _written(given.scope), "ends_at": ends_at}


def _written(scope: Scope) -> dict[str, object]:
    """Return a scope as an evidence entry holds it."""
    return {
        "clients": sorted(scope.clients),
        "portfolios": sorted(scope.portfolios),
        "teams": sorted(scope.teams),
    }


def _append(
    kind: str, user: models.User, *, by: Actor, at: datetime, facts: Mapping[str, object], entry_id: int | None = None
) -> None:
    """Put on record what was done about a user."""
    append(kind, by=by.name, at=at, subjects=[f"user:{user.pk}"], facts=facts, entry_id=entry_id)
