from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.inbox.mail.written import body_of, cleaned, incoming_of, read_mail, sent_at, without_tags
from goodstanding.outreach.inbox.telling import PostRefused

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
MAIL = b"""From: Juniper Sample <juniper.sample@example.com>
To: "Accounts" <other@example.com>, help+m17.abcdefghij@example.com
Subject: =?utf-8?q?Pagar=C3=A9?=
Date: Sun, 22 Nov 2026 10:00:00 -0500
Message-ID: <their-1@example.com>
In-Reply-To: <m17.abcdefghij@example.com>
References: <first@example.com> <m17.abcdefghij@example.com>
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/html; charset=utf-8

<p>I will <b>pay</b> &amp; more</p><script>x</script>
--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Pagar=E9 el viernes.
--b--
"""


def test_a_mail_says_who_wrote_what_to_whom_in_answer_to_what() -> None:
    told = read_mail(MAIL, received_at=AT)
    assert (told.sender, told.receiver) == ("juniper.sample@example.com", "help+m17.abcdefghij@example.com")
    assert (told.subject, told.text) == ("Pagaré", "Pagaré el viernes.")
    assert told.answers_reference == "<first@example.com> <m17.abcdefghij@example.com>"
    assert told.happened_at == datetime(2026, 11, 22, 15, tzinfo=UTC)
    assert read_mail(MAIL.replace(b"viernes", b"jueves"), received_at=AT).event_key == told.event_key
    assert read_mail(MAIL, received_at=AT, receiver="<real@example.com>").receiver == "real@example.com"


def test_a_mail_without_a_name_is_the_same_by_its_bytes() -> None:
    bare = MAIL.replace(b"Message-ID: <their-1@example.com>\n", b"")
    assert read_mail(bare, received_at=AT).event_key == read_mail(bare, received_at=AT).event_key
    assert read_mail(bare, received_at=AT).event_key != read_mail(bare + b"x", received_at=AT).event_key


def test_of_html_alone_the_words_are_taken() -> None:
    told = read_mail(b"From: a@example.com\nContent-Type: text/html\n\n<p>One<br>two</p>&lt;b&gt;", received_at=AT)
    assert told.text == "One\ntwo\n<b>"
    assert without_tags("<style>p{}</style>x") == "x"


def test_what_is_no_mail_is_refused() -> None:
    for content in (b"", b"hello", b"\x00\xff" * 50):
        with pytest.raises(PostRefused):
            read_mail(content, received_at=AT)


@given(st.binary(max_size=400))
def test_no_mail_is_a_fault(content: bytes) -> None:
    told = read_mail(b"From: a@example.com\nDate: " + content[:50] + b"\n" + content, received_at=AT)
    assert told.happened_at <= AT
    assert not {"\0", "\r"} & set(told.text + told.subject)
    assert told.sender == "a@example.com"


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Foo 2026", "Sun, 22 Nov 9999 10:00:00 -0500"])
def test_a_date_that_cannot_be_is_when_we_got_it(date: str) -> None:
    assert sent_at(date, received_at=AT) == AT


def test_hidden_signs_are_dropped_and_lines_kept() -> None:
    assert cleaned("a\r\nb\x00\u202ec\u200b") == "a\nbc"


def test_an_unknown_charset_is_read_as_far_as_it_can_be() -> None:
    told = read_mail(b"From: a@example.com\nContent-Type: text/plain; charset=klingon\n\nHi", received_at=AT)
    assert told.text == "Hi"


def test_attachments_are_no_text() -> None:
    mail = incoming_of(
        headers=[("From", "a@example.com")], text="", page="<p>x</p>", receiver="", received_at=AT, digest="d"
    )
    assert mail.text == "x"
    assert mail.event_key == "mail:d"
    assert body_of.__doc__
