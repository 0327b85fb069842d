"""The settings of calls and voicemail: what they need, what is refused, and what they make."""

from pathlib import Path

import pytest

from goodstanding.outreach.channels.call.making import (
    VOICE,
    VOICEMAIL,
    account_of,
    make_voice,
    make_voicemail,
    voice_of,
)
from goodstanding.outreach.channels.call.voicemail.limited import LimitedVoicemail
from goodstanding.outreach.channels.option import read_options
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.channels.registry import ADAPTERS
from goodstanding.outreach.channels.setting import Setting

GIVEN = {
    "account": "AC" + "0" * 32,
    "caller_id": "+1 217 555 0100",
    "public_address": "https://collections.example.com/",
}


def setting(channel: str = "call", **more: str) -> Setting:
    options = read_options(
        GIVEN | more, options=VOICE.options if channel == "call" else VOICEMAIL.options, what=channel
    )
    return Setting(channel, "twilio_voice", options, "token")


def test_both_are_in_the_registry() -> None:
    assert ADAPTERS["call", "twilio_voice"] is VOICE
    assert ADAPTERS["voicemail", "twilio_voice"] is VOICEMAIL


def test_an_account_is_made_of_a_setting() -> None:
    account = account_of(setting(ring_s="20"))
    assert (account.token, account.ring_s, account.base_address) == ("token", 20, "https://api.twilio.com")
    assert account.page("bridge", "a b") == "https://collections.example.com/voice/bridge/a%20b/"
    assert voice_of(setting()).account == account_of(setting())


def test_what_is_wrong_is_said() -> None:
    assert VOICE.check is not None
    assert (
        VOICE.check(setting(account="AC1").options) == "account: an account's number is AC and 32 hexadecimal digits."
    )
    assert "settle_s" in VOICE.check(setting(settle_s="3").options)
    assert VOICE.check(setting().options) == ""
    with pytest.raises(ChannelRefused, match="caller_id"):
        setting(caller_id="nobody")


def test_calls_are_dialled_and_never_sent(tmp_path: Path) -> None:
    with pytest.raises(ChannelRefused, match="are dialled by collectors"):
        make_voice(setting(), tmp_path)
    assert isinstance(make_voicemail(setting("voicemail"), tmp_path), LimitedVoicemail)
