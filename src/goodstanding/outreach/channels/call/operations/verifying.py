"""Who is calling: the account and the proof they typed, held against the books, and how often somebody guessed wrong.

A part of a turn of the menu. Whether an account is not there, is somebody else's, or its proof is wrong is one answer.
"""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Q

from goodstanding.outreach.channels.call.menu.stage import Proof
from goodstanding.outreach.models.enquiry import Enquiry, VerificationTry
from goodstanding.parties.contact_point import is_same_postal_code
from goodstanding.parties.identifier import IdentifierRefused
from goodstanding.parties.identifier import read as read_identifier
from goodstanding.parties.models import ContactPoint, Identifier
from goodstanding.parties.queries import installation_keys
from goodstanding.parties.sealing import blind_index
from goodstanding.receivables.models import Debt

TRIES_A_DAY = 5
CLOSED_FOR = timedelta(days=1)


def is_closed(row: Enquiry, *, at: datetime) -> bool:
    """Say whether somebody guessed wrong too often within a day: from this number, or at this account."""
    wrong = VerificationTry.objects.filter(is_right=False, at__gt=at - CLOSED_FOR)
    return any(
        wrong.filter(**{name: value}).count() >= TRIES_A_DAY
        for name, value in (("caller", _caller(row)), ("account_digest", _digest(row.account)))
    )


def verified(row: Enquiry, proof: Proof, *, at: datetime) -> Debt | None:
    """Return the debt somebody has shown to be theirs, or None; every try is put down."""
    debt = _matching(row, proof, at=at)
    VerificationTry.objects.create(
        caller=_caller(row), account_digest=_digest(row.account), is_right=debt is not None, at=at
    )
    return debt


def _caller(row: Enquiry) -> str:
    """Return by what a caller's tries are counted: their number, or the call where they hide it."""
    return row.caller or row.reference


def _matching(row: Enquiry, proof: Proof, *, at: datetime) -> Debt | None:
    """Return the one debt that was typed, where its debtor shows who they are; None for none and for several."""
    number = int(row.account) if len(row.account) < 19 else 0  # noqa: PLR2004  of 64 bits
    found = list(Debt.objects.filter(Q(account_id=number) | Q(reference=row.account), withdrawn_at=None)[:10])
    callers = ContactPoint.objects.filter(kind="phone", value=row.caller, withdrawn_at=None).values_list("person_id")
    theirs = Debt.objects.filter(debtor_id__in=callers, withdrawn_at=None)[:200] if row.caller else []
    found += [debt for debt in theirs if "".join(filter(str.isdecimal, debt.reference)) == row.account]
    right = {debt.account_id: debt for debt in found if debt.debtor_id and is_theirs(debt.debtor_id, proof, at=at)}
    return next(iter(right.values())) if len(right) == 1 else None


def is_theirs(person_id: int, proof: Proof, *, at: datetime) -> bool:
    """Say whether a proof is that of a person, as the books know them; one that can be read in two ways, in either."""
    if any(is_same_postal_code(proof.zip_code, code) for code in codes_of(person_id)):
        return True
    if proof.born is None:
        return False
    kind = "date of birth"
    try:
        born = read_identifier(kind, proof.born.isoformat(), today=at.date())
    except IdentifierRefused:
        return False
    index = blind_index(born, kind=kind, keys=installation_keys())
    return Identifier.objects.filter(person_id=person_id, kind=kind, blind_index=index).exists()


def codes_of(person_id: int) -> list[str]:
    """Return the postcodes of a person's addresses, as they are kept, but of those that are not theirs."""
    rows = ContactPoint.objects.filter(person_id=person_id, kind="address", withdrawn_at=None)
    rows = rows.exclude(status__in=("wrong person", "invalid", "returned")).exclude(postal_code="")
    return list(rows.values_list("postal_code", flat=True))


def _digest(account: str) -> str:
    """Return a keyed hash of what was typed as an account's number."""
    return hmac.digest(installation_keys().index, f"enquiry\0{account}".encode(), sha256).hex()
