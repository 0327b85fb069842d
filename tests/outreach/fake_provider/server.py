"""The server: reads a request, asks the script what is to go wrong, writes the log, and answers or does not."""

import base64
import contextlib
import json
import socket
import threading
import time
import uuid
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.outreach.fake_provider import calls, letters, texts
from tests.outreach.fake_provider.callbacks import Callbacks
from tests.outreach.fake_provider.log import Log
from tests.outreach.fake_provider.script import TAKEN, Script

PAGE_SIZE, HANG_S = 50, 60.0
WHAT = {"Messages": "message", "Calls": "call"}


class FakeProvider(ThreadingHTTPServer):
    """What all requests share."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, port: int, *, log: Path, script: Path | None) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.log, self.script = Log(log), Script(script)
        self.callbacks = Callbacks(self.log)
        self.counting = threading.Lock()

    def request_number(self, what: str) -> int:
        """Write down that a request came, and return the how manieth of its kind it is."""
        with self.counting:
            number = len(self.log.about("request", what)) + 1
            self.log.add("request", what=what, number=number)
            return number

    def status_of(self, sid: str) -> tuple[str, str]:
        """Return the last status of a thing, and its error."""
        told = self.log.about("status", sid)
        return (told[-1]["status"], told[-1]["error_code"]) if told else ("queued", "")


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: FakeProvider
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *words: object) -> None:  # noqa: A002  The name is the library's.
        """Our own log says it."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        if path == "/_fake/inbound":
            self.inbound(json.loads(body))
        elif path == "/v1/letters":
            self.letter(body)
        elif path.removesuffix(".json").rpartition("/")[2] in WHAT and self.is_known():
            form = dict(parse_qsl(body.decode(), keep_blank_values=True))
            self.take(WHAT[path.removesuffix(".json").rpartition("/")[2]], form)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query))
        if parts.path == "/_fake/log":
            self.answer(200, {"lines": self.server.log.lines})
            return
        fault = self.server.script.fault("look", number=self.server.request_number("look"), to=query.get("To", ""))
        if fault.get("do") and self.strike(fault, 200, {}):
            return
        if parts.path.startswith("/v1/letters"):
            self.look_at_letters(parts.path, query)
        elif self.is_known():
            self.look(parts.path, query)

    def take(self, what: str, form: dict[str, str]) -> None:
        """Take a text or a call, or do what the script says."""
        server, number = self.server, self.server.request_number(what)
        fault = server.script.fault(what, number=number, to=form.get("To", ""), key=form.get("StatusCallback", ""))
        wrong = texts.fault_of(form, stopped=server.script.told().get("stopped", [])) if what == "message" else None
        wrong = calls.fault_of(form) if what == "call" else wrong
        if fault.get("do") == "refuse":
            wrong = int(fault.get("status", 400)), int(fault.get("code", 21211)), str(fault.get("says", "Refused."))
        if wrong:
            self.answer(wrong[0], {"code": wrong[1], "message": wrong[2], "status": wrong[0],
                                   "more_info": f"https://www.twilio.com/docs/errors/{wrong[1]}"})  # fmt: skip
            return
        if fault.get("do", "") not in TAKEN:
            self.strike(fault, 0, {})
            return
        prefix = "SM" if what == "message" else "CA"
        line = server.log.add("accepted", what=what, sid=prefix + uuid.uuid4().hex, account=server.script.account,
                              form=form)  # fmt: skip
        shown = texts.resource(line, status="queued") if what == "message" else calls.resource(line, status="initiated")
        self.call_back(what, line)
        if not (fault.get("do") and self.strike(fault, 201, shown)):
            self.answer(201, shown)

    def call_back(self, what: str, line: dict[str, Any]) -> None:
        """Write down what becomes of a thing, and plan to tell of it."""
        script, form = self.server.script, line["form"]
        how = script.callbacks(form["To"], texts.USUAL if what == "message" else calls.USUAL)
        for status in how["statuses"]:
            self.server.log.add("status", sid=line["sid"], status=status, error_code=str(how["error_code"]))
        if not form.get("StatusCallback"):
            return
        if what == "message":
            forms = [texts.callback_form(line, one, error_code=str(how["error_code"])) for one in how["statuses"]]
        else:
            answered = str(how.get("answered_by", ""))
            forms = [
                calls.callback_form(line, one, answered_by=answered, number=number)
                for number, one in enumerate(how["statuses"])
            ]
        self.server.callbacks.plan(form["StatusCallback"], forms, how=how, token=script.token)

    def letter(self, body: bytes) -> None:
        """Take a letter; the same key again is the same letter."""
        server, number, told = self.server, self.server.request_number("letter"), self.letter_told(body)
        key = self.headers.get("Idempotency-Key", "")
        fault = server.script.fault("letter", number=number, key=key)
        before = server.log.of("accepted", what="letter", key=key) if key else []
        wrong = letters.fault_of(told)
        if fault.get("do") == "refuse":
            wrong = int(fault.get("status", 422)), str(fault.get("code", "invalid")), str(fault.get("says", "Refused."))
        if wrong:
            self.answer(wrong[0], {"error": {"message": wrong[2], "status_code": wrong[0], "code": wrong[1]}})
            return
        if fault.get("do", "") not in TAKEN:
            self.strike(fault, 0, {})
            return
        line = before[0] if before else server.log.add("accepted", what="letter", sid="ltr_" + uuid.uuid4().hex[:16],
                                                       key=key, told=told)  # fmt: skip
        if not before and (address := server.script.told().get("letter_webhook")):
            how = server.script.callbacks("", letters.USUAL)
            posts = [letters.event(line, one, number=place) for place, one in enumerate(how["statuses"])]
            server.callbacks.plan_json(address, posts, how=how, secret=str(server.script.told().get("letter_secret")),
                                       now=lambda: str(int(time.time())))  # fmt: skip
        shown = letters.resource(line)
        if not (fault.get("do") and self.strike(fault, 200, shown)):
            self.answer(200, shown)

    def letter_told(self, body: bytes) -> dict[str, Any]:
        """Return a letter's words from JSON, a form, or a form with files; files are told by their size."""
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("application/json"):
            told: dict[str, Any] = json.loads(body)
            return told
        if not kind.startswith("multipart/form-data"):
            return letters.unnested(dict(parse_qsl(body.decode())))
        form: dict[str, str] = {}
        for part in message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body).walk():
            name = part.get_param("name", header="content-disposition")
            if name:
                content = part.get_payload(decode=True)
                assert isinstance(content, bytes)
                form[str(name)] = f"{len(content)} bytes" if part.get_filename() else content.decode()
        return letters.unnested(form)

    def look(self, path: str, query: dict[str, str]) -> None:
        """Show one text or call, or a page of them, the newest first."""
        name = path.removesuffix(".json")
        what = "call" if "/Calls" in name else "message"
        lines = self.server.log.of("accepted", what=what)
        if not name.endswith(("/Messages", "/Calls")):
            found = [line for line in lines if line["sid"] == name.rpartition("/")[2]]
            self.answer(200, self.shown(found[0])) if found else self.answer(404, {"code": 20404, "status": 404})
            return
        shown = [self.shown(line) for line in reversed(lines)]
        shown = [one for one in shown if query.get("To", one["to"]) == one["to"]]
        shown = [one for one in shown if query.get("From", one["from"]) == one["from"]]
        size, page = int(query.get("PageSize", PAGE_SIZE)), int(query.get("Page", 0))
        more = len(shown) > (page + 1) * size
        query |= {"Page": str(page + 1), "PageSize": str(size)}
        following = f"{path}?" + "&".join(f"{key}={value.replace('+', '%2B')}" for key, value in query.items())
        self.answer(200, {
            f"{what}s": shown[page * size : (page + 1) * size], "page": page, "page_size": size,
            "next_page_uri": following if more else None,
        })  # fmt: skip

    def shown(self, line: dict[str, Any]) -> dict[str, Any]:
        status, error = self.server.status_of(line["sid"])
        if line["what"] == "call":
            answered = str(self.server.script.callbacks(line["form"]["To"], []).get("answered_by", ""))
            return calls.resource(line, status=status, answered_by=answered)
        return texts.resource(line, status=status, error_code=error if status in {"failed", "undelivered"} else "")

    def look_at_letters(self, path: str, query: dict[str, str]) -> None:
        lines = self.server.log.of("accepted", what="letter")
        if path != "/v1/letters":
            found = [line for line in lines if line["sid"] == path.rpartition("/")[2]]
            self.answer(200, letters.resource(found[0])) if found else self.answer(404, {"error": {"status_code": 404}})
            return
        wanted = letters.unnested(query).get("metadata", {})
        shown = [letters.resource(line) for line in reversed(lines) if letters.has_metadata(line, wanted)]
        self.answer(200, {"object": "list", "data": shown, "count": len(shown), "next_url": None})

    def inbound(self, told: dict[str, Any]) -> None:
        """Let a person text: `{"url", "from", "to", "body"}` and how it is called back."""
        sid = str(told.get("sid") or "SM" + uuid.uuid4().hex)
        form = texts.inbound_form(told, account=self.server.script.account, sid=sid)
        how = self.server.script.callbacks("", []) | {key: told[key] for key in ("times", "signature") if key in told}
        self.server.log.add("inbound", sid=sid, form=dict(form))
        self.server.callbacks.plan(str(told["url"]), [form], how=how, token=self.server.script.token)
        self.answer(200, {"sid": sid})

    def is_known(self) -> bool:
        """Answer 401 to whoever does not show the account and its token."""
        script = self.server.script
        wanted = "Basic " + base64.b64encode(f"{script.account}:{script.token}".encode()).decode()
        if self.headers.get("Authorization") == wanted:
            return True
        self.answer(401, {"code": 20003, "message": "Authenticate", "status": 401})
        return False

    def strike(self, fault: dict[str, Any], status: int, shown: dict[str, Any]) -> bool:
        """Do what the script says in place of answering, and return True; False where it says nothing we know."""
        do, hang_s = fault["do"], float(fault.get("for_s", HANG_S))
        self.server.log.add("fault", do=do)
        if do in {"503", "429"}:
            self.answer(int(do), {"code": 20429, "message": "Too Many Requests", "status": int(do)},
                        {"Retry-After": str(fault.get("retry_after", 2))})  # fmt: skip
        elif do in {"500", "accept_then_500"}:
            self.answer(500, {"code": 20500, "message": "Internal Server Error", "status": 500})
        elif do in {"hang", "accept_then_hang"}:
            time.sleep(hang_s)
            self.cut()
        elif do in {"cut", "accept_then_cut"}:
            self.cut()
        elif do == "accept_then_garbage":
            self.send_bytes(status, b"<html>busy</html>", {})
        elif do == "slow":
            self.slow(status, shown)
        else:
            return False
        return True

    def answer(self, status: int, told: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        self.send_bytes(status, json.dumps(told).encode(), headers or {})

    def send_bytes(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        with contextlib.suppress(OSError):
            self.send_response(status)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(body)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    def slow(self, status: int, shown: dict[str, Any]) -> None:
        body = json.dumps(shown).encode()
        whole = f"HTTP/1.1 {status} OK\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        with contextlib.suppress(OSError):
            for place in range(len(whole)):
                self.wfile.write(whole[place : place + 1])
                self.wfile.flush()
                time.sleep(1)
        self.close_connection = True

    def cut(self) -> None:
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True
