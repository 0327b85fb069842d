"""Recordings are links with a last day; the law and the house both have their say before one is deleted."""

from datetime import date, timedelta

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Entry as EvidenceEntry
from goodstanding.outreach.channels.call.operations.recordings import delete_due, may_delete, put_down_recording
from goodstanding.outreach.channels.call.operations.showing import show_next
from goodstanding.outreach.channels.call.queries import recordings
from goodstanding.outreach.channels.call.standing import CallRefused
from goodstanding.outreach.models.call import Call, Recording
from tests.outreach.channels.call.dialling_cast import Exchange, free, set_stage
from tests.receivables.cast import COLLECTOR, NOON, SUPERVISOR

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def recording() -> int:
    set_stage()
    show_next(weigh=free, by=COLLECTOR, at=NOON)
    return kept()


def kept() -> int:
    number = put_down_recording(
        Call.objects.get().key, reference="RE1", link="https://api.example.com/RE1", length_s=61, keep_days=90,
        by=SUPERVISOR, at=NOON,
    )  # fmt: skip
    assert number is not None
    return number


def test_a_recording_is_a_link_that_is_kept_once(recording: int) -> None:
    assert kept() == recording
    (row,) = recordings()
    assert (row.link, row.keep_until) == ("https://api.example.com/RE1", NOON.date() + 90 * DAY)
    none = put_down_recording("nobody", reference="RE2", link="", length_s=0, keep_days=1, by=SUPERVISOR, at=NOON)
    assert none is None


@pytest.mark.law
def test_the_law_keeps_a_recording_longer_than_the_house_would() -> None:
    """12 CFR 1006.100(b): three years after the call, the last day included."""
    exchange, last = Exchange(), date(NOON.year + 3, NOON.month, NOON.day)
    for day, comes_to in ((NOON + 91 * DAY, "kept_by_law"), (NOON + (last - NOON.date()), "kept_by_law")):
        assert delete_due(voice=exchange, by=SUPERVISOR, at=day)[comes_to] == 1
    assert exchange.deleted == []
    assert not may_delete(NOON.date(), country="US", at=NOON + 91 * DAY).allowed
    assert delete_due(voice=exchange, by=SUPERVISOR, at=NOON + (last - NOON.date()) + DAY)["deleted"] == 1
    row = Recording.objects.get()
    assert (exchange.deleted, row.link, row.deleted_reason) == (["RE1"], "", "Its time is over.")
    assert EvidenceEntry.objects.get(id=row.entry_id).kind == "outreach.recording_deleted"


def test_what_the_provider_does_not_delete_is_tried_again() -> None:
    exchange, later = Exchange(), NOON + 2000 * DAY
    exchange.deletes = False
    assert delete_due(voice=exchange, by=SUPERVISOR, at=later)["not_deleted"] == 1
    exchange.deletes = True
    assert delete_due(voice=exchange, by=SUPERVISOR, at=later)["deleted"] == 1
    assert delete_due(voice=exchange, by=SUPERVISOR, at=later) == {"deleted": 0, "kept_by_law": 0, "not_deleted": 0}


def test_who_may_not_and_what_cannot_be() -> None:
    with pytest.raises(PermissionRefused):
        delete_due(voice=Exchange(), by=COLLECTOR, at=NOON)
    with pytest.raises(CallRefused, match="No provider is set for calls"):
        delete_due(voice=None, by=SUPERVISOR, at=NOON)
