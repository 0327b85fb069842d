"""Postcodes of the world as proofs: by their letters and digits, in full, and known only where they can be typed."""

import pytest
from django.utils import timezone

from goodstanding.outreach.models.enquiry import VerificationTry
from goodstanding.parties.models import ContactPoint
from goodstanding.portal.proof.operations import show_who
from goodstanding.receivables.models import Debt
from tests.arrangements.settlement.cast import debt

pytestmark = pytest.mark.django_db


def living_at(code: str) -> int:
    """Return a debt of somebody with a postcode; its reference is D-1."""
    _, debt_id = debt()
    debtor = Debt.objects.values_list("debtor_id", flat=True).get(pk=debt_id)
    ContactPoint.objects.create(person_id=debtor, kind="address", value="1 Elm St", postal_code=code, entry_id=1)
    return debt_id


def shown(debt_id: int, typed: str) -> str:
    return show_who(debt_id, typed, takes_reference=True, at=timezone.now())


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("3000", "3000"), ("8001", " 8001 "), ("101", "101"), ("SW1A 1AA", "SW1A1AA"), ("SW1A 1AA", "sw1a 1aa"),
        ("SW1A1AA", "sw1a-1aa"), ("1012 AB", "1012ab"), ("62701-1234", "62701"), ("62701", "62701-1234"),
        ("627011234", "62701 1234"), ("114 55", "11455"), ("01310-101", "01310101"), ("19101-205", "19101205"),
        ("D02 AF30", "d02af30"), ("100-0001", "1000001"), ("100-0001", "１００-０００１"),
    ],
)  # fmt: skip
def test_it_is_theirs_however_it_is_written(kept: str, typed: str) -> None:
    assert shown(living_at(kept), typed) == "right"
    assert not VerificationTry.objects.filter(is_right=False).exists(), "It cost no try."


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("SW1A 1AA", "SW1A 1"), ("SW1A 1AA", "SW1A"), ("62701-1234", "6270"), ("62701-1234", "62701-12"),
        ("62701-1234", "62701-4321"), ("3000", "30001"), ("30001", "3000"), ("627012", "62701"), ("100-0001", "100"),
        ("3000", "D-1"), ("8001", "d-1"), ("101", "D-1"),
    ],
)  # fmt: skip
def test_a_part_of_it_or_the_reference_is_none(kept: str, typed: str) -> None:
    assert shown(living_at(kept), typed) == "wrong"


@pytest.mark.parametrize("kept", ["7", "N/A", "NOT KNOWN", "XXXXXXXX-1234567"])
def test_what_nobody_could_type_does_not_lock_them_out(kept: str) -> None:
    assert shown(living_at(kept), "D-1") != "wrong"
