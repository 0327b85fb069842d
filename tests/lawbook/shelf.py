"""The lawbook as the tests of the law look at it: every rule's folder, and every rule as the gate runs it."""

from functools import cache
from pathlib import Path

from goodstanding.compliance.lawbook.book import lawbook_folder, shipped
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.situation.own_cases import OwnCase, own_cases

LAWBOOK = lawbook_folder()
ASKED_AT = "2026-05-05T12:00:00-04:00"
RULE_FOLDERS = sorted(path.parent for path in LAWBOOK.rglob("rule.yaml"))
PACK_FOLDERS = sorted(path.parent for path in LAWBOOK.rglob("pack.yaml"))


def place(path: Path) -> str:
    """A short name for a failing test: the path below the lawbook."""
    return path.relative_to(LAWBOOK).as_posix()


@cache
def rules_by_folder() -> dict[Path, Rule]:
    """Every rule of the shipped lawbook, by its folder."""
    return {rule.folder: rule for rule in shipped().rules()}


def rule_in(folder: Path) -> Rule:
    """The rule of a folder; a folder the lawbook does not read is a rule nobody asks."""
    assert folder in rules_by_folder(), f"{place(folder)} is in no pack that the lawbook reads."
    return rules_by_folder()[folder]


@cache
def cases_in(folder: Path) -> list[OwnCase]:
    """The rule's own cases."""
    return own_cases(folder, pack=rule_in(folder).pack)
