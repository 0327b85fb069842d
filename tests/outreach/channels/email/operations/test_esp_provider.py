"""Carrying mail by the providers anymail knows, held against a server that answers as each of them does."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from goodstanding.outreach.channels.email.answer import BAD_ADDRESS
from goodstanding.outreach.channels.email.esp import ESPS
from goodstanding.outreach.channels.email.mail import built
from goodstanding.outreach.channels.email.operations.esp_provider import ANYMAIL, EspProvider, make_anymail
from goodstanding.outreach.channels.option import read_options
from goodstanding.outreach.channels.provider import ChannelRefused, Part
from goodstanding.outreach.channels.registry import adapter_for
from goodstanding.outreach.channels.setting import Setting
from tests.outreach.channels.email.consigned import AT, CONSIGNMENT, dressed
from tests.outreach.channels.email.mail_server import HOST, free_port

TO = CONSIGNMENT.to
YES: dict[str, tuple[int, Any, dict[str, str]]] = {
    "brevo": (201, {"messageId": "<ref@x>"}, {}),
    "mailersend": (202, "", {"X-Message-Id": "ref", "Content-Type": "text/html"}),
    "mailgun": (200, {"id": "<ref@x>", "message": "Queued. Thank you."}, {}),
    "mailjet": (
        200,
        {"Messages": [{"Status": "success", "To": [{"Email": TO, "MessageID": 5, "MessageUUID": "u"}]}]},
        {},
    ),
    "mailtrap": (200, {"success": True, "message_ids": ["ref"]}, {}),
    "mandrill": (200, [{"email": TO, "status": "sent", "_id": "ref"}], {}),
    "postal": (200, {"status": "success", "data": {"message_id": "r", "messages": {TO: {"id": 5, "token": "t"}}}}, {}),
    "postmark": (200, {"To": TO, "MessageID": "ref", "ErrorCode": 0, "Message": "OK"}, {}),
    "resend": (200, {"id": "ref"}, {}),
    "sendgrid": (202, "", {}),
    "sparkpost": (200, {"results": {"total_accepted_recipients": 1, "total_rejected_recipients": 0, "id": "5"}}, {}),
    "unisender_go": (200, {"status": "success", "job_id": "ref", "emails": [TO]}, {}),
}
"""What each provider answers to a mail it takes."""


@dataclass
class Provider:
    """What it answers, and what it was asked."""

    status: int = 200
    body: Any = ""
    headers: dict[str, str] = field(default_factory=dict)
    wait_s: float = 0
    byte_s: float = 0
    asked: list[bytes] = field(default_factory=list)
    cut: bool = False


@contextmanager
def provider(told: Provider) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.asked.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            if told.cut:
                self.connection.close()
                return
            time.sleep(told.wait_s)
            body = (told.body if isinstance(told.body, str) else json.dumps(told.body)).encode()
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for place in range(len(body)):
                self.wfile.write(body[place : place + 1])
                time.sleep(told.byte_s)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer((HOST, 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{HOST}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def carrier(name: str, address: str, **more: str) -> EspProvider:
    given = {
        "from_address": "accounts@collections.example.com",
        "esp_name": name,
        "api_url": address,
        "patience_s": "5",
    }
    if name == "mailgun":
        given["sender_domain"] = "mg.example.com"
    options = read_options(given | more, options=ANYMAIL.options, what="email by anymail")
    return make_anymail(Setting("email", "anymail", options, "key-1", ("key-2",)), Path())


@pytest.mark.parametrize("name", sorted(YES))
def test_every_provider_gets_text_html_attachment_and_our_key(name: str) -> None:
    told = Provider(*YES[name])
    with provider(told) as address:
        consignment = dressed(parts=(Part("statement.pdf", "application/pdf", b"%PDF-1.7 x"),))
        outcome = carrier(name, address).send(consignment)
    assert outcome.word == "accepted", outcome
    assert outcome.reference
    assert outcome.sent == (Part("mail", "message/rfc822", built(consignment)),)
    (asked,) = told.asked
    for wanted in (b"please look", b"<b>please</b>", b"statement.pdf", b"act:17", b"m17."):
        assert wanted in asked.replace(b"\\u003C", b"<").replace(b"\\u003E", b">"), (name, wanted)


def test_there_is_a_yes_for_every_provider_but_amazon_which_needs_its_own_library() -> None:
    assert set(YES) == set(ESPS) - {"amazon_ses"}
    with pytest.raises(ChannelRefused, match="Amazon SES"):
        carrier("amazon_ses", "http://127.0.0.1:9")


@pytest.mark.parametrize(
    ("status", "word", "stops"),
    [(401, "put_off", True), (422, "refused", False), (429, "put_off", True), (500, "unknown", False),
     (503, "put_off", True), (200, "unknown", False)],
)  # fmt: skip
def test_an_answer_that_is_no_yes_is_told_honestly(status: int, word: str, stops: bool) -> None:
    with provider(Provider(status, "not json", {"Retry-After": "9"})) as address:
        outcome = carrier("postmark", address).send(dressed())
    assert (outcome.word, outcome.stops, outcome.sent) == (word, stops, ())
    assert outcome.again_after_s == (9 if word == "put_off" and status != 401 else None)


def test_a_provider_that_takes_a_mail_and_then_says_nothing_leaves_us_unsure() -> None:
    for told in (Provider(*YES["mailgun"], wait_s=3), Provider(*YES["mailgun"], byte_s=0.2), Provider(cut=True)):
        with provider(told) as address:
            begun = time.monotonic()
            outcome = carrier("mailgun", address, patience_s="1").send(dressed())
        assert outcome.word == "unknown", outcome
        assert len(told.asked) == 1
        assert time.monotonic() - begun < 4


def test_an_answer_that_no_library_expected_leaves_us_unsure() -> None:
    with provider(Provider(202, "")) as address:
        assert carrier("mailersend", address).send(dressed()).word == "unknown"


def test_nobody_there_means_that_nothing_left() -> None:
    outcome = carrier("mailgun", f"http://{HOST}:{free_port()}").send(dressed())
    assert (outcome.word, outcome.stops) == ("put_off", True)


@pytest.mark.parametrize(
    ("status", "word", "code"), [("rejected", "refused", "rejected"), ("invalid", "failed", BAD_ADDRESS)]
)
def test_a_receiver_that_is_not_taken(status: str, word: str, code: str) -> None:
    with provider(Provider(200, [{"email": TO, "status": status, "_id": "ref"}])) as address:
        outcome = carrier("mandrill", address).send(dressed())
    assert (outcome.word, outcome.code) == (word, code)


def test_what_is_no_address_is_never_posted() -> None:
    told = Provider(*YES["mailgun"])
    with provider(told) as address:
        outcome = carrier("mailgun", address).send(dressed(to="x\r\nBcc: y@example.com"))
        nobody = carrier("mailgun", address).send(replace(dressed(), headers={}))
    assert (outcome.word, outcome.code, told.asked) == ("failed", BAD_ADDRESS, [])
    assert (nobody.word, nobody.stops, nobody.code) == ("refused", True, "")


def test_one_connection_serves_many_mails_and_nobody_can_be_asked() -> None:
    told = Provider(*YES["mailgun"])
    with provider(told) as address:
        one = carrier("mailgun", address)
        assert {one.send(dressed()).word for _ in range(3)} == {"accepted"}
        one.close()
    assert len(told.asked) == 3
    assert one.look_up(dressed(), asked_at=AT).word == "cannot tell"


def test_a_setting_without_its_key_is_refused() -> None:
    assert adapter_for("email", "anymail") is ANYMAIL
    with pytest.raises(ChannelRefused, match="api_key and secret_key"):
        make_anymail(Setting("email", "anymail", {"esp_name": "mailjet"}), Path())
    with pytest.raises(ChannelRefused, match="Postal cannot be used"):
        make_anymail(Setting("email", "anymail", {"esp_name": "postal"}, "key"), Path())
