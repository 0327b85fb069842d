"""Portfolio: a part of a client's book that is worked, priced and reported together; it says what its debts are."""

from difflib import get_close_matches
from typing import Literal, get_args

from goodstanding.refusal import Refusal

DebtType = Literal[
    "card", "medical", "utility", "invoice", "personal loan", "rent", "telecom", "student loan", "tax", "other"
]
DEBT_TYPES: tuple[DebtType, ...] = get_args(DebtType)


class DebtTypeUnknown(Refusal, ValueError):
    """The text is not one of the types of debt."""


def debt_type_of(text: str) -> DebtType:
    """Return the type of debt that a text names, or raise DebtTypeUnknown with the nearest one.

    >>> debt_type_of("Personal Loan")
    'personal loan'
    """
    folded = " ".join(text.split()).casefold()
    for known in DEBT_TYPES:
        if known == folded:
            return known
    near = get_close_matches(folded, DEBT_TYPES, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else f" It is one of {', '.join(DEBT_TYPES)}."
    raise DebtTypeUnknown(f"{text[:40]!r} is not a type of debt.{hint}")
