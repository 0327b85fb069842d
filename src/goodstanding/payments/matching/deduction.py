"""Why a payer paid less than is owed: codes from deductions.yaml, and what follows from each."""

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import yaml

from goodstanding.refusal import Refusal

Outcome = Literal["written off", "disputed"]


class DeductionUnknown(Refusal):
    """There is no such code."""


class Deduction(NamedTuple):
    """One code; `let_go` where a small rest may be written off within the portfolio's tolerance."""

    code: str
    meaning: str
    let_go: bool


@cache
def deductions() -> dict[str, Deduction]:
    """Return every code by its name, in the order of the file."""
    told = yaml.safe_load((Path(__file__).parent / "deductions.yaml").read_text(encoding="utf-8"))
    return {code: Deduction(code, **facts) for code, facts in told.items()}


def deduction(code: str) -> Deduction:
    """Return what a code means. Raises DeductionUnknown."""
    found = deductions().get(code)
    if found is None:
        raise DeductionUnknown(f"A deduction is one of {', '.join(deductions())}; not {code[:40]!r}.")
    return found


def outcome(found: Deduction, rest_minor: int, *, tolerance_minor: int, is_disputed: bool) -> Outcome:
    """Return what becomes of a rest: written off at most up to the tolerance, else a dispute.

    >>> outcome(deduction("discount"), 50, tolerance_minor=50, is_disputed=False)
    'written off'
    >>> outcome(deduction("damaged"), 50, tolerance_minor=50, is_disputed=False)
    'disputed'
    """
    return "written off" if found.let_go and rest_minor <= tolerance_minor and not is_disputed else "disputed"
