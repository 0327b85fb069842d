"""Required words: what a finished text must hold, and what it must not.

`must` and `must_not` are lists of a name and a condition; a text that fails one is refused and the name is told.
"""

from collections.abc import Mapping
from typing import Any

from goodstanding.compliance.expression.kleene import either, opposite
from goodstanding.compliance.expression.reading import Scope
from goodstanding.compliance.expression.typed import expect
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.lawbook.value import LawbookRefused
from goodstanding.compliance.shapes.form import Deciding, Form, written
from goodstanding.factsheet.sheet import NO, YES, Truth, spread


class Content(Deciding):
    """Refused where something that must be there is not, or something that must not be is."""

    def breach(self, rule: Rule, view: View) -> Truth:
        """Any failed condition breaks the rule."""
        found = Truth(NO, YES)
        for _, one in rule.options["must"]:
            found = either(found, opposite(one.run(view)))
        for _, one in rule.options["must_not"]:
            found = either(found, one.run(view))
        return found

    def computed(self, rule: Rule, view: View) -> list[dict[str, object]]:
        """Return the names of what is wrong with each text."""
        listed = [(name, opposite(one.run(view))) for name, one in rule.options["must"]]
        listed += [(name, one.run(view)) for name, one in rule.options["must_not"]]
        wrong = [(name, spread(~found.no, view.length)) for name, found in listed]
        return [{"wrong": [name for name, rows in wrong if rows[row]]} for row in range(view.length)]


def _prepare(raw: Mapping[str, Any], scope: Scope, where: str) -> dict[str, Any]:
    if not raw.get("must") and not raw.get("must_not"):
        raise LawbookRefused(f"{where} says neither what must be there nor what must not.")
    return {key: _conditions(raw.get(key) or {}, scope, f"{where}: {key}") for key in ("must", "must_not")}


def _conditions(raw: Mapping[str, str], scope: Scope, place: str) -> list[tuple[str, Any]]:
    return [(name, expect(written(str(text), scope, f"{place}: {name}"), "truth")) for name, text in raw.items()]


CONTENT = Form("Required words.", ("must", "must_not"), _prepare, Content)
