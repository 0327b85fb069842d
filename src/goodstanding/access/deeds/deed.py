"""A line of the table of permissions: one deed, what it is about, and which roles may do it up to which limit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from goodstanding.access.role import Role

About = Literal["house", "client", "debt", "person"]
Limit = int | None
"""The highest amount in whole units of whatever currency (2500 is USD 2,500.00 and JPY 2,500); None is no limit."""
ANY: Limit = None

COL, SUP, STR, CMP = Role.COLLECTOR, Role.SUPERVISOR, Role.STRATEGIST, Role.COMPLIANCE_OFFICER
CLI, AGY, ADM, AUD = Role.CLIENT_USER, Role.AGENCY_USER, Role.ADMINISTRATOR, Role.AUDITOR


@dataclass(frozen=True, slots=True)
class Permission:
    """One deed, what it is about, and which roles may do it up to which limit."""

    deed: str
    about: About
    roles: Mapping[Role, Limit]

    @property
    def is_limited(self) -> bool:
        """Say whether some role may do it only up to an amount."""
        return any(limit is not ANY for limit in self.roles.values())


def line(deed: str, about: About, /, *roles: Role, limits: Mapping[Role, int] | None = None) -> Permission:
    """Return one line of the table: roles without a limit, and those with one.

    >>> line("write off what is owed", "debt", ADM, limits={COL: 25}).is_limited
    True
    """
    unlimited: dict[Role, Limit] = dict.fromkeys(roles, ANY)
    return Permission(deed, about, unlimited | dict(limits or {}))
