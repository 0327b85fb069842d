"""Standing: how a debt stood on each of the five dates, read from the ledger or from what the client told.

For notices that are made from the books. Nothing is made up: where a figure is not known the date cannot be used, and
where none of the dates can be used a sentence says what is missing. 12 CFR 1006.34(b)(3), (c)(2)(iii) to (viii).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goodstanding.disputes.notice.content import Since
from goodstanding.disputes.notice.draft import Standing
from goodstanding.disputes.notice.itemisation import ItemisationDate
from goodstanding.ledger.posting import Posted
from goodstanding.money.amount import Amount, AmountMalformed
from goodstanding.receivables.client import is_same_name
from goodstanding.receivables.debt import DebtFacts, ReferenceDate, reference_dates
from goodstanding.receivables.title import Link, owner_on
from goodstanding.refusal import Refusal

DATE, CREDITOR, NUMBER = "itemization_date", "itemization_creditor", "account_number"
FIGURES = ("itemization_amount", "itemization_interest", "itemization_fees", "itemization_paid")
"""Columns of the source that a map may keep as attributes of a debt, by name; docs/notices.md says what each is."""
NONE = "none"
"""What the account number is told as, where the debt never had one."""

_CHARGED = frozenset({"charge", "interest", "fee", "cost"})


class NotInTheBooks(Refusal, ValueError):
    """The books do not hold what a validation notice must say; the sentence names it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the books hold of a debt on a day: what its client told, its postings, its owners, and the client."""

    day: date
    facts: DebtFacts
    lines: Sequence[Posted]
    chain: Sequence[Link]
    client: str
    reference: str
    currency: str

    @property
    def owner_now(self) -> str:
        """Return to whom the debt is owed: the last owner of its title, or the client whose receivable it is."""
        return owner_on(self.chain, self.day, original_creditor="") if self.chain else self.client

    @property
    def amount_now(self) -> Amount:
        """Return what is open on the debt."""
        return Amount(_receivable(self.lines), self.currency)


def standing_of(told: Told, *, kept: ItemisationDate | None = None) -> tuple[ReferenceDate, Standing]:
    """Return the date of the five to itemise from and how the debt stood on it, or raise NotInTheBooks.

    That of an earlier notice (`kept`), else the one the client named as an attribute, else the first in the order of
    the rule whose figures are known.
    """
    reasons = []
    for reference, day in _candidates(told.facts, as_of=told.day, kept=kept).items():
        try:
            return reference, _on(told, day)
        except NotInTheBooks as refusal:
            reasons.append(f"Of the {reference} date, {day}: {refusal}")
    raise NotInTheBooks(
        "The books do not hold what a validation notice must say. "
        + (" ".join(reasons) or "None of the five dates it may itemise from is known.")
    )


def _candidates(facts: DebtFacts, *, as_of: date, kept: ItemisationDate | None) -> Mapping[ReferenceDate, date]:
    """Return the dates that may be used, by name."""
    known = reference_dates(facts, as_of=as_of)
    if kept is not None:
        return {kept.reference: kept.day}
    named = facts.attributes.get(DATE, "").strip()
    if not named:
        return known
    chosen = {reference: day for reference, day in known.items() if day.isoformat() == named}
    if not chosen:
        days = ", ".join(f"{reference} {day}" for reference, day in known.items()) or "none of them"
        raise NotInTheBooks(
            f"The {DATE} of the debt is {named[:40]!r}, and it is no day of the five that are known ({days})."
        )
    return chosen


def _on(told: Told, day: date) -> Standing:
    """Return how a debt stood at the end of a day."""
    creditor = _creditor(told, day)
    figures = _told_figures(told) if any(told.facts.attributes.get(name) for name in FIGURES) else _reckoned(told, day)
    return Standing(creditor, _number(told, creditor), figures[0], figures[1])


def _creditor(told: Told, day: date) -> str:
    """Return to whom the debt was owed then; a debt that was sold on a day nobody told was owed to nobody we know."""
    said, first = told.facts.attributes.get(CREDITOR, "").strip(), told.facts.original_creditor
    if said:
        return said
    if told.chain:
        return owner_on(told.chain, day, original_creditor=first)
    if first and not is_same_name(first, told.client):
        raise NotInTheBooks(
            f"who was the creditor then is missing: it began with {first}, and no transfer to {told.client} is known."
        )
    return told.client


def _number(told: Told, creditor: str) -> str | None:
    """Return the account number on that date: the client's own reference only where the client was the creditor."""
    said = told.facts.attributes.get(NUMBER, "").strip()
    if said:
        return None if said.casefold() == NONE else truncated(said)
    if not is_same_name(creditor, told.client):
        raise NotInTheBooks(f"the account number that {creditor} gave it is missing ({NUMBER}).")
    return truncated(told.reference)


