"""The simulator as a process of its own: a small web server that answers as a provider does, and posts as one.

For tests and for trying out. `/control/…` is what no provider has: it lets days pass, acts as the payer, and says what
was posted. It listens on this machine only.
"""

import json
import threading
from collections.abc import Callable, Mapping
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from goodstanding.payments.gateway.port import Outcome
from goodstanding.payments.gateway.simulator.course import standing
from goodstanding.payments.gateway.simulator.engine import ACTS, CUT, Engine
from goodstanding.payments.gateway.simulator.posts import HEADER, SOURCE, due_posts, signed
from goodstanding.payments.gateway.simulator.wording import (
    charge_ask,
    page_ask,
    refund_ask,
    told_outcome,
    told_payout,
    told_refund,
    told_standing,
)
from goodstanding.wire.line import Answer, Line

HERE, BODY_MAX = "127.0.0.1", 100_000
FORGER = "somebody else's secret"
Answered = tuple[int, Mapping[str, Any]]


class SimulatorServer(ThreadingHTTPServer):
    """One simulator over one log; `hook` is where it posts, empty for nowhere."""

    daemon_threads = True

    def __init__(self, log: Path, *, port: int, now: Callable[[], datetime], hook: str = "", secret: str = "") -> None:
        super().__init__((HERE, port), _Asked)
        self.engine, self.hook, self.secret, self.now = Engine(log, now=now), hook, secret, now
        self.lock = threading.Lock()
        self.posted: list[dict[str, Any]] = []

    @property
    def address(self) -> str:
        """Return the address it answers on."""
        return f"http://{HERE}:{self.server_address[1]}"

    def post_due(self) -> list[int]:
        """Post what is due and return what was answered, 0 where nobody did."""
        if not self.hook:
            return []
        found = []
        for due in due_posts(self.engine):
            secret = FORGER if due.is_forged else self.secret
            parts = urlsplit(self.hook)
            line = Line(f"{parts.scheme}://{parts.netloc}", deadline_s=10)
            answer = line.ask(
                "POST", parts.path, body=due.body,
                headers={"content-type": "application/json", HEADER: signed(due.body, secret=secret, at=self.now())},
            )  # fmt: skip
            line.close()
            status = answer.status if isinstance(answer, Answer) else 0
            self.posted.append({"event": due.event, "forged": due.is_forged, "answer": status})
            found.append(status)
        return found


class _Asked(BaseHTTPRequestHandler):
    """One request."""

    server: SimulatorServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer a question."""
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        with self.server.lock:
            self._answer(_answer_to(self.server, parts.path, asked))

    def do_POST(self) -> None:
        """Take an ask; one that is taken and never answered ends in silence."""
        size = min(int(self.headers.get("content-length") or 0), BODY_MAX)
        try:
            told = json.loads(self.rfile.read(size) or b"{}")
            with self.server.lock:
                answer = _done(self.server, urlsplit(self.path).path, told)
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            answer = (400, {"word": "failed", "reason": f"{type(fault).__name__}: {fault}"})
        if answer is None:
            self.close_connection = True
            return
        self._answer(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  The library names it so.
        """Say nothing."""

    def _answer(self, answer: Answered) -> None:
        body = json.dumps(answer[1]).encode()
        self.send_response(answer[0])
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _answer_to(server: SimulatorServer, path: str, asked: Mapping[str, str]) -> Answered:
    engine = server.engine
    if path == "/payments":
        found = engine.look_up(reference=asked.get("reference", ""), key=asked.get("key", ""))
        return (404, {}) if found.state == "absent" else (200, told_standing(found))
    if path == "/refunds":
        refund = engine.look_up_refund(
            reference=asked.get("reference", ""), key=asked.get("key", ""), payment_reference=asked.get("payment", "")
        )
        return (404, {}) if refund is None else (200, told_refund(refund))
    if path == "/payouts":
        try:
            since = date.fromisoformat(asked.get("since", ""))
        except ValueError:
            return 400, {"reason": "since is a day."}
        return 200, {"payouts": [told_payout(one) for one in engine.payouts(since=since)]}
    if path == "/control/log":
        return 200, {"posted": server.posted, "today": engine.today.isoformat(), "source": SOURCE}
    return 404, {}


def _done(server: SimulatorServer, path: str, told: Mapping[str, Any]) -> Answered | None:
    engine = server.engine
    parts = path.strip("/").split("/")
    if path == "/pages":
        outcome = engine.open_page(page_ask(told))
        address = f"{server.address}/page/{outcome.reference}" if outcome.reference else ""
        return _said(outcome._replace(address=address))
    if path == "/charges":
        return _said(engine.charge(charge_ask(told)))
    if path == "/refunds":
        return _said(engine.refund(refund_ask(told)))
    if parts[0] == "mandates" and parts[-1] == "end":
        return _said(engine.end_mandate(unquote(parts[1])))
    return _controlled(server, parts[-1], told) if parts[0] == "control" else (404, {})


def _controlled(server: SimulatorServer, what: str, told: Mapping[str, Any]) -> Answered:
    engine = server.engine
    if what == "days":
        return 200, {"today": engine.pass_days(int(told["days"])).isoformat()}
    if what == "act" and told["act"] in ACTS:
        return 200, told_standing(engine.act(told["reference"], told["act"]))
    if what == "post":
        return 200, {"answers": server.post_due()}
    if what == "payments":
        with engine.held():
            return 200, {key: told_standing(standing(engine.payments[number], today=engine.today))
                         for key, number in engine.by_key.items()}  # fmt: skip
    return 400, {"reason": f"There is nothing of this name, or an act that is none of {', '.join(ACTS)}."}


def _said(outcome: Outcome) -> Answered | None:
    """Return an answer, or nothing where it was taken and the answer never comes."""
    return None if outcome.word == "unknown" and outcome.reason == CUT else (200, told_outcome(outcome))
