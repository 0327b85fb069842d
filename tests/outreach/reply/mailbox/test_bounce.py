"""Mails that machines returned, as RFC 3464 and as servers of their own mind write them."""

from datetime import UTC, datetime

import pytest

from goodstanding.outreach.reply.mailbox.bounce import bounce_of

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)


def report(*, action: str = "failed", status: str = "5.1.1", code: str = "smtp; 550 5.1.1 No such user here") -> bytes:
    return f"""From: Mail Delivery Subsystem <mailer-daemon@mail.example.net>
To: reply+m17.abcdefghij@example.com
Subject: Undelivered Mail Returned to Sender
Return-Path: <>
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; juniper@example.org
Action: {action}
Status: {status}
Diagnostic-Code: {code}

--b
Content-Type: text/rfc822-headers

Message-ID: <m17.abcdefghij@example.com>
Subject: Your account

--b--
""".replace("\n", "\r\n").encode()


def test_a_report_names_the_mail_the_address_and_the_reason() -> None:
    found = bounce_of(report(), received_at=NOON)
    assert found is not None
    assert "<m17.abcdefghij@example.com>" in found.named
    assert (found.recipient, found.word, found.is_point_bad) == ("juniper@example.org", "bounced", True)
    assert "No such user here" in found.reason


@pytest.mark.parametrize(
    ("action", "status", "word", "is_bad"),
    [
        ("failed", "5.1.1", "bounced", True),
        ("failed", "5.2.2", "bounced", False),
        ("failed", "5.7.1", "bounced", False),
        ("delayed", "4.4.1", "deferred", False),
        ("", "5.1.1", "bounced", True),
        ("", "4.2.2", "deferred", False),
        ("", "", "deferred", False),
    ],
)
def test_an_address_is_bad_only_where_a_code_says_so(action: str, status: str, word: str, is_bad: bool) -> None:
    found = bounce_of(report(action=action, status=status, code="smtp; no"), received_at=NOON)
    assert found is not None
    assert (found.word, found.is_point_bad) == (word, is_bad)


def test_a_server_that_never_read_the_standard_is_understood() -> None:
    mail = (
        b"From: MAILER-DAEMON@mail.example.net\r\nTo: help@example.com\r\nSubject: failure notice\r\n\r\n"
        b"<juniper@example.org>: 550 5.1.1 user unknown\r\n\r\n--- Below is a copy.\r\n"
        b"Message-ID: <m17.abcdefghij@example.com>\r\n"
    )
    found = bounce_of(mail, received_at=NOON)
    assert found is not None
    assert (found.word, found.is_point_bad) == ("bounced", True)
    assert "<m17.abcdefghij@example.com>" in found.named


def test_what_a_person_writes_is_no_bounce() -> None:
    for head in (b"From: juniper@example.org", b"From: postmaster@example.org", b"Subject: failure notice"):
        assert bounce_of(head + b"\r\n\r\nMy mail bounced, 550 5.1.1.", received_at=NOON) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\nno parts",
        b"Content-Type: multipart/report; report-type=delivery-status\r\n\r\n--b\r\n--b--",
        b"From: mailer-daemon@x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\n" * 2_000,
    ],
)
def test_nonsense_raises_nothing(content: bytes) -> None:
    bounce_of(content, received_at=NOON)