def truncated(number: str) -> str:
    """Return an account number with only its last four digits where it has eight or more, as cards and banks print it.

    >>> truncated("4000 1234 5678 9010"), truncated("UT-0042")
    ('xxxx xxxx xxxx 9010', 'UT-0042')
    """
    digits = [place for place, sign in enumerate(number) if sign.isdigit()]
    if len(digits) < 2 * _SHOWN:
        return number
    hidden = set(digits[:-_SHOWN])
    return "".join("x" if place in hidden else sign for place, sign in enumerate(number))


_SHOWN = 4


def _reckoned(told: Told, day: date) -> tuple[Amount, Since]:
    """Return what the ledger says was owed at the end of a day, and what happened since."""
    then = _receivable(line for line in told.lines if line.effective_date <= day)
    if then <= 0:
        raise NotInTheBooks(f"what was owed then is missing: the ledger says nothing of it, nor does {FIGURES[0]}.")
    return Amount(then, told.currency), _since(told, day, Since(None, None, None))


def _told_figures(told: Told) -> tuple[Amount, Since]:
    """Return what the client told until the day the debt was placed, with what the ledger says came after it."""
    missing = [name for name in FIGURES if not told.facts.attributes.get(name, "").strip()]
    if told.facts.placed_date is None:
        missing.append("placed_date")
    if missing or told.facts.placed_date is None:
        raise NotInTheBooks(f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing.")
    amount, interest, fees, paid = (_read(told, name) for name in FIGURES)
    return amount, _since(told, told.facts.placed_date, Since(interest, fees, paid))


def _read(told: Told, name: str) -> Amount:
    text = told.facts.attributes[name].strip()
    try:
        return Amount.of(text, told.currency)
    except AmountMalformed as fault:
        raise NotInTheBooks(f"{name} cannot be read: {fault}") from fault


def _since(told: Told, day: date, before: Since) -> Since:
    """Return what was added and taken off after a day, on top of what was told; the form has no line for a new bill."""
    added, taken = {"interest": 0, "fees": 0}, 0
    for line, what in _after(told.lines, day):
        if what == "paid":
            taken -= line.amount_minor
        elif what == "principal":
            raise NotInTheBooks(f"something was billed on {line.effective_date}, for which a notice has no line.")
        else:
            added[what] += line.amount_minor
    # What was charged before that day and taken back after it is a credit.
    taken -= sum(minor for minor in added.values() if minor < 0)
    interest, fees = (Amount(max(0, minor), told.currency) for minor in added.values())
    zero = Amount.zero(told.currency)
    paid = Amount(taken, told.currency)
    return Since(interest + (before.interest or zero), fees + (before.fees or zero), paid + (before.paid or zero))


def _after(lines: Sequence[Posted], day: date) -> Iterator[tuple[Posted, str]]:
    """Return the postings on what is owed after a day, and what a notice calls each."""
    later = [line for line in lines if line.head == "receivable" and line.effective_date > day]
    undone = {line.reverses_id for line in later} & {line.transaction_id for line in later}
    for line in later:
        if line.transaction_id in undone or line.reverses_id in undone:
            continue
        if line.cause not in _CHARGED and (line.cause != "adjustment" or line.amount_minor < 0):
            yield line, "paid"
        elif line.component == "principal":
            yield line, "principal" if line.amount_minor > 0 else "paid"
        else:
            yield line, "interest" if line.component == "interest" else "fees"


def _receivable(lines: Iterable[Posted]) -> int:
    return sum(line.amount_minor for line in lines if line.head == "receivable")
