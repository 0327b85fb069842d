"""The columns of the day's sheet as tables: what docs/facts.md holds, and what `goodstanding facts` prints."""

from collections.abc import Iterable

from goodstanding.factsheet.daily.column import USERS, DailyColumn
from goodstanding.factsheet.daily.sheet import IDEAS, ITEM_COLUMNS

BEGINS, ENDS = "<!-- The columns begin here. -->", "<!-- The columns end here. -->"
HEAD = "| column | kind | unit | meaning | comes from | for |\n|---|---|---|---|---|---|"


def tables() -> str:
    """Return every column in Markdown, the account's by idea, then the item's."""
    parts = [_part(f"{idea} of an account", columns) for idea, columns in IDEAS.items()]
    return "\n\n".join([*parts, _part("An open item", ITEM_COLUMNS.values())])


def users(column: DailyColumn) -> str:
    """Return who may use a column, in the usual order."""
    return ", ".join(user for user in USERS if user in column.users)


def _part(title: str, columns: Iterable[DailyColumn]) -> str:
    lines = "\n".join(
        f"| `{one.name}` | {one.kind} | {one.unit} | {one.meaning} | {one.origin} | {users(one)} |" for one in columns
    )
    return f"### {title}\n\n{HEAD}\n{lines}"
