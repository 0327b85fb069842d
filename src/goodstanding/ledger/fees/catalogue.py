"""The catalogue of fees: what is allowed, what one comes to, and what speaks against charging it once more."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from goodstanding.ledger.interest.terms import Basis
from goodstanding.money.rate import Rate
from goodstanding.refusal import Refusal

BASES: tuple[Basis, ...] = ("contract", "statute", "judgment")


class FeeRefused(Refusal):
    """The fee cannot be one, is not allowed, or not again; the sentence says why."""


class Allowed(NamedTuple):
    """A fee that is allowed from a day on: an amount, or a share of what is open in principal, up to a cap.

    `most_a_debt` and `most_an_item` count charges that stand; `days_between` lie between two charges. `rule` is the
    clause or the rule of the lawbook.
    """

    name: str
    effective_date: date
    amount_minor: int | None
    rate_ppm: int | None
    cap_minor: int | None
    most_a_debt: int | None
    most_an_item: int | None
    days_between: int
    basis: Basis
    rule: str
    is_withdrawn: bool = False


class Charge(NamedTuple):
    """A fee that was charged and stands."""

    name: str
    item_id: int | None
    charged_date: date


def faults(fee: Allowed) -> list[str]:
    """Return everything that a fee of the catalogue cannot be, as sentences."""
    found = []
    if not fee.name.strip():
        found.append("A fee has a name.")
    if (fee.amount_minor is None) == (fee.rate_ppm is None):
        found.append("A fee is an amount or a share of what is owed, one of both.")
    if any(number is not None and number <= 0 for number in (fee.amount_minor, fee.rate_ppm, fee.cap_minor)):
        found.append("Amount, share and cap of a fee are above zero.")
    if any(most is not None and most < 1 for most in (fee.most_a_debt, fee.most_an_item)) or fee.days_between < 0:
        found.append("A fee may be charged once or more, and so many days apart.")
    if fee.basis not in BASES:
        found.append(f"{fee.basis!r} is not what allows a fee; one of {', '.join(BASES)} is.")
    if not fee.rule.strip():
        found.append("Name what allows the fee: the clause of the contract, the judgment or the rule.")
    return found


def in_force(fees: Iterable[Allowed], *, name: str, day: date) -> Allowed | None:
    """Return the fee of a name as it is allowed on a day; of two told of one day the later told holds."""
    begun = [fee for fee in fees if fee.name == name and fee.effective_date <= day]
    latest = max(begun, key=lambda fee: fee.effective_date, default=None)
    found = [fee for fee in begun if latest is not None and fee.effective_date == latest.effective_date]
    return found[-1] if found and not found[-1].is_withdrawn else None


def amount_of(fee: Allowed, *, principal_minor: int) -> int:
    """Return what a fee comes to, in minor units; a share is rounded down and kept below the cap.

    >>> fee = Allowed("late", date(2026, 1, 1), None, 50_000, 1_500, None, None, 0, "contract", "Clause 9")
    >>> amount_of(fee, principal_minor=19_990), amount_of(fee, principal_minor=99_999)
    (999, 1500)
    """
    amount = fee.amount_minor if fee.rate_ppm is None else Rate(fee.rate_ppm).of(principal_minor, "down")
    assert amount is not None, "A fee is an amount or a share."
    return amount if fee.cap_minor is None else min(amount, fee.cap_minor)


def objections(fee: Allowed, charges: Sequence[Charge], *, item_id: int | None, day: date) -> list[str]:
    """Return what speaks against charging a fee on a day, as sentences that name what allows it."""
    same = [charge for charge in charges if charge.name == fee.name]
    found = []
    if fee.most_a_debt is not None and len(same) >= fee.most_a_debt:
        found.append(f"{_name(fee)} was charged on this debt as often as {fee.rule} allows: {len(same)} times.")
    here = [charge for charge in same if charge.item_id == item_id]
    if fee.most_an_item is not None and len(here) >= fee.most_an_item:
        found.append(f"{_name(fee)} was charged on this item as often as {fee.rule} allows.")
    near = [one.charged_date for one in same if abs((day - one.charged_date).days) < fee.days_between]
    if near:
        again = max(near) + timedelta(days=fee.days_between)
        found.append(f"{_name(fee)} was charged on {max(near)}; {fee.rule} allows it again from {again} on.")
    return found


def _name(fee: Allowed) -> str:
    return f"The fee {fee.name!r}"
