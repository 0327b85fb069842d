"""Messages on voicemail: only what the law takes for a limited-content message is ever left."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.outreach.channels.call.voicemail.limited import LimitedVoicemail, says_too_much
from goodstanding.outreach.channels.provider import Consignment
from tests.outreach.channels.call.account import ACCOUNT
from tests.outreach.channels.call.test_twilio import account
from tests.outreach.fake_provider.running import Running, fake_provider

LIMITED = "This is Ana Sample of Larch Services. Please call me back at +1 217 555 0100. Thank you."


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with fake_provider(tmp_path_factory.mktemp("provider")) as running:
        yield running


def message(text: str, *, not_after: datetime | None = datetime(2026, 11, 22, 20, tzinfo=UTC)) -> Consignment:
    return Consignment("act:1", 1, 1, "voicemail", "+12025550142", text=text, not_after=not_after)


@pytest.mark.law
@pytest.mark.parametrize(
    "text",
    [
        "This is Larch Collections about your debt of $500. Please call +1 217 555 0100.",
        "Ana Sample here. Please call me back about your account, +1 217 555 0100.",
        "Ana Sample here. Your payment is past due. Please call.",
        "Le llama Ana Sample por su deuda. Por favor llame al +1 217 555 0100.",
        "This is Ana Sample of Larch Services.",
    ],
)
def test_what_says_more_or_less_is_refused_with_the_reason(text: str) -> None:
    """12 CFR 1006.2(j): a limited-content message asks for a reply and conveys nothing of a debt."""
    outcome = LimitedVoicemail(ACCOUNT).send(message(text))
    assert (outcome.word, outcome.code) == ("refused", "not_limited_content")
    assert outcome.reason.startswith("On a voicemail only a message that tells nothing of a debt may be left.")


@pytest.mark.law
@pytest.mark.parametrize("text", [LIMITED, "Habla Ana Sample, de Larch Services. Por favor llame al +1 217 555 0100."])
def test_a_limited_content_message_is_one(text: str) -> None:
    assert says_too_much(message(text), lawbook=shipped()) == ""


def test_without_a_time_and_without_words_nothing_is_left() -> None:
    assert "which law holds" in says_too_much(message(LIMITED, not_after=None), lawbook=shipped())
    assert says_too_much(message("  "), lawbook=shipped()) == "There is no text to check."


def test_it_is_handed_over_to_wait_for_the_beep_and_is_found_again(provider: Running) -> None:
    asked_at = datetime.now(UTC)
    adapter = LimitedVoicemail(account(provider))
    outcome = adapter.send(message(LIMITED))
    (line,) = provider.accepted("call")
    assert (outcome.word, outcome.reference) == ("accepted", line["sid"])
    assert line["form"]["MachineDetection"] == "DetectMessageEnd"
    assert line["form"]["Url"].endswith("/voice/voicemail/act%3A1/")
    assert [part.content.decode() for part in outcome.sent] == [LIMITED]
    assert adapter.look_up(message(LIMITED), asked_at=asked_at).reference == line["sid"]
