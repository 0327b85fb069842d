"""Taking posts in and reading them: once each, all or nothing, and none in the way of another."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from goodstanding.access.permission import OPERATOR, Actor, PermissionRefused
from goodstanding.outreach.channels.email.reply_address import leave_address
from goodstanding.outreach.channels.queries import key_folder
from goodstanding.outreach.inbox import operations
from goodstanding.outreach.inbox.operations import UnknownSource, accept_post, forget_readers, read_posts
from goodstanding.outreach.inbox.queries import figures, posts
from goodstanding.outreach.inbox.telling import Incoming, PostRefused
from goodstanding.outreach.models.channel import ChannelSetting, InboxEvent
from goodstanding.worklists.models import Task
from tests.outreach.inbox.mail.posting import AUTH, post

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db
DELIVERED = {"RecordType": "Delivery", "MessageID": "none of ours", "Recipient": "juniper.sample@example.com"}


@pytest.fixture(autouse=True)
def set_mail() -> None:
    """Mail goes by Postmark, which shows a password."""
    forget_readers()
    ChannelSetting.objects.create(
        channel="email", provider="anymail", options={"esp_name": "postmark"},
        secret_name=secret(f"webhook_auth={AUTH}"), by="test", at=AT - timedelta(days=1), entry_id=1,
    )  # fmt: skip


def secret(text: str) -> str:
    folder = key_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "channel-email-test").write_text(text + "\n")
    return "channel-email-test"


def listened(monkeypatch: pytest.MonkeyPatch) -> list[Incoming]:
    """Receive mails into a list."""
    received: list[Incoming] = []

    def receive(one: Incoming, *, by: Actor, at: datetime) -> int:
        received.append(one)
        return len(received)

    monkeypatch.setattr(operations, "receive", receive)
    return received


def told(payload: Any = DELIVERED, *, minutes: int = 0) -> Any:
    return post("postmark", payload, received_at=AT + minutes * MINUTE)


def test_a_post_is_written_down_once_however_often_it_comes() -> None:
    answers = [accept_post("postmark", told(minutes=place)) for place in range(5)]
    assert answers == ["taken", *["known"] * 4]
    row = InboxEvent.objects.get()
    assert json.loads(bytes(row.body)) == DELIVERED
    assert "authorization" not in row.headers
    assert row.headers[":address"] == "/webhooks/postmark/"
    assert figures() == {"postmark": {"taken": 1, "waiting": 1, "unreadable": 0}}


def test_nothing_is_written_of_what_is_refused() -> None:
    for source, refused in (("postmark", PostRefused), ("mailgun", UnknownSource), ("nobody", UnknownSource)):
        with pytest.raises(refused):
            accept_post(source, told()._replace(headers={"authorization": "Basic eDp5"}))
    assert not InboxEvent.objects.exists()


def test_a_secret_that_was_changed_counts_after_a_moment() -> None:
    assert accept_post("postmark", told()) == "taken"
    secret("webhook_auth=house:another")
    with pytest.raises(PostRefused):
        accept_post("postmark", told({"again": 1}, minutes=1))


def test_a_post_of_no_message_waits_a_while_and_then_says_so() -> None:
    accept_post("postmark", told())
    assert read_posts(by=OPERATOR, at=AT + MINUTE).unreadable == 0
    assert InboxEvent.objects.get().read_at is None
    read_posts(by=OPERATOR, at=AT + 20 * MINUTE)
    assert InboxEvent.objects.get().outcome == "no message of ours"
    assert read_posts(by=OPERATOR, at=AT + 21 * MINUTE).read == 0


def test_posts_that_wait_do_not_keep_later_ones_from_being_read() -> None:
    for number in range(4):
        accept_post("postmark", told(DELIVERED | {"MessageID": f"another house's {number}"}))
    accept_post("postmark", told({"RecordType": "SubscriptionChange", "MessageID": "1", "SuppressSending": False}))
    assert read_posts(by=OPERATOR, at=AT + MINUTE, limit=2).read == 1
    assert InboxEvent.objects.filter(read_at=None).count() == 4


def test_what_cannot_be_read_is_shown_to_a_person_and_stands_in_nobodys_way(monkeypatch: pytest.MonkeyPatch) -> None:
    received = listened(monkeypatch)
    for place, payload in enumerate(([], "text", {"RecordType": ["<script>"]}, {"MessageID": {}})):
        accept_post("postmark", told(payload, minutes=place))
    mail = {"From": "juniper.sample@example.com", "FromFull": {"Email": "juniper.sample@example.com"}, "TextBody": "Hi",
            "ToFull": [], "CcFull": [], "BccFull": [], "Headers": [], "MessageID": "1", "Subject": "S"}  # fmt: skip
    accept_post("postmark_inbound", told(mail, minutes=9))
    done = read_posts(by=OPERATOR, at=AT + 20 * MINUTE)
    assert done.read == 5
    assert done.replies == len(received) == 1
    assert done.unreadable >= 2
    assert Task.objects.filter(kind="exception", matter__startswith="post:").count() == done.unreadable
    lines = posts(unreadable=True)
    assert len(lines) == done.unreadable
    assert all(line.outcome.startswith("cannot be read: ") for line in lines)
    assert not posts(source="mailgun")


def test_a_fault_in_the_middle_of_a_post_leaves_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def learn(tellings: Sequence[Any], **_: Any) -> None:
        Task.objects.create(
            kind="warning", matter="half", title="Half done", opened_date=AT.date(), opened_at=AT, entry_id=1
        )
        raise ValueError("half way")

    monkeypatch.setattr(operations, "learn", learn)
    accept_post("postmark", told())
    assert read_posts(by=OPERATOR, at=AT).unreadable == 1
    assert not Task.objects.filter(matter="half").exists()
    assert InboxEvent.objects.get().outcome == "cannot be read: ValueError: half way"


def test_a_mail_to_the_way_out_says_what_it_means(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    received = listened(monkeypatch)
    out = leave_address("help@example.com", message_id=7, secret=settings.SECRET_KEY)
    mail = f"From: a@example.com\nTo: {out}\nMessage-ID: <x@example.com>\n\n".encode()
    accept_post("mail", told()._replace(body=mail))
    read_posts(by=OPERATOR, at=AT + MINUTE)
    assert received[0].text == "unsubscribe"


def test_reading_posts_needs_the_permission() -> None:
    with pytest.raises(PermissionRefused):
        read_posts(by=Actor("nobody"), at=AT)
