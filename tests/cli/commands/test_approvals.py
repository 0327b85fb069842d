"""`goodstanding approvals …`: listing, saying yes and no, in whose name, and that refusals are sentences."""

import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from typer.testing import CliRunner, Result

from goodstanding.access import operations as people
from goodstanding.access.permission import OPERATOR, Actor, PermissionRefused
from goodstanding.access.queries import NotProven
from goodstanding.access.role import Role
from goodstanding.cli.commands import approvals
from goodstanding.outreach.port.recording import FOLDER, RecordingPort
from goodstanding.strategy.models.hand_over import Approval
from goodstanding.strategy.operations.approving import ApprovalRefused, NoSuchAct, approve
from tests.strategy.operations.planned import debtors, plan

pytestmark = pytest.mark.django_db
SUSAN, SECRET = "susan@example.com", "Larch-Finch-Heron-93"


@pytest.fixture(autouse=True)
def data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    return tmp_path


@pytest.fixture
def act() -> int:
    ((book, debt),) = debtors(1)
    return plan(
        book, debt, on=datetime.now(UTC).date(), kind="placement", channel="", approval="supervisor", step="place"
    )  # fmt: skip


def call(*words: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(approvals.app, words, input=typed, catch_exceptions=False)


def let_in(role: Role) -> None:
    now = datetime.now(UTC)
    done = people.let_in(SUSAN, "Susan Sample", roles=[role], by=OPERATOR, at=now)
    people.change_password(done.user_id, SECRET, by=Actor(f"user:{done.user_id}"), at=now)


def test_what_waits_is_listed_for_people_and_for_programs(act: int) -> None:
    printed = call().stdout
    for text in (str(act), "placement", "D-0", "Juniper Testcase", "USD 100.00", "supervisor"):
        assert text in printed
    (told,) = json.loads(call("--json").stdout)["waiting"]
    assert (told["act"], told["role"], told["amount"], told["currency"], told["reference"]) == (
        act, "supervisor", "100.00", "USD", "D-0",
    )  # fmt: skip


def test_nothing_to_say_yes_to() -> None:
    assert call("list").stdout == "Nothing waits for a yes.\n"
    assert json.loads(call("list", "--json").stdout) == {"waiting": []}


def test_a_yes_leaves_by_the_port_of_the_installation(
    act: int, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    permitted = partial(approve, ask=lambda _acts, _at: {})
    monkeypatch.setattr("goodstanding.cli.commands.approvals.approve", permitted)
    assert call("yes", str(act), "--reason", "Tried.").stdout == f"Act {act} got its yes and was handed over.\n"
    assert [line["key"] for line in RecordingPort(data_folder / FOLDER).log()] == [f"act:{act}"]
    assert call().stdout == "Nothing waits for a yes.\n"


def test_a_no_answers_in_json_and_in_somebodys_name(act: int) -> None:
    let_in(Role.SUPERVISOR)
    words = ("no", str(act), "--reason", "They pay.", "--by", SUSAN)
    with pytest.raises(NotProven):
        call(*words, "--password-stdin", typed="wrong\n")
    done = call(*words, "--json", "--password-stdin", typed=f"{SECRET}\n")
    assert json.loads(done.stdout) == {
        "act": act, "approved": False, "answer": "withheld", "reason": "approval: They pay.",
    }  # fmt: skip
    assert Approval.objects.get().by.startswith("user:")


def test_who_may_not_is_told_so(act: int) -> None:
    let_in(Role.COMPLIANCE_OFFICER)
    with pytest.raises(PermissionRefused, match="This needs the yes or no of a supervisor"):
        call("yes", str(act), "--reason", "Tried.", "--by", SUSAN, typed=f"{SECRET}\n")


def test_refusals_are_sentences(act: int) -> None:
    with pytest.raises(NoSuchAct, match="There is no act"):
        call("yes", "98765432", "--reason", "Tried.")
    with pytest.raises(ApprovalRefused, match="Say why"):
        call("no", str(act), "--reason", " ")
    assert call("no", str(act)).exit_code == 2, "A reason is asked for."
