"""Signing an agreement: from then on what it says is done."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.arrangements.agreement.document import Agreement, hash_of, text_of
from goodstanding.arrangements.agreement.reading import AgreementRefused, read
from goodstanding.arrangements.models import Agreement as AgreementRow
from goodstanding.arrangements.models import AgreementDebt
from goodstanding.evidence.operations import allot, append
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.refusal import Refusal


class SigningRefused(Refusal):
    """The agreement cannot be signed: one of its debts is not what it says, or its reference is taken."""


@transaction.atomic
def sign(agreement: Agreement, *, by: Actor, at: datetime) -> int:
    """Sign an agreement and return its number; what it says is done from now on.

    Raises SigningRefused, NoSuchDebt, DebtWithdrawn, PermissionRefused. Locks the accounts of its debts.
    """
    debts = [held_debt(number, permission="agreements.sign", by=by) for number in sorted(agreement.debts)]
    entry_id = allot()
    row = put_down(agreement, debts=debts, at=at, entry_id=entry_id)
    if agreement.interest:
        raise SigningRefused("What interest does while a plan is open is signed with the plan itself (plans set-up).")
    append(
        "arrangements.agreement_signed",
        by=by.name,
        at=at,
        subjects=subjects_of(debts),
        facts={"agreement": row.id, "kind": row.kind, "reference": row.reference, "hash": row.document_hash},
        entry_id=entry_id,
    )
    return row.id


def put_down(agreement: Agreement, *, debts: Sequence[Debt], at: datetime, entry_id: int) -> AgreementRow:
    """Part of a deed: write a signed agreement down; the deed's entry tells its hash. Raises SigningRefused."""
    for debt in debts:
        if debt.currency != agreement.currency:
            raise SigningRefused(f"Debt {debt.reference} is in {debt.currency}, the agreement in {agreement.currency}.")
    _refuse_unreadable(agreement)
    if AgreementRow.objects.filter(reference=agreement.reference).exists():
        raise SigningRefused(f"An agreement {agreement.reference} was signed already.")
    row = AgreementRow.objects.create(
        kind=agreement.kind,
        reference=agreement.reference,
        document=text_of(agreement),
        document_hash=hash_of(agreement),
        signed_at=at,
        entry_id=entry_id,
    )
    AgreementDebt.objects.bulk_create(AgreementDebt(agreement=row, debt=debt) for debt in debts)
    return row


def _refuse_unreadable(agreement: Agreement) -> None:
    """Refuse what could not be read again: what is signed has to be there for whoever asks for it later."""
    try:
        is_same = hash_of(read(text_of(agreement))) == hash_of(agreement)
    except AgreementRefused as fault:
        raise SigningRefused(f"An agreement on these terms could not be read again. {fault}") from fault
    assert is_same, "An agreement that is read again is the same."


def subjects_of(debts: Sequence[Debt]) -> list[str]:
    """Return the subjects of an evidence entry about several debts."""
    return list(dict.fromkeys(subject for debt in debts for subject in about(debt)))
