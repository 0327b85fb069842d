"""Hands texts to Twilio, or to whoever talks as it does, and finds out what became of one.

Source: Twilio's Messages resource (2010-04-01). The provider has no key of ours that makes a text the same text, so
nothing is sent again that it may have. Our key goes along in the address that it calls back. Whether it has a text is
looked up in its list of texts to that number: by what they say, and when they were made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from goodstanding.money.currency import EXPONENTS, exponent
from goodstanding.outreach.channels.provider import Consignment, Found, FoundWord, Outcome, Part
from goodstanding.outreach.channels.text.error import meaning
from goodstanding.outreach.channels.twilio.account import E164, FORM, headers, ours
from goodstanding.wire.answer import (
    FAILED_FROM,
    REFUSED_FROM,
    TAKEN_BELOW,
    answered_at,
    path_below,
    seconds_to_wait,
    stated_at,
    told,
    whole,
)
from goodstanding.wire.line import Answer, Line, NoAnswer

NAME = "twilio"
NORTH_AMERICA = "+1"
TEXT_MAX = 1600
PAGE, PAGES_MAX = 100, 20
CLOCKS_APART = timedelta(minutes=15)
"""How far the provider's clock and ours may be apart."""
BUSY, RATE = 503, frozenset({408, 425, 429})

BECAME: Mapping[str, FoundWord] = {
    "accepted": "accepted", "scheduled": "accepted", "queued": "accepted", "sending": "accepted", "sent": "accepted",
    "delivered": "delivered", "read": "delivered", "undelivered": "bounced", "failed": "failed", "canceled": "failed",
}  # fmt: skip
"""What the provider's statuses are to us."""


@dataclass(frozen=True, slots=True)
class Account:
    """How we are known to the provider, and how long we wait for it."""

    account: str
    token: str
    base_address: str
    from_number: str = ""
    messaging_service: str = ""
    route: str = ""
    callback_address: str = ""
    deadline_s: int = 15
    settle_s: int = 60
    validity_s: int = 3600
    price_per_segment: str = ""
    price_currency: str = "USD"


class TwilioTexts:
    """The adapter; keeps one connection open."""

    name = NAME

    def __init__(self, account: Account) -> None:
        self.account = account
        self.line = Line(account.base_address, deadline_s=account.deadline_s)
        self.headers = headers(account.account, account.token)
        self.path = f"{ours(account.account)}/Messages.json"

    def send(self, consignment: Consignment) -> Outcome:
        """Hand one text over and say what became of it. Raises nothing."""
        if not E164.fullmatch(consignment.to):
            return Outcome("failed", reason=f"{consignment.to[:40]!r} is not a number that a text can be sent to.")
        if self.account.route == "abroad" and consignment.to.startswith(NORTH_AMERICA):
            return Outcome("refused", reason="Texts are set for numbers abroad, and this one is in North America.")
        if not consignment.text.strip() or len(consignment.text) > TEXT_MAX:
            return Outcome("refused", reason=f"A text has between 1 and {TEXT_MAX} characters.")
        answer = self.line.ask(
            "POST", self.path, body=urlencode(self._form(consignment)).encode(), headers=self.headers | FORM,
        )  # fmt: skip
        if isinstance(answer, NoAnswer):
            if answer.how == "not_reached":
                return Outcome("put_off", reason=answer.reason, stops=True)
            return Outcome("unknown", reason=answer.reason, sent=_copy(consignment))
        return self._priced(outcome_of(answer, consignment))

    def look_up(self, consignment: Consignment, *, asked_at: datetime) -> Found:
        """Ask whether the provider has a text that was handed over at an instant. Raises nothing.

        It is there if one text to that number says the same and was made since. It is absent only if the provider's
        own clock says that it has had time to show up.
        """
        path = f"{self.path}?{urlencode({'To': consignment.to, 'PageSize': PAGE})}"
        same: list[dict[str, Any]] = []
        for _ in range(PAGES_MAX):
            answer = self.line.ask("GET", path, headers=self.headers)
            if isinstance(answer, NoAnswer):
                return Found("cannot tell", reason=answer.reason)
            page = told(answer) if answer.status == 200 else None  # noqa: PLR2004  The list, as HTTP says it.
            rows = page.get("messages") if page else None
            if page is None or not isinstance(rows, list):
                return Found("cannot tell", reason=f"The provider does not show its texts (HTTP {answer.status}).")
            made = [_made(row) for row in rows]
            if None in made:
                return Found("cannot tell", reason="The provider shows a text without its time.")
            since = asked_at - CLOCKS_APART
            same += [row for row, at in zip(rows, made, strict=True) if at and at >= since and _same(row, consignment)]
            following = page.get("next_page_uri")
            if not following or any(at and at < since - timedelta(days=1) for at in made):
                return self._found(same, answer, consignment, asked_at=asked_at)
            path = path_below(str(following))
        return Found("cannot tell", reason="The provider has too many texts to that number to look through.")

    def close(self) -> None:
        """End the connection."""
        self.line.close()

    def _form(self, consignment: Consignment) -> dict[str, str]:
        account = self.account
        form = {"To": consignment.to, "Body": consignment.text, "ValidityPeriod": str(account.validity_s)}
        if account.messaging_service:
            form["MessagingServiceSid"] = account.messaging_service
        if account.from_number:
            form["From"] = account.from_number
        if account.callback_address:
            form["StatusCallback"] = f"{account.callback_address}?{urlencode({'key': consignment.key})}"
        return form

    def _priced(self, outcome: Outcome) -> Outcome:
        """Reckon what a text costs where the provider, which settles its price later, does not say so at once."""
        price = self.account.price_per_segment
        if outcome.cost_minor is not None or outcome.segments is None or not price:
            return outcome
        minor, currency = _cost(Decimal(price) * outcome.segments, self.account.price_currency)
        return outcome._replace(cost_minor=minor, cost_currency=currency)

    def _found(
        self, same: list[dict[str, Any]], answer: Answer, consignment: Consignment, *, asked_at: datetime
    ) -> Found:
        if same and _is_unheard(consignment):
            return Found("cannot tell", reason="Texts went to that number, and nobody knows what this one said.")
        if len(same) > 1:
            return Found("cannot tell", reason="The provider has several texts to that number that say the same.")
        if same:
            word = BECAME.get(str(same[0].get("status")), "accepted")
            told = _code(same[0], "error_code")
            reason = meaning(told).sentence if told else ""
            return Found(word, reference=str(same[0].get("sid", "")), reason=reason)
        now = answered_at(answer)
        if now is None or now < asked_at + timedelta(seconds=self.account.settle_s):
            return Found("cannot tell", reason="It is too early to say that the provider does not have it.")
        return Found("absent", reason="The provider shows no such text to that number.")


