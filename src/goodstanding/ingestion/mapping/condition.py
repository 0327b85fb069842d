"""Conditions over the columns of a file: a small, safe part of SQL.

A map's author writes `SettledDate <> '' AND Disputed = 'Yes'`. It is parsed, every piece of it is looked up in a list
of what is allowed, and what comes out names staged columns only. All columns are text; an empty cell is ''.
"""

from collections.abc import Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from goodstanding.ingestion.mapping.finding import unknown
from goodstanding.refusal import Refusal

_ALLOWED: tuple[type[exp.Expression], ...] = (
    exp.And, exp.Or, exp.Not, exp.Paren, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.In, exp.Like,
    exp.ILike, exp.Between, exp.Is, exp.Null, exp.Boolean, exp.Literal, exp.Column, exp.Identifier, exp.Case, exp.If,
    exp.DPipe, exp.Neg, exp.Add, exp.Sub, exp.Mul, exp.Lower, exp.Upper, exp.Trim, exp.Length, exp.Substring,
    exp.StartsWith, exp.Coalesce, exp.Nullif, exp.Anonymous, exp.Tuple,
)  # fmt: skip
FUNCTIONS = (
    "lower", "upper", "trim", "length", "substring", "starts_with", "coalesce", "nullif", "as_number", "as_date",
)  # fmt: skip
LENGTH_MAX = 5_000
DEPTH_MAX = 50


class ConditionRefused(Refusal):
    """A condition is not one, or asks for more than a map may."""


def compile_condition(text: str, *, columns: Mapping[str, str]) -> str:
    """Return the condition as DuckDB's SQL over staged columns; raises ConditionRefused.

    columns  name in the file → name of the staged column.
    """
    tree = _parse(text)
    for node in list(tree.walk()):
        if not isinstance(node, _ALLOWED):
            raise ConditionRefused(f"{node.key.upper()} cannot be used in a condition. Functions: {_listed()}.")
        if node.depth > DEPTH_MAX:
            raise ConditionRefused("The condition is nested too deeply.")
    # Columns first: what stands inside a function is not visited again once the function is replaced.
    replaced = tree.transform(lambda node: _column(node, columns)).transform(_function)
    return f"coalesce(({replaced.sql(dialect='duckdb')}), false)"


def _parse(text: str) -> exp.Expression:
    if len(text) > LENGTH_MAX:
        raise ConditionRefused("The condition is too long.")
    try:
        trees = [tree for tree in sqlglot.parse(text, read="duckdb") if tree is not None]
    except (SqlglotError, RecursionError) as error:
        raise ConditionRefused(f"{text[:80]!r} cannot be read as a condition.") from error
    if len(trees) != 1 or not isinstance(trees[0], exp.Expression):
        raise ConditionRefused("One condition belongs here, such as Disputed = 'Yes'.")
    return trees[0]


def _column(node: exp.Expression, columns: Mapping[str, str]) -> exp.Expression:
    """Turn a column's name into the staged column's."""
    if not isinstance(node, exp.Column):
        return node
    if len(node.parts) != 1:
        raise ConditionRefused(f"{node.sql()} names more than a column.")
    return exp.column(columns[find_column(node.name, columns)], quoted=True)


def _function(node: exp.Expression) -> exp.Expression:
    """Turn the two functions of our own into DuckDB's; whatever else is called by name is refused."""
    if not isinstance(node, exp.Anonymous):
        return node
    name = str(node.this).lower()
    if name == "as_number" and len(node.expressions) == 1:
        return exp.TryCast(this=node.expressions[0], to=exp.DataType.build("DECIMAL(38, 6)", dialect="duckdb"))
    if name == "as_date" and len(node.expressions) == 2:  # noqa: PLR2004 -- text and format.
        moment = exp.Anonymous(this="try_strptime", expressions=node.expressions)
        return exp.Cast(this=moment, to=exp.DataType.build("DATE"))
    raise ConditionRefused(f"There is no function {name} of that form. Functions: {_listed()}.")


def find_column(name: str, columns: Mapping[str, str]) -> str:
    """Return the column of the file that is meant, exactly or else but for capitals; raises ConditionRefused."""
    if name in columns:
        return name
    alike = [column for column in columns if column.lower() == name.lower()]
    if len(alike) == 1:
        return alike[0]
    raise ConditionRefused(unknown(name, known=columns, what="column of the file"))


def _listed() -> str:
    return ", ".join(FUNCTIONS)
