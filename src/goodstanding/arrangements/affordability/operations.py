"""Taking a budget, and refusing what is above the surplus it documents."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.affordability import budget, surplus, written
from goodstanding.arrangements.affordability.budget import Household, Line
from goodstanding.arrangements.affordability.queries import surplus_of
from goodstanding.arrangements.models import Budget
from goodstanding.evidence.operations import allot, append
from goodstanding.money import currency as currencies
from goodstanding.outreach.contact import CHANNELS
from goodstanding.parties import queries as people
from goodstanding.parties import sealing
from goodstanding.parties.models import Person
from goodstanding.parties.operations import person, person_key
from goodstanding.receivables.future import is_future
from goodstanding.refusal import Refusal


class BudgetRefused(Refusal):
    """The budget cannot be taken like this; the sentences say why."""


class AboveSurplus(Refusal):
    """More a month than the person has documented to have left; nobody can override this."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A budget as somebody brings it. Without `has_consent` only the result is kept."""

    currency: str
    lines: Sequence[Line]
    household: Household = field(default_factory=Household)
    channel: str = "call"
    adviser: str = ""
    has_consent: bool = False
    taken_date: date | None = None
    valid_until: date | None = None


@transaction.atomic
def take_budget(person_id: int, taken: Taken, *, by: Actor, at: datetime) -> int:
    """Take another version of a person's budget, which counts from now on; return its number.

    Raises PersonUnknown, PermissionRefused, or BudgetRefused with all that is wrong. Locks the person.
    """
    owner = person.locked(person_id)
    require(by, "budgets.take", client_id=owner.issuer_id)
    first = taken.taken_date or at.date()
    last = taken.valid_until or budget.valid_until(first)
    _refuse(taken, first=first, last=last, at=at)
    row = _row(owner, taken, by=by, at=at)
    row.taken_date, row.valid_until = first, last
    row.save(force_insert=True)
    facts = {
        "budget": row.pk, "currency": row.currency, "surplus_minor": row.surplus_minor, "consent": row.has_consent,
        "taken_date": first.isoformat(), "valid_until": last.isoformat(), "channel": row.channel,
        "adviser": row.adviser, "provisional": row.is_provisional,
    }  # fmt: skip
    append(
        "arrangements.budget_taken", by=by.name, at=at, subjects=[f"person:{person_id}"], facts=facts,
        entry_id=row.entry_id,
    )  # fmt: skip
    return row.pk


def refuse_above_surplus(
    person_id: int, monthly_minor: int, currency: str, *, except_plan: int | None = None, at: datetime
) -> None:
    """Raise AboveSurplus where so much a month is more than a person has documented to have left.

    Part of every deed that binds a person to pay in parts; `except_plan` is the plan that is being changed, which does
    not count against itself. There is no permission and no reason that lifts this. A person without a budget has
    documented nothing, so nothing is refused. Keeps the person's row until the transaction ends, so that two plans set
    up at once cannot both take the same surplus.
    """
    Person.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    known = surplus_of(person_id, at=at, except_plan=except_plan)
    found = None if known is None else surplus.fault(known, monthly_minor=monthly_minor, currency=currency)
    if found is not None:
        raise AboveSurplus(found)


def _row(owner: Person, taken: Taken, *, by: Actor, at: datetime) -> Budget:
    """Return the row of a budget: with consent its sealed lines, without it nothing but what is left."""
    totals = budget.totals_of(taken.lines, taken.household)
    row = Budget(
        person=owner, currency=taken.currency, channel=taken.channel, adviser=taken.adviser.strip(),
        surplus_minor=totals.surplus, is_provisional=bool(budget.unsure(taken.lines)), has_consent=taken.has_consent,
        recorded_by=by.name, recorded_at=at, entry_id=allot(),
    )  # fmt: skip
    if not taken.has_consent:
        row.surplus_minor = totals.surplus - totals.debts
        return row
    row.income_minor, row.savings_minor, row.debts_minor = totals.income, totals.savings, totals.debts
    row.costs_minor = totals.fixed + totals.flexible
    row.sealed_lines = sealing.seal(
        written.write(taken.lines, taken.household), kind=written.SEALED_AS, person_id=owner.pk,
        wrapped_key=person_key.wrapped_key(owner, at=at), keys=people.installation_keys(),
    )  # fmt: skip
    return row


def _refuse(taken: Taken, *, first: date, last: date, at: datetime) -> None:
    currencies.exponent(taken.currency)
    found = budget.faults(taken.lines, taken.household, taken=first, valid_until=last)
    if is_future(first, at=at):
        found.append(f"{first} is still to come; a budget is recorded once it was taken.")
    if taken.channel not in CHANNELS:
        found.append(f"{taken.channel!r} is not a channel. It is one of {', '.join(CHANNELS)}.")
    if found:
        raise BudgetRefused(" ".join(dict.fromkeys(found)))
