"""What somebody may see of the books, as a condition in SQL: a list leaves out what lies outside their scopes.

The conditions hold numbers only, handed over as parameters; text of a person never becomes SQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from goodstanding.access.permission import Scope


@dataclass(frozen=True, slots=True)
class Condition:
    """A boolean SQL expression with its named parameters."""

    sql: str
    parameters: dict[str, list[int]] = field(default_factory=dict)


def debts(scopes: Sequence[Scope], *, alias: str = "debt") -> Condition:
    """Return which debts lie within any of the scopes; none at all for no scope.

    >>> debts([Scope()]).sql, debts([]).sql
    ('TRUE', 'FALSE')
    """
    parts, parameters = [], {}
    for number, scope in enumerate(scopes):
        if not (scope.clients or scope.portfolios):
            return Condition("TRUE")
        both = []
        for column, ids in (("client_id", scope.clients), ("portfolio_id", scope.portfolios)):
            if ids:
                name = f"{column}_{number}"
                both.append(f"{alias}.{column} = ANY(%({name})s)")
                parameters[name] = sorted(ids)
        parts.append(f"({' AND '.join(both)})")
    return Condition(f"({' OR '.join(parts)})" if parts else "FALSE", parameters)


def persons(scopes: Sequence[Scope], *, alias: str = "person") -> Condition:
    """Return which persons were introduced by a client within the scopes.

    It narrows a search before its limit falls; whether a debt of theirs may be seen is asked of the debt itself.
    """
    parts, parameters = [], {}
    for number, scope in enumerate(scopes):
        if not (scope.clients or scope.portfolios):
            return Condition("TRUE")
        name = f"issuers_{number}"
        parameters[name] = sorted(scope.clients or scope.portfolios)
        clients = "SELECT client_id FROM receivables_portfolio WHERE id"
        parts.append(
            f"{alias}.issuer_id = ANY(%({name})s)"
            if scope.clients
            else f"{alias}.issuer_id IN ({clients} = ANY(%({name})s))"
        )
    return Condition(f"({' OR '.join(parts)})" if parts else "FALSE", parameters)
