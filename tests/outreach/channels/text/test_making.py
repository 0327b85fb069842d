"""The options of texts by Twilio."""

from pathlib import Path

import pytest

from goodstanding.outreach.channels.option import read_options
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.channels.text.making import OPTIONS, TWILIO, check, make_twilio
from goodstanding.outreach.channels.text.twilio import TwilioTexts

ACCOUNT = "AC" + "0" * 32
GIVEN = {"account": ACCOUNT, "route": "ten_dlc", "from_number": "+12175550100"}


def read(**changes: str) -> dict[str, object]:
    return read_options(GIVEN | changes, options=OPTIONS, what="sms by twilio")


def test_a_setting_makes_an_adapter(tmp_path: Path) -> None:
    options = read(base_address="http://127.0.0.1:4010", callback_address="http://127.0.0.1:8000/x")
    assert check(options) == ""
    made = make_twilio(Setting("sms", "twilio", options, "token"), tmp_path)
    assert isinstance(made, TwilioTexts)
    assert (made.account.token, made.account.from_number) == ("token", "+12175550100")
    assert made.account.base_address == "http://127.0.0.1:4010"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"account": "12"}, "AC and 32"),
        ({"from_number": "12175550100"}, "is not a number such as"),
        ({"from_number": "12345"}, "is not a number such as"),
        ({"route": "short_code"}, "is not a short code"),
        ({"messaging_service": "MG" + "0" * 32}, "a number or through"),
        ({"from_number": ""}, "a number or through"),
        ({"from_number": "", "messaging_service": "MG1"}, "MG and 32"),
        ({"only_clients": "3, Larch"}, "by their numbers"),
        ({"price_per_segment": "cheap"}, "a price is written"),
        ({"price_per_segment": "0.01", "price_currency": "gold"}, "a price is written"),
        ({"settle_s": "5"}, "at least deadline_s"),
    ],
)
def test_options_that_do_not_fit_each_other_are_told(changes: dict[str, str], words: str) -> None:
    assert words in check(read(**changes))


def test_what_fits_is_left_alone() -> None:
    assert check(read(route="short_code", from_number="12345")) == ""
    assert check(read(from_number="", messaging_service="MG" + "0" * 32)) == ""
    assert TWILIO.leaves_machine(read())
    assert not TWILIO.leaves_machine(read(base_address="http://localhost:1"))
