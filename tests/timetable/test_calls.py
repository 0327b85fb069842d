"""The jobs about calls: what nobody said is put down, what is unknown is looked up, and recordings end."""

from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.outreach.channels.call.operations.dialling import dial
from goodstanding.outreach.channels.call.operations.showing import show_next
from goodstanding.outreach.channels.provider import Found, Outcome
from goodstanding.outreach.models.call import Call
from goodstanding.timetable import tasks
from tests.outreach.channels.call.dialling_cast import Exchange, free, set_stage
from tests.receivables.cast import COLLECTOR

pytestmark = pytest.mark.django_db


def test_a_call_that_is_left_is_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    then = datetime.now(UTC) - timedelta(hours=13)
    set_stage(at=then)
    number = show_next(weigh=free, by=COLLECTOR, at=then)
    assert number is not None
    dial(number, weigh=free, voice=None, by=COLLECTOR, at=then)
    tasks.settle_calls(0)
    assert Call.objects.get().outcome == "nobody said"


def test_an_unknown_call_is_looked_up_and_recordings_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    then = datetime.now(UTC) - timedelta(minutes=5)
    set_stage(at=then)
    number = show_next(weigh=free, by=COLLECTOR, at=then)
    assert number is not None
    lost = Exchange(Outcome("unknown"), Found("absent"))
    dial(number, weigh=free, voice=lost, phone="+12175550101", by=COLLECTOR, at=then)
    tasks.settle_calls(0)
    assert Call.objects.get().state == "unknown", "Nobody can be asked without a provider."
    monkeypatch.setattr(tasks, "voice", lambda _at: lost)
    tasks.settle_calls(0)
    assert Call.objects.get().state == "refused"
    tasks.delete_recordings(0)
    assert lost.deleted == []
