"""A mailbox read over the wire: from a small server always, and from Dovecot where it is installed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from goodstanding.outreach.reply.mailbox.imap import Mailbox, MailboxRefused, Place, new_mails
from tests.outreach.reply.mailbox.servers import DOVECOT, PASSWORD, USER, Served, SmallServer, dovecot, small_server


def mail(number: int, text: str = "I paid.") -> bytes:
    return (
        f"From: juniper@example.com\r\nTo: {USER}\r\nSubject: One\r\nMessage-ID: <{number}@example.com>\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    ).encode()


def mailbox(port: int, *, secret: str = PASSWORD, folder: str = "INBOX", host: str = "127.0.0.1") -> Mailbox:
    return Mailbox(host, USER, port, folder, secret=secret)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallServer]:
    with small_server(tmp_path) as server:
        yield server


def port_of(server: SmallServer) -> int:
    return int(server.server_address[1])


@pytest.fixture(params=["small", "dovecot"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    if request.param == "small":
        with small_server(tmp_path) as server:
            yield Served(port_of(server), server.deliver)
    elif DOVECOT is None:
        pytest.skip("Dovecot is not installed here: the mailbox was read from the small server only.")
    else:
        with dovecot(tmp_path) as server:
            yield server


def test_mails_come_in_order_and_each_once(served: Served) -> None:
    for number in (1, 2, 3):
        served.deliver(mail(number))
    first = list(new_mails(mailbox(served.port), None, most=2))
    assert [b"<1@" in first[0].content, b"<2@" in first[1].content] == [True, True]
    rest = list(new_mails(mailbox(served.port), first[-1].place, most=10))
    assert len(rest) == 1
    assert b"<3@" in rest[0].content
    assert list(new_mails(mailbox(served.port), rest[-1].place, most=10)) == []
    served.deliver(mail(4))
    assert [b"<4@" in one.content for one in new_mails(mailbox(served.port), rest[-1].place, most=10)] == [True]


def test_of_a_long_mail_only_the_beginning_is_fetched(served: Served) -> None:
    served.deliver(mail(1, "x" * 4_000_000))
    (found,) = new_mails(mailbox(served.port), None, most=10)
    assert 1_000_000 < len(found.content) <= 1_500_000


def test_a_wrong_password_is_a_sentence(served: Served) -> None:
    with pytest.raises(MailboxRefused, match="cannot be opened"):
        list(new_mails(mailbox(served.port, secret="wrong"), None, most=1))


def test_a_folder_there_is_none_of_is_a_sentence(served: Served) -> None:
    with pytest.raises(MailboxRefused, match="There is no folder 'Elsewhere'"):
        list(new_mails(mailbox(served.port, folder="Elsewhere"), None, most=1))


def test_numbers_that_were_given_anew_are_read_from_the_start(small: SmallServer) -> None:
    small.deliver(mail(1))
    small.validity = 8
    (found,) = new_mails(mailbox(port_of(small)), Place(7, 400), most=10)
    assert found.place == Place(8, 1)


def test_a_connection_that_breaks_is_a_sentence_and_what_came_stays(small: SmallServer) -> None:
    for number in (1, 2, 3):
        small.deliver(mail(number))
    small.breaks_after = 2
    came = []
    reading = new_mails(mailbox(port_of(small)), None, most=9)
    with pytest.raises(MailboxRefused, match="broke off"):
        for one in reading:
            came.append(one.place.last_uid)
    assert came == [1, 2]


def test_nobody_listens() -> None:
    with pytest.raises(MailboxRefused, match="cannot be opened"):
        list(new_mails(mailbox(1), None, most=1))


def test_nothing_goes_in_the_clear_to_another_machine() -> None:
    with pytest.raises(MailboxRefused, match="another machine"):
        list(new_mails(Mailbox("mail.example.com", USER, 143, security="none"), None, most=1))
