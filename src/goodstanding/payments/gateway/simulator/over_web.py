"""The simulator as a gateway in a process of its own, asked over the web as real providers are."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from goodstanding.payments.gateway.port import (
    CannotTell,
    ChargeAsk,
    Outcome,
    PageAsk,
    Payout,
    RefundAsk,
    RefundStanding,
    Standing,
)
from goodstanding.payments.gateway.simulator.provider import CAN
from goodstanding.payments.gateway.simulator.wording import (
    outcome_of,
    payout_of,
    refund_of,
    standing_of,
    told_ask,
)
from goodstanding.wire.line import Line, NoAnswer

OK, ABSENT = 200, 404
Found = TypeVar("Found")
_HEADERS = {"content-type": "application/json"}


class WebSimulator:
    """Asks a simulator at an address."""

    name = "simulator"
    can = CAN

    def __init__(self, base_address: str, *, deadline_s: float = 10) -> None:
        self.line = Line(base_address, deadline_s=deadline_s)

    def open_page(self, ask: PageAsk) -> Outcome:
        """Ask for a page."""
        return self._outcome("/pages", told_ask(ask))

    def charge(self, ask: ChargeAsk) -> Outcome:
        """Ask to take by a mandate."""
        return self._outcome("/charges", told_ask(ask))

    def refund(self, ask: RefundAsk) -> Outcome:
        """Ask to give back."""
        return self._outcome("/refunds", told_ask(ask))

    def look_up(self, *, reference: str, key: str, asked_at: datetime) -> Standing:
        """Ask how a payment stands."""
        del asked_at
        try:
            found = self._get("/payments?" + urlencode({"reference": reference, "key": key}), standing_of)
        except CannotTell as fault:
            return Standing("cannot tell", reason=str(fault))
        return found or Standing("absent")

    def look_up_refund(self, *, reference: str, key: str, payment_reference: str) -> RefundStanding | None:
        """Ask how a refund stands."""
        asked = urlencode({"reference": reference, "key": key, "payment": payment_reference})
        return self._get(f"/refunds?{asked}", refund_of)

    def end_mandate(self, reference: str) -> Outcome:
        """Ask it to forget a mandate."""
        return self._outcome(f"/mandates/{quote(reference, safe='')}/end", {})

    def payouts(self, *, since: date) -> Sequence[Payout]:
        """Ask what was passed on."""
        return self._get(f"/payouts?since={since}", lambda told: [payout_of(one) for one in told["payouts"]]) or []

    def close(self) -> None:
        """End the connection."""
        self.line.close()

    def _outcome(self, path: str, told: Mapping[str, Any]) -> Outcome:
        answer = self.line.ask("POST", path, body=json.dumps(told).encode(), headers=_HEADERS)
        if isinstance(answer, NoAnswer):
            return Outcome("put_off" if answer.how == "not_reached" else "unknown", reason=answer.reason)
        try:
            return outcome_of(json.loads(answer.body))
        except (ValueError, KeyError, TypeError, AttributeError):
            return Outcome("unknown", reason="Its answer cannot be read.")

    def _get(self, path: str, read: Callable[[Any], Found]) -> Found | None:
        """Return what is at a path, or None where there is certainly nothing. Raises CannotTell."""
        answer = self.line.ask("GET", path)
        if isinstance(answer, NoAnswer):
            raise CannotTell(answer.reason)
        if answer.status == ABSENT:
            return None
        try:
            if answer.status != OK:
                raise CannotTell(f"It answered {answer.status}.")
            return read(json.loads(answer.body))
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise CannotTell("Its answer cannot be read.") from fault
