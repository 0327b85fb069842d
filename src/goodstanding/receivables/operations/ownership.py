"""Who else is liable for a debt, and who owned it when."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.parties.models import Person
from goodstanding.receivables.models import LIABLE_ROLES, Liable, TitleTransfer
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.receivables.queries.debts import chain_of
from goodstanding.receivables.title import Link, faults
from goodstanding.refusal import Refusal


class LiableRefused(Refusal):
    """The person or the role is unknown, or they stand in that role already."""


class TitleRefused(Refusal):
    """The transfer would leave a gap or a fork in the chain of title."""


@transaction.atomic
def add_liable(debt_id: int, *, person_id: int, role: str, by: Actor, at: datetime) -> int:
    """Name somebody who has to do with a debt in a role, and return the row's number.

    Raises NoSuchDebt, DebtWithdrawn, LiableRefused. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="liable.add", by=by)
    if role not in LIABLE_ROLES:
        raise LiableRefused(f"{role!r} is not a role. It is one of {', '.join(LIABLE_ROLES)}.")
    if not Person.objects.filter(id=person_id, withdrawn_at=None).exists():
        raise LiableRefused(f"There is no person {person_id}.")
    if person_id == debt.debtor_id:
        raise LiableRefused("This person is the debtor already.")
    if Liable.objects.filter(debt=debt, person_id=person_id, role=role).exists():
        raise LiableRefused(f"This person is named as {role} already.")
    entry_id = allot()
    row = Liable.objects.create(debt=debt, person_id=person_id, role=role, recorded_at=at, entry_id=entry_id)
    append(
        "receivables.liable_added",
        by=by.name,
        at=at,
        subjects=[*about(debt), f"person:{person_id}"],
        facts={"role": role},
        entry_id=entry_id,
    )
    return row.id


@transaction.atomic
def record_title(
    debt_id: int, *, from_owner: str, to_owner: str, transferred_date: date, by: Actor, at: datetime
) -> int:
    """Record the next transfer of a debt's title and return the row's number.

    Raises NoSuchDebt, TitleRefused with everything that is wrong with the chain. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="title.record", by=by, even_withdrawn=True)
    if not from_owner.strip() or not to_owner.strip():
        raise TitleRefused("A transfer names both owners.")
    chain = chain_of(debt_id)
    link = Link(len(chain) + 1, from_owner, to_owner, transferred_date)
    found = faults([*chain, link], original_creditor=debt.original_creditor)
    if found:
        raise TitleRefused(" ".join(fault.what for fault in found))
    entry_id = allot()
    row = TitleTransfer.objects.create(debt=debt, entry_id=entry_id, **link._asdict())
    append(
        "receivables.title_recorded",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts=link._asdict() | {"transferred_date": transferred_date.isoformat()},
        entry_id=entry_id,
    )
    return row.id
