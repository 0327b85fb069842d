"""How a channel is set, as an adapter is given it."""

from goodstanding.outreach.channels.setting import Setting
from tests.outreach.channels.carrier import LOCAL, PIGEON


def test_a_setting_shows_no_secret() -> None:
    setting = Setting("email", "pigeon", {}, "whistle", ("old whistle",))
    assert "whistle" not in repr(setting)
    assert setting.secrets == ("whistle", "old whistle")
    assert Setting("email", "drawer").secrets == ()


def test_a_consignment_leaves_the_machine_unless_every_address_is_here() -> None:
    assert not LOCAL.leaves_machine({})
    assert not PIGEON.leaves_machine({"base_address": "http://127.0.0.1:4010"})
    assert PIGEON.leaves_machine({"base_address": "https://loft.example.com"})
    assert PIGEON.leaves_machine({})
