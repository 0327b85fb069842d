"""Setting a channel, turning it off, and saying who the house is."""

import json
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from goodstanding.access.permission import Actor, PermissionRefused
from goodstanding.access.role import Role
from goodstanding.compliance.operations import say_collector_kind
from goodstanding.evidence.models import Body
from goodstanding.outreach.channels import registry
from goodstanding.outreach.channels.operations import say_house, set_channel, turn_off
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.channels.queries import channel_lines, house_words, not_carried, provider_of, setting_of
from goodstanding.outreach.channels.text.twilio import TwilioTexts
from goodstanding.outreach.models.channel import ChannelSetting
from tests.outreach.channels.carrier import ADAPTERS, HERE, OUTSIDE, SAID, Pigeon
from tests.receivables.cast import ADMINISTRATOR, COLLECTOR, NOON, open_book

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
OFFICER = Actor("user:6", frozenset({Role.COMPLIANCE_OFFICER}))
SHIPPED = registry.ADAPTERS


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key folder of its own, and a registry with a bird in it."""
    (tmp_path / "keys").mkdir()
    settings.DATA_FOLDER = tmp_path
    monkeypatch.setattr(registry, "ADAPTERS", ADAPTERS)
    return tmp_path / "keys"


def test_a_channel_is_set_and_its_secret_is_a_file_of_its_owner(keys: Path) -> None:
    set_channel("email", provider="pigeon", options=HERE, secret="whistle\nold\n", by=ADMINISTRATOR, at=NOON)
    (file,) = keys.iterdir()
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == ("whistle\nold\n", 0o600)
    setting = setting_of("email", at=LATER)
    assert setting is not None
    assert setting.options == {"base_address": "http://127.0.0.1:4010", "birds": 2}
    assert setting.secrets == ("whistle", "old")
    provider = provider_of("email", at=LATER, data_folder=keys.parent)
    assert isinstance(provider, Pigeon)
    assert (provider.setting, provider.folder) == (setting, keys.parent)
    row = ChannelSetting.objects.get()
    body = bytes(Body.objects.get(entry_id=row.entry_id).body)
    assert json.loads(body)["kind"] == "outreach.channel_set"
    assert b"whistle" not in body
    assert "whistle" not in json.dumps(row.options)


def test_a_setting_counts_from_its_instant_until_the_next(keys: Path) -> None:
    assert setting_of("email", at=NOON) is None
    set_channel("email", provider="drawer", options={}, by=ADMINISTRATOR, at=NOON)
    set_channel("email", provider="pigeon", options=HERE, secret="whistle", by=ADMINISTRATOR, at=LATER)
    before, after = setting_of("email", at=LATER - timedelta(seconds=1)), setting_of("email", at=LATER)
    assert before is not None
    assert after is not None
    assert (before.provider, after.provider) == ("drawer", "pigeon")
    with pytest.raises(ChannelRefused, match="set later than that already"):
        set_channel("email", provider="drawer", options={}, by=ADMINISTRATOR, at=NOON)


def test_a_channel_that_was_turned_off_carries_nothing(keys: Path) -> None:
    with pytest.raises(ChannelRefused, match="nothing to turn off"):
        turn_off("email", by=ADMINISTRATOR, at=NOON)
    set_channel("email", provider="drawer", options={}, by=ADMINISTRATOR, at=NOON)
    turn_off("email", by=ADMINISTRATOR, at=LATER)
    with pytest.raises(ChannelRefused, match="No provider is set for e-mail"):
        provider_of("email", at=LATER, data_folder=keys.parent)


@pytest.mark.parametrize(
    ("provider", "options", "secret", "words"),
    [
        ("pigeon", {}, "whistle", "needs base_address"),
        ("pigeon", {"base_address": "http://example.com"}, "whistle", "only be asked by https"),
        ("pigeon", HERE, "", "needs a secret: The whistle"),
        ("pigeon", HERE, "a" * 20_000, "too long"),
        ("pigeon", HERE, "a\x00b", "cannot be shown"),
        ("drawer", {}, "whistle", "takes no secret"),
        ("owl", {}, "", "no provider 'owl'"),
        ("pigeon", OUTSIDE, "whistle", "has not said who it is"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    keys: Path, provider: str, options: dict[str, str], secret: str, words: str
) -> None:
    with pytest.raises(ChannelRefused, match=words):
        set_channel("email", provider=provider, options=options, secret=secret, by=ADMINISTRATOR, at=NOON)
    assert not ChannelSetting.objects.exists()
    assert not list(keys.iterdir())


def test_only_who_may_sets_a_channel(keys: Path) -> None:
    with pytest.raises(PermissionRefused):
        set_channel("email", provider="drawer", options={}, by=COLLECTOR, at=NOON)
    with pytest.raises(PermissionRefused):
        turn_off("email", by=COLLECTOR, at=NOON)
    with pytest.raises(PermissionRefused):
        say_house(SAID, by=COLLECTOR, at=NOON)


def test_the_house_says_who_it_is_and_then_something_may_leave(keys: Path) -> None:
    assert house_words(NOON)["name"] == "Example Collections"
    say_house(SAID, by=ADMINISTRATOR, at=NOON)
    say_house({"hours": "Mondays", "undo_seconds": "5"}, by=ADMINISTRATOR, at=LATER)
    told = {
        "name": "Example Collections", "address": "1 Example Street\nSpringfield, IL 62701", "phone": "+12175550100",
        "email": "help@example.com", "website": "", "hours": "Mondays", "undo_seconds": 5,
    }  # fmt: skip
    assert house_words(LATER).items() >= told.items()
    set_channel("email", provider="pigeon", options=OUTSIDE, secret="whistle", by=ADMINISTRATOR, at=LATER)
    assert [line.fault for line in channel_lines(LATER) if line.channel == "email"] == [""]


def test_a_house_without_a_name_or_with_a_wrong_number_is_refused(keys: Path) -> None:
    with pytest.raises(ChannelRefused, match="The house needs name"):
        say_house({"hours": "Mondays"}, by=ADMINISTRATOR, at=NOON)
    with pytest.raises(ChannelRefused, match="phone: '5' is not a number"):
        say_house(SAID | {"phone": "5"}, by=ADMINISTRATOR, at=NOON)
    with pytest.raises(ChannelRefused, match="no option 'fax'"):
        say_house(SAID | {"fax": "5"}, by=ADMINISTRATOR, at=NOON)


def test_a_secret_that_is_gone_is_told_and_stops_the_channel(keys: Path) -> None:
    set_channel("email", provider="pigeon", options=HERE, secret="whistle", by=ADMINISTRATOR, at=NOON)
    for file in keys.iterdir():
        file.unlink()
    with pytest.raises(ChannelRefused, match="is not in the key folder"):
        provider_of("email", at=LATER, data_folder=keys.parent)
    (line,) = [line for line in channel_lines(LATER) if line.channel == "email"]
    assert "is not in the key folder" in line.fault


ACCOUNT = "AC" + "0" * 32


def set_texts(*, at: datetime = NOON, **options: str) -> int:
    given = {
        "account": ACCOUNT,
        "route": "ten_dlc",
        "from_number": "+12175550100",
        "base_address": HERE["base_address"],
    }
    return set_channel("sms", provider="twilio", options=given | options, secret="token", by=ADMINISTRATOR, at=at)


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "ADAPTERS", SHIPPED)


def test_an_agency_cannot_be_set_to_text_by_who_carries_no_collection(shipped: None, keys: Path) -> None:
    with pytest.raises(
        ChannelRefused, match=r"does not carry sms over registered local numbers .10DLC. for a third party.*30943"
    ):
        set_texts()
    say_collector_kind("debt_buyer", client_id=None, by=OFFICER, at=NOON)
    with pytest.raises(ChannelRefused, match="for a debt buyer"):
        set_texts()
    assert not ChannelSetting.objects.exists() and not list(keys.iterdir())


def test_a_creditor_can_and_what_the_house_is_later_is_asked_again(shipped: None, keys: Path) -> None:
    say_collector_kind("original_creditor", client_id=None, by=OFFICER, at=NOON)
    set_texts()
    assert isinstance(provider_of("sms", at=NOON, data_folder=keys.parent), TwilioTexts)
    say_collector_kind("third_party", client_id=None, by=OFFICER, at=LATER)
    with pytest.raises(ChannelRefused, match="for a third party"):
        provider_of("sms", at=LATER, data_folder=keys.parent)
    (line,) = [line for line in channel_lines(LATER) if line.channel == "sms"]
    assert "for a third party" in line.fault


def test_one_client_for_whom_the_house_is_an_agency_is_named(shipped: None, keys: Path) -> None:
    book = open_book("Larch Utilities")
    say_collector_kind("original_creditor", client_id=None, by=OFFICER, at=NOON)
    say_collector_kind("third_party", client_id=book.client_id, by=OFFICER, at=NOON)
    with pytest.raises(ChannelRefused, match="which the house is for Larch Utilities"):
        set_texts()


def test_a_channel_can_be_meant_for_some_clients_only(shipped: None, keys: Path) -> None:
    own, other = open_book("Larch Utilities").client_id, open_book("Birch Bank").client_id
    say_collector_kind("original_creditor", client_id=own, by=OFFICER, at=NOON)
    set_texts(only_clients=str(own))
    setting = setting_of("sms", at=NOON)
    assert setting is not None
    assert not_carried(setting, own, at=NOON) == ""
    assert "for other clients only" in not_carried(setting, other, at=NOON)
    with pytest.raises(ChannelRefused, match="There is no client 999999"):
        set_texts(only_clients="999999", at=LATER)
    with pytest.raises(ChannelRefused, match="for Birch Bank"):
        set_texts(only_clients=f"{own}, {other}", at=LATER)


def test_abroad_the_lists_of_north_america_do_not_hold(shipped: None, keys: Path) -> None:
    set_texts(route="abroad", from_number="+442079460123")
    assert isinstance(provider_of("sms", at=NOON, data_folder=keys.parent), TwilioTexts)
