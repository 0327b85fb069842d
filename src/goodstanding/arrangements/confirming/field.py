"""Fields: what a message about a receipt, a promise, a plan or an instalment brings, in the vocabulary's words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from goodstanding.arrangements.plan.schedule import Instalment
from goodstanding.money.amount import Amount


def of_receipt(*, number: int, amount: Amount, received_date: date, remaining: Amount) -> dict[str, Any]:
    """Return the fields of a receipt; what remains is never told below zero."""
    left = remaining if remaining.minor > 0 else Amount.zero(amount.currency)
    return {
        "receipt.amount": str(amount),
        "receipt.date": received_date.isoformat(),
        "receipt.reference": f"R-{number}",
        "receipt.remaining": str(left),
    }


def of_promise(*, amount: Amount, due_date: date) -> dict[str, Any]:
    """Return the fields of a promise."""
    return {"promise.amount": str(amount), "promise.date": due_date.isoformat()}


def of_plan(instalments: Sequence[Instalment], *, currency: str) -> dict[str, Any]:
    """Return the fields of a plan with every instalment; the regular amount is that of the first regular one."""
    regular = next((one for one in instalments if one.kind == "regular"), instalments[0])
    return {
        "plan.count": str(len(instalments)),
        "plan.amount": str(Amount(regular.amount_minor, currency)),
        "plan.first_date": instalments[0].due_date.isoformat(),
        "plan.last_date": instalments[-1].due_date.isoformat(),
        "plan.total": str(Amount(sum(one.amount_minor for one in instalments), currency)),
        "plan.instalments": [
            {
                "instalment.number": str(place),
                "instalment.date": one.due_date.isoformat(),
                "instalment.amount": str(Amount(one.amount_minor, currency)),
            }
            for place, one in enumerate(instalments, start=1)
        ],
    }


def of_instalment(instalments: Sequence[Instalment], number: int, *, left_minor: int, currency: str) -> dict[str, Any]:
    """Return the fields of one instalment of a plan: its place by its day, and what is still to come of it."""
    place, one = next((place, one) for place, one in enumerate(instalments, start=1) if one.number == number)
    return {
        "instalment.number": str(place),
        "instalment.date": one.due_date.isoformat(),
        "instalment.amount": str(Amount(left_minor, currency)),
    }
