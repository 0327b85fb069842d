"""Reckoning: what is wrong with the amounts of a notice.

12 CFR 1006.34(c)(2)(vii) to (ix): the amount then, interest, fees, payments and credits since, the amount now; no field
blank; and the sum must come out.
"""

from collections.abc import Iterator

from goodstanding.disputes.notice.content import Notice
from goodstanding.money.amount import Amount


def amount_problems(notice: Notice) -> Iterator[tuple[str, str]]:
    """Return what is wrong with the amounts: the field's key, and a sentence."""
    amounts = _amounts(notice)
    blank = [key for key, amount in amounts.items() if amount is None]
    for key in blank:
        yield key, "It is blank; where there is nothing to tell, say 0." if key in _SINCE else "It is missing."
    known = {key: amount for key, amount in amounts.items() if amount is not None}
    yield from _signs(known)
    currencies = sorted({amount.currency for amount in known.values()})
    if len(currencies) > 1:
        yield "amount_now", f"The amounts are in {' and '.join(currencies)}; they must be in one currency."
    elif not blank and "amount_then" in known:
        yield from _sum(known)


_SINCE = ("interest", "fees", "paid")


def _amounts(notice: Notice) -> dict[str, Amount | None]:
    """The amounts that must be there, by field; with a periodic statement instead, only the total."""
    now = {"amount_now": notice.amount_now}
    if notice.itemised_on == "periodic statement":
        return now
    since = notice.since
    return {"amount_then": notice.then.amount, "interest": since.interest, "fees": since.fees, "paid": since.paid} | now


def _signs(known: dict[str, Amount]) -> Iterator[tuple[str, str]]:
    for key, amount in known.items():
        if amount.minor < 0:
            yield key, f"It is below zero ({amount}); the form says for each line whether it is added or taken off."
    now = known.get("amount_now")
    if now is not None and now.is_zero:
        yield "amount_now", "Nothing is owed, so there is nothing to validate."


def _sum(known: dict[str, Amount]) -> Iterator[tuple[str, str]]:
    due = known["amount_then"] + known["interest"] + known["fees"] - known["paid"]
    now = known["amount_now"]
    if due != now:
        parts = f"{known['amount_then']}, {known['interest']} interest and {known['fees']} fees less {known['paid']}"
        yield "amount_now", f"The sum does not add up: {parts} is {due}, not {now} (fields 14 + 15 + 16 - 17 = 18)."
