"""What a message is wanted with, and by which channels a worker sends."""

from goodstanding.outreach.contact import CHANNELS
from goodstanding.outreach.sending.wanted import POINT_KINDS, SENT_BY, Wanted
from goodstanding.parties.models import CONTACT_KINDS


def test_channels_and_kinds_are_known_ones() -> None:
    assert set(SENT_BY) <= set(CHANNELS) and set(POINT_KINDS) <= set(CHANNELS)
    assert set(POINT_KINDS.values()) <= set(CONTACT_KINDS)


def test_nobody_calls_by_a_worker() -> None:
    assert "call" not in SENT_BY


def test_what_is_left_open_is_empty() -> None:
    wanted = Wanted("receipt:1", "arrangement", "email", 1, 2, [3], "receipt")
    assert (wanted.language, wanted.contact_point_id, wanted.not_after) == ("", None, None)
