"""`goodstanding access …`: what it prints, and that refusals are sentences."""

import json

import pytest
from typer.testing import CliRunner, Result

from goodstanding.access import models, queries
from goodstanding.access.assignment import AssignmentRefused
from goodstanding.access.permission import PERMISSIONS
from goodstanding.access.queries import UserUnknown
from goodstanding.access.role import Role
from goodstanding.access.table import markdown
from goodstanding.cli.commands import access

pytestmark = pytest.mark.django_db

FERN = "fern@example.com"


def call(*words: str) -> Result:
    """Call the command, and let its refusals through as the command line's door would see them."""
    return CliRunner().invoke(access.app, words, catch_exceptions=False)


def let_in(*words: str) -> models.User:
    call("let-in", FERN, "--name", "Fern", *words)
    return queries.user_by_email(FERN)


def test_the_table_is_printed_for_people_and_for_programs() -> None:
    assert call("table", "--markdown").stdout == markdown()
    assert [line["permission"] for line in json.loads(call("table", "--json").stdout)] == list(PERMISSIONS)
    assert "accounts.read" in call("table").stdout


def test_somebody_is_let_in_and_listed() -> None:
    done = call("let-in", FERN, "--name", "Fern", "--role", "collector", "--team", "early")
    user = queries.user_by_email(FERN)
    assert user.check_password(done.stdout.strip())
    listed = json.loads(call("list", "--json").stdout)
    assert [one["role"] for one in listed[0]["assignments"]] == [Role.COLLECTOR]
    assert listed[0]["assignments"][0]["teams"] == ["early"]
    assert "(teams" in call("list").stdout


def test_json_is_all_there_is_on_standard_output() -> None:
    answer = json.loads(call("let-in", FERN, "--name", "Fern", "--json").stdout)
    assert answer["email"] == FERN and answer["password"]
    assert json.loads(call("password", FERN, "--json").stdout)["password"] != answer["password"]
    assert json.loads(call("assign", FERN, "auditor", "--json").stdout)["assignment"]


def test_a_role_lasts_through_its_last_day() -> None:
    let_in()
    call("assign", FERN, "compliance-officer", "--until", "2099-12-31")
    row = models.Assignment.objects.get()
    assert row.ends_at is not None and row.ends_at.isoformat() == "2100-01-01T00:00:00+00:00"
    call("end", str(row.pk))
    row.refresh_from_db()
    assert row.ends_at.year < 2099


def test_somebody_is_stopped_and_let_back() -> None:
    user = let_in("--role", "collector")
    call("stop", FERN)
    user.refresh_from_db()
    assert not user.is_active
    call("let-back", FERN)
    user.refresh_from_db()
    assert user.is_active


@pytest.mark.parametrize("day", ["soon", "2099-02-30", "9999-12-31"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    let_in()
    with pytest.raises(AssignmentRefused, match="is no day"):
        call("assign", FERN, "auditor", "--until", day)


def test_unknown_roles_and_people_are_refused() -> None:
    with pytest.raises(UserUnknown):
        call("stop", FERN)
    let_in()
    with pytest.raises(AssignmentRefused, match="There is no role"):
        call("assign", FERN, "king")
