"""Reads the lawbook's folders into packs and rules; refuses whatever is not said plainly, naming file and place."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from goodstanding.compliance.expression.reading import Scope, read, read_condition
from goodstanding.compliance.expression.typed import Expression, ExpressionRefused, Sort
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.history.reading import named_fact
from goodstanding.compliance.lawbook.rule import IN_FORCE, Clause, Pack, Rule
from goodstanding.compliance.lawbook.value import DatedValue, LawbookRefused, read_value
from goodstanding.compliance.shapes.form import Form
from goodstanding.compliance.shapes.table import SHAPES
from goodstanding.factsheet.brief import ACTS
from goodstanding.factsheet.sheet import Cells

RULE_KEYS = {
    "id", "title", "asks", "citation", "rule", "shape", "acts", "binds", "touched", "effect", "permitted_effect",
    "prominence", "baseline", "unless", "refused_as", "values", "facts", "says", "shows",
}  # fmt: skip
PACK_KEYS = {"id", "title", "level", "jurisdiction", "selects", "enabled", "note"}
CLAUSE_KEYS = {"when", "rule", "effect", "says"}
SAYS_KEYS = {"refused", "permitted", "excepted", "unknown"}
LEVELS, PROMINENCES = range(1, 6), range(1, 100)
ASKS = ("may", "must", "say", "compute")


def read_yaml(path: Path) -> dict[str, Any]:
    """Return a YAML file as a mapping; raises LawbookRefused."""
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506  a safe loader, see below.
    except LawbookRefused as error:
        raise LawbookRefused(f"{path}: {error}") from error
    except (OSError, yaml.YAMLError) as error:
        raise LawbookRefused(f"{path} cannot be read: {error}") from error
    if not isinstance(found, dict):
        raise LawbookRefused(f"{path} holds no keys and values.")
    return found


FAST_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader, in its fast form where this machine has it."""


class LOADER(FAST_LOADER):  # type: ignore[misc]  # the stubs know only the slow form.
    """A safe loader that refuses a key written twice, of which YAML would quietly keep the last."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        """Return a mapping; raises LawbookRefused for a key that stands twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise LawbookRefused(f"{key.value!r} stands twice, again in line {key.start_mark.line + 1}.")
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def read_pack(
    folder: Path, *, values: Callable[[str, Mapping[str, DatedValue]], Mapping[str, DatedValue]] | None = None
) -> Pack:
    """Return a pack from its folder: `pack.yaml` and one folder a rule; raises LawbookRefused."""
    raw = read_yaml(folder / "pack.yaml")
    where = f"{folder.name}/pack.yaml"
    _only(raw, PACK_KEYS, where)
    _said(raw, ("id", "title", "level", "jurisdiction", "selects"), where)
    _quoted(raw, ("id", "title", "jurisdiction", "selects", "note"), where)
    if raw["level"] not in LEVELS:
        raise LawbookRefused(f"{where}: level is {raw['level']!r}; it is a number from {LEVELS[0]} to {LEVELS[-1]}.")
    rules = [read_rule(path.parent, pack=str(raw["id"]), changed=values) for path in _rules_in(folder)]
    return Pack(
        id=str(raw["id"]), title=str(raw["title"]), level=int(raw["level"]), jurisdiction=str(raw["jurisdiction"]),
        selects=_expression(str(raw["selects"]), Scope(), f"{where}: selects", truth=True),
        rules=tuple(rules), folder=folder, enabled=bool(raw.get("enabled", True)), note=str(raw.get("note", "")),
    )  # fmt: skip


def _rules_in(folder: Path) -> list[Path]:
    """Return the rules below a pack's folder, however deep, but not those of another pack in it."""
    inner = [path.parent for path in folder.rglob("pack.yaml") if path.parent != folder]
    return [path for path in sorted(folder.rglob("rule.yaml")) if not any(path.is_relative_to(one) for one in inner)]


def read_rule(
    folder: Path,
    *,
    pack: str,
    changed: Callable[[str, Mapping[str, DatedValue]], Mapping[str, DatedValue]] | None = None,
) -> Rule:
    """Return a rule from its folder; `changed` may put other values in their place, as the mutation test does."""
    where = f"{folder.parent.name}/{folder.name}/rule.yaml"
    raw = read_yaml(folder / "rule.yaml")
    return rule_of(raw, folder=folder, pack=pack, where=where, changed=changed)


