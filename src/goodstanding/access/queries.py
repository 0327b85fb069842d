"""Questions about the people who work here and their roles."""

from datetime import datetime
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q

from goodstanding.access import assignment, models
from goodstanding.access.permission import Actor, Scope
from goodstanding.access.role import Role
from goodstanding.evidence.models import Entry
from goodstanding.refusal import Refusal

PASSWORD_DEEDS = ("access.user_let_in", "access.password_changed")
"""Entries of the log after which somebody has another password than before."""


class UserUnknown(Refusal):
    """Nobody of that number or e-mail address works here."""


class NotProven(Refusal):
    """Whoever acts in somebody's name at the command line did not prove to be them."""


class AssignmentCard(NamedTuple):
    """One assignment as it is shown."""

    id: int
    user_id: int
    user_name: str
    role: Role
    scope: Scope
    starts_at: datetime
    ends_at: datetime | None
    given_by: str


class UserCard(NamedTuple):
    """One person who works here as they are shown; `assignments` are those in force."""

    id: int
    email: str
    name: str
    is_active: bool
    has_second_factor: bool
    joined_at: datetime
    last_login_at: datetime | None
    assignments: list[AssignmentCard]


def actor_of(user: models.User, at: datetime) -> Actor:
    """Return a signed-in user as the actor they are at an instant; somebody stopped may do nothing."""
    name = f"user:{user.pk}"
    if not user.is_active:
        return Actor(name)
    return assignment.actor(name, held_by(user.pk), at=at)


def proven(email: str, password: str, *, at: datetime) -> Actor:
    """Return the user of an e-mail address as an actor, if this is their password and they chose it themselves.

    A password that somebody else gave them proves nothing: that somebody knows it too. Raises UserUnknown, NotProven.
    """
    user = user_by_email(email)
    if not user.is_active or not user.check_password(password):
        raise NotProven(f"That is not the password of {user.email}.")
    given = Entry.objects.filter(subjects__contains=[f"user:{user.pk}"], kind__in=PASSWORD_DEEDS).order_by("-position")
    last = given.first()
    if last is None or last.actor != f"user:{user.pk}":
        raise NotProven(f"{user} has to sign in and choose a password of their own first; this one was given to them.")
    return actor_of(user, at)


def user_id_of(by: Actor) -> int:
    """Return the number of the user an actor is; raises UserUnknown for the operator and for jobs."""
    kind, _, number = by.name.partition(":")
    if kind != "user" or not number.isdecimal():
        raise UserUnknown(f"{by.name} is not somebody who works here and holds no roles.")
    return int(number)


def held_by(user_id: int) -> list[assignment.Assignment]:
    """Return every assignment a user ever had."""
    return [facts_of(row) for row in models.Assignment.objects.filter(user_id=user_id)]


def facts_of(row: models.Assignment) -> assignment.Assignment:
    """Return the row of an assignment as a plain value."""
    scope = Scope(frozenset(row.clients), frozenset(row.portfolios), frozenset(row.teams))
    return assignment.Assignment(Role(row.role), scope, row.starts_at, row.ends_at)


def users(at: datetime) -> list[UserCard]:
    """Return everybody who was ever let in, by name, with the roles they hold at an instant."""
    held: dict[int, list[AssignmentCard]] = {}
    for card in assignments(at):
        held.setdefault(card.user_id, []).append(card)
    second = Exists(
        Authenticator.objects.filter(user_id=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    )
    people = models.User.objects.annotate(has_second=second).order_by("name", "id")
    return [
        UserCard(
            id=user.pk,
            email=user.email,
            name=user.name,
            is_active=user.is_active,
            has_second_factor=user.has_second,
            joined_at=user.joined_at,
            last_login_at=user.last_login,
            assignments=held.get(user.pk, []),
        )
        for user in people
    ]


def assignments(at: datetime) -> list[AssignmentCard]:
    """Return the assignments in force at an instant, by name and role."""
    in_force = Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))
    return _cards(in_force)


def assignments_of(user_id: int) -> list[AssignmentCard]:
    """Return every assignment a user ever had, also those that ended."""
    return _cards(Q(user_id=user_id))


def user_by_email(email: str) -> models.User:
    """Return the user of an e-mail address, whatever its capitals; raises UserUnknown."""
    user = models.User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        raise UserUnknown(f"Nobody here has the e-mail address {email[:60]!r}.")
    return user


def _cards(condition: Q) -> list[AssignmentCard]:
    """Return the assignments that satisfy a condition, by name and role."""
    rows = models.Assignment.objects.filter(condition).select_related("user").order_by("user__name", "role", "id")
    return [
        AssignmentCard(
            row.pk, row.user_id, row.user.name, Role(row.role), facts_of(row).scope, row.starts_at, row.ends_at,
            row.given_by,
        )
        for row in rows
    ]  # fmt: skip
