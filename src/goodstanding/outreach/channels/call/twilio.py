"""Places calls at Twilio, or at whoever talks as it does, and finds out what became of one.

For whoever dials and for messages on voicemail. Source: Twilio's Calls resource (2010-04-01). The provider has no key
of ours that makes a call the same call, so none is asked for again that it may have; whether it has one is looked up in
its list of calls to that number, by when they were made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from goodstanding.outreach.channels.provider import Consignment, Found, FoundWord, Outcome, Part
from goodstanding.outreach.channels.text.error import meaning
from goodstanding.outreach.channels.twilio.account import E164, FORM, headers, ours
from goodstanding.wire.answer import (
    FAILED_FROM,
    REFUSED_FROM,
    TAKEN_BELOW,
    answered_at,
    path_below,
    rows,
    seconds_to_wait,
    stated_at,
    told,
    whole,
)
from goodstanding.wire.line import Answer, Line, NoAnswer

NAME = "twilio_voice"
VOICEMAIL_POSTS = "twilio_voicemail"
"""The last word of the address to which news of messages on voicemail are posted."""
PAGE, PAGES_MAX = 100, 20
CLOCKS_APART = timedelta(seconds=5)
"""How far the provider's clock and ours may be apart. Little, since one telephone is called again and again."""
_NOT_THERE = 404
_LATER = frozenset({408, 425, 429})
_NOT_OURS = frozenset({401, 403, 404})
FAILED: Mapping[str, FoundWord] = {"failed": "failed", "canceled": "failed", "busy": "failed", "no-answer": "failed"}


class Placing(NamedTuple):
    """A call to be placed: whom the provider calls, where it asks what to do then, and where it tells what became.

    `listens` for a machine: then it asks only when it knows what answered; `waits_for_beep` until it may be spoken to.
    """

    to: str
    ask_address: str
    status_address: str
    ring_s: int
    listens: bool = False
    waits_for_beep: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """How we are known to the provider, and where it reaches our pages."""

    account: str
    token: str
    base_address: str
    caller_id: str
    public_address: str
    deadline_s: int = 15
    settle_s: int = 60
    ring_s: int = 30

    def page(self, what: str, key: str) -> str:
        """Return the address of one of our pages that the provider asks."""
        return f"{self.public_address}/voice/{what}/{quote(key, safe='')}/"


class TwilioVoice:
    """The adapter; keeps one connection open."""

    name = NAME

    def __init__(self, account: Account) -> None:
        self.account = account
        self.line = Line(account.base_address, deadline_s=account.deadline_s)
        self.headers = headers(account.account, account.token)
        self.folder = ours(account.account)

    def place(self, placing: Placing) -> Outcome:
        """Ask for a call and say what became of asking. Raises nothing."""
        if not E164.fullmatch(placing.to):
            return Outcome("failed", reason=f"{placing.to[:40]!r} is not a number that can be called.")
        form: list[tuple[str, str]] = [
            ("To", placing.to), ("From", self.account.caller_id), ("Url", placing.ask_address), ("Method", "POST"),
            ("StatusCallback", placing.status_address), ("StatusCallbackMethod", "POST"),
            ("Timeout", str(placing.ring_s)),
        ]  # fmt: skip
        form += [("StatusCallbackEvent", one) for one in ("initiated", "ringing", "answered", "completed")]
        if placing.listens:
            form.append(("MachineDetection", "DetectMessageEnd" if placing.waits_for_beep else "Enable"))
        answer = self.line.ask(
            "POST", f"{self.folder}/Calls.json", body=urlencode(form).encode(),
            headers=self.headers | FORM,
        )  # fmt: skip
        if isinstance(answer, NoAnswer):
            if answer.how == "not_reached":
                return Outcome("put_off", reason=answer.reason, stops=True)
            return Outcome("unknown", reason=answer.reason)
        return outcome_of(answer)

    def find(self, *, to: str, asked_at: datetime, reference: str = "") -> Found:
        """Ask whether the provider has a call to a number that was asked for at an instant. Raises nothing.

        It is there if one call of ours to that number was made since; absent only if the provider's own clock says
        that it has had time to show up.
        """
        path = f"{self.folder}/Calls.json?{urlencode({'To': to, 'From': self.account.caller_id, 'PageSize': PAGE})}"
        since, same = asked_at - CLOCKS_APART, list[dict[str, Any]]()
        for _ in range(PAGES_MAX):
            answer = self.line.ask("GET", path, headers=self.headers)
            page = _page(answer)
            if isinstance(answer, NoAnswer) or page is None:
                return Found("cannot tell", reason="The provider does not show its calls.")
            fresh = [row for row in page["calls"] if (_made(row) or since) >= since]
            same += fresh
            following = page.get("next_page_uri")
            if not following or len(fresh) < len(page["calls"]):
                return self._found(same, answer, asked_at=asked_at, reference=reference)
            path = path_below(str(following))
        return Found("cannot tell", reason="The provider has too many calls to that number to look through.")

    def delete_recording(self, reference: str) -> bool:
        """Delete a recording and say whether it is gone for sure; one that is not there is gone. Raises nothing."""
        path = f"{self.folder}/Recordings/{quote(reference, safe='')}.json"
        answer = self.line.ask("DELETE", path, headers=self.headers)
        return not isinstance(answer, NoAnswer) and (answer.status < TAKEN_BELOW or answer.status == _NOT_THERE)

    def close(self) -> None:
        """End the connection."""
        self.line.close()

    def _found(self, same: list[dict[str, Any]], answer: Answer, *, asked_at: datetime, reference: str) -> Found:
        named = [row for row in same if row.get("sid") == reference] if reference else same
        if len(named) > 1 or any(_made(row) is None for row in named):
            return Found("cannot tell", reason="The provider has several calls to that number.")
        if named:
            status = str(named[0].get("status", ""))
            return Found(FAILED.get(status, "accepted"), reference=str(named[0].get("sid", "")), reason=status)
        now = answered_at(answer)
        if now is None or now < asked_at + timedelta(seconds=self.account.settle_s):
            return Found("cannot tell", reason="It is too early to say that the provider does not have it.")
        return Found("absent", reason="The provider shows no such call to that number.")


