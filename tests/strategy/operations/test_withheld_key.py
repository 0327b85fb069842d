"""What is withheld has its key, of however many debts; a person with thousands of them must not end the night."""

import pytest
from django.db import IntegrityError, transaction

from goodstanding.strategy.models.night import Withheld
from tests.strategy.operations.planned import DAY

pytestmark = pytest.mark.django_db


def hold_back(debts: list[int]) -> None:
    Withheld.objects.create(
        night_id=1, day=DAY, person_id=1, client_id=1, kind="contact", strategy="agency", edition=1, segment="early",
        treatment="early", step="reminder", cause="law", debt_ids=debts, entry_id=1,
    )  # fmt: skip


def test_thousands_of_debts_are_withheld_and_once_only() -> None:
    many = [number * number for number in range(1, 5_000)]
    hold_back(many)
    hold_back(many[:-1])
    with pytest.raises(IntegrityError), transaction.atomic():
        hold_back(many)
    assert Withheld.objects.count() == 2
