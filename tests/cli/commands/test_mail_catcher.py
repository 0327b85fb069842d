"""The mail catcher: what comes is on disk before it is answered, and only this machine can reach it."""

import os
import signal
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from goodstanding.cli.commands import catcher_process
from goodstanding.cli.commands.mail_catcher import CatcherRefused, checked_host
from goodstanding.outreach.channels.email import caught
from goodstanding.outreach.channels.email.mail import built
from goodstanding.outreach.channels.email.smtp import SmtpProvider, SmtpServer
from goodstanding.outreach.channels.queries import setting_of
from tests.cli.calling import call
from tests.outreach.channels.email.consigned import dressed
from tests.outreach.channels.email.mail_server import HOST, free_port


@contextmanager
def catching(folder: Path) -> Iterator[int]:
    port = free_port()
    words = [sys.executable, "-m", "goodstanding.cli", "mail-catcher", "--port", str(port), "--data", str(folder)]
    with subprocess.Popen(words, env=dict(os.environ), stderr=subprocess.PIPE) as child:
        deadline = time.monotonic() + 30
        while True:
            try:
                smtplib.SMTP(HOST, port, timeout=5).quit()
                break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.1)
        yield port
        child.send_signal(signal.SIGTERM)
        assert child.wait(timeout=20) == 0


def test_what_our_provider_hands_over_is_caught_byte_for_byte(tmp_path: Path) -> None:
    with catching(tmp_path) as port:
        provider = SmtpProvider(SmtpServer(HOST, port, security="none", patience_s=10))
        assert {provider.send(dressed(key=f"act:{one}")).word for one in range(3)} == {"accepted"}
        provider.close()
        taken = call("mail-catcher", "--port", str(port), folder=tmp_path)
    lines = caught.caught(tmp_path)
    assert {caught.source(tmp_path, line.name) for line in lines} == {
        built(dressed(key=f"act:{one}")) for one in range(3)
    }
    assert taken.returncode == 2
    assert f"Port {port} is in use" in taken.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.com", ""])  # noqa: S104  Refused, not bound.
def test_nobody_else_can_ever_reach_it(host: str) -> None:
    with pytest.raises(CatcherRefused, match="from outside"):
        checked_host(host)


def test_this_machine_can() -> None:
    for host in ("127.0.0.1", "::1", "localhost"):
        checked_host(host)


@pytest.mark.django_db
def test_the_demo_sends_mail_there_unless_somebody_set_it_otherwise() -> None:
    at = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert catcher_process.set_catcher(web_address="http://localhost:8000", at=at)
    setting = setting_of("email", at=at)
    assert setting is not None
    assert (setting.provider, setting.options["host"], setting.options["security"]) == ("smtp", "127.0.0.1", "none")
    assert catcher_process.set_catcher(web_address="http://localhost:8000", at=at)


def test_nothing_is_started_where_nothing_is_wanted() -> None:
    with catcher_process.beside(wanted=False):
        pass
