"""Serving: where it answers, what it refuses, and that it stops when told to."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from goodstanding.cli.commands.serving import ANY_ADDRESS, ServingRefused, address_of, advice, refuse_taken_port
from tests.cli.calling import call

EVERYWHERE = min(ANY_ADDRESS)


@pytest.fixture
def taken() -> Iterator[int]:
    """Hold a port as a server would."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        number: int = trial.getsockname()[1]
        return number


def test_a_port_in_use_is_refused_with_the_remedy(taken: int) -> None:
    with pytest.raises(ServingRefused, match=f"Port {taken} is in use; .* choose another with --port"):
        refuse_taken_port(taken)


def test_a_free_port_is_not() -> None:
    refuse_taken_port(free_port())


@pytest.mark.parametrize("port", [0, -1, 65_536])
def test_a_port_that_cannot_be_is_refused(port: int) -> None:
    with pytest.raises(ServingRefused, match="from 1 to 65535"):
        refuse_taken_port(port)


@pytest.mark.parametrize("host", ["192.0.2.7", "nowhere.invalid", "no host at all"])
def test_an_address_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(ServingRefused, match="no address of this machine"):
        refuse_taken_port(free_port(), host)


def test_the_address_is_one_a_browser_can_open() -> None:
    assert address_of(8000) == address_of(8000, EVERYWHERE) == "http://localhost:8000"
    assert address_of(8000, "192.0.2.7") == "http://192.0.2.7:8000"
    assert address_of(8000, "2001:db8::7") == "http://[2001:db8::7]:8000"


def test_whoever_serves_to_others_is_told_how() -> None:
    assert advice("127.0.0.1", hosts="") == []
    assert len(advice(EVERYWHERE, hosts="")) == 2
    assert len(advice(EVERYWHERE, hosts="books.example.com")) == 1


def test_up_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "GOODSTANDING_DATA"}}
    words = [
        sys.executable,
        "-m",
        "goodstanding.cli",
        "up",
        "--port",
        str(port),
        "--workers",
        "1",
        "--data",
        str(tmp_path),
    ]
    serving = subprocess.Popen(words, env=kept, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert "Sign in" in first_page(f"http://localhost:{port}/")
        second = call("up", "--port", str(port), folder=tmp_path)
        assert second.returncode == 2
        assert second.stderr.endswith("choose another with --port.\n")
        serving.send_signal(signal.SIGINT)
        said = serving.communicate(timeout=30)[1]
        assert serving.returncode == 0
        assert f"Goodstanding answers on http://localhost:{port}" in said
        assert "Traceback" not in said
    finally:
        if serving.poll() is None:
            serving.kill()
        call("down", folder=tmp_path)


def first_page(address: str) -> str:
    """Ask until the page comes, at most a minute."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urlopen(address, timeout=10) as answer:  # noqa: S310  Our own server.
                page: str = answer.read().decode()
                return page
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
