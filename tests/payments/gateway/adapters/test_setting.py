"""What the adapters have in common in how they are set."""

import pytest

from goodstanding.payments.gateway.adapters.setting import (
    believed_secrets,
    common_options,
    fault_of,
    shown_secret,
    ways_of,
)
from goodstanding.payments.gateway.port import GatewaySetting
from goodstanding.wire.option import OptionRefused, read_options

OPTIONS = common_options("https://api.example.com")


def test_defaults_are_whole() -> None:
    told = read_options({}, options=OPTIONS, what="it")
    ways = ways_of(GatewaySetting("it", told))
    assert (ways.base_address, ways.deadline_s, ways.settle_s, str(ways.zone)) == (
        "https://api.example.com",
        30,
        120,
        "UTC",
    )
    assert fault_of(told) == ""


@pytest.mark.parametrize(
    ("given", "words"),
    [({"time_zone": "Mars/Olympus"}, "is no zone"), ({"deadline_s": "60", "settle_s": "59"}, "at least deadline_s")],
)
def test_what_is_wrong_as_a_whole_is_told(given: dict[str, str], words: str) -> None:
    assert words in fault_of(read_options(given, options=OPTIONS, what="it"))


def test_a_provider_is_asked_by_https_or_here() -> None:
    with pytest.raises(OptionRefused, match="only be asked by https"):
        read_options({"base_address": "http://api.example.com"}, options=OPTIONS, what="it")


def test_the_first_line_of_a_secret_is_shown_and_all_are_believed() -> None:
    setting = GatewaySetting("it", {}, {"key": " new \n\n old\n"})
    assert shown_secret(setting, "key") == "new"
    assert believed_secrets(setting, "key") == ("new", "old")
    assert (shown_secret(setting, "none"), believed_secrets(setting, "none")) == ("", ())
    assert "new" not in repr(setting)
