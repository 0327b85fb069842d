"""Reads a rule's words, a SQL expression, into something that runs over columns; refuses unknown names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

import numpy as np
import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from goodstanding.compliance.expression.comparison import compare, in_list, is_absent, like
from goodstanding.compliance.expression.functions import FUNCTIONS, OVER_DEBTS
from goodstanding.compliance.expression.kleene import both, either, opposite, present
from goodstanding.compliance.expression.typed import WHOLE, Expression, ExpressionRefused, Sort, expect
from goodstanding.compliance.expression.view import Place, View
from goodstanding.factsheet.brief import ACTS, CONSENTS, DEBTS, EVENTS
from goodstanding.factsheet.column import Column
from goodstanding.factsheet.sheet import ABSENT_WORD, BETWEEN, NO, NOTHING, YES, Truth, Words

VOCABULARY: dict[Place, Mapping[str, Column]] = {"act": ACTS, "debt": DEBTS, "event": EVENTS, "consent": CONSENTS}
COMPARISONS: dict[type[exp.Expr], str] = {
    exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=",
}  # fmt: skip
KNOWN_CALLS: dict[type[exp.Expr], str] = {exp.Coalesce: "coalesce"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may name: the columns of a grain, the rule's values and the facts it declares."""

    grain: Place = "act"
    values: Mapping[str, Sort] = ()  # type: ignore[assignment]  # an empty mapping for a rule without values.
    facts: Mapping[str, Sort] = ()  # type: ignore[assignment]  # likewise.


def read(text: str, scope: Scope) -> Expression:
    """Return the expression a text stands for; raises ExpressionRefused with what is wrong and a suggestion."""
    try:
        tree = _tree(text)
    except SqlglotError as error:
        raise ExpressionRefused(f"{text!r} cannot be read: {str(error).splitlines()[0]}") from error
    return replace(_of(tree, scope), written=text)


@lru_cache(maxsize=4096)
def _tree(text: str) -> exp.Expr:
    """Read a text once: many rules say the same, and nothing ever changes a tree."""
    return sqlglot.parse_one(text, read="duckdb")


def _words(node: exp.Expr) -> str:
    """Return what a part of an expression is called in a refusal; to write every part out in full costs too much."""
    return str(node.name) if isinstance(node, exp.Column | exp.Placeholder | exp.Literal) else ""


def read_condition(text: str, scope: Scope) -> Expression:
    """Return an expression that is a yes-or-no question."""
    return expect(read(text, scope), "truth")


def _of(node: exp.Expr, scope: Scope) -> Expression:
    for family, read_one in READERS.items():
        if isinstance(node, family):
            return replace(read_one(node, scope), written=_words(node))
    if type(node) in COMPARISONS:
        left, right = _of(node.this, scope), _of(node.expression, scope)
        return replace(compare(COMPARISONS[type(node)], left, right), written=_words(node))
    raise ExpressionRefused(f"{node.sql(dialect='duckdb')!r} is nothing a rule may say.")


def _column(node: Any, scope: Scope) -> Expression:
    name = node.name
    if name in scope.facts:
        return Expression(scope.facts[name], lambda view: view.fact(name), frozenset({name}))
    if name in VOCABULARY[scope.grain]:
        kind = VOCABULARY[scope.grain][name].kind
        return Expression(kind, lambda view: view.column(name), frozenset({name}))
    if scope.grain == "debt" and name in ACTS:
        return Expression(ACTS[name].kind, lambda view: view.act_column(name), frozenset({name}))
    known = [*scope.facts, *VOCABULARY[scope.grain], *(ACTS if scope.grain == "debt" else ())]
    near = get_close_matches(name, known, 1)
    raise ExpressionRefused(f"No column or fact is called {name!r}" + (f"; did you mean {near[0]!r}?" if near else "."))


def _parameter(node: Any, scope: Scope) -> Expression:
    name = node.name
    if name not in scope.values:
        raise ExpressionRefused(f"The rule has no value called {name!r}.")
    sort = scope.values[name]

    def run(view: View) -> Any:
        value = view.values[name]
        if value is None and sort in ("text", "texts"):
            return Words(ABSENT_WORD, ())
        if sort == "texts":
            assert isinstance(value, tuple), "A list of words is kept as a tuple."
            return Words(np.int32(0), (BETWEEN.join(value),))
        if sort == "text":
            return Words(np.int32(0), (str(value),))
        if sort == "truth":
            return Truth(np.bool_(value is True), np.bool_(value is False))
        assert value is None or isinstance(value, int), "A value that is no word and no truth is a whole number."
        return NOTHING if value is None else np.int64(value)

    return Expression(sort, run, frozenset({":" + name}))


