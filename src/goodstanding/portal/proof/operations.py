"""Somebody shows who they are: what they typed is held against the books, and guessing is over soon."""

import hashlib
import hmac
from datetime import date, datetime, timedelta
from typing import Literal

from django.conf import settings
from django.db import transaction

from goodstanding.outreach.channels.call.menu.stage import Proof
from goodstanding.outreach.channels.call.operations.verifying import TRIES_A_DAY, codes_of, is_theirs
from goodstanding.outreach.models.enquiry import VerificationTry
from goodstanding.parties.contact_point import postal_letters
from goodstanding.parties.models import Identifier, Person
from goodstanding.receivables.models import Debt

Shown = Literal["right", "reference", "wrong", "closed"]
CLOSED_FOR = timedelta(days=1)
CODE_MIN, CODE_MAX = 3, 12
"""Letters and digits of a postcode: three in Iceland, nine in the United States."""
CALLER = "page"


@transaction.atomic
def show_who(debt_id: int, text: str, *, takes_reference: bool = False, at: datetime) -> Shown:
    """Say whether what was typed shows the debtor of an account; five wrong tries a day close all pages of the person.

    A proof is their date of birth or their postcode. `takes_reference`, for pages that do not show it, takes the
    account's reference where the books hold neither, and says that it was only that. Every try is put down. Locks the
    person, so that tries at once are counted one by one.
    """
    debt = Debt.objects.get(pk=debt_id)
    if debt.debtor_id is None:
        return "wrong"
    Person.objects.select_for_update(no_key=True).get(pk=debt.debtor_id)
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"page {debt.debtor_id}".encode(), hashlib.sha256).hex()
    wrong = VerificationTry.objects.filter(account_digest=digest, is_right=False, at__gt=at - CLOSED_FOR)
    if wrong.count() >= TRIES_A_DAY:
        return "closed"
    if not text.strip():
        return "wrong"
    proof = read_proof(text)
    is_right = proof is not None and is_theirs(debt.debtor_id, proof, at=at)
    is_reference = not is_right and takes_reference and _is_reference(debt, text) and not _is_known(debt.debtor_id)
    VerificationTry.objects.create(caller=CALLER, account_digest=digest, is_right=is_right or is_reference, at=at)
    if is_reference:
        return "reference"
    return "right" if is_right else "wrong"


def read_proof(text: str) -> Proof | None:
    """Return what was typed as a proof, or None where it is neither a date nor a postcode.

    Eight digits without a dash can be either, and are taken for both.
    """
    told, letters = text.strip(), postal_letters(text)
    is_code = CODE_MIN <= len(letters) <= CODE_MAX and any(one.isdigit() for one in letters)
    code = told.upper() if is_code else ""
    try:
        return Proof(date.fromisoformat(told), "" if "-" in told else code)
    except ValueError:
        return Proof(zip_code=code) if code else None


def _is_reference(debt: Debt, text: str) -> bool:
    return hmac.compare_digest(text.strip().casefold().encode(), debt.reference.casefold().encode())


def _is_known(person_id: int) -> bool:
    """Say whether the books hold a date of birth or a postcode that can be typed here, to tell somebody from others."""
    read = (read_proof(code) for code in codes_of(person_id))
    if any(proof is not None and proof.zip_code for proof in read):
        return True
    return Identifier.objects.filter(person_id=person_id, kind="date of birth").exists()
