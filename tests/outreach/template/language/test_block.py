"""The blocks: which channels they may stand in."""

from goodstanding.outreach.contact import CHANNELS as EVERY_CHANNEL
from goodstanding.outreach.template.language.block import CHANNELS, SHORT, WRITTEN


def test_every_channel_of_a_text_is_written_or_short_and_one_a_contact_can_have() -> None:
    assert sorted(CHANNELS) == sorted((*WRITTEN, *SHORT))
    assert set(CHANNELS) <= set(EVERY_CHANNEL)
