"""What codes of banks mean: why a debit came back, and what a notice of change wants changed. From codes.yaml."""

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import yaml

Kind = Literal["returned", "dishonoured", "contested", "change"]
Scheme = Literal["nacha", "sepa"]


class Code(NamedTuple):
    """One code. `ends_mandate` where nothing more may be taken by it before somebody looked."""

    code: str
    meaning: str
    kind: Kind = "returned"
    ends_mandate: bool = False
    unauthorised: bool = False
    lacks_money: bool = False
    """The payer's account did not hold enough: no failure of a bank, and no word of the payer against it."""


@cache
def codes(scheme: Scheme) -> dict[str, Code]:
    """Return every code of a scheme by its name."""
    told = yaml.safe_load((Path(__file__).parent / "codes.yaml").read_text(encoding="utf-8"))
    return {name: Code(name, **facts) for name, facts in told[scheme]["codes"].items()}


def meaning(scheme: Scheme, code: str) -> Code:
    """Return what a code means; one we do not know is a return that somebody has to look at.

    >>> meaning("nacha", "R10").unauthorised, meaning("nacha", "R99").meaning
    (True, 'A code that is not in our list')
    """
    return codes(scheme).get(code) or Code(code, "A code that is not in our list", ends_mandate=True)
