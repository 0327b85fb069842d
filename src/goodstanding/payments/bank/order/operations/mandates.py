"""Taking down a payer's mandate with their bank details, opening it for a file, and replacing it after a notice."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.parties import queries as people
from goodstanding.parties import sealing
from goodstanding.parties.models import PersonKey
from goodstanding.parties.operations import person, person_key
from goodstanding.payments.bank.nacha.writing import CLASSES
from goodstanding.payments.bank.order import details as bank_details
from goodstanding.payments.bank.order.details import BankDetails
from goodstanding.payments.bank.order.scheme import scheme
from goodstanding.payments.models.gateway import Mandate
from goodstanding.payments.models.order import BankMandate
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.refusal import Refusal

PROVIDER = "bank_file"


class BankMandateRefused(Refusal):
    """The mandate cannot be taken down like this; the sentence says why."""


class DetailsGone(Refusal):
    """The bank details cannot be opened any more: their person's key was erased."""


@transaction.atomic
def keep_bank_mandate(
    debt_id: int,
    details: BankDetails,
    *,
    signed_date: date,
    entry_class: str = "PPD",
    person_id: int | None = None,
    evidence: str,
    by: Actor,
    at: datetime,
) -> int:
    """Take down that somebody lets us debit their bank account for a debt; return the mandate's number.

    signed_date  when they gave their word; `evidence` says where it is kept. `person_id` is who, the debtor by default.
    entry_class  how they gave it, under NACHA: PPD in writing, WEB on a page, TEL by telephone, CCD a business.
    Raises BankMandateRefused, NoSuchDebt, DebtWithdrawn, PermissionRefused. Locks the person.
    """
    debt = held_debt(debt_id, permission="payments.collect", by=by)
    payer = person_id or debt.debtor_id
    liable = {debt.debtor_id, *debt.liable.values_list("person_id", flat=True)}
    if payer is None or payer not in liable:
        raise BankMandateRefused("The mandate is of somebody who has nothing to do with this debt.")
    if signed_date > at.date():
        raise BankMandateRefused("A mandate is not signed in the future.")
    if details.scheme == "nacha" and entry_class not in CLASSES:
        raise BankMandateRefused(f"{entry_class[:10]!r} is none of {', '.join(CLASSES)}.")
    if not evidence.strip():
        raise BankMandateRefused("Say where the payer's word is kept.")
    entry_id = allot()
    row = _write(payer, details, f"GSM{entry_id}", signed_date=signed_date, at=at, entry_id=entry_id,
                 entry_class=entry_class if details.scheme == "nacha" else "")  # fmt: skip
    append(
        "payments.mandate_kept", by=by.name, at=at,
        subjects=[f"person:{payer}", *about(debt), f"mandate:{row.pk}"],
        facts={"mandate": row.pk, "provider": PROVIDER, "kind": scheme(details.scheme).kind,
               "label": row.mandate.label, "signed_date": signed_date.isoformat(), "evidence": evidence.strip()},
        entry_id=entry_id,
    )  # fmt: skip
    return row.mandate_id


def replace_bank_mandate(earlier: BankMandate, details: BankDetails, *, reason: str, by: Actor, at: datetime) -> int:
    """Part of taking returns in: put details that a notice corrected in the place of earlier ones; return the number.

    The payer's word stays the same, so what was planned by the earlier mandate is taken by this one.
    """
    entry_id = allot()
    old = Mandate.objects.select_for_update().get(pk=earlier.pk)
    row = _write(
        old.person_id, details, f"GSM{entry_id}", signed_date=earlier.signed_date, entry_class=earlier.entry_class,
        replaces=old, at=at, entry_id=entry_id,
    )  # fmt: skip
    old.ended_at, old.ended_by, old.ended_reason = at, by.name, f"{reason} Mandate {row.pk} has taken its place."
    old.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    append(
        "payments.mandate_replaced", by=by.name, at=at,
        subjects=[f"person:{old.person_id}", f"mandate:{old.pk}", f"mandate:{row.pk}"],
        facts={"mandate": row.pk, "replaces": old.pk, "reason": reason, "label": row.mandate.label}, entry_id=entry_id,
    )  # fmt: skip
    return row.mandate_id


def open_details(row: BankMandate) -> BankDetails:
    """Part of writing a file: return bank details in full. Raises DetailsGone, or SealBroken."""
    key = PersonKey.objects.filter(person_id=row.mandate.person_id).first()
    # A key that is younger than the details is another: the one they were sealed with was erased.
    if key is None or key.made_at > row.recorded_at:
        raise DetailsGone("The payer's bank details were erased.")
    return bank_details.opened(
        sealing.unseal(
            bytes(row.sealed_details), kind=bank_details.SEALED_AS, person_id=row.mandate.person_id,
            wrapped_key=bytes(key.wrapped_key), keys=people.installation_keys(),
        )
    )  # fmt: skip


def _write(
    person_id: int,
    details: BankDetails,
    reference: str,
    *,
    signed_date: date,
    entry_class: str,
    at: datetime,
    entry_id: int,
    replaces: Mandate | None = None,
) -> BankMandate:
    owner = person.locked(person_id)
    wrapped = person_key.wrapped_key(owner, at=at)
    mandate = Mandate.objects.create(
        provider=PROVIDER, reference=reference, person_id=person_id, kind=scheme(details.scheme).kind,
        label=bank_details.label(details), given_at=at, entry_id=entry_id,
    )  # fmt: skip
    sealed = sealing.seal(
        bank_details.sealable(details), kind=bank_details.SEALED_AS, person_id=person_id, wrapped_key=wrapped,
        keys=people.installation_keys(),
    )  # fmt: skip
    return BankMandate.objects.create(
        mandate=mandate, scheme=details.scheme, sealed_details=sealed, entry_class=entry_class,
        signed_date=signed_date, replaces=replaces, recorded_at=at, entry_id=entry_id,
    )  # fmt: skip
