"""What a communication must say, and whether a finished text says it."""

from typing import Any

import pytest

from goodstanding.compliance.disclosure import TextRefused, check_text, required
from goodstanding.compliance.lawbook.book import shipped

NOW = "2026-05-05T14:00:00+00:00"
GIVEN: dict[str, Any] = {
    "consumer": {"id": "c1", "state": "OH", "country": "US", "timezone": "America/New_York"},
    "collector": {"type": "third_party", "covered_by_fdcpa": True},
    "debts": [{"id": "d1", "type": "credit_card"}], "history": [], "preferences": {},
}  # fmt: skip
FIRST = (
    "Larch Collections is a debt collector. We are trying to collect a debt that you owe. "
    "We will use any information you give us to help collect the debt."
)


def wrong(
    text: str, *, channel: str = "letter", stage: str = "initial", message: str = "", barred: bool = False
) -> list[str]:
    given = {**GIVEN, "debts": [{"id": "d1", "time_barred": barred}]}
    found = check_text(text, given, channel=channel, stage=stage, message=message, lawbook=shipped(), asked_at=NOW)
    return [name for one in found.answers for name in one.wrong]


def test_the_first_message_says_both_things_and_later_ones_who_writes() -> None:
    assert wrong(FIRST) == []
    assert wrong("We are attempting to collect a debt.") == ["that information will be used for that purpose"]
    assert wrong("From Larch, a debt collector: thank you.", stage="later") == []
    assert wrong("Thank you.", stage="later") == ["that a debt collector is writing"]


def test_an_electronic_message_tells_how_to_stop_them_and_a_letter_need_not() -> None:
    text = "From a debt collector: your plan begins on Monday."
    assert wrong(text, channel="sms", stage="later") == ["how to stop such messages"]
    assert wrong(text + " Reply STOP to end.", channel="sms", stage="later") == []
    assert wrong(text, channel="letter", stage="later") == []


def test_a_limited_content_message_holds_nothing_else() -> None:
    asked = {"channel": "voicemail", "stage": "initial", "message": "limited_content"}
    assert wrong("This is Robin Smith of ABC. Please call 1-800-555-0102.", **asked) == []  # type: ignore[arg-type]  # words.
    about = "This is Robin Smith of ABC about your balance. Please call."
    assert wrong(about, **asked) == ["words that speak of a debt"]  # type: ignore[arg-type]  # words.


def test_no_talk_of_courts_over_a_barred_debt() -> None:
    threat = "From a debt collector: we may take legal action."
    assert wrong(threat, stage="later", barred=True) == ["talk of a suit"]
    assert wrong(threat, stage="later") == []


def test_spanish_is_read_too() -> None:
    assert (
        wrong("Larch es una agencia de cobro. Responda ALTO para no recibir más.", channel="sms", stage="later") == []
    )


def test_what_cannot_be_checked_is_refused() -> None:
    with pytest.raises(TextRefused, match="no text"):
        wrong("  \n")
    with pytest.raises(TextRefused, match="is no stage"):
        wrong(FIRST, stage="middle")


def test_what_must_be_disclosed_depends_on_what_was_said_before() -> None:
    first = required(GIVEN, channel="letter", lawbook=shipped(), asked_at=NOW)
    assert first.disclosures == ("attempting_to_collect_a_debt_and_information_used_for_that_purpose",)
    wrote = {"at": "2026-05-01T10:00:00-04:00", "direction": "outbound", "channel": "letter", "debts": ["d1"]}
    called = {"at": "2026-05-02T10:00:00-04:00", "direction": "outbound", "channel": "call", "debts": ["d1"]}
    spoke = [wrote, {**called, "outcome": "conversation"}]
    later = required({**GIVEN, "history": spoke}, channel="call", lawbook=shipped(), asked_at=NOW)
    assert later.disclosures == ("communication_is_from_a_debt_collector",)
    assert later.rule.startswith("1006.18(e)")
    assert required({**GIVEN, "collector": {"type": "original_creditor", "covered_by_fdcpa": False}},
                    channel="letter", lawbook=shipped(), asked_at=NOW).disclosures == ()  # fmt: skip
