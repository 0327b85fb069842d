"""What is asked of a provider and what it answers: an outcome claims nothing that was not said."""

from dataclasses import FrozenInstanceError
from typing import get_args

import pytest

from goodstanding.outreach.channels.provider import ChannelRefused, Consignment, Found, FoundWord, Outcome, OutcomeWord
from goodstanding.outreach.message.life import MEANINGS
from goodstanding.refusal import Refusal


def test_every_outcome_is_a_state_of_a_message() -> None:
    assert set(get_args(OutcomeWord)) <= set(MEANINGS)


def test_what_a_look_up_shows_is_a_state_or_says_that_there_is_none() -> None:
    assert set(get_args(FoundWord)) - set(MEANINGS) == {"absent", "cannot tell"}


def test_an_outcome_claims_nothing_that_was_not_said() -> None:
    outcome = Outcome("unknown")
    assert (outcome.reference, outcome.sent, outcome.segments, outcome.cost_minor) == ("", (), None, None)
    assert not outcome.stops
    assert Found("cannot tell").reference == ""


def test_a_consignment_is_not_changed_once_it_was_made() -> None:
    made = Consignment(key="act:1/1", message_id=1, attempt=1, channel="sms", to="+12175550100")
    with pytest.raises(FrozenInstanceError):
        made.to = "+12175550199"  # type: ignore[misc]  # That it cannot be is what is tried.


def test_what_cannot_be_set_is_a_sentence_for_people() -> None:
    assert issubclass(ChannelRefused, Refusal)
