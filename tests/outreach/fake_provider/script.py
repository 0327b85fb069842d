"""What is to go wrong, and what is called back. A script is JSON:

    {"account": "AC…", "token": "…", "stopped": ["+1…"],
     "faults": [{"what": "message", "requests": [3, 4], "do": "accept_then_hang", "for_s": 5}, …],
     "callbacks": {"statuses": ["sent", "delivered"], "times": 1, "order": "as is", "signature": "right",
                   "delay_s": 0, "error_code": ""},
     "callbacks_for": {"+12025550101": {"statuses": ["sent", "undelivered"], "error_code": "30006"}}}

A fault is for requests of a kind (message, call, letter; "look" for GET) and, where it says so, for some of them:
`requests` (counted from 1 by kind), `every` so many, `to` a number, `key` a piece of the callback or the idempotency
key, `share` of all, drawn by a seed. `times` says how often it strikes at most.

    accept_then_hang, accept_then_cut, accept_then_500, accept_then_garbage   taken, and not said so
    slow                     taken, and the answer comes a byte a second
    hang, cut, 500, 503, 429 not taken
    refuse                   not taken, with `code` and `status` (21211 and 400 unless said)
"""

import json
import random
import threading
from collections import Counter
from pathlib import Path
from typing import Any

ACCOUNT, TOKEN = "AC" + "0" * 32, "fake-token"
TAKEN = {"accept_then_hang", "accept_then_cut", "accept_then_500", "accept_then_garbage", "slow", ""}


class Script:
    """The script as it stands on the disk."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.lock = threading.Lock()
        self.struck: Counter[str] = Counter()
        self.seen: tuple[int, int] = (0, 0)
        self.words: dict[str, Any] = {}

    def told(self) -> dict[str, Any]:
        """Return the script, read anew if it changed."""
        with self.lock:
            if self.path is not None and self.path.exists():
                stat = self.path.stat()
                if self.seen != (stat.st_mtime_ns, stat.st_size):
                    self.seen, self.words = (stat.st_mtime_ns, stat.st_size), json.loads(self.path.read_text())
            return dict(self.words)

    def fault(self, what: str, *, number: int, to: str = "", key: str = "") -> dict[str, Any]:
        """Return the first fault that strikes a request, or nothing."""
        for place, fault in enumerate(self.told().get("faults", [])):
            if not _strikes(fault, what, number=number, to=to, key=key):
                continue
            name = f"{place} {json.dumps(fault, sort_keys=True)}"
            with self.lock:
                if self.struck[name] >= fault.get("times", 1_000_000_000):
                    continue
                self.struck[name] += 1
            found: dict[str, Any] = fault
            return found
        return {}

    def callbacks(self, to: str, usual: list[str]) -> dict[str, Any]:
        """Return how a thing is called back."""
        words = self.told()
        rest = {"statuses": usual, "times": 1, "order": "as is", "signature": "right", "delay_s": 0, "error_code": ""}
        how: dict[str, Any] = rest | words.get("callbacks", {}) | words.get("callbacks_for", {}).get(to, {})
        return how

    @property
    def account(self) -> str:
        return str(self.told().get("account", ACCOUNT))

    @property
    def token(self) -> str:
        return str(self.told().get("token", TOKEN))


def _strikes(fault: dict[str, Any], what: str, *, number: int, to: str, key: str) -> bool:
    return (
        fault.get("what", what) == what
        and number in fault.get("requests", [number])
        and number % fault.get("every", 1) == 0
        and fault.get("to", to) == to
        and fault.get("key", "") in key
        and random.Random(f"{fault.get('seed', 0)} {what} {number}").random() < fault.get("share", 1.0)
    )
