from dataclasses import replace

import pytest

from goodstanding.outreach.channels.email.dress import PAGE, dress, page_address, sender_of
from goodstanding.outreach.channels.email.reply_address import message_left, message_of, messages_named
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.signed_number import LONG, read_signed
from tests.outreach.channels.email.consigned import AT, CONSIGNMENT, MESSAGE, OPTIONS, SECRET, dressed, setting


def test_a_mail_says_from_whom_it_is_and_where_answers_go() -> None:
    headers = dressed().headers
    assert headers["From"] == "Example Collections <accounts@collections.example.com>"
    assert message_of(headers["Reply-To"], secret=SECRET) == 17
    assert messages_named(headers["Message-ID"], secret=SECRET) == [17]
    assert headers["Date"] == "Mon, 23 Nov 2026 15:30:12 +0000"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert "List-Unsubscribe" not in headers


def test_optional_mail_offers_the_way_out_in_one_click() -> None:
    headers = dressed(replace(MESSAGE, is_optional=True)).headers
    page, mail = (one.strip("<> ") for one in headers["List-Unsubscribe"].split(","))
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = page.removeprefix("https://books.example.com/p/").rstrip("/")
    assert read_signed(token, purpose=PAGE, secret=SECRET, length=LONG) == 17
    assert message_left(mail.removeprefix("mailto:").partition("?")[0], secret=SECRET) == 17


def test_without_a_page_the_way_out_is_a_mail_and_no_click_is_promised() -> None:
    headers = dressed(replace(MESSAGE, is_optional=True), options={"web_address": ""}).headers
    assert headers["List-Unsubscribe"].startswith("<mailto:")
    assert "List-Unsubscribe-Post" not in headers
    assert page_address("", message_id=17, secret=SECRET) == ""


def test_a_mail_of_a_conversation_names_what_it_follows() -> None:
    thread = [f"<{number}@example.com>" for number in range(30)] + ["no id", "<a@b>\r\nBcc: x"]
    headers = dress(CONSIGNMENT, message=MESSAGE, setting=setting(), thread=thread, at=AT, secret=SECRET).headers
    assert headers["In-Reply-To"] == "<29@example.com>"
    names = headers["References"].split()
    assert (names[0], names[-1], len(names)) == ("<0@example.com>", "<29@example.com>", 20)


def test_a_client_may_have_a_sender_of_its_own_and_the_house_lends_its_name() -> None:
    options = OPTIONS | {"senders": '{"3": "Fern and Field <billing@fern.example>"}'}
    assert sender_of(options, client_id=3) == ("Fern and Field", "billing@fern.example")
    assert sender_of(options, client_id=4) == ("Example Collections", "accounts@collections.example.com")
    assert sender_of({"from_address": "a@example.com"}, client_id=4, house_name="H") == ("H", "a@example.com")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"from_address": "nobody"},
        OPTIONS | {"senders": "[1]"},
        OPTIONS | {"senders": "{"},
        OPTIONS | {"senders": {"3": "x"}},
    ],
)
def test_a_sender_that_is_none_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(ChannelRefused):
        sender_of(options, client_id=3)


def test_headers_given_before_stay_unless_they_are_ours() -> None:
    told = dressed(headers={"X-Campaign": "a\r\nBcc: x", "from": "evil@example.com", "BCC": "x@example.com"})
    assert told.headers["X-Campaign"] == "a Bcc: x"
    assert {"from", "BCC"}.isdisjoint(told.headers)
