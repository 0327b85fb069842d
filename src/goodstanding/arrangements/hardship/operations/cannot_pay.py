"""Somebody can pay nothing now: accepted as it is, with a case, room to breathe, and who advises for free."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.arrangements.hardship.operations.cases import Hardship, open_case
from goodstanding.arrangements.hardship.operations.granting import Asked, grant
from goodstanding.arrangements.hardship.queries.cases import open_case_of
from goodstanding.arrangements.hardship.queries.programmes import catalogue, is_running
from goodstanding.outreach.template.facts.advice import advice_at
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.parties.operations.person import PersonUnknown
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import held_debt

ROOM = "breathing_room"
KIND = "cannot pay now"


class Room(NamedTuple):
    """What came of it: the case, what was granted, and who gives advice for free where the person lives."""

    case_id: int
    grant_ids: tuple[int, ...]
    advice: Mapping[str, str]


@transaction.atomic
def accept_nothing(
    person_id: int, *, channel: str, source: str, note: str = "", has_consent: bool = False, by: Actor, at: datetime
) -> Room:
    """Accept that a person can pay nothing now: open a case, or use the one that is open, and pause what they owe.

    Nothing is asked of them. A debt that is paused already stays as it is, so saying it twice changes nothing. Raises
    PersonUnknown, PermissionRefused, CaseRefused. Locks the debts and the person.
    """
    order_after_sending(person_id)
    debts = [
        held_debt(number, permission="hardship.open", by=by)
        for number in Debt.objects.filter(debtor_id=person_id, withdrawn_at=None)
        .order_by("account_id")
        .values_list("account_id", flat=True)
    ]
    known = open_case_of(person_id)
    told = Hardship(KIND, source, channel=channel, has_consent=has_consent, note=note)
    case_id = known.pk if known is not None else open_case(person_id, told, by=by, at=at)
    programme = catalogue().get(ROOM)
    granted = []
    if programme is not None and programme.deed == "pause":
        asked = Asked(ROOM, "The person can pay nothing now.")
        granted = [
            grant(case_id, debt.pk, asked, by=by, at=at)
            for debt in debts
            if not is_running(debt.pk, day=at.date())
        ]  # fmt: skip
    return Room(case_id, tuple(granted), advice_for(person_id))


def advice_for(person_id: int) -> Mapping[str, str]:
    """Return who gives debt advice for free where a person lives; nothing where we know of nobody."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise PersonUnknown(f"There is no person {person_id}.")
    home = ContactPoint.objects.filter(person=person, kind="address", withdrawn_at=None).order_by("id").first()
    country = (home.country if home is not None else "") or person.country
    region = home.region if home is not None else ""
    return advice_at(f"{country}-{region}" if region else country)
