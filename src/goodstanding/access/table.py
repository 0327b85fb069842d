"""The table of permissions as people read it: one line a deed, one column a role.

For the page of the workbench, the command line and docs/access.md, which a test compares with `markdown()`.
"""

from typing import NamedTuple

from goodstanding.access.deeds.deed import ANY, About, Permission
from goodstanding.access.permission import OUTSIDERS, PERMISSIONS
from goodstanding.access.role import Role

ABOUT: dict[About, str] = {
    "house": "the house as a whole; needs a role without limits of scope",
    "client": "one client; needs a role for that client, without portfolios unless the deed is on one of them",
    "debt": "one debt; needs a role for its client and portfolio",
    "person": "one person; needs a role for the client who introduced them",
}

HEADING = """# Who may do what

Every operation of Goodstanding names who performs it and asks for one permission. This table is all there is: it is
printed from `src/goodstanding/access/permission.py` by `goodstanding access table --markdown`.

A role is given for some clients, portfolios and teams, or for all, and counts only there.
{outsiders} see nothing unless their clients are named.
Whoever holds the command line of the installation is called `operator` in the evidence log and may do everything.

“up to 2500” means 2500 whole units of whatever currency the amount is in.

"""


class Line(NamedTuple):
    """One permission as it is shown: `cells` holds, for every role in order, "yes", "up to N" or ""."""

    permission: str
    deed: str
    about: About
    cells: dict[Role, str]


def lines() -> list[Line]:
    """Return the table in its own order."""
    return [
        Line(name, line.deed, line.about, {role: cell(line, role) for role in Role})
        for name, line in PERMISSIONS.items()
    ]


def cell(line: Permission, role: Role) -> str:
    """Return what stands where a permission and a role meet."""
    if role not in line.roles:
        return ""
    limit = line.roles[role]
    return "yes" if limit is ANY else f"up to {limit}"


def markdown() -> str:
    """Return the whole page docs/access.md."""
    head = ["permission", "lets somebody", "is about", *Role]
    rows = [[f"`{line.permission}`", line.deed, line.about, *line.cells.values()] for line in lines()]
    table = [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]
    abouts = [f"- **{about}**: {meaning}." for about, meaning in ABOUT.items()]
    return f"{_heading()}{chr(10).join(table)}\n\nWhat a permission is about:\n\n{chr(10).join(abouts)}\n"


def _heading() -> str:
    """Return the words above the table, with the outsiders named from the permissions themselves."""
    return HEADING.format(outsiders=" and ".join(f"{role}s" for role in Role if role in OUTSIDERS).capitalize())


def _row(cells: list[str]) -> str:
    """Return one line of a Markdown table."""
    return f"| {' | '.join(cells)} |"
