"""Fetching: every mail once, whatever it is made of; what came back reaches its message."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from goodstanding.access.permission import PermissionRefused
from goodstanding.outreach.channels.email.reply_address import leave_address, message_name, reply_address
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.models.channel import ChannelSetting
from goodstanding.outreach.models.reply import MailboxPlace, Reply, ReplyMatch, ReplyReading
from goodstanding.outreach.reply.mailbox.imap import MailboxRefused
from goodstanding.outreach.reply.mailbox.operations import FetchFigures, fetch, mailbox_at, set_mailbox
from goodstanding.parties.contact_point import read_email
from goodstanding.parties.models import Consent, ContactPoint
from goodstanding.parties.operations.contact_point import add_contact_point
from goodstanding.worklists.models import Task
from tests.outreach.reply.cast import message
from tests.outreach.reply.mailbox.servers import PASSWORD, USER, SmallServer, small_server
from tests.outreach.reply.mailbox.test_bounce import report
from tests.receivables.cast import ADMINISTRATOR, COLLECTOR, NOON, SUPERVISOR, Book, item, open_book, place

pytestmark = pytest.mark.django_db
JUNIPER = "juniper@example.org"


@pytest.fixture
def book() -> Book:
    book = open_book()
    place(book, item("INV-1", 10_000))
    add_contact_point(book.debtor_id, read_email(JUNIPER), source="File", by=SUPERVISOR, at=NOON)
    return book


@pytest.fixture
def server(tmp_path: Path, book: Book) -> Iterator[SmallServer]:
    (Path(settings.DATA_FOLDER) / "keys").mkdir(parents=True, exist_ok=True)
    with small_server(tmp_path) as served:
        options = {"host": "127.0.0.1", "user": USER, "port": str(served.server_address[1])}
        set_mailbox(options, secret=PASSWORD, by=ADMINISTRATOR, at=NOON)
        yield served


def mail(
    text: str, *, name: str = "<1@example.org>", to: str = USER, more: str = "", kind: str = "text/plain"
) -> bytes:
    head = f"From: Juniper <{JUNIPER}>\nTo: {to}\nMessage-ID: {name}\nContent-Type: {kind}; charset=utf-8\n{more}\n"
    return (head + text).replace("\n", "\r\n").encode()


def fetched() -> FetchFigures:
    figures = fetch(by=SUPERVISOR, at=NOON)
    assert figures is not None
    return figures


def test_a_mail_is_taken_in_once_however_often_it_is_fetched(server: SmallServer, book: Book) -> None:
    server.deliver(mail("I dispute this."))
    server.deliver(mail("I dispute this."))
    assert (fetched().replies, Reply.objects.count()) == (2, 1)
    assert fetched().mails == 0
    server.validity = 8
    assert (fetched().mails, Reply.objects.count()) == (2, 1)
    assert ReplyMatch.objects.get().person_id == book.debtor_id


def test_fetching_goes_on_where_it_was_interrupted(server: SmallServer) -> None:
    for number in range(3):
        server.deliver(mail(f"Mail {number}.", name=f"<{number}@example.org>"))
    server.breaks_after = 2
    with pytest.raises(MailboxRefused, match="broke off"):
        fetch(by=SUPERVISOR, at=NOON)
    assert MailboxPlace.objects.latest("id").last_uid == 2
    server.breaks_after = -1
    assert (fetched().mails, Reply.objects.count()) == (1, 3)


def test_an_answer_finds_its_account_by_the_address_it_was_sent_to(server: SmallServer, book: Book) -> None:
    ours = message(book)
    to = reply_address(USER, message_id=ours.pk, secret=settings.SECRET_KEY)
    server.deliver(mail("Who are you?", to=to).replace(JUNIPER.encode(), b"other@example.net"))
    fetched()
    match = ReplyMatch.objects.get()
    assert (match.how, match.person_id, match.message_id) == ("token", book.debtor_id, ours.pk)


def test_an_answer_finds_its_account_by_what_it_answers(server: SmallServer, book: Book) -> None:
    ours = message(book)
    name = message_name(message_id=ours.pk, sender=USER, secret=settings.SECRET_KEY)
    server.deliver(mail("Fine.", more=f"In-Reply-To: {name}\n").replace(JUNIPER.encode(), b"other@example.net"))
    fetched()
    assert (ReplyMatch.objects.get().how, ReplyMatch.objects.get().message_id) == ("thread", ours.pk)


def test_an_empty_mail_to_the_way_out_stops_mail(server: SmallServer, book: Book) -> None:
    ours = message(book)
    to = leave_address(USER, message_id=ours.pk, secret=settings.SECRET_KEY)
    server.deliver(mail("", to=to))
    fetched()
    fact = Consent.objects.get(person_id=book.debtor_id)
    assert (fact.channel, fact.decision) == ("email", "withdrawn")


def test_a_token_of_nobody_is_worth_nothing(server: SmallServer, book: Book) -> None:
    ours = message(book)
    server.deliver(
        mail("Hi.", to=f"help+m{ours.pk}.aaaaaaaaaa@example.com").replace(JUNIPER.encode(), b"x@example.net")
    )
    fetched()
    assert ReplyMatch.objects.get().how == "nobody"


def test_what_came_back_reaches_its_message_and_marks_the_address(server: SmallServer, book: Book) -> None:
    ours = message(book)
    name = message_name(message_id=ours.pk, sender=USER, secret=settings.SECRET_KEY)
    server.deliver(report().replace(b"<m17.abcdefghij@example.com>", name.encode()))
    assert fetched().bounces == 1
    ours.refresh_from_db()
    assert ours.state == "bounced"
    assert ContactPoint.objects.get(person_id=book.debtor_id).status == "returned"
    assert not Reply.objects.exists()


def test_a_returned_mail_that_names_none_of_ours_changes_nothing(server: SmallServer, book: Book) -> None:
    ours = message(book)
    server.deliver(report())
    assert fetched().bounces == 1
    ours.refresh_from_db()
    assert ours.state == "accepted"


def _nested() -> bytes:
    head = b"From: " + JUNIPER.encode() + b"\r\nMessage-ID: <deep@example.org>\r\n"
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(60))
    return head + parts + b"Content-Type: text/plain\r\n\r\nSTOP\r\n"


QUOTED, MIXED = "Content-Transfer-Encoding: quoted-printable\n", 'multipart/mixed; boundary="b"'
HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("a megabyte", lambda: mail("Please stop emailing me.\n" + "word " * 250_000), "stop"),
    ("only HTML", lambda: mail("<style>p{}</style><p>Please <b>unsubscribe</b> me.</p>", kind="text/html"), "stop"),
    ("nested sixty deep", _nested, "stop"),
    ("a charset there is none of", lambda: mail("I filed chapter 7.").replace(b"utf-8", b"x-none-such"), "bankruptcy"),
    ("a charset it is not in", lambda: mail("Ya no me manden más correos.").replace(b"utf-8", b"ascii"), "stop"),
    ("a broken encoding", lambda: mail("=ZZ=\nI dispute this debt.", more=QUOTED), "dispute"),
    ("no end of its parts", lambda: mail("--b\n\nMy attorney is Jo Hale.", kind=MIXED), "attorney"),
    ("signs that rearrange", lambda: mail("\u202eSTOP\u202c\u0000 \u200bemailing me"), "stop"),
    ("a long line", lambda: mail("unsubscribe " + "x" * 900_000), "stop"),
    ("a date that is none", lambda: mail("unsubscribe", more="Date: Never, 99 Foo 2099 99:99\n"), "stop"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "label"), [one[1:] for one in HOSTILE], ids=[one[0] for one in HOSTILE])
def test_whatever_a_mail_is_made_of_it_is_read(
    server: SmallServer, book: Book, content: Callable[[], bytes], label: str
) -> None:
    server.deliver(content())
    server.deliver(mail("Thank you.", name="<next@example.org>"))
    assert fetched() == FetchFigures(mails=2, replies=2)
    assert ReplyReading.objects.order_by("id").values_list("label", flat=True)[0] == label
    assert Consent.objects.filter(decision="withdrawn").exists() == (label == "stop")


def test_what_is_no_mail_goes_on_the_list_and_holds_up_nothing(server: SmallServer) -> None:
    server.deliver(b"\x00\xff nothing of a mail")
    server.deliver(mail("Thank you."))
    assert fetched() == FetchFigures(mails=2, replies=1, unreadable=1)
    assert "does not say from whom it is" in Task.objects.get(kind="exception").title
    assert fetched().mails == 0


def test_without_a_mailbox_nothing_is_fetched() -> None:
    assert fetch(by=SUPERVISOR, at=NOON) is None


def test_the_password_stays_out_of_the_database(server: SmallServer) -> None:
    row = ChannelSetting.objects.get(channel="mailbox")
    assert PASSWORD not in str(row.options)
    found = mailbox_at(NOON)
    assert found is not None
    assert PASSWORD not in repr(found)
    (Path(settings.DATA_FOLDER) / "keys" / row.secret_name).unlink()
    with pytest.raises(MailboxRefused, match="not in the key folder"):
        fetch(by=SUPERVISOR, at=NOON)


def test_a_mailbox_that_cannot_be_is_refused() -> None:
    with pytest.raises(MailboxRefused, match="needs its password"):
        set_mailbox({"host": "mail.example.com", "user": USER}, secret=" ", by=ADMINISTRATOR, at=NOON)
    with pytest.raises(ChannelRefused, match="needs host"):
        set_mailbox({"user": USER}, secret="x", by=ADMINISTRATOR, at=NOON)
    with pytest.raises(ChannelRefused, match="has no option 'prot'"):
        set_mailbox({"host": "m.example.com", "user": USER, "prot": "1"}, secret="x", by=ADMINISTRATOR, at=NOON)
    with pytest.raises(PermissionRefused):
        set_mailbox({"host": "m.example.com", "user": USER}, secret="x", by=COLLECTOR, at=NOON)
    with pytest.raises(PermissionRefused):
        fetch(by=COLLECTOR, at=NOON)
