"""Cap on an amount, a rate or a number: what is proposed may not be more than what is allowed."""

from collections.abc import Mapping
from typing import Any

from goodstanding.compliance.expression.comparison import compare
from goodstanding.compliance.expression.reading import Scope
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.shapes.form import Deciding, Form, expression
from goodstanding.factsheet.sheet import Truth


class Cap(Deciding):
    """`proposed` is measured against `most`; exactly as much is allowed."""

    def breach(self, rule: Rule, view: View) -> Truth:
        """More than allowed breaks the rule."""
        found: Truth = rule.options["over"].run(view)
        return found


def _prepare(raw: Mapping[str, Any], scope: Scope, where: str) -> dict[str, Any]:
    proposed, most = expression(raw, "proposed", scope, where), expression(raw, "most", scope, where)
    return {"over": compare(">", proposed, most)}


CAP = Form("Cap on an amount.", ("proposed", "most"), _prepare, Cap)
