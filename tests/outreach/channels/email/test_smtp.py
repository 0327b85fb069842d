"""Carrying mail, held against a real mail server and against one that breaks wherever it can."""

import time
from dataclasses import replace
from email import message_from_bytes
from typing import Any

import pytest

from goodstanding.outreach.channels.email.answer import BAD_ADDRESS
from goodstanding.outreach.channels.email.mail import built
from goodstanding.outreach.channels.email.smtp import SmtpProvider, SmtpServer
from goodstanding.outreach.channels.provider import Part
from tests.outreach.channels.email.consigned import AT, dressed
from tests.outreach.channels.email.mail_server import CUT, HANG, HOST, free_port, real_server, scripted_server


def carrier(port: int, **more: Any) -> SmtpProvider:
    options: dict[str, Any] = {"security": "none", "patience_s": 5.0}
    return SmtpProvider(SmtpServer(HOST, port, **options | more))


def test_a_real_server_gets_the_mail_byte_for_byte_over_one_connection() -> None:
    text = "Dear Juniper,\n.\n..two dots\n\nMAIL FROM:<x>\n"
    with real_server() as (kept, port):
        provider = carrier(port)
        outcomes = [provider.send(dressed(text=text, key=f"act:{number}")) for number in range(5)]
        provider.close()
    assert {one.word for one in outcomes} == {"accepted"}
    assert kept.connections == 1
    assert [mail.rcpt_tos for mail in kept.mails] == [["juniper.sample@example.com"]] * 5
    for number, (mail, outcome) in enumerate(zip(kept.mails, outcomes, strict=True)):
        wanted = built(dressed(text=text, key=f"act:{number}"))
        assert mail.content == wanted
        assert outcome.sent == (Part("mail", "message/rfc822", wanted),)
        assert outcome.reference == message_from_bytes(wanted)["Message-ID"]
        assert mail.mail_from == "accounts@collections.example.com"


def test_a_new_connection_is_made_after_so_many_mails_and_where_the_server_let_go() -> None:
    with scripted_server() as (heard, port):
        provider = carrier(port, mails_per_connection=2)
        assert {provider.send(dressed()).word for _ in range(5)} == {"accepted"}
        assert heard.connections == 3
    with scripted_server(after=1) as (heard, port):
        provider = carrier(port)
        assert [provider.send(dressed()).word for _ in range(3)] == ["accepted"] * 3
        assert (heard.connections, len(heard.mails)) == (3, 3)


def test_nobody_there_means_that_nothing_left_and_nothing_else_need_be_tried() -> None:
    outcome = carrier(free_port()).send(dressed())
    assert (outcome.word, outcome.stops) == ("put_off", True)
    assert "nothing answers there" in outcome.reason


@pytest.mark.parametrize(
    ("script", "word", "stops", "code"),
    [
        ({"greeting": "554 no"}, "put_off", True, "554"),
        ({"greeting": "421 busy"}, "put_off", True, "421"),
        ({"greeting": CUT}, "put_off", True, ""),
        ({"EHLO": "550 no", "HELO": "550 no"}, "put_off", True, "550"),
        ({"MAIL": "550 5.7.1 sender rejected"}, "refused", True, "550"),
        ({"MAIL": "421 closing"}, "put_off", True, "421"),
        ({"MAIL": CUT}, "put_off", True, ""),
        ({"RCPT": "550 5.1.1 no such user"}, "failed", False, BAD_ADDRESS),
        ({"RCPT": "550 5.7.1 we do not like you"}, "failed", False, "550"),
        ({"RCPT": "451 greylisted"}, "put_off", False, "451"),
        ({"RCPT": CUT}, "put_off", True, ""),
        ({"DATA": "451 not now"}, "put_off", False, "451"),
        ({"DATA": "554 no"}, "refused", False, "554"),
        ({"DATA": CUT}, "put_off", True, ""),
        ({"dot": "451 disk full"}, "put_off", False, "451"),
        ({"dot": "554 looks like spam"}, "refused", False, "554"),
        ({"dot": CUT}, "unknown", False, ""),
        ({"dot": "nonsense"}, "unknown", False, ""),
    ],
)
def test_every_phase_breaks_honestly(script: dict[str, str], word: str, stops: bool, code: str) -> None:
    with scripted_server(script) as (heard, port):
        outcome = carrier(port).send(dressed())
    assert (outcome.word, outcome.stops, outcome.code) == (word, stops, code), outcome
    assert outcome.reason.endswith(".")
    assert outcome.sent == ()
    # Whoever says "put off" or "refused" is sure: no dot was sent, or the server itself said no to it.
    assert not heard.mails or "dot" in script


