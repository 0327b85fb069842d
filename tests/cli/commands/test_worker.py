"""The worker: what waits is done once, and a real process does jobs until it is told to stop."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings
from typer.testing import CliRunner

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands import sending_findings, worker
from goodstanding.outreach.channels.operations import set_channel
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.operations.pausing import pause_sending
from tests.outreach.sending.post_office import ask, debtors, messages
from tests.workbench.served import copied_database

MAIL = {"host": "127.0.0.1", "port": "9", "security": "none", "from_address": "house@example.com"}
"""Nobody answers at this port."""


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with django_db_blocker.unblock(), copied_database() as address:
        yield address
        connection.close()


def test_a_real_process_works_until_it_is_told_to_stop(database: str) -> None:
    """What is too late is held back, whatever the law of the hour: so somebody looked at it."""
    ((book, debt),) = debtors(1)
    set_channel("email", provider="smtp", options=MAIL, by=OPERATOR, at=datetime.now(UTC) - timedelta(hours=3))
    at = datetime.now(UTC) - timedelta(hours=2)
    number = ask(book, debt, at=at, not_after=at + timedelta(hours=1))
    connection.close()
    words = [sys.executable, "-m", "goodstanding.cli", "worker", "--data", os.environ["GOODSTANDING_DATA"]]
    process = subprocess.Popen(words, env=os.environ | {"DATABASE_URL": database}, stderr=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 60
        while Message.objects.get(id=number).state != "withheld":
            assert process.poll() is None and time.monotonic() < deadline, "The worker does not work."
            time.sleep(0.2)
    finally:
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert Message.objects.get(id=number).reason.startswith("too late")


@pytest.mark.django_db
def test_once_does_what_waits_and_ends(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path
    assert CliRunner().invoke(worker.app, ["--once"], catch_exceptions=False).stdout == "Nothing was due.\n"
    assert json.loads(CliRunner().invoke(worker.app, ["--once", "--json"]).stdout) == {"sent": {}}


@pytest.mark.django_db
def test_the_doctor_says_what_was_left_lying(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path
    assert sending_findings.findings()[0].ok
    now = datetime.now(UTC)
    messages(3, at=now - timedelta(minutes=30))
    (finding,) = sending_findings.findings()
    assert not finding.ok and "email: expected to send 3, sent 0" in finding.sentence
    pause_sending("A wrong letter.", by=OPERATOR, at=now)
    (finding,) = sending_findings.findings()
    assert "paused by operator" in finding.sentence and "A wrong letter." in finding.sentence
