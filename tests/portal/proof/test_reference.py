"""What was opened by an account's reference opens no page on which the reference is no answer."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from goodstanding.parties.models import ContactPoint
from goodstanding.payments.gateway.link import token_of
from goodstanding.portal.budget.queries import budget_path
from goodstanding.receivables.models import Debt
from tests.arrangements.settlement.cast import debt

pytestmark = pytest.mark.django_db


def slip_for(client: Client, debt_id: int, proof: str) -> str:
    """Show who one is on the page of a budget, and return the slip it gives."""
    answer = client.post(budget_path(debt_id, at=timezone.now()), {"proof": proof})
    assert answer.status_code == 303
    return parse_qs(urlsplit(answer["Location"]).query)["slip"][0]


def is_asked(client: Client, path: str, slip: str) -> bool:
    answer = client.get(path, {"slip": slip})
    assert answer.status_code == 200
    return 'name="proof"' in answer.content.decode()


@pytest.mark.parametrize(("proof", "is_enough"), [("D-1", False), ("62701", True)])
def test_the_page_of_a_plan_asks_whoever_showed_the_reference_only(
    client: Client, proof: str, *, is_enough: bool
) -> None:
    _, debt_id = debt()
    if is_enough:
        debtor = Debt.objects.values_list("debtor_id", flat=True).get(pk=debt_id)
        ContactPoint.objects.create(person_id=debtor, kind="address", value="1 Elm", postal_code="62701", entry_id=1)
    slip, now = slip_for(client, debt_id, proof), timezone.now()
    plan = f"/pay/{token_of(debt_id, at=now, secret=settings.SECRET_KEY)}/plan/"
    assert not is_asked(client, budget_path(debt_id, at=now), slip)
    assert is_asked(client, plan, slip) == (not is_enough)
    assert is_asked(client, plan, slip.replace(slip[0], "s", 1)) == (not is_enough), "It cannot be made more."