def outcome_of(answer: Answer, consignment: Consignment) -> Outcome:
    """Return what an answer to a text that was handed over means."""
    says = told(answer)
    if answer.status < TAKEN_BELOW:
        return _taken(says, consignment)
    again = seconds_to_wait(answer)
    code = _code(says or {}, "code")
    if answer.status in RATE or (answer.status == BUSY and (again is not None or code)):
        reason = "The provider takes no more for the moment."
        return Outcome("put_off", reason=reason, code=str(code or answer.status), again_after_s=again, stops=True)
    if REFUSED_FROM <= answer.status < FAILED_FROM:
        found = meaning(code, told=str((says or {}).get("message", f"HTTP {answer.status}")))
        if code is None and answer.status in (401, 403, 404):
            found = meaning(20003)
        told_code = str(code or answer.status)
        return Outcome(
            found.word,
            reason=found.sentence,
            code=told_code,
            stops=found.stops,
            is_stopped=found.is_stopped,
            is_point_bad=found.is_point_bad,
        )
    reason = f"The provider answered HTTP {answer.status}, which says nothing of the text."
    return Outcome("unknown", reason=reason, code=str(answer.status), sent=_copy(consignment))


def _taken(told: Mapping[str, Any] | None, consignment: Consignment) -> Outcome:
    """Return what it means that the provider took a text, if it says so in words we can read."""
    if told is None or not isinstance(told.get("sid"), str) or not told["sid"]:
        reason = "The provider's answer cannot be read."
        return Outcome("unknown", reason=reason, sent=_copy(consignment))
    minor, currency = _cost(told.get("price"), told.get("price_unit"))
    code = _code(told, "error_code")
    word = BECAME.get(str(told.get("status")), "accepted")
    found = meaning(code) if code and word in {"failed", "bounced"} else None
    return Outcome(
        "failed" if word in {"failed", "bounced"} else "accepted",
        reference=told["sid"],
        reason=found.sentence if found else "",
        code=str(code or ""),
        sent=_copy(consignment),
        segments=whole(told.get("num_segments")),
        cost_minor=minor,
        cost_currency=currency,
    )


def _copy(consignment: Consignment) -> tuple[Part, ...]:
    return (Part("text", "text/plain; charset=utf-8", consignment.text.encode()),)


def _same(row: Mapping[str, Any], consignment: Consignment) -> bool:
    """Say whether a text of the list is to the same number and says the same, or may say it."""
    return (
        row.get("to") == consignment.to
        and (_is_unheard(consignment) or _says(str(row.get("body", "")).strip(), consignment))
        and str(row.get("direction", "")).startswith("outbound")
    )


def _is_unheard(consignment: Consignment) -> bool:
    """Say whether nobody knows any more what it said: it left after the backup that was put back."""
    return not (consignment.text.strip() or consignment.text_sha256)


def _says(body: str, consignment: Consignment) -> bool:
    if consignment.text.strip():
        return body == consignment.text.strip()
    return sha256(body.encode("utf-8", "replace")).hexdigest() == consignment.text_sha256


def _made(row: object) -> datetime | None:
    return stated_at(str(row.get("date_created", ""))) if isinstance(row, dict) else None


def _code(told: Mapping[str, Any], name: str) -> int | None:
    return whole(told.get(name)) or None


def _cost(price: object, unit: object) -> tuple[int | None, str]:
    """Return a price as whole minor units, rounded half up; a provider charges fractions of a cent."""
    currency = str(unit or "").upper()
    try:
        amount = abs(Decimal(str(price)))
    except InvalidOperation:
        return None, ""
    if not amount.is_finite() or currency not in EXPONENTS:
        return None, ""
    return int((amount * 10 ** exponent(currency)).quantize(Decimal(1), ROUND_HALF_UP)), currency
