"""Budgets for stories: a person with wages and rent."""

from datetime import datetime

from goodstanding.access.permission import Actor
from goodstanding.arrangements.affordability.budget import Household, Line
from goodstanding.arrangements.affordability.operations import Taken, take_budget
from tests.receivables.cast import COLLECTOR, NOON

WAGES = Line("wages", 150_000, "monthly")
RENT = Line("rent", 90_000, "monthly")
FOOD = Line("groceries", 10_000, "weekly")


def with_surplus(
    person_id: int, minor: int, *, currency: str = "USD", by: Actor = COLLECTOR, at: datetime = NOON
) -> int:
    """Take a budget that leaves so much a month."""
    lines = (Line("wages", 100_000 + minor, "monthly"), Line("rent", 100_000, "monthly"))
    return take_budget(person_id, Taken(currency, lines, has_consent=True), by=by, at=at)


def taken(*lines: Line, has_consent: bool = True, household: Household = Household()) -> Taken:  # noqa: B008  frozen
    return Taken("USD", lines or (WAGES, RENT, FOOD), household, has_consent=has_consent)
