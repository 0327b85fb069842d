"""What is asked of a provider over its line, and what its answers mean where all providers agree.

For every adapter. An outcome is given for asks that move money; a question that cannot be answered raises CannotTell,
and the adapter makes a standing of it.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from goodstanding.payments.gateway.port import CannotTell, Outcome
from goodstanding.wire.address import is_this_machine
from goodstanding.wire.answer import FAILED_FROM, TAKEN_BELOW, answered_at, rows, seconds_to_wait, told
from goodstanding.wire.line import Answer, NoAnswer

PAGES_MAX = 100
CLOCKS_APART = timedelta(minutes=15)
"""How far a provider's clock and ours may be apart."""
_NOT_THERE = 404
_NOT_LET_IN = frozenset({401, 403})
_LATER = frozenset({425, 429})
_NOBODY_KNOWS = frozenset({408, 409})
"""The request timed out, or another under the same key is being worked on."""

Row = Mapping[str, Any]


class Asked(Protocol):
    """What a provider is asked over: a line, or in tests what answers like one."""

    def ask(
        self, method: str, path: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer | NoAnswer:
        """Send one request and return its answer, or why there is none. Raises nothing."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


class Exchange:
    """A provider that is asked with the same headers each time. Remembers its clock."""

    def __init__(self, line: Asked, *, label: str, headers: Mapping[str, str]) -> None:
        self.line, self.label, self.headers = line, label, dict(headers)
        self.now: datetime | None = None

    def ask(
        self, method: str, path: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer | NoAnswer:
        """Send one request and return its answer, or why there is none. Raises nothing."""
        answer = self.line.ask(method, path, body=body, headers=self.headers | dict(headers or {}))
        if isinstance(answer, Answer):
            self.now = answered_at(answer) or self.now
        return answer

    def post(self, path: str, given: Row, *, headers: Mapping[str, str] | None = None) -> Answer | NoAnswer:
        """Post an object as JSON. Raises nothing."""
        body = json.dumps(given, ensure_ascii=True).encode()
        return self.ask("POST", path, body=body, headers={"Content-Type": "application/json"} | dict(headers or {}))

    def find(self, path: str) -> Row | None:
        """Return the object at a path, or nothing where the provider says in its own words that there is none."""
        answer = self.ask("GET", path)
        if isinstance(answer, NoAnswer):
            raise CannotTell(answer.reason)
        found = told(answer)
        if found is None or (answer.status >= TAKEN_BELOW and answer.status != _NOT_THERE):
            raise CannotTell(f"{self.label} answered HTTP {answer.status}, which says nothing of it.")
        return None if answer.status == _NOT_THERE else found

    def get(self, path: str) -> Row:
        """Return the object at a path; raises CannotTell also where there is none."""
        found = self.find(path)
        if found is None:
            raise CannotTell(f"{self.label} does not have what it named itself.")
        return found

    def all_rows(
        self,
        page_of: Callable[[str], Row],
        *names: str,
        after: Callable[[Row, Sequence[Row]], str],
        may_lack: bool = False,
    ) -> list[Row]:
        """Return the rows of all pages of a list; raises CannotTell where it cannot be gone through to its end.

        page_of   the page after a mark; the first page has none.
        after     the mark of the next page, empty at the end.
        may_lack  whether the list is left out of a page without rows.
        """
        found: list[Row] = []
        mark, marks = "", set[str]()
        for _ in range(PAGES_MAX):
            page = page_of(mark)
            some = rows(page, *names)
            if some is None and not (may_lack and names[-1] not in page):
                raise CannotTell(f"{self.label} shows no list where there should be one.")
            found += some or ()
            mark = after(page, some or ())
            if not mark:
                return found
            if mark in marks:
                raise CannotTell(f"{self.label} shows the same page again and again.")
            marks.add(mark)
        raise CannotTell(f"{self.label} has too many to look through.")

    def is_settled(self, asked_at: datetime, *, settle_s: int) -> bool:
        """Say whether, by the provider's own clock, what was asked for at an instant would have shown up by now."""
        return self.now is not None and self.now >= asked_at + timedelta(seconds=settle_s)

    def unheard(self, answer: NoAnswer) -> Outcome:
        """Return what it means that there was no answer: nothing was sent, or nobody can tell."""
        return Outcome("put_off" if answer.how == "not_reached" else "unknown", reason=answer.reason)

    def refused(self, answer: Answer, *, is_theirs: bool, code: str = "", says: str = "") -> Outcome:
        """Return what an answer means that takes nothing, and is no refusal of the payer's bank either.

        is_theirs  whether the provider says so itself, in the words it has for errors; whatever stands between us and
                   it may have answered instead, and then nobody can tell.
        """
        status, says = answer.status, sentence(says)
        code = code or str(status)
        if status in _LATER:
            reason = f"{self.label} takes no more for the moment."
            return Outcome("put_off", reason=reason, code=code, again_after_s=seconds_to_wait(answer))
        if status in _NOT_LET_IN:
            return Outcome("put_off", reason=f"{self.label} does not let us in: {says}", code=code)
        if not is_theirs or status < TAKEN_BELOW or status >= FAILED_FROM or status in _NOBODY_KNOWS:
            reason = f"{self.label} answered HTTP {status}, which says nothing of the money."
            return Outcome("unknown", reason=reason, code=code)
        return Outcome("failed", reason=f"{self.label} does not take it: {says}", code=code)


def sentence(words: str) -> str:
    """Return what a provider says, short and on one line, as a sentence."""
    said = " ".join(words.split())[:200] or "It does not say why."
    return said if said.endswith((".", "!", "?")) else f"{said}."


def mark(key: str, *, most: int) -> str:
    """Return our key as headers and fields of limited length can carry it; always the same for the same key.

    >>> mark("pay:17/a", most=40), len(mark("x" * 300, most=40))
    ('pay:17/a', 40)
    """
    plain = quote(key, safe=":/-", errors="replace")
    return plain if 0 < len(plain) <= most else hashlib.sha256(key.encode(errors="replace")).hexdigest()[:most]


def in_path(reference: str) -> str:
    """Return a reference so that it is one step of a path and nothing else.

    >>> in_path("../v1/x?y=1")
    '..%2Fv1%2Fx%3Fy%3D1'
    """
    return quote(reference, safe="", errors="replace")


def page_address(words: str) -> str:
    """Return the address of a hosted page: https, or on this machine; empty where it is neither."""
    try:
        parts = urlsplit(words)
        host = parts.hostname or ""
    except ValueError:
        return ""
    fits = parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(host))
    return words if fits and host and words.isprintable() and " " not in words else ""


def day_of(at: datetime | None, zone: ZoneInfo) -> date:
    """Return the day of an instant where the house is; raises CannotTell where there is no instant."""
    if at is None:
        raise CannotTell("The provider does not say when.")
    try:
        return at.astimezone(zone).date()
    except OverflowError as fault:
        raise CannotTell("The provider names a time that does not exist.") from fault
