"""Asks PayPal: for orders that a payer approves, payments by vaulted wallets, refunds, and how they stand.

Source: PayPal's Orders v2, Payments v2, Payment Method Tokens v3 and Disputes v1. Asked again with the same request id,
PayPal answers with what it made the first time. It has no list of orders, so one that nobody has a reference of is
looked for in the reports by our key; the reports say how far they have come, which is what makes it absent. An order
that nobody has the page of cannot be approved, so no money is missed by that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from goodstanding.payments.gateway.adapters import card
from goodstanding.payments.gateway.adapters.exchange import Asked, Row, in_path, mark, page_address
from goodstanding.payments.gateway.adapters.paypal import amounts, reports, standing
from goodstanding.payments.gateway.adapters.paypal.exchange import PayPalExchange
from goodstanding.payments.gateway.adapters.setting import Ways
from goodstanding.payments.gateway.port import (
    CannotTell,
    Capability,
    ChargeAsk,
    Outcome,
    PageAsk,
    Payout,
    RefundAsk,
    RefundStanding,
    Standing,
)
from goodstanding.wire.answer import TAKEN_BELOW, inner, rows, text, told
from goodstanding.wire.line import Answer, Line, NoAnswer

NAME, LABEL = "paypal", "PayPal"
CAN: frozenset[Capability] = frozenset({"page", "mandate", "saves", "refund", "payouts"})
ORDERS, CAPTURES, REFUNDS = "/v2/checkout/orders", "/v2/payments/captures", "/v2/payments/refunds"
KEY_MAX, KEPT_MAX, WHAT_MAX = 38, 127, 127
"""Characters of a request id, a custom id and a description."""
REFUSALS = frozenset({
    "INSTRUMENT_DECLINED", "PAYER_CANNOT_PAY", "TRANSACTION_REFUSED", "PAYER_ACCOUNT_RESTRICTED",
    "PAYER_ACCOUNT_LOCKED_OR_CLOSED", "CARD_EXPIRED", "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING",
    "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED",
})  # fmt: skip
"""What PayPal says where it is the payer's side that refused."""
LANGUAGES: Mapping[str, str] = {"en": "en-US", "es": "es-ES", "de": "de-DE", "fr": "fr-FR", "it": "it-IT"}


@dataclass(frozen=True, slots=True)
class Account:
    """How we are known to PayPal."""

    ways: Ways
    client: str
    secret: str = field(repr=False)


