from pathlib import Path

import pytest

from goodstanding.outreach.channels.email.making import SMTP, make_smtp
from goodstanding.outreach.channels.email.smtp import SmtpProvider
from goodstanding.outreach.channels.option import read_options
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.channels.registry import adapter_for
from goodstanding.outreach.channels.setting import Setting


def read(**given: str) -> Setting:
    return Setting("email", "smtp", read_options(given, options=SMTP.options, what="email by smtp"), "password")


def test_the_adapter_is_registered_and_made_of_its_options() -> None:
    assert adapter_for("email", "smtp") is SMTP
    made = make_smtp(read(from_address="a@example.com", host="mail.example.com", user="a"), Path())
    assert isinstance(made, SmtpProvider)
    assert made._server.port == 587
    assert (made._server.user, made._server.password, made._server.hello) == ("a", "password", "example.com")


def test_mail_to_another_machine_never_goes_in_the_clear() -> None:
    with pytest.raises(ChannelRefused, match="in the clear"):
        make_smtp(read(from_address="a@example.com", host="mail.example.com", security="none"), Path())
    assert make_smtp(read(from_address="a@example.com", host="127.0.0.1", security="none"), Path())._server.port == 25


@pytest.mark.parametrize(
    "given", [{}, {"from_address": "a@example.com"}, {"from_address": "a", "host": "mail.example.com"}]
)
def test_a_setting_without_sender_or_server_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(ChannelRefused):
        read(**given)
