"""Fitting on the plans of the house."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from goodstanding.access.permission import OPERATOR, PermissionRefused
from goodstanding.arrangements.affordability.chance import operations
from goodstanding.arrangements.affordability.chance.fitting import TooFew
from goodstanding.arrangements.affordability.chance.operations import fit_chance
from goodstanding.arrangements.affordability.chance.queries import FILE, features_of, finished_plans, fitted_in_use
from goodstanding.evidence.models import Entry
from tests.arrangements.affordability.cast import with_surplus
from tests.arrangements.affordability.chance.made import plans
from tests.arrangements.plan.agreed import FOUR, agree, at_day, pay
from tests.receivables.cast import COLLECTOR, NOON, item, open_book, place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(settings, "DATA_FOLDER", str(tmp_path))
    return tmp_path


def test_a_house_without_history_has_nothing_to_learn_from() -> None:
    assert fitted_in_use() is None
    with pytest.raises(TooFew, match="0 plans are finished"):
        fit_chance(by=OPERATOR, at=NOON)
    with pytest.raises(PermissionRefused):
        fit_chance(by=COLLECTOR, at=NOON)


def test_what_was_fitted_is_used_and_on_record(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(operations, "finished_plans", lambda **_: plans(100))
    found = fit_chance(by=OPERATOR, at=NOON)
    assert fitted_in_use() == found
    assert Entry.objects.filter(kind="arrangements.chance_fitted").count() == 1
    assert set(json.loads((folder / FILE).read_text())) == {"numbers", "sha256"}


def test_a_plan_that_was_paid_off_counts_with_what_was_known_before() -> None:
    book = open_book()
    debt_id = place(book, item("INV-1", 10_000))
    with_surplus(book.debtor_id, 5_000)
    agree(debt_id, FOUR)
    assert finished_plans(at=NOON) == []
    pay(debt_id, 10_000, on=FOUR.first_date)
    (one,) = finished_plans(at=at_day(FOUR.first_date))
    assert one.is_kept
    assert (one.features.monthly_minor, one.features.surplus_minor, one.features.months) == (2_500, 5_000, 4)
    now = features_of(debt_id, monthly_minor=1, months=0, has_mandate=True, on_payday=True, at=NOON)
    assert (now.months, now.arrears_days) == (1, 135)