@pytest.mark.parametrize(("phase", "word"), [("greeting", "put_off"), ("RCPT", "put_off"), ("dot", "unknown")])
def test_a_server_that_does_not_answer_is_not_waited_for_endlessly(phase: str, word: str) -> None:
    with scripted_server({phase: HANG}) as (_heard, port):
        begun = time.monotonic()
        outcome = carrier(port, patience_s=0.4).send(dressed())
    assert outcome.word == word
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(("dot", "word"), [("250 taken", "put_off"), ("250 " + "x" * 300, "put_off")])
def test_a_byte_at_a_time_outlasts_no_patience(dot: str, word: str) -> None:
    with scripted_server({"dot": dot}, byte_s=0.2) as (heard, port):
        outcome = carrier(port, patience_s=1.0).send(dressed())
    assert (outcome.word, heard.mails) == (word, [])


def test_a_last_word_that_comes_too_slowly_leaves_us_unsure() -> None:
    with scripted_server({"dot": "250-" + "x" * 400 + "\r\n250 taken"}, byte_s=0.01) as (heard, port):
        outcome = carrier(port, patience_s=1.5).send(dressed())
    assert (outcome.word, len(heard.mails)) == ("unknown", 1)


def test_after_one_bad_address_the_next_mail_goes() -> None:
    with real_server() as (kept, port):
        kept.rcpt = {"gone@example.com": "550 5.1.1 no such user"}
        provider = carrier(port)
        assert provider.send(dressed(to="gone@example.com")).code == BAD_ADDRESS
        assert provider.send(dressed()).word == "accepted"
        provider.close()
    assert len(kept.mails) == 1
    assert kept.connections == 1


def test_what_is_no_address_never_reaches_the_server() -> None:
    outcome = carrier(free_port()).send(dressed(to="nobody\r\nRCPT TO:<x@example.com>"))
    assert (outcome.word, outcome.code) == ("failed", BAD_ADDRESS)


def test_without_a_sender_nothing_goes_and_nobodys_address_is_to_blame() -> None:
    outcome = carrier(free_port()).send(replace(dressed(), headers={}))
    assert (outcome.word, outcome.stops, outcome.code) == ("refused", True, "")


def test_a_server_without_encryption_gets_nothing_where_encryption_is_wanted() -> None:
    with scripted_server() as (heard, port):
        outcome = carrier(port, security="starttls").send(dressed())
    assert (outcome.word, outcome.stops) == ("put_off", True)
    assert "offers no encryption" in outcome.reason
    assert not any(command.startswith(("MAIL", "AUTH")) for command in heard.commands)


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing() -> None:
    with scripted_server({"EHLO": "250-here\r\n250 STARTTLS", "STARTTLS": "220 go"}) as (heard, port):
        outcome = carrier(port, security="starttls", patience_s=1.0).send(dressed())
    assert (outcome.word, outcome.stops) == ("put_off", True)
    assert not any(command.startswith("MAIL") for command in heard.commands)
    outcome = carrier(port, security="tls", patience_s=1.0).send(dressed())
    assert outcome.word == "put_off"


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_signing_in_with_the_password_and_being_turned_away_without_it() -> None:
    with real_server(password="right") as (kept, port):
        assert carrier(port, user="accounts", password="right").send(dressed()).word == "accepted"
        outcome = carrier(port, user="accounts", password="wrong").send(dressed())
        assert (outcome.word, outcome.stops) == ("put_off", True)
        assert "does not let us in" in outcome.reason
        assert "wrong" not in outcome.reason
    assert len(kept.mails) == 1
    turned_away = {"EHLO": "250-here\r\n250 AUTH PLAIN", "AUTH": "535 5.7.8 no"}
    nothing: dict[str, str] = {}
    for script, code in ((nothing, ""), (turned_away, "535")):
        with scripted_server(script) as (_heard, port):
            outcome = carrier(port, user="accounts", password="right").send(dressed())
        assert (outcome.word, outcome.stops, outcome.code) == ("put_off", True, code)
        assert "does not let us in" in outcome.reason


def test_nobody_can_ask_a_mail_server_what_became_of_a_mail() -> None:
    assert carrier(free_port()).look_up(dressed(), asked_at=AT).word == "cannot tell"
    carrier(free_port()).close()
