"""The simulator's server: nonsense is answered with a sentence, and its control does what no provider would."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from goodstanding.payments.gateway.simulator.server import SimulatorServer
from tests.payments.gateway.simulator.engines import now


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SimulatorServer]:
    found = SimulatorServer(tmp_path / "log.jsonl", port=0, now=now)
    thread = threading.Thread(target=found.serve_forever)
    thread.start()
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


def asked(server: SimulatorServer, path: str, body: bytes | None = None) -> tuple[int, object]:
    try:
        with urlopen(Request(server.address + path, data=body), timeout=10) as answer:  # noqa: S310  Our own server.
            return answer.status, json.loads(answer.read())
    except HTTPError as fault:
        return fault.code, json.loads(fault.read())


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"key": 1}', b'{"amount": [1]}', b"\xff"])
def test_nonsense_is_answered(server: SimulatorServer, body: bytes) -> None:
    assert asked(server, "/charges", body)[0] == 400


def test_what_is_not_there_is_not_there(server: SimulatorServer) -> None:
    assert [asked(server, path)[0] for path in ("/payments?key=x", "/refunds?key=x", "/nothing")] == [404] * 3
    assert asked(server, "/payouts?since=never")[0] == 400
    assert asked(server, "/control/nothing", b"{}")[0] == 400


def test_days_pass_where_they_are_told_to(server: SimulatorServer) -> None:
    assert asked(server, "/control/days", b'{"days": 3}') == (200, {"today": "2026-06-04"})
    told = asked(server, "/control/log")[1]
    assert isinstance(told, dict) and told["today"] == "2026-06-04"
