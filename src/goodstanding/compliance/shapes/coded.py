"""A rule that no shape fits brings its own `rule.py`, with the functions of a shape: breach, reopens or computed."""

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from goodstanding.compliance.expression.reading import Scope
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.lawbook.value import LawbookRefused
from goodstanding.compliance.shapes.form import Form
from goodstanding.factsheet.sheet import NO, NOTHING, YES, Truth, Whole

MODULES: dict[Path, ModuleType] = {}


class Coded:
    """Hands every question to the rule's own module, and answers as nothing does where it has no answer."""

    def breach(self, rule: Rule, view: View) -> Truth:
        """Ask the rule's own `breach`."""
        own = getattr(_module(rule.folder), "breach", None)
        return own(rule, view) if own else Truth(NO, YES)

    def reopens(self, rule: Rule, view: View) -> Whole:
        """Ask the rule's own `reopens`."""
        own = getattr(_module(rule.folder), "reopens", None)
        return own(rule, view) if own else NOTHING

    def computed(self, rule: Rule, view: View) -> list[dict[str, object]]:
        """Ask the rule's own `computed`."""
        own = getattr(_module(rule.folder), "computed", None)
        return own(rule, view) if own else [{} for _ in range(view.length)]


def _module(folder: Path) -> ModuleType:
    if folder not in MODULES:
        path = folder / "rule.py"
        spec = importlib.util.spec_from_file_location(f"goodstanding_rule_{folder.parent.name}_{folder.name}", path)
        if spec is None or spec.loader is None or not path.exists():
            raise LawbookRefused(f"{folder.name} says its shape is code, and has no rule.py.")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        MODULES[folder] = module
    return MODULES[folder]


def _prepare(_raw: Mapping[str, Any], _scope: Scope, _where: str) -> dict[str, Any]:
    return {}


CODED = Form("Decided by its own code.", (), _prepare, Coded)
