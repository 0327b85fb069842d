"""Asks Stripe: for pages, payments by saved methods, refunds, and how they stand.

Source: Stripe's API, version 2024-06-20. Asked again under the same key within a day, Stripe answers as it did the
first time. A payment nobody has a reference of is looked for among those made around then, by the key in its metadata;
Stripe's search would be quicker to ask, but it may lag, so that nothing could be called absent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from goodstanding.payments.gateway.adapters import card
from goodstanding.payments.gateway.adapters.exchange import (
    CLOCKS_APART,
    Asked,
    Exchange,
    Row,
    in_path,
    mark,
    page_address,
)
from goodstanding.payments.gateway.adapters.setting import Ways
from goodstanding.payments.gateway.adapters.stripe import amounts, form, payouts, standing
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
from goodstanding.wire.answer import TAKEN_BELOW, inner, instant_of_seconds, text, told
from goodstanding.wire.line import Answer, Line, NoAnswer

NAME, LABEL, VERSION = "stripe", "Stripe", "2024-06-20"
CAN: frozenset[Capability] = frozenset({"page", "mandate", "saves", "bank_debit", "refund", "payouts"})
METHODS: Mapping[str, str] = {"card": "", "us_bank_account": "USD", "sepa_debit": "EUR", "bacs_debit": "GBP"}
"""Ways to pay, and the one currency each is in; cards are in any."""
LANGUAGES = frozenset(
    ["da", "de", "en", "es", "fi", "fr", "it", "ja", "nb", "nl", "pl", "pt", "sv"]
)  # A page in any other language follows the payer's browser.
KEY_MAX, PAGE, WHAT_MAX = 255, 100, 250
TAKEN_FOR = timedelta(hours=1)
"""How long after an ask what came of it may have been made."""
DECLINED = 402


@dataclass(frozen=True, slots=True)
class Account:
    """How we are known to Stripe, and which ways to pay are switched on there."""

    ways: Ways
    key: str = field(repr=False)
    methods: tuple[str, ...] = ("card",)


class StripeGateway:
    """The adapter; keeps one connection open."""

    name, can = NAME, CAN

    def __init__(self, account: Account, line: Asked | None = None) -> None:
        self.account, self.zone = account, account.ways.zone
        headers = {"Authorization": f"Bearer {account.key}", "Stripe-Version": VERSION}
        line = line or Line(account.ways.base_address, deadline_s=account.ways.deadline_s)
        self.exchange = Exchange(line, label=LABEL, headers=headers)

    def open_page(self, ask: PageAsk) -> Outcome:
        """Have Stripe make a page on which the payer pays. Raises nothing."""
        methods, units = self._methods(ask.amount.currency), amounts.units(ask.amount)
        if units is None or not methods:
            return _no_such_amount(str(ask.amount))
        named: dict[str, Any] = {"metadata": {"key": ask.key}, "description": ask.what[:WHAT_MAX]}
        if ask.saves:
            named["setup_future_usage"] = "off_session"
        line = {"currency": ask.amount.currency.lower(), "unit_amount": units, "product_data": {"name": ask.what[:250]}}
        given: dict[str, Any] = {
            "mode": "payment", "success_url": ask.back_address, "cancel_url": ask.cancel_address,
            "client_reference_id": mark(ask.key, most=200), "metadata": {"key": ask.key},
            "locale": ask.language if ask.language in LANGUAGES else "auto", "payment_method_types": methods,
            "line_items": [{"quantity": 1, "price_data": line}], "payment_intent_data": named,
        }  # fmt: skip
        given |= {"customer_email": ask.email} if ask.email else {}
        given |= {"customer_creation": "always"} if ask.saves else {}
        given |= {"expires_at": int(ask.expires_at.timestamp())} if ask.expires_at else {}
        answer = self._post("/v1/checkout/sessions", given, key=ask.key, holds_card=card.ask_holds_card_number(ask))
        if isinstance(answer, Outcome):
            return answer
        reference, address = text(answer, "id"), page_address(text(answer, "url", most=2000))
        if not reference or not address:
            return _unreadable()
        until = instant_of_seconds(answer.get("expires_at"))
        return Outcome("taken", reference=reference, address=address, expires_at=until)

    def charge(self, ask: ChargeAsk) -> Outcome:
        """Have an amount taken by a saved method, without its owner. Raises nothing."""
        methods, units = self._methods(ask.amount.currency), amounts.units(ask.amount)
        if units is None or not methods:
            return _no_such_amount(str(ask.amount))
        if not ask.customer_reference:
            return Outcome("failed", reason="Stripe takes money by a saved method of a customer only; none is named.")
        given = {
            "amount": units, "currency": ask.amount.currency.lower(), "customer": ask.customer_reference,
            "payment_method": ask.mandate_reference, "payment_method_types": methods, "off_session": "true",
            "confirm": "true", "description": ask.what[:WHAT_MAX], "metadata": {"key": ask.key},
        }  # fmt: skip
        if ask.retry_of:
            given["metadata"] = {"key": ask.key, "retry_of": ask.retry_of}
        answer = self._post("/v1/payment_intents", given, key=ask.key, holds_card=card.ask_holds_card_number(ask))
        return answer if isinstance(answer, Outcome) else _charged(answer, ask, units=units)

    def refund(self, ask: RefundAsk) -> Outcome:
        """Have money go back to the payer. Raises nothing."""
        units = amounts.units(ask.amount)
        if units is None:
            return _no_such_amount(str(ask.amount))
        try:
            payment = self._payment(ask.payment_reference)
        except CannotTell as fault:
            return Outcome("put_off", reason=str(fault))
        given = {"payment_intent": payment, "amount": units, "metadata": {"key": ask.key, "reason": ask.reason[:400]}}
        answer = self._post("/v1/refunds", given, key=ask.key, holds_card=card.ask_holds_card_number(ask))
        if isinstance(answer, Outcome):
            return answer
        try:
            now = standing.refund_of(answer, zone=self.zone)
        except CannotTell as fault:
            return Outcome("unknown", reference=text(answer, "id"), reason=str(fault))
        if now.state == "failed":
            return Outcome("declined", reference=now.reference, reason="The refund failed.")
        return Outcome("paid" if now.state == "arrived" else "taken", reference=now.reference)

    def look_up(self, *, reference: str, key: str, asked_at: datetime) -> Standing:
        """Ask how a payment stands, by its number or that of its page, or by our key. Raises nothing."""
        try:
            return self._standing(reference or self._reference_of(key, asked_at=asked_at), asked_at=asked_at)
        except CannotTell as fault:
            return Standing("cannot tell", reference, reason=str(fault))

    def look_up_refund(self, *, reference: str, key: str, payment_reference: str) -> RefundStanding | None:
        """Ask how a refund stands, by its number, or by our key among those of its payment. Raises CannotTell."""
        if reference:
            return standing.refund_of(self.exchange.get(f"/v1/refunds/{in_path(reference)}"), zone=self.zone)
        found = [standing.refund_of(one, zone=self.zone) for one in self._refunds(self._payment(payment_reference))]
        return next((one for one in found if one.key == key), None)

    def end_mandate(self, reference: str) -> Outcome:
        """Have Stripe forget a saved method; one that is forgotten already is forgotten. Raises nothing."""
        path = f"/v1/payment_methods/{in_path(reference)}"
        answer = self._post(f"{path}/detach", {}, key="", holds_card=card.holds_card_number(reference))
        if not isinstance(answer, Outcome):
            return Outcome("taken", reference=reference)
        try:
            left = self.exchange.find(path)
        except CannotTell:
            return answer
        is_gone = left is None or (text(left, "id") == reference and left.get("customer", "") is None)
        return Outcome("taken", reference=reference) if is_gone else answer

    def payouts(self, *, since: date) -> Sequence[Payout]:
        """Return what was passed on to our bank account since a day. Raises CannotTell."""
        return payouts.since(since, exchange=self.exchange, listed=self._listed)

    def close(self) -> None:
        """End the connection."""
        self.exchange.line.close()

    def _methods(self, currency: str) -> list[str]:
        """Return the ways to pay that are switched on and are in a currency."""
        return [one for one in self.account.methods if METHODS.get(one) in {"", currency}]

    def _post(self, path: str, given: Row, *, key: str, holds_card: bool) -> Row | Outcome:
        """Post a form under a key; the object of the answer, or the outcome where it is not taken."""
        if holds_card:
            return Outcome("failed", reason=card.REFUSED)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        headers |= {"Idempotency-Key": mark(key, most=KEY_MAX)} if key else {}
        body = urlencode(form.flat(given), errors="replace").encode()
        answer = self.exchange.ask("POST", path, body=body, headers=headers)
        if isinstance(answer, NoAnswer):
            return self.exchange.unheard(answer)
        found = told(answer)
        if answer.status < TAKEN_BELOW:
            return found if found is not None else _unreadable()
        return self._refused(answer, inner(found, "error"))

    def _refused(self, answer: Answer, error: Row) -> Outcome:
        code, says = standing.code_of(error), text(error, "message")
        reference = text(inner(error, "payment_intent"), "id")
        if answer.status == DECLINED and error:
            return Outcome("declined", reference, reason=f"It was declined: {says[:200]}", code=code or "declined")
        if text(error, "type") == "idempotency_error":
            reason = "Stripe has something else under this key, so that it cannot be said what became of it."
            return Outcome("unknown", reason=reason, code=code)
        return self.exchange.refused(answer, is_theirs=bool(error), code=code, says=says)

    def _standing(self, reference: str, *, asked_at: datetime) -> Standing:
        """Return how what has a number stands; without one it is absent, once it would show."""
        if not reference:
            if self.exchange.is_settled(asked_at, settle_s=self.account.ways.settle_s):
                return Standing("absent", reason="Stripe shows nothing with this key.")
            raise CannotTell("It is too early to say that Stripe does not have it.")
        if reference.startswith("cs_"):
            session = self.exchange.get(form.page_path(reference))
            intent: Row = inner(session, "payment_intent")
            # A page that is open may be paid yet, whatever was tried on it.
            if not intent or text(session, "status") == "open":
                return standing.of_page(session)
        else:
            intent = self.exchange.get(form.payment_path(reference))
        payment = text(intent, "id")
        moved = bool(inner(intent, "latest_charge"))
        refunds = self._refunds(payment) if moved else []
        disputes = self._listed("/v1/disputes", {"payment_intent": payment}) if moved else []
        return standing.of_intent(intent, refunds=refunds, disputes=disputes, zone=self.zone)

    def _reference_of(self, key: str, *, asked_at: datetime) -> str:
        """Return the number of what was made around an instant with our key; the one that was paid, of several."""
        made = {
            "created[gte]": int((asked_at - CLOCKS_APART).timestamp()),
            "created[lte]": int((asked_at + TAKEN_FOR).timestamp()),
        }
        for path in ("/v1/payment_intents", "/v1/checkout/sessions"):
            ours = [one for one in self._listed(path, made) if text(inner(one, "metadata"), "key") == key and key]
            ours.sort(key=lambda one: text(one, "status") != "succeeded")
            if ours:
                return text(ours[0], "id")
        return ""

    def _payment(self, reference: str) -> str:
        """Return the number of a payment from its own or its page's; raises CannotTell."""
        if not reference.startswith("cs_"):
            return reference
        payment = text(inner(self.exchange.get(form.page_path(reference)), "payment_intent"), "id")
        if not payment:
            raise CannotTell("Nothing was paid on this page.")
        return payment

    def _refunds(self, payment: str) -> list[Row]:
        return self._listed("/v1/refunds", {"payment_intent": payment})

    def _listed(self, path: str, asked: Mapping[str, object]) -> list[Row]:
        """Return all rows of a list of Stripe's."""

        def page_of(last: str) -> Row:
            more = {"starting_after": last} if last else {}
            return self.exchange.get(f"{path}?{urlencode({**asked, 'limit': PAGE} | more)}")

        return self.exchange.all_rows(page_of, "data", after=_last_of)


def _charged(intent: Row, ask: ChargeAsk, *, units: int) -> Outcome:
    """Return what it means that Stripe took a payment; another amount is never called paid."""
    reference, error = text(intent, "id"), inner(intent, "last_payment_error")
    try:
        state = standing.state_of(intent)
    except CannotTell as fault:
        return Outcome("unknown", reference, reason=str(fault))
    if not reference:
        return _unreadable()
    if state in {"declined", "cancelled"}:
        return Outcome("declined", reference, reason=text(error, "message", most=200), code=standing.code_of(error))
    same = intent.get("amount_received") == units and intent.get("currency") == ask.amount.currency.lower()
    if state == "paid" and not same:
        return Outcome("taken", reference, reason="Stripe took another amount than was asked for.")
    return Outcome("paid" if state == "paid" else "taken", reference)


def _last_of(page: Row, found: Sequence[Row]) -> str:
    return text(found[-1], "id") if page.get("has_more") is True and found else ""


def _unreadable() -> Outcome:
    return Outcome("unknown", reason="Stripe's answer cannot be read.")


def _no_such_amount(amount: str) -> Outcome:
    return Outcome("failed", reason=f"Stripe cannot take {amount} exactly, or by no way to pay that is switched on.")
