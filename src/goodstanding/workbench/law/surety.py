"""How sure we are of a value, in words; the colour and the picture only help."""

from collections.abc import Iterable
from dataclasses import dataclass

from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.lawbook.value import CONFIDENCES, Confidence


@dataclass(frozen=True, slots=True)
class Surety:
    """A confidence of the lawbook as a page shows it."""

    name: str
    tone: str
    icon: str
    sentence: str


SURETIES: dict[Confidence, Surety] = {
    "recalled": Surety("To be checked by counsel", "harm", "warning", CONFIDENCES["recalled"]),
    "secondary": Surety("Secondary source", "caution", "note", CONFIDENCES["secondary"]),
    "seen": Surety("Legal text read", "good", "tick", CONFIDENCES["seen"]),
    "policy": Surety("House policy", "", "people", CONFIDENCES["policy"]),
}
"""The weakest first."""


def weakest(confidences: Iterable[Confidence]) -> Surety | None:
    """Return the weakest of several; None for none.

    >>> weakest(["seen", "secondary"]).name
    'Secondary source'
    """
    held = set(confidences)
    return next((surety for name, surety in SURETIES.items() if name in held), None)


def of_rules(rules: Iterable[Rule], day: int) -> Surety | None:
    """Return the weakest confidence among the values of rules on a day; None where none is known on it."""
    entries = (value.on(day) for rule in rules for value in rule.values.values())
    return weakest(entry.confidence for entry in entries if entry is not None)
