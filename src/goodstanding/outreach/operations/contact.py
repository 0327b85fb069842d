"""Recording a contact that took place."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach import contact
from goodstanding.outreach.models.contact import Contact, ContactDebt
from goodstanding.parties.models import ContactPoint
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import about, held_debt


@transaction.atomic
def record_contact(
    debt_ids: Sequence[int],
    *,
    fact: contact.ContactFact,
    contact_point_id: int | None = None,
    reached: str = "consumer",
    by: Actor,
    at: datetime,
) -> int:
    """Record a contact about one or several debts of one debtor, and return its number.

    Raises NoSuchDebt, DebtWithdrawn, PermissionRefused, or ContactRefused where the words are not known, the debts
    belong to different people, the contact point is somebody else's, or the very contact is recorded already. Locks
    the debts' accounts.
    """
    contact.check(fact)
    if not debt_ids:
        raise contact.ContactRefused("A contact is about at least one debt.")
    debts = [held_debt(one, permission="contacts.record", by=by) for one in sorted(set(debt_ids))]
    person_id = _debtor_of(debts)
    if fact.learned_at > at:
        raise contact.ContactRefused("A contact that has not happened yet cannot be recorded.")
    _check_against_books(person_id, fact, contact_point_id=contact_point_id)
    entry_id = allot()
    row = Contact.objects.create(
        person_id=person_id,
        contact_point_id=contact_point_id,
        reached=reached,
        direction=fact.direction,
        channel=fact.channel,
        outcome=fact.outcome,
        content=fact.content,
        purpose=fact.purpose,
        happened_at=fact.happened_at,
        learned_at=fact.learned_at,
        entry_id=entry_id,
    )
    ContactDebt.objects.bulk_create(ContactDebt(contact=row, debt=debt) for debt in debts)
    append(
        "outreach.contact_recorded",
        by=by.name,
        at=at,
        subjects=list(dict.fromkeys(subject for debt in debts for subject in about(debt))),
        facts={
            "contact": row.id, "direction": fact.direction, "channel": fact.channel, "outcome": fact.outcome,
            "content": fact.content, "happened_at": fact.happened_at.isoformat(),
        },
        entry_id=entry_id,
    )  # fmt: skip
    return row.id


def _check_against_books(person_id: int, fact: contact.ContactFact, *, contact_point_id: int | None) -> None:
    """Refuse another person's contact point, and what is recorded already: told twice it would count twice."""
    if contact_point_id and not ContactPoint.objects.filter(id=contact_point_id, person_id=person_id).exists():
        raise contact.ContactRefused("That contact point is not this person's.")
    same = Contact.objects.filter(
        person_id=person_id, happened_at=fact.happened_at, direction=fact.direction, channel=fact.channel,
        contact_point_id=contact_point_id,
    ).first()  # fmt: skip
    if same is not None:
        raise contact.ContactRefused(f"This contact is recorded already, as contact {same.pk}.")


def _debtor_of(debts: Sequence[Debt]) -> int:
    people = {debt.debtor_id for debt in debts}
    if len(people) != 1:
        raise contact.ContactRefused("One contact is about the debts of one person.")
    (person_id,) = people
    if person_id is None:
        raise contact.ContactRefused("Nobody is known to owe this debt, so nobody was contacted.")
    # What they said may be a stop, so it waits for what is under way to them.
    order_after_sending(person_id)
    return person_id