class PayPalGateway:
    """The adapter; keeps one connection open, and a token for as long as PayPal takes it."""

    name, can = NAME, CAN

    def __init__(self, account: Account, line: Asked | None = None) -> None:
        self.account, self.zone = account, account.ways.zone
        line = line or Line(account.ways.base_address, deadline_s=account.ways.deadline_s)
        self.exchange = PayPalExchange(line, label=LABEL, client=account.client, secret=account.secret)

    def open_page(self, ask: PageAsk) -> Outcome:
        """Have PayPal make an order, and a page on which the payer approves it. Raises nothing."""
        source: dict[str, Any] = {
            "experience_context": {
                "return_url": ask.back_address, "cancel_url": ask.cancel_address, "user_action": "PAY_NOW",
                "shipping_preference": "NO_SHIPPING", "payment_method_preference": "IMMEDIATE_PAYMENT_REQUIRED",
                "locale": LANGUAGES.get(ask.language, "en-US"),
            }
        }  # fmt: skip
        if ask.saves:
            source["attributes"] = {"vault": {"store_in_vault": "ON_SUCCESS", "usage_type": "MERCHANT"}}
        answer = self._order(ask, {"paypal": source})
        if isinstance(answer, Outcome):
            return answer
        named = {text(one, "rel"): text(one, "href", most=2000) for one in rows(answer, "links") or ()}
        address = page_address(named.get("payer-action") or named.get("approve") or "")
        if not text(answer, "id") or not address:
            return _unreadable()
        return Outcome("taken", reference=text(answer, "id"), address=address)

    def charge(self, ask: ChargeAsk) -> Outcome:
        """Have an amount taken from a vaulted wallet, without its owner. Raises nothing."""
        stored = {"payment_initiator": "MERCHANT", "usage": "SUBSEQUENT"}
        answer = self._order(ask, {"paypal": {"vault_id": ask.mandate_reference, "stored_credential": stored}})
        return answer if isinstance(answer, Outcome) else self._charged(answer, ask)

    def refund(self, ask: RefundAsk) -> Outcome:
        """Have money go back to the payer. Raises nothing."""
        value = amounts.written(ask.amount)
        if value is None:
            return _no_such_amount(str(ask.amount))
        try:
            payment = self._capture_number(ask.payment_reference)
        except CannotTell as fault:
            return Outcome("put_off", reason=str(fault))
        given = {"amount": value, "custom_id": ask.key[:KEPT_MAX], "note_to_payer": ask.reason[:255]}
        path = f"{CAPTURES}/{in_path(payment)}/refund"
        answer = self._post(path, given, key=ask.key, holds_card=card.ask_holds_card_number(ask))
        if isinstance(answer, Outcome):
            return answer
        state, reference = standing.REFUNDS.get(text(answer, "status")), text(answer, "id")
        if state is None or not reference:
            return _unreadable()
        return Outcome({"arrived": "paid", "pending": "taken"}.get(state, "declined"), reference)  # type: ignore[arg-type]  # Words of outcomes.

    def look_up(self, *, reference: str, key: str, asked_at: datetime) -> Standing:
        """Ask how a payment stands, by its order or capture, or by our key. Raises nothing.

        An order that the payer approved is captured by this, under a key of its own.
        """
        try:
            if reference:
                return self._standing(reference, key=key)
            found, until = reports.references_of(key[:KEPT_MAX], asked_at=asked_at, exchange=self.exchange)
            if found:
                return self._of_capture(self.exchange.get(f"{CAPTURES}/{in_path(found[0])}"))
            if until >= asked_at + timedelta(seconds=self.account.ways.settle_s):
                return Standing("absent", reason="PayPal reports nothing with this key.")
            return Standing("cannot tell", reason="PayPal's reports have not come so far yet.")
        except CannotTell as fault:
            return Standing("cannot tell", reference, reason=str(fault))

    def look_up_refund(self, *, reference: str, key: str, payment_reference: str) -> RefundStanding | None:
        """Ask how a refund stands, by its number, or by our key among those of its order. Raises CannotTell."""
        if reference:
            return standing.refund_of(self.exchange.get(f"{REFUNDS}/{in_path(reference)}"), zone=self.zone)
        capture = self.exchange.get(f"{CAPTURES}/{in_path(self._capture_number(payment_reference))}")
        found = [standing.refund_of(one, zone=self.zone) for one in _refunds_in(self._order_of(capture))]
        return next((one for one in found if one.key == key[:KEPT_MAX]), None)

    def end_mandate(self, reference: str) -> Outcome:
        """Have PayPal forget a vaulted wallet; one that is forgotten already is forgotten. Raises nothing."""
        answer = self.exchange.ask("DELETE", f"/v3/vault/payment-tokens/{in_path(reference)}")
        if isinstance(answer, NoAnswer):
            return self.exchange.unheard(answer)
        if answer.status < TAKEN_BELOW or (answer.status == 404 and told(answer) is not None):  # noqa: PLR2004  Not there.
            return Outcome("taken", reference=reference)
        return self._refused(answer)

    def payouts(self, *, since: date) -> Sequence[Payout]:
        """Return what went to our bank account since a day, as far as PayPal reports it. Raises CannotTell."""
        return reports.payouts_since(since, exchange=self.exchange, zone=self.zone)

    def close(self) -> None:
        """End the connection."""
        self.exchange.line.close()

    def _order(self, ask: PageAsk | ChargeAsk, source: Row) -> Row | Outcome:
        """Have an order made; the outcome where it is not."""
        value = amounts.written(ask.amount)
        if value is None:
            return _no_such_amount(str(ask.amount))
        unit = {"custom_id": ask.key[:KEPT_MAX], "description": ask.what[:WHAT_MAX], "amount": value}
        given = {"intent": "CAPTURE", "purchase_units": [unit], "payment_source": source}
        return self._post(ORDERS, given, key=ask.key, holds_card=card.ask_holds_card_number(ask))

    def _post(self, path: str, given: Row, *, key: str, holds_card: bool) -> Row | Outcome:
        """Post an object under a key; the object of the answer, or the outcome where it is not taken."""
        if holds_card:
            return Outcome("failed", reason=card.REFUSED)
        headers = {"PayPal-Request-Id": mark(key, most=KEY_MAX), "Prefer": "return=representation"}
        answer = self.exchange.post(path, given, headers=headers)
        if isinstance(answer, NoAnswer):
            return self.exchange.unheard(answer)
        found = told(answer)
        if answer.status < TAKEN_BELOW:
            return found if found is not None else _unreadable()
        return self._refused(answer)

    def _refused(self, answer: Answer) -> Outcome:
        found = told(answer) or {}
        details = rows(found, "details") or ()
        issue = text(details[0], "issue", most=60) if details else text(found, "name", most=60)
        says = (text(details[0], "description") if details else "") or text(found, "message")
        if answer.status == 422 and issue in REFUSALS:  # noqa: PLR2004  Understood and not done.
            return Outcome("declined", reason=f"It was declined: {says[:200]}", code=issue)
        return self.exchange.refused(answer, is_theirs=bool(issue), code=issue, says=says)

    def _charged(self, order: Row, ask: ChargeAsk) -> Outcome:
        """Return what it means that PayPal made an order by a vaulted wallet; another amount is never called paid."""
        try:
            captures = standing.captures_of(order)
        except CannotTell as fault:
            return Outcome("unknown", text(order, "id"), reason=str(fault))
        if not captures or not text(captures[0], "id"):
            return Outcome("unknown", text(order, "id"), reason="PayPal made an order and took nothing yet.")
        capture, reference = captures[0], text(captures[0], "id")
        state = standing.CAPTURES.get(text(capture, "status"))
        if state == "declined":
            code = text(inner(capture, "processor_response"), "response_code", most=60) or "DECLINED"
            return Outcome("declined", reference, reason="It was declined.", code=code)
        same = amounts.amount_of(inner(capture, "amount")) == ask.amount
        return Outcome("paid" if state == "paid" and same else "taken", reference)

    def _standing(self, reference: str, *, key: str) -> Standing:
        """Return how a payment stands by the number of its order or its capture."""
        order = self.exchange.find(f"{ORDERS}/{in_path(reference)}")
        if order is None:
            return self._of_capture(self.exchange.get(f"{CAPTURES}/{in_path(reference)}"))
        captures = standing.captures_of(order)
        if not captures and text(order, "status") == "APPROVED":
            order = self._captured(order, key=key)
            captures = standing.captures_of(order)
        if not captures:
            return standing.of_order(order)
        best = next((one for one in captures if text(one, "status") != "DECLINED"), captures[-1])
        capture = self.exchange.get(f"{CAPTURES}/{in_path(text(best, 'id'))}")
        return self._of_capture(capture, order=order)

    def _captured(self, order: Row, *, key: str) -> Row:
        """Take the money of an order that its payer approved; return the order as it is then. Raises CannotTell.

        Where it cannot be taken, the order is told as it was: approved, and open to another way to pay.
        """
        number = text(order, "id")
        answer = self._post(
            f"{ORDERS}/{in_path(number)}/capture", {}, key=f"{key or number}/capture",
            holds_card=False,
        )  # fmt: skip
        if isinstance(answer, Outcome):
            if answer.word == "declined":
                return order
            raise CannotTell(answer.reason)
        return answer

    def _of_capture(self, capture: Row, *, order: Row | None = None) -> Standing:
        """Return how a capture stands with all that hangs on it; its refunds are listed by its order only."""
        order = order or self._order_of(capture)
        refunds, disputes = _refunds_in(order), self._disputes(text(capture, "id"))
        facts = standing.Facts(capture, refunds, disputes, standing.mandate_of(order))
        return standing.of_capture(facts, zone=self.zone)

    def _order_of(self, capture: Row) -> Row:
        number = text(inner(capture, "supplementary_data", "related_ids"), "order_id")
        if not number:
            raise CannotTell("PayPal does not name the order of a payment.")
        return self.exchange.get(f"{ORDERS}/{in_path(number)}")

    def _disputes(self, capture: str) -> list[Row]:
        """Return the disputes of a capture, each in full."""
        asked = urlencode({"disputed_transaction_id": capture, "page_size": 50})
        found = rows(self.exchange.get(f"/v1/customer/disputes?{asked}"), "items")
        if found is None:
            raise CannotTell("PayPal does not show its disputes.")
        return [self.exchange.get(f"/v1/customer/disputes/{in_path(text(one, 'dispute_id'))}") for one in found]

    def _capture_number(self, reference: str) -> str:
        """Return the number of a capture from its own or its order's; raises CannotTell."""
        order = self.exchange.find(f"{ORDERS}/{in_path(reference)}")
        if order is None:
            return reference
        taken = [one for one in standing.captures_of(order) if standing.CAPTURES.get(text(one, "status")) == "paid"]
        if not taken or not text(taken[0], "id"):
            raise CannotTell("Nothing was paid on this order.")
        return text(taken[0], "id")


def _refunds_in(order: Row) -> list[Row]:
    units = rows(order, "purchase_units")
    if units is None:
        raise CannotTell("PayPal does not show the order of a payment.")
    return [one for unit in units for one in rows(unit, "payments", "refunds") or ()]


def _unreadable() -> Outcome:
    return Outcome("unknown", reason="PayPal's answer cannot be read.")


def _no_such_amount(amount: str) -> Outcome:
    return Outcome("failed", reason=f"PayPal cannot take {amount} exactly, or not in this currency.")