class TwilioVoicemail(TwilioVoice):
    """Leaves a message on a voicemail: calls, waits for the beep, and has our page say what is to be said."""

    def send(self, consignment: Consignment) -> Outcome:
        """Hand one spoken message over. Raises nothing."""
        if not consignment.text.strip():
            return Outcome("refused", reason="There is nothing to say.")
        account = self.account
        placing = Placing(
            to=consignment.to,
            ask_address=account.page("voicemail", consignment.key),
            status_address=f"{account.public_address}/webhooks/{VOICEMAIL_POSTS}?{urlencode({'key': consignment.key})}",
            ring_s=account.ring_s,
            listens=True,
            waits_for_beep=True,
        )
        spoken = Part("spoken", "text/plain; charset=utf-8", consignment.text.encode())
        return self.place(placing)._replace(sent=(spoken,))

    def look_up(self, consignment: Consignment, *, asked_at: datetime) -> Found:
        """Ask what became of a message that was handed over at an instant. Raises nothing."""
        return self.find(to=consignment.to, asked_at=asked_at)


def outcome_of(answer: Answer) -> Outcome:
    """Return what an answer to asking for a call means."""
    says = told(answer) or {}
    if answer.status < TAKEN_BELOW:
        sid = says.get("sid")
        if isinstance(sid, str) and sid:
            return Outcome("accepted", reference=sid)
        return Outcome("unknown", reason="The provider's answer cannot be read.")
    wait = seconds_to_wait(answer)
    code = whole(says.get("code"))
    if answer.status in _LATER or (answer.status >= FAILED_FROM and wait is not None):
        reason = "The provider takes no more for the moment."
        return Outcome("put_off", reason=reason, code=str(code or answer.status), again_after_s=wait, stops=True)
    if REFUSED_FROM <= answer.status < FAILED_FROM:
        known = 20003 if code is None and answer.status in _NOT_OURS else code
        found = meaning(known, told=str(says.get("message", f"HTTP {answer.status}")))
        return Outcome(found.word, reason=found.sentence, code=str(known or answer.status), stops=found.stops)
    return Outcome("unknown", reason=f"The provider answered HTTP {answer.status}.", code=str(answer.status))


def _page(answer: Answer | NoAnswer) -> dict[str, Any] | None:
    """Return a page of the provider's calls, or nothing where it is none."""
    if isinstance(answer, NoAnswer) or answer.status != 200:  # noqa: PLR2004  The list, as HTTP says it.
        return None
    page = told(answer)
    return page if page and rows(page, "calls") is not None else None


def _made(row: Mapping[str, Any]) -> datetime | None:
    return stated_at(str(row.get("date_created", "")))
