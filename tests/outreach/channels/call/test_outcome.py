"""Outcomes of calls: one key each, and the law's word for whether one connected."""

from datetime import UTC, date, datetime

import pytest

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.lawbook.value import EPOCH
from goodstanding.outreach.channels.call.outcome import (
    ALL,
    BY_KEY,
    COUNTS,
    STEPS,
    OutcomeRefused,
    is_connected,
    is_machine,
    read,
    told_by_provider,
)
from goodstanding.outreach.contact import OUTCOMES, ContactFact, check
from goodstanding.parties.contact_point import check_mark

AT = datetime(2026, 6, 15, tzinfo=UTC)


def not_connected() -> tuple[str, ...]:
    entry = shipped().rule("us.regf.call_count").values["not_connected"].on((date(2026, 6, 15) - EPOCH).days)
    assert entry is not None
    assert isinstance(entry.value, tuple)
    return entry.value


def test_every_outcome_has_a_key_of_its_own_and_is_a_contact() -> None:
    assert len(BY_KEY) == len(ALL)
    assert all(len(one.key) == 1 and one.key.isascii() and one.key.islower() for one in ALL)
    for one in ALL:
        check(ContactFact(AT, AT, "outbound", "call", one.contact, one.content))
        assert one.act in STEPS
        if one.mark:
            check_mark(one.mark, kind="phone")


@pytest.mark.law
def test_the_lawbook_decides_what_connected() -> None:
    """12 CFR 1006.14(b)(3)(ii), comment -1: a busy line and a number out of service did not connect; all else did."""
    left_out = {one.name for one in ALL if not is_connected(one.contact, not_connected=not_connected())}
    assert left_out == {"busy", "out of service"}


@pytest.mark.parametrize(
    ("status", "answered_by", "sip", "said", "comes_to"),
    [
        ("busy", "", "", False, "busy"),
        ("no-answer", "", "", False, "rang_no_answer"),
        ("failed", "", "404", False, "not_in_service"),
        ("failed", "", "604", False, "not_in_service"),
        ("failed", "", "486", False, "busy"),
        ("failed", "", "503", False, COUNTS),
        ("failed", "", "", False, COUNTS),
        ("canceled", "", "", False, COUNTS),
        ("whatever", "", "", False, COUNTS),
        ("completed", "human", "", False, "answered_then_dropped"),
        ("completed", "unknown", "", False, "answered_then_dropped"),
        ("completed", "machine_end_beep", "", True, "voicemail_left"),
        ("completed", "machine_end_beep", "", False, "voicemail_reached_no_message"),
        ("completed", "machine_start", "", False, "voicemail_reached_no_message"),
        ("completed", "fax", "", False, "recorded_message_reached"),
    ],
)
def test_a_providers_word_comes_to_an_outcome(
    status: str, answered_by: str, sip: str, said: bool, comes_to: str
) -> None:
    found = told_by_provider(status, answered_by=answered_by, sip=sip, was_said=said)
    assert found == comes_to
    assert found in OUTCOMES


def test_what_cannot_be_told_counts() -> None:
    assert is_connected(COUNTS, not_connected=not_connected())
    assert not is_machine("unknown")
    assert is_machine("machine_end_other")


def test_an_unknown_key_is_refused_with_all_that_there_are() -> None:
    assert read(" B ").name == "busy"
    with pytest.raises(OutcomeRefused, match=r"'x' is no outcome of a call\. There are c \(spoke\)"):
        read("x")