def _literal(node: Any, _: Scope) -> Expression:
    if node.is_string:
        cells = Words(np.int32(0), (node.this,))
        return Expression("text", lambda _view: cells, frozenset(), constant=node.this)
    if not node.this.isdigit():
        raise ExpressionRefused(f"{node.this} is no whole number.")
    whole = np.int64(int(node.this))
    return Expression("number", lambda _view: whole, frozenset(), constant=int(node.this))


def _boolean(node: Any, _: Scope) -> Expression:
    fixed = Truth(YES, NO) if node.this else Truth(NO, YES)
    return Expression("truth", lambda _view: fixed, frozenset(), constant=node.this)


def _joined(join: Callable[[Truth, Truth], Truth]) -> Callable[[Any, Scope], Expression]:
    def read_one(node: Any, scope: Scope) -> Expression:
        left, right = expect(_of(node.this, scope), "truth"), expect(_of(node.expression, scope), "truth")

        def run(view: View) -> Truth:
            first: Truth = left.run(view)
            # Where the first side decides every row, the second, perhaps a look into history, is not asked.
            decided = first.no if join is both else first.yes
            return first if decided.all() else join(first, right.run(view))

        return Expression("truth", run, left.reads | right.reads)

    return read_one


def _not(node: Any, scope: Scope) -> Expression:
    asked = expect(_of(node.this, scope), "truth")
    return Expression("truth", lambda view: opposite(asked.run(view)), asked.reads)


def _in(node: Any, scope: Scope) -> Expression:
    return in_list(_of(node.this, scope), [_of(option, scope) for option in node.expressions])


def _like(node: Any, scope: Scope) -> Expression:
    return like(_of(node.this, scope), str(_of(node.expression, scope).constant))


def _is(node: Any, scope: Scope) -> Expression:
    asked = _of(node.this, scope)
    if isinstance(node.expression, exp.Null):
        return is_absent(asked)
    wanted = bool(node.expression.this)
    expect(asked, "truth")

    def run(view: View) -> Truth:
        found = asked.run(view)
        holds = found.yes if wanted else found.no
        return Truth(holds, ~holds)

    return Expression("truth", run, asked.reads)


def _sum(sign: int) -> Callable[[Any, Scope], Expression]:
    def read_one(node: Any, scope: Scope) -> Expression:
        left, right = expect(_of(node.this, scope), *WHOLE), expect(_of(node.expression, scope), *WHOLE)

        def run(view: View) -> Any:
            one, other = left.run(view), right.run(view)
            return np.where(present(one) & present(other), one + sign * other, NOTHING)

        return Expression(left.sort, run, left.reads | right.reads)

    return read_one


def _negative(node: Any, scope: Scope) -> Expression:
    asked = expect(_of(node.this, scope), *WHOLE)

    def run(view: View) -> Any:
        cells = asked.run(view)
        return np.where(present(cells), -cells, NOTHING)

    return Expression(asked.sort, run, asked.reads)


def _product(node: Any, scope: Scope) -> Expression:
    left, right = expect(_of(node.this, scope), *WHOLE), expect(_of(node.expression, scope), *WHOLE)

    def run(view: View) -> Any:
        one, other = left.run(view), right.run(view)
        known = present(one) & present(other)
        return np.where(known, np.where(known, one, 0) * np.where(known, other, 0), NOTHING)

    return Expression(left.sort if left.sort != "number" else right.sort, run, left.reads | right.reads)


def _call(node: Any, scope: Scope) -> Expression:
    name = KNOWN_CALLS.get(type(node)) or (
        node.name.lower() if isinstance(node, exp.Anonymous) else node.sql_name().lower()
    )
    if name not in FUNCTIONS:
        near = get_close_matches(name, list(FUNCTIONS), 1)
        raise ExpressionRefused(f"No function is called {name!r}" + (f"; did you mean {near[0]!r}?" if near else "."))
    within = replace(scope, grain="debt") if name in OVER_DEBTS else scope
    given = node.expressions if isinstance(node, exp.Anonymous) else [node.this, *(node.expressions or [])]
    try:
        return FUNCTIONS[name]([_of(one, within) for one in given])
    except (ValueError, IndexError) as error:
        if isinstance(error, ExpressionRefused):
            raise
        raise ExpressionRefused(f"{name}() was not given what it needs.") from error


READERS: dict[type[exp.Expr] | tuple[type[exp.Expr], ...], Callable[[Any, Scope], Expression]] = {
    exp.Paren: lambda node, scope: _of(node.this, scope),
    exp.Column: _column,
    exp.Placeholder: _parameter,
    exp.Literal: _literal,
    exp.Boolean: _boolean,
    exp.And: _joined(both),
    exp.Or: _joined(either),
    exp.Not: _not,
    exp.In: _in,
    exp.Like: _like,
    exp.Is: _is,
    exp.Add: _sum(1),
    exp.Sub: _sum(-1),
    exp.Mul: _product,
    exp.Neg: _negative,
    (exp.Anonymous, exp.Coalesce): _call,
}
