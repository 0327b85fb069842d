"""Hands letters to Lob, and finds out what became of one.

Source: Lob's Letters resource (v1). A request under a key that was used before is answered with the letter of the
first, but Lob remembers a key for a day only. So nothing is sent again that it may have: it is looked up by metadata.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode

from goodstanding.outreach.channels.letter import letter_code
from goodstanding.outreach.channels.letter.address import AddressRefused
from goodstanding.outreach.channels.letter.lob.parts import parts
from goodstanding.outreach.channels.provider import Consignment, Found, FoundWord, Outcome, Part
from goodstanding.wire.answer import FAILED_FROM, REFUSED_FROM, TAKEN_BELOW, answered_at, seconds_to_wait, told
from goodstanding.wire.line import Answer, Line, NoAnswer

NAME = "lob"
PATH = "/v1/letters"
NOT_LET_IN = frozenset({401, 403})
LATER = frozenset({425, 429})
NOBODY_KNOWS = frozenset({408, 409})
"""The request timed out, or another under the same key is being worked on."""

TRACKED: Mapping[str, FoundWord] = {"Delivered": "delivered", "Returned to Sender": "bounced"}


@dataclass(frozen=True, slots=True)
class Account:
    """How we are known to Lob, who sends, and how long we wait for it."""

    key: str
    sender: Sequence[str]
    base_address: str
    two_sided: bool = True
    deadline_s: int = 60
    settle_s: int = 60


class LobLetters:
    """The adapter; keeps one connection open."""

    name = NAME

    def __init__(self, account: Account) -> None:
        self.account, self.sender = account, parts(account.sender)
        self.line = Line(account.base_address, deadline_s=account.deadline_s)
        known = base64.b64encode(f"{account.key}:".encode()).decode()
        self.headers = {"Authorization": f"Basic {known}", "Accept": "application/json"}

    def send(self, consignment: Consignment) -> Outcome:
        """Hand one letter over and say what became of it. Raises nothing."""
        try:
            fields = self._fields(consignment)
        except AddressRefused as refusal:
            return Outcome("failed", reason=str(refusal))
        if not consignment.pdf:
            return Outcome("failed", reason="The letter was not printed, so there is nothing to send.")
        boundary = sha256(consignment.key.encode() + consignment.pdf).hexdigest()
        answer = self.line.ask(
            "POST", PATH, body=_form(fields, consignment.pdf, boundary=boundary),
            headers=self.headers | {
                "Content-Type": f"multipart/form-data; boundary={boundary}",
                "Idempotency-Key": quote(consignment.key, safe=":/-"),
            },
        )  # fmt: skip
        if isinstance(answer, NoAnswer):
            if answer.how == "not_reached":
                return Outcome("put_off", reason=answer.reason, stops=True)
            return Outcome("unknown", reason=answer.reason, sent=_copy(consignment))
        return outcome_of(answer, consignment)

    def look_up(self, consignment: Consignment, *, asked_at: datetime) -> Found:
        """Ask whether Lob has a letter with our key in its metadata. Raises nothing.

        It is absent only if Lob's own clock says that it has had time to show up.
        """
        answer = self.line.ask("GET", f"{PATH}?{urlencode({'metadata[key]': consignment.key})}", headers=self.headers)
        if isinstance(answer, NoAnswer):
            return Found("cannot tell", reason=answer.reason)
        page = told(answer)
        rows = page.get("data") if page and answer.status < TAKEN_BELOW else None
        if not isinstance(rows, list):
            return Found("cannot tell", reason=f"Lob does not show its letters (HTTP {answer.status}).")
        ours = [row for row in rows if isinstance(row, dict) and _key(row) == consignment.key]
        if ours:
            return _found(ours[0])
        if len(rows) > 0:
            return Found("cannot tell", reason="Lob shows letters that were not asked for.")
        now = answered_at(answer)
        if now is None or now < asked_at + timedelta(seconds=self.account.settle_s):
            return Found("cannot tell", reason="It is too early to say that Lob does not have it.")
        return Found("absent", reason="Lob shows no letter with this key.")

    def close(self) -> None:
        """End the connection."""
        self.line.close()

    def _fields(self, consignment: Consignment) -> dict[str, str]:
        """Return the fields of a letter; raises AddressRefused."""
        to = parts(consignment.to.splitlines())
        code = letter_code.code_of_attempt(consignment.message_id, consignment.key)
        return {
            **{f"to[{name}]": value for name, value in to.items()},
            **{f"from[{name}]": value for name, value in self.sender.items()},
            "description": f"Letter {letter_code.spaced(code)}",
            "color": "false",
            "double_sided": "true" if self.account.two_sided else "false",
            "address_placement": "insert_blank_page",
            "use_type": "operational",
            "metadata[key]": consignment.key,
            "metadata[code]": code,
        }


def outcome_of(answer: Answer, consignment: Consignment) -> Outcome:
    """Return what an answer to a letter that was handed over means."""
    given, status = told(answer) or {}, answer.status
    code, says = _error(given, status)
    if status < TAKEN_BELOW:
        reference = given.get("id")
        if isinstance(reference, str) and reference:
            return Outcome("accepted", reference=reference, sent=_copy(consignment))
        return Outcome("unknown", reason="Lob's answer cannot be read.", sent=_copy(consignment))
    if status in LATER:
        again = seconds_to_wait(answer)
        reason = "Lob takes no more for the moment."
        return Outcome("put_off", reason=reason, code=code, again_after_s=again, stops=True)
    if status in NOT_LET_IN:
        return Outcome("put_off", reason=f"Lob does not let us in: {says}", code=code, stops=True)
    if REFUSED_FROM <= status < FAILED_FROM and status not in NOBODY_KNOWS:
        return Outcome("failed", reason=f"Lob does not take the letter: {says}", code=code)
    reason = f"Lob answered HTTP {status}, which says nothing of the letter."
    return Outcome("unknown", reason=reason, code=code, sent=_copy(consignment))


def _form(fields: Mapping[str, str], pdf: bytes, *, boundary: str) -> bytes:
    """Return a form with a file, as a browser sends it."""
    written = b"".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    file = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="letter.pdf"\r\n'
    return written + file.encode() + b"Content-Type: application/pdf\r\n\r\n" + pdf + f"\r\n--{boundary}--\r\n".encode()


def _copy(consignment: Consignment) -> tuple[Part, ...]:
    return (Part("letter", "application/pdf", consignment.pdf),)


def _found(row: Mapping[str, Any]) -> Found:
    reference = str(row.get("id") or "")
    if row.get("deleted") is True:
        return Found("failed", reference=reference, reason="It was cancelled at Lob before it was printed.")
    events = row.get("tracking_events")
    names = [str(one.get("name")) for one in events if isinstance(one, dict)] if isinstance(events, list) else []
    words = {TRACKED[name] for name in names if name in TRACKED}
    word: FoundWord = "bounced" if "bounced" in words else "delivered" if words else "accepted"
    return Found(word, reference=reference, reason="It came back." if word == "bounced" else "")


def _key(row: Mapping[str, Any]) -> str:
    metadata = row.get("metadata")
    return str(metadata.get("key", "")) if isinstance(metadata, dict) else ""


def _error(given: Mapping[str, Any], status: int) -> tuple[str, str]:
    """Return the code and the sentence of an error, as far as it says so."""
    error = given.get("error")
    error = error if isinstance(error, dict) else {}
    says = " ".join(str(error.get("message") or f"HTTP {status}").split())[:200]
    return str(error.get("code") or status)[:40], says if says.endswith(".") else f"{says}."