def rule_of(
    raw: Mapping[str, Any], *, folder: Path, pack: str, where: str,
    changed: Callable[[str, Mapping[str, DatedValue]], Mapping[str, DatedValue]] | None = None,
) -> Rule:  # fmt: skip
    """Return a rule from what its file says; raises LawbookRefused."""
    shape = SHAPES.get(str(raw.get("shape")))
    if shape is None:
        raise LawbookRefused(f"{where}: no shape is called {raw.get('shape')!r}; known are {', '.join(SHAPES)}.")
    _only(raw, RULE_KEYS | set(shape.keys), where)
    _plainly(raw, where)
    values: Mapping[str, DatedValue] = {name: read_value(name, one, where=where) for name, one in raw["values"].items()}
    if IN_FORCE not in values:
        raise LawbookRefused(f"{where} does not say from when it is in force.")
    values = changed(str(raw["id"]), values) if changed else values
    facts, scope = _facts(raw.get("facts") or {}, values, where)
    condition = partial(_optional, raw, scope, where)
    return Rule(
        id=str(raw["id"]), pack=pack, title=str(raw["title"]), asks=raw["asks"], citation=str(raw["citation"]),
        rule=str(raw["rule"]), shape=str(raw["shape"]), decides=shape.make(),
        acts=_expression(str(raw["acts"]), Scope(values=scope.values), f"{where}: acts", truth=True),
        binds=condition("binds"), touched=condition("touched"),
        effect=str(raw.get("effect", "prohibited")), permitted_effect=str(raw.get("permitted_effect", "permitted")),
        prominence=int(raw.get("prominence", 50)), baseline=int(raw.get("baseline", 10)),
        unless=_clauses(raw.get("unless") or [], scope, f"{where}: unless"),
        refused_as=_clauses(raw.get("refused_as") or [], scope, f"{where}: refused_as"),
        values=values, facts=facts, says={key: str(text) for key, text in (raw.get("says") or {}).items()},
        options=_options(shape, raw, scope, where), folder=folder, shows=tuple(raw.get("shows") or ()), written=raw,
        days=frozenset(name for name, sort in dict(scope.facts).items() if sort == "date"),
    )  # fmt: skip


def _options(shape: Form, raw: Mapping[str, Any], scope: Scope, where: str) -> dict[str, Any]:
    try:
        return shape.prepare(raw, scope, where)
    except ExpressionRefused as error:
        raise LawbookRefused(f"{where}: {error}") from error


def _plainly(raw: Mapping[str, Any], where: str) -> None:
    """Refuse a rule that lacks what every rule says, or says it in a form that means something else."""
    _said(raw, ("id", "title", "asks", "citation", "rule", "acts", "values"), where)
    _quoted(raw, ("id", "title", "citation", "rule", "acts", "effect", "permitted_effect"), where)
    if raw["asks"] not in ASKS:
        raise LawbookRefused(f"{where} asks {raw['asks']!r}; known are {', '.join(ASKS)}.")
    for key in ("prominence", "baseline"):
        if raw.get(key, 1) not in PROMINENCES:
            raise LawbookRefused(f"{where}: {key} is {raw[key]!r}; it is a number from 1 to {PROMINENCES[-1]}.")
    _only(raw.get("says") or {}, SAYS_KEYS, f"{where}: says")
    for column in raw.get("shows") or ():
        if column not in ACTS:
            raise LawbookRefused(f"{where} shows {column!r}, which is no column of an act.")


def _said(raw: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    missing = [key for key in keys if key not in raw]
    if missing:
        raise LawbookRefused(f"{where} lacks {', '.join(missing)}.")


def _quoted(raw: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in keys:
        if key in raw and not isinstance(raw[key], str):
            raise LawbookRefused(f"{where}: {key} is {raw[key]!r}; texts are quoted in YAML.")


def _facts(
    raw: Mapping[str, Any], values: Mapping[str, DatedValue], where: str
) -> tuple[dict[str, Callable[[View], Cells]], Scope]:
    facts: dict[str, Callable[[View], Cells]] = {}
    sorts: dict[str, Sort] = {}
    value_sorts = {name: value.sort for name, value in values.items()}
    for name, one in raw.items():
        place = f"{where}: the fact {name}"
        scope = Scope(values=value_sorts, facts=dict(sorts))
        if isinstance(one, str):
            found = _expression(one, scope, place)
            facts[name], sorts[name] = found.run, found.sort
        else:
            facts[name], sorts[name] = named_fact(one, scope, place)
    return facts, Scope(values=value_sorts, facts=sorts)


def _clauses(raw: list[Mapping[str, Any]], scope: Scope, place: str) -> tuple[Clause, ...]:
    for one in raw:
        _only(one, CLAUSE_KEYS, place)
        _said(one, ("when", "rule", "effect"), place)
    return tuple(
        Clause(
            _expression(str(one["when"]), scope, place, truth=True), str(one["rule"]), str(one["effect"]),
            str(one.get("says", "")),
        )
        for one in raw
    )  # fmt: skip


def _optional(raw: Mapping[str, Any], scope: Scope, where: str, key: str) -> Expression | None:
    return _expression(str(raw[key]), scope, f"{where}: {key}", truth=True) if key in raw else None


def _expression(text: str, scope: Scope, place: str, *, truth: bool = False) -> Expression:
    try:
        return read_condition(text, scope) if truth else read(text, scope)
    except ExpressionRefused as error:
        raise LawbookRefused(f"{place}: {error}") from error


def _only(raw: Mapping[str, Any], allowed: set[str], place: str) -> None:
    unknown = sorted(str(key) for key in set(raw) - allowed)
    if unknown:
        raise LawbookRefused(f"{place} has unknown keys: {', '.join(unknown)}.")
