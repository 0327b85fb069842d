"""The telephone line against a provider that is a process of its own, and lies, hangs and dies."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from goodstanding.outreach.channels.call.twilio import Account, Placing, TwilioVoice
from tests.outreach.channels.call.account import ACCOUNT
from tests.outreach.fake_provider.running import Running, fake_provider

TO = "+12025550142"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with fake_provider(tmp_path_factory.mktemp("provider")) as running:
        yield running


def account(provider: Running, *, deadline_s: int = 2, settle_s: int = 0) -> Account:
    return Account(
        account=provider.account, token=provider.token, base_address=provider.address, caller_id=ACCOUNT.caller_id,
        public_address=ACCOUNT.public_address, deadline_s=deadline_s, settle_s=settle_s,
    )  # fmt: skip


def placing(to: str = TO, *, listens: bool = False) -> Placing:
    page = ACCOUNT.page
    return Placing(to, page("bridge", "k/1"), page("collector", "k/1"), ring_s=20, listens=listens)


def now() -> datetime:
    """The instant in whole seconds, as a provider tells its own."""
    return datetime.now(UTC).replace(microsecond=0)


def test_a_call_is_placed_with_where_we_are_asked(provider: Running) -> None:
    provider.script()
    outcome = TwilioVoice(account(provider)).place(placing(listens=True))
    assert outcome.word == "accepted"
    form = next(one["form"] for one in provider.accepted("call") if one["sid"] == outcome.reference)
    assert (form["To"], form["From"], form["Timeout"]) == (TO, ACCOUNT.caller_id, "20")
    assert form["Url"] == "https://collections.example.com/voice/bridge/k%2F1/"
    assert form["MachineDetection"] == "Enable"


@pytest.mark.parametrize(
    ("fault", "word", "is_there"),
    [
        ({"do": "accept_then_hang", "for_s": 3}, "unknown", True),
        ({"do": "accept_then_cut"}, "unknown", True),
        ({"do": "accept_then_500"}, "unknown", True),
        ({"do": "accept_then_garbage"}, "unknown", True),
        ({"do": "slow"}, "unknown", True),
        ({"do": "cut"}, "unknown", False),
        ({"do": "500"}, "unknown", False),
        ({"do": "503"}, "put_off", False),
        ({"do": "429"}, "put_off", False),
        ({"do": "refuse", "code": 21211}, "failed", False),
        ({"do": "refuse", "code": 21408, "status": 403}, "refused", False),
    ],
    ids=lambda one: str(one.get("do")) if isinstance(one, dict) else "",
)
def test_it_says_what_it_knows_and_no_more(
    provider: Running, fault: dict[str, object], word: str, is_there: bool
) -> None:
    to = f"+1202555{0 if word == 'unknown' else 1}{len(provider.lines('request')):03d}"
    provider.script(faults=[{**fault, "what": "call"}])
    voice, asked_at = TwilioVoice(account(provider)), now()
    outcome = voice.place(placing(to))
    assert outcome.word == word
    assert bool([one for one in provider.accepted("call") if one["form"]["To"] == to]) == is_there
    if word == "unknown":
        assert voice.find(to=to, asked_at=asked_at).word == ("accepted" if is_there else "absent")


def test_a_provider_that_is_not_there_has_nothing(tmp_path: Path) -> None:
    outcome = TwilioVoice(ACCOUNT).place(placing())
    assert (outcome.word, outcome.stops) == ("put_off", True)
    assert TwilioVoice(ACCOUNT).find(to=TO, asked_at=now()).word == "cannot tell"
    assert not TwilioVoice(ACCOUNT).delete_recording("RE1")


def test_a_provider_that_does_not_know_us_stops_everything(provider: Running) -> None:
    provider.script(token="another")
    outcome = TwilioVoice(account(provider)).place(placing())
    assert (outcome.word, outcome.stops) == ("put_off", True)


def test_two_calls_to_a_number_cannot_be_told_apart_and_it_may_be_too_early(provider: Running) -> None:
    provider.script()
    voice, asked_at, to = TwilioVoice(account(provider)), now(), "+12025550177"
    first = voice.place(placing(to)).reference
    assert voice.find(to=to, asked_at=asked_at).reference == first
    voice.place(placing(to))
    assert voice.find(to=to, asked_at=asked_at).word == "cannot tell"
    assert voice.find(to=to, asked_at=asked_at, reference=first).reference == first
    patient = TwilioVoice(account(provider, settle_s=60))
    assert patient.find(to="+12025550178", asked_at=asked_at).word == "cannot tell"
    assert voice.find(to=to, asked_at=now() + timedelta(seconds=60)).word == "cannot tell"


def test_what_is_no_number_is_not_asked_for() -> None:
    assert TwilioVoice(ACCOUNT).place(placing("sip:somebody@example.com")).word == "failed"
