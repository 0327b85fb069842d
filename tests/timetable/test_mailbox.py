"""The job that fetches replies: it fetches where a mailbox is set, and says where one cannot be read."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from goodstanding.access.permission import OPERATOR
from goodstanding.outreach.models.reply import Reply
from goodstanding.outreach.reply.mailbox.operations import set_mailbox
from goodstanding.timetable import tasks
from goodstanding.worklists.models import Task
from tests.outreach.reply.mailbox.servers import PASSWORD, USER, small_server
from tests.outreach.sending.post_office import Clock

pytestmark = pytest.mark.django_db
MAIL = b"From: juniper@example.com\r\nMessage-ID: <1@example.com>\r\n\r\nHello.\r\n"


@pytest.fixture(autouse=True)
def clock(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clock:
    settings.DATA_FOLDER = tmp_path
    (tmp_path / "keys").mkdir()
    standing = Clock()
    monkeypatch.setattr(tasks, "clock", standing)
    return standing


def test_without_a_mailbox_there_is_nothing_to_do() -> None:
    tasks.fetch_replies(timestamp=0)
    assert not Task.objects.exists()


def test_what_is_new_is_taken_in_and_a_mailbox_that_is_gone_is_a_task(tmp_path: Path, clock: Clock) -> None:
    with small_server(tmp_path) as server:
        options = {"host": "127.0.0.1", "user": USER, "port": str(server.server_address[1])}
        set_mailbox(options, secret=PASSWORD, by=OPERATOR, at=clock() - timedelta(minutes=1))
        server.deliver(MAIL)
        tasks.fetch_replies(timestamp=0)
        assert Reply.objects.count() == 1
    for _ in range(2):
        tasks.fetch_replies(timestamp=0)
    task = Task.objects.get(kind="exception")
    assert "cannot be opened" in task.title
