"""Who may do what: one table, and the question every operation asks of it.

For every operation (`require`), every page (`may`, `reach`) and the auditor, who reads the table in docs/access.md.
A permission names one deed and says what it is about: the house as a whole, one client, one debt or one person. A
role may do it without limit (ANY) or up to an amount. A role counts only within the scope it was given for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from goodstanding.access.deeds.books import BOOKS
from goodstanding.access.deeds.conduct import CONDUCT
from goodstanding.access.deeds.deed import ANY, About, Limit, Permission
from goodstanding.access.deeds.money import MONEY
from goodstanding.access.role import Role
from goodstanding.money.amount import Amount
from goodstanding.money.currency import exponent
from goodstanding.refusal import Refusal

OUTSIDERS = frozenset({Role.CLIENT_USER, Role.AGENCY_USER})
"""Roles of people who do not work for the house: they see nothing unless their clients are named."""


class PermissionRefused(Refusal):
    """The actor may not do this; the sentence says who may."""


PERMISSIONS: Mapping[str, Permission] = {**BOOKS, **MONEY, **CONDUCT}


@dataclass(frozen=True, slots=True)
class Scope:
    """The clients, portfolios and teams a role was given for; an empty set means all of them."""

    clients: frozenset[int] = frozenset()
    portfolios: frozenset[int] = frozenset()
    teams: frozenset[str] = frozenset()

    @property
    def is_everything(self) -> bool:
        """Say whether nothing is left out."""
        return not (self.clients or self.portfolios or self.teams)

    def covers(self, about: About, *, client_id: int | None, portfolio_id: int | None) -> bool:
        """Say whether a deed falls within this scope; a deed that names no client asks "anywhere at all?".

        A scope that names portfolios covers no deed on a client as a whole, and a deed on a person of a client only
        where that client is named as well: what cannot be told is refused.
        """
        if about == "house":
            return self.is_everything
        if client_id is None and portfolio_id is None:
            return True
        if self.clients and client_id not in self.clients:
            return False
        if not self.portfolios:
            return True
        if about == "person" and portfolio_id is None:
            return client_id in self.clients
        return portfolio_id in self.portfolios

    def contains(self, other: "Scope") -> bool:
        """Say whether everything in the other scope is also in this one."""
        pairs: list[tuple[frozenset[int] | frozenset[str], frozenset[int] | frozenset[str]]] = [
            (self.clients, other.clients),
            (self.portfolios, other.portfolios),
            (self.teams, other.teams),
        ]
        return all(not mine or (theirs and theirs <= mine) for mine, theirs in pairs)


EVERYTHING = Scope()


class Grant(NamedTuple):
    """One role within one scope."""

    role: Role
    scope: Scope


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever performs an operation: "user:7", "operator", "job:night".

    `roles` all hold within `scope`; `also` are roles held within other scopes. `limits` are a person's own, by
    permission, in whole units; they lower what a role allows and never raise it.
    """

    name: str
    roles: frozenset[Role] = frozenset()
    scope: Scope = EVERYTHING
    limits: Mapping[str, int] = field(default_factory=dict, hash=False)
    also: tuple[Grant, ...] = ()

    def __post_init__(self) -> None:
        """An evidence entry must be able to say who it was."""
        assert self.name, "An actor has a name."

    @property
    def grants(self) -> tuple[Grant, ...]:
        """Return every role with the scope it holds in."""
        return (*(Grant(role, self.scope) for role in sorted(self.roles)), *self.also)


OPERATOR = Actor(name="operator", roles=frozenset(Role) - OUTSIDERS)
"""Whoever holds the command line holds the data folder, and thus everything; the evidence log names them so."""


def require(
    by: Actor,
    permission: str,
    *,
    client_id: int | None = None,
    portfolio_id: int | None = None,
    amount: Amount | None = None,
) -> None:
    """Return where the actor may do this, else raise PermissionRefused with a sentence that says who may.

    A permission with limits needs the amount; a deed on a client, debt or person needs its client, and its portfolio
    where there is one. Without a client the question is "anywhere at all?": then filter what is shown by `reach`.
    """
    line = _line(permission)
    assert amount is not None or not line.is_limited, f"{permission} has limits: name the amount."
    if may(by, permission, client_id=client_id, portfolio_id=portfolio_id, amount=amount):
        return
    who = f"{_listed(line.roles)} may."
    if may(by, permission, client_id=client_id, portfolio_id=portfolio_id):
        raise PermissionRefused(f"You may {line.deed}, but not as much as {amount}. {who}")
    if any(grant.role in line.roles for grant in by.grants):
        raise PermissionRefused(f"You may {line.deed}, but not here: this lies outside what you were given.")
    raise PermissionRefused(f"You may not {line.deed}. {who}")


def may(
    by: Actor,
    permission: str,
    *,
    client_id: int | None = None,
    portfolio_id: int | None = None,
    amount: Amount | None = None,
) -> bool:
    """Say whether the actor may do this; without an amount: any amount at all."""
    line = _line(permission)
    return any(
        scope.covers(line.about, client_id=client_id, portfolio_id=portfolio_id)
        and _is_within(line.roles[role], amount)
        and _is_within(by.limits.get(permission, ANY), amount)
        for role, scope in _usable(by, line)
    )


def reach(by: Actor, permission: str) -> tuple[Scope, ...]:
    """Return the scopes within which the actor may do this, for filtering a list; none means nothing may be shown.

    One scope that leaves nothing out stands for all.
    """
    line = _line(permission)
    scopes = tuple(dict.fromkeys(scope for _, scope in _usable(by, line)))
    return (EVERYTHING,) if any(not (scope.clients or scope.portfolios) for scope in scopes) else scopes


def _usable(by: Actor, line: Permission) -> list[Grant]:
    """Return the grants that count for this line; an outsider's counts only where clients are named."""
    return [
        grant
        for grant in by.grants
        if grant.role in line.roles and (grant.role not in OUTSIDERS or grant.scope.clients)
    ]


def _line(permission: str) -> Permission:
    """Return the line of the table; a permission that is not in it is a programmer's mistake."""
    assert permission in PERMISSIONS, f"The table of permissions has no {permission!r}."
    return PERMISSIONS[permission]


def _is_within(limit: Limit, amount: Amount | None) -> bool:
    """Say whether the amount, whatever its sign, is at most the limit."""
    return limit is ANY or amount is None or abs(amount.minor) <= limit * 10 ** exponent(amount.currency)


def _listed(roles: Iterable[Role]) -> str:
    """Write roles as the start of a sentence: "A supervisor or an administrator"."""
    words = [f"{'an' if role[0] in 'aeiou' else 'a'} {role}" for role in roles]
    text = " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    return text[0].upper() + text[1:]
