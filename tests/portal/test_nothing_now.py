"""Somebody says on the page of a message that they can pay nothing now: it is accepted, once, without a threat."""

import pytest

from goodstanding.arrangements.hardship.queries.programmes import grants_of
from goodstanding.arrangements.models import HardshipCase
from goodstanding.receivables.models import Debt
from tests.portal.test_portal import link, message, visit

pytestmark = pytest.mark.django_db
CHOICE = {"choice": "nothing", "confirm": "yes"}


@pytest.mark.parametrize(
    ("language", "thanks"), [("en", "Thank you for telling us."), ("es", "Gracias por decírnoslo.")]
)
def test_it_is_accepted_and_answered_kindly(language: str, thanks: str) -> None:
    row = message(language=language)
    shown = visit().post(link(row), CHOICE, follow=True).content.decode()
    assert thanks in shown
    case = HardshipCase.objects.get()
    assert (case.person_id, case.channel, case.kind) == (row.person_id, "portal", "not kept")
    (debt,) = Debt.objects.filter(debtor_id=row.person_id)
    assert [one.programme for one in grants_of(debt_id=debt.pk)] == ["breathing_room"]


def test_said_twice_it_is_one_case() -> None:
    row = message()
    for _ in range(2):
        assert visit().post(link(row), CHOICE).status_code == 303
    assert HardshipCase.objects.count() == 1


def test_without_the_confirmation_nothing_happens() -> None:
    row = message()
    shown = visit().post(link(row), {"choice": "nothing"}, follow=True).content.decode()
    assert "Please choose, and confirm" in shown
    assert not HardshipCase.objects.exists()
