"""Adopting a policy: it decides from its day on, is replayed as known, and ends when the house says so."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from goodstanding.access.permission import Actor, PermissionRefused
from goodstanding.access.role import Role
from goodstanding.compliance.operations import adopt_policy, end_policy, say_collector_kind
from goodstanding.compliance.policy import PolicyRefused
from goodstanding.compliance.queries import collector_kind, law_in_force, policies
from goodstanding.evidence.models import Entry
from tests.compliance.house_policy import PACK, RULE, written

pytestmark = pytest.mark.django_db
OFFICER = Actor("user:5", frozenset({Role.COMPLIANCE_OFFICER}))
COLLECTOR = Actor("user:3", frozenset({Role.COLLECTOR}))
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
FIRST = date(2026, 6, 20)


def names(day: date, known_at: datetime = NOON + timedelta(days=90)) -> list[str]:
    return [pack.id for pack in law_in_force(day=day, known_at=known_at).packs if pack.id.startswith("house.")]


def test_a_policy_decides_from_its_day_on_and_not_before_it_was_adopted(tmp_path: Path) -> None:
    assert adopt_policy(written(tmp_path), effective_date=FIRST, by=OFFICER, at=NOON) == "house.larch"
    assert names(FIRST) == ["house.larch"]
    assert names(FIRST - timedelta(days=1)) == []
    assert names(FIRST, known_at=NOON - timedelta(seconds=1)) == []
    assert Entry.objects.filter(kind="compliance.policy_adopted").count() == 1


def test_a_newer_edition_takes_the_place_of_the_older(tmp_path: Path) -> None:
    adopt_policy(written(tmp_path / "one"), effective_date=FIRST, by=OFFICER, at=NOON)
    again = written(tmp_path / "two", changed={"rule": RULE.replace("Two calls", "Twice")})
    adopt_policy(again, effective_date=FIRST + timedelta(days=10), by=OFFICER, at=NOON)
    days = (FIRST + timedelta(days=9), FIRST + timedelta(days=10))
    titles = [law_in_force(day=day, known_at=NOON).rule("house.larch.two_calls").title for day in days]
    assert titles == ["Two calls a week", "Twice a week"]


def test_a_policy_ends_on_its_last_day(tmp_path: Path) -> None:
    adopt_policy(written(tmp_path), effective_date=FIRST, by=OFFICER, at=NOON)
    end_policy("house.larch", ended_date=FIRST + timedelta(days=5), by=OFFICER, at=NOON)
    assert [len(policies(day=FIRST + timedelta(days=n), known_at=NOON)) for n in (5, 6)] == [1, 0]
    with pytest.raises(PolicyRefused, match=r"last day of 'house\.larch' is 2026-06-25 already"):
        end_policy("house.larch", ended_date=FIRST + timedelta(days=9), by=OFFICER, at=NOON)
    with pytest.raises(PolicyRefused, match="No policy is called"):
        end_policy("house.elm", ended_date=FIRST, by=OFFICER, at=NOON)


def test_a_rule_whose_name_is_taken_is_refused_before_it_can_stop_every_answer(tmp_path: Path) -> None:
    taken = written(tmp_path / "law", changed={"rule": RULE.replace("house.larch.two_calls", "us.regf.call_count")})
    with pytest.raises(PolicyRefused, match=r"'us\.regf\.call_count' already"):
        adopt_policy(taken, effective_date=FIRST, by=OFFICER, at=NOON)
    adopt_policy(written(tmp_path / "one"), effective_date=FIRST, by=OFFICER, at=NOON)
    other = written(tmp_path / "two", changed={"pack": PACK.replace("house.larch", "house.other")})
    with pytest.raises(PolicyRefused, match=r"'house\.larch\.two_calls' already"):
        adopt_policy(other, effective_date=NOON.date(), by=OFFICER, at=NOON)
    assert names(FIRST) == ["house.larch"]


def test_who_may_not_and_what_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(PermissionRefused):
        adopt_policy(written(tmp_path), effective_date=FIRST, by=COLLECTOR, at=NOON)
    with pytest.raises(PolicyRefused, match="from today on"):
        adopt_policy(written(tmp_path), effective_date=NOON.date() - timedelta(days=1), by=OFFICER, at=NOON)
    with pytest.raises(PolicyRefused, match="not a kind of collector"):
        say_collector_kind("pirate", client_id=None, by=OFFICER, at=NOON)
    with pytest.raises(PermissionRefused):
        say_collector_kind("debt_buyer", client_id=None, by=COLLECTOR, at=NOON)


def test_what_was_adopted_is_never_changed(tmp_path: Path) -> None:
    adopt_policy(written(tmp_path), effective_date=FIRST, by=OFFICER, at=NOON)
    words = "UPDATE compliance_policyadopted SET ended_date = effective_date"
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words)


def test_what_the_house_is_may_differ_by_client_and_is_replayed() -> None:
    assert collector_kind(7, known_at=NOON) == "third_party"
    say_collector_kind("original_creditor", client_id=None, by=OFFICER, at=NOON)
    say_collector_kind("debt_buyer", client_id=7, by=OFFICER, at=NOON)
    assert (collector_kind(7, known_at=NOON), collector_kind(8, known_at=NOON)) == ("debt_buyer", "original_creditor")
    assert collector_kind(7, known_at=NOON - timedelta(seconds=1)) == "third_party"
