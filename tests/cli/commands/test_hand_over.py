"""`goodstanding hand-over`: its figures in JSON and in sentences, and what it refuses."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import hand_over
from goodstanding.cli.day import DayUnreadable
from goodstanding.compliance.gate import Judgement
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.port.recording import RecordingPort
from goodstanding.receivables.operations.holds import place_hold
from goodstanding.strategy.models.hand_over import HandOverAsked
from tests.receivables.cast import SUPERVISOR
from tests.strategy.operations.planned import DAY, answers, clock, debtors, plan

pytestmark = pytest.mark.django_db
EIGHT = clock(DAY, 8)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_FOLDER = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def lenient_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the gate says is another test's matter."""
    monkeypatch.setattr(Judgement, "permitted", lambda self: self.state >= 0)


def call(*words: str) -> Result:
    return CliRunner().invoke(hand_over.app, words, catch_exceptions=False)


def test_the_acts_of_a_day_are_handed_over(folder: Path) -> None:
    (book, debt), held, waiting = debtors(3)
    act = plan(book, debt)
    plan(*held)
    plan(*waiting, channel="call", team="days")
    place_hold(held[1], reason="complaint", starts_date=DAY, by=SUPERVISOR, at=EIGHT)
    done = call("--date", DAY.isoformat(), "--at", EIGHT.isoformat(), "--json")
    told = json.loads(done.stdout)
    assert told.pop("seconds") > 0
    assert told == {
        "date": "2026-06-15", "acts": 3, "taken": 1, "refused": 0, "withheld": {"hold": 1}, "looked_up": 0,
        "stopped": 0, "waiting": {"no place yet": 1},
    }  # fmt: skip
    assert list(Message.objects.values_list("key", "made_at")) == [(f"act:{act}", EIGHT)]
    assert RecordingPort(folder / "outreach").log() == [], "A worker sends it."
    again = call("--date", DAY.isoformat(), "--at", EIGHT.isoformat())
    assert "Hand-over of 2026-06-15: 1 acts were open, 0 were taken and 0 refused by the port" in again.stdout
    assert "Waiting: 1, no place yet." in again.stdout


def test_what_was_cut_off_is_said() -> None:
    ((book, debt),) = debtors(1)
    act = plan(book, debt)
    HandOverAsked.objects.create(act_id=act, key=f"act:{act}", asked_at=EIGHT, entry_id=1)
    done = call("--date", DAY.isoformat(), "--at", EIGHT.isoformat())
    assert "1 acts were cut off in the middle before" in done.stderr
    assert answers() == {act: ("taken", "")}


def test_what_is_held_back_is_said() -> None:
    ((book, debt),) = debtors(1)
    plan(book, debt)
    done = call("--date", DAY.isoformat(), "--at", (clock(DAY, 18) + timedelta(minutes=1)).isoformat())
    assert "Held back: 1, too late." in done.stdout


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(DayUnreadable, match="is no day"):
        CliRunner().invoke(hand_over.app, ["--date", "soon"], catch_exceptions=False, standalone_mode=False)
