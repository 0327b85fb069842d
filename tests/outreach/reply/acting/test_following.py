"""What follows at once from a reading."""

import pytest

from goodstanding.outreach.reply.acting.following import (
    LEGAL_FIRST,
    ORDINARY,
    UNDECIDED,
    URGENT,
    contents,
    following,
    needs_nobody,
    priority,
    stopped,
)
from goodstanding.outreach.reply.reading.reading import Reading
from goodstanding.outreach.reply.reading.rule import Finding


def reading(label: str, *, sure: bool = True, scope: str = "", urgent: bool = False, **more: object) -> Reading:
    return Reading(label, 0.9, 0, 1, is_sure=sure, by="rules", scope=scope, is_urgent=urgent, **more)  # type: ignore[arg-type]  # as named


def besides(label: str, *, sure: bool = True, scope: str = "") -> tuple[Finding, ...]:
    return (Finding(label, scope, "a rule", 0.9, sure, False, 0, 1),)  # noqa: FBT003  as its fields stand


@pytest.mark.parametrize(
    ("found", "channel", "stops"),
    [
        (reading("stop", scope="channel"), "sms", ("sms",)),
        (reading("stop", scope="channel"), "voicemail", ("call",)),
        (reading("stop", scope="channel", channels=("call",)), "sms", ("call",)),
        (reading("stop", scope="all"), "letter", ("email", "sms", "call")),
        (reading("stop", scope="channel", findings=besides("stop", scope="all")), "sms", ("email", "sms", "call")),
        (reading("stop", scope="channel"), "courier", ("email", "sms", "call")),
    ],
)
def test_a_stop_reaches_as_far_as_it_says(found: Reading, channel: str, stops: tuple[str, ...]) -> None:
    assert stopped(found, channel=channel) == stops


def test_only_what_is_sure_takes_effect_by_itself() -> None:
    for label in ("stop", "attorney", "bankruptcy", "death", "wrong_person"):
        assert not any(following(reading(label, sure=False), channel="sms"))
    assert following(reading("attorney"), channel="email").is_attorney
    assert following(reading("question", findings=besides("attorney")), channel="email").is_attorney
    assert not following(reading("question", findings=besides("attorney", sure=False)), channel="email").is_attorney


@pytest.mark.parametrize(
    ("label", "reason"),
    [("bankruptcy", "bankruptcy"), ("death", "deceased"), ("wrong_person", "other"), ("attorney", "legal")],
)
def test_contact_is_held_until_somebody_has_looked(label: str, reason: str) -> None:
    assert following(reading(label), channel="email").holds == ((label, reason),)


def test_danger_holds_whatever_else_is_said() -> None:
    found = reading("hardship", urgent=True)
    assert following(found, channel="sms").holds == (("hardship", "vulnerability"),)
    assert priority(found) == URGENT


@pytest.mark.parametrize(
    ("found", "channel", "words"),
    [
        (reading("stop", scope="all"), "email", ("cease_communication",)),
        (reading("stop", scope="channel"), "sms", ("STOP",)),
        (reading("stop", scope="channel"), "email", ()),
        (reading("dispute"), "email", ("dispute",)),
        (reading("dispute", sure=False), "email", ()),
        (reading("stop", scope="all", findings=besides("dispute")), "email", ("cease_communication", "dispute")),
        (reading("refusal"), "email", ("refuses_to_pay",)),
        (reading("question"), "email", ("payment_question",)),
        (reading("other", word="start"), "sms", ("START",)),
    ],
)
def test_the_law_counts_what_is_sure(found: Reading, channel: str, words: tuple[str, ...]) -> None:
    assert contents(found, channel=channel) == words


def test_what_the_law_waits_for_comes_before_what_can_wait() -> None:
    assert priority(reading("dispute", sure=False)) == LEGAL_FIRST
    assert priority(reading("question", findings=besides("stop"))) == LEGAL_FIRST
    assert priority(reading("question", sure=False)) == UNDECIDED
    assert priority(reading("promise")) == ORDINARY


def test_who_needs_nobody() -> None:
    assert needs_nobody(reading("autoreply")) and needs_nobody(reading("other"))
    assert needs_nobody(reading("question", word="help"))
    assert not needs_nobody(reading("other", sure=False)) and not needs_nobody(reading("promise"))
