"""Calling back what became of a thing: as often, as late, in whatever order and signed as the script says."""

import json
import queue
import random
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.outreach.fake_provider import signing
from tests.outreach.fake_provider.log import Log

Call = tuple[float, int, str, bytes, dict[str, str]]
LATEST_S = 10


class Callbacks:
    """A queue of posts to make, and the thread that makes them."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.waiting: queue.PriorityQueue[Call] = queue.PriorityQueue()
        self.count = 0
        threading.Thread(target=self._run, daemon=True).start()

    def plan(
        self,
        address: str,
        forms: list[list[tuple[str, str]]],
        *,
        how: dict[str, Any],
        token: str,
    ) -> None:
        """Post forms to an address, signed as Twilio does."""
        for form in _ordered(forms, how):
            signed = signing.twilio(address, form, token=token)
            headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "TwilioProxy/1.1"}
            headers |= _signature(how, "X-Twilio-Signature", signed)
            self._put(address, urlencode(form).encode(), headers, delay_s=float(how["delay_s"]))

    def plan_json(
        self, address: str, posts: list[dict[str, Any]], *, how: dict[str, Any], secret: str, now: Callable[[], str]
    ) -> None:
        """Post JSON to an address, signed as Lob does."""
        for post in _ordered(posts, how):
            body, timestamp = json.dumps(post).encode(), now()
            headers = {"Content-Type": "application/json", "Lob-Signature-Timestamp": timestamp}
            headers |= _signature(how, "Lob-Signature", signing.lob(body, timestamp=timestamp, secret=secret))
            self._put(address, body, headers, delay_s=float(how["delay_s"]))

    def _put(self, address: str, body: bytes, headers: dict[str, str], *, delay_s: float) -> None:
        self.count += 1
        self.waiting.put((time.monotonic() + delay_s, self.count, address, body, headers))

    def _run(self) -> None:
        while True:
            due, count, address, body, headers = self.waiting.get()
            left = due - time.monotonic()
            if left > 0:
                self.waiting.put((due, count, address, body, headers))
                time.sleep(min(left, 0.05))
                continue
            self.log.add("callback", address=address, body=body.decode(), status=_post(address, body, headers))


def _ordered(things: list[Any], how: dict[str, Any]) -> list[Any]:
    times = [one for one in things for _ in range(int(how["times"]))]
    if how["order"] == "reversed":
        times.reverse()
    elif how["order"] == "shuffled":
        random.Random(how.get("seed", 0)).shuffle(times)
    return times


def _signature(how: dict[str, Any], name: str, right: str) -> dict[str, str]:
    if how["signature"] == "none":
        return {}
    return {name: right if how["signature"] == "right" else right[:-3] + ("abc" if right[-3:] != "abc" else "xyz")}


def _post(address: str, body: bytes, headers: dict[str, str]) -> int:
    """Post and return the status, or 0 where nobody answered. Only this machine is called."""
    if urlsplit(address).hostname not in {"127.0.0.1", "localhost", "::1"}:
        return 0
    request = urllib.request.Request(address, body, headers, method="POST")  # noqa: S310  This machine, as was just seen.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=LATEST_S) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0
