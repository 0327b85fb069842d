"""Tables of what was agreed with people. Django finds them through this page."""

from goodstanding.arrangements.models.affordability import Budget
from goodstanding.arrangements.models.plan import (
    ArrangementPolicy,
    Plan,
    PlanCollection,
    PlanInstalment,
    PlanVersion,
    PlanWord,
)
from goodstanding.arrangements.models.promise import Promise

__all__ = [
    "ArrangementPolicy",
    "Budget",
    "Plan",
    "PlanCollection",
    "PlanInstalment",
    "PlanVersion",
    "PlanWord",
    "Promise",
]
