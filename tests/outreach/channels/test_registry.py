"""Which providers there are, and what is said about those there are not."""

import pytest

from goodstanding.outreach.channels import registry
from goodstanding.outreach.channels.option import read_options
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.channels.registry import ADAPTERS, CHANNELS, MAKERS, adapter_for, known_channel
from tests.outreach.channels.carrier import ADAPTERS as CARRIERS
from tests.outreach.channels.carrier import PIGEON


@pytest.fixture
def carriers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "ADAPTERS", CARRIERS)


def test_an_adapter_is_found(carriers: None) -> None:
    assert adapter_for("email", "pigeon") is PIGEON


@pytest.mark.parametrize(
    ("channel", "provider", "words"),
    [
        ("telegraph", "pigeon", "'telegraph' is no channel"),
        ("email", "pidgeon", "Did you mean pigeon"),
        ("email", "x", "There is pigeon, drawer"),
        ("letter", "pigeon", "no provider for letters yet"),
    ],
)
def test_what_there_is_not_is_refused(carriers: None, channel: str, provider: str, words: str) -> None:
    with pytest.raises(ChannelRefused, match=words):
        adapter_for(channel, provider)


def test_every_adapter_that_ships_says_what_it_is_and_takes_its_own_examples() -> None:
    assert set(MAKERS) == set(ADAPTERS)
    for adapter in ADAPTERS.values():
        assert known_channel(adapter.channel) in CHANNELS
        assert adapter.meaning.endswith(".")
        assert all(option.meaning.endswith(".") for option in adapter.options)
        assert all(option.example for option in adapter.options if option.required)
        examples = {option.name: option.example for option in adapter.options if option.example}
        read_options(examples, options=adapter.options, what=adapter.provider)
