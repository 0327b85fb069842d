"""Asks Square: for payment links, payments by cards on file, refunds, and how they stand.

Source: Square's Checkout, Payments, Orders, Refunds, Disputes, Cards and Payouts APIs, version 2025-01-23. Asked again
under the same key, Square answers with what it made the first time. What nobody has a reference of is looked for among
the payments and orders made around then, by the reference we gave them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from goodstanding.payments.gateway.adapters import card
from goodstanding.payments.gateway.adapters.exchange import Asked, Exchange, Row, in_path, mark, page_address
from goodstanding.payments.gateway.adapters.setting import Ways
from goodstanding.payments.gateway.adapters.square import payouts, standing
from goodstanding.payments.gateway.adapters.square.finding import Books, paid_by, stamp
from goodstanding.payments.gateway.adapters.square.money import amount_in, written
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

NAME, LABEL, VERSION = "square", "Square", "2025-01-23"
CAN: frozenset[Capability] = frozenset({"page", "mandate", "refund", "payouts"})
KEY_MAX, MARK_MAX, NOTE_MAX, REASON_MAX = 45, 40, 500, 140
DECLINED = frozenset({"PAYMENT_METHOD_ERROR"})
REUSED = "IDEMPOTENCY_KEY_REUSED"


@dataclass(frozen=True, slots=True)
class Account:
    """How we are known to Square, and at which of our places money is taken."""

    ways: Ways
    token: str = field(repr=False)
    location: str = ""


class SquareGateway:
    """The adapter; keeps one connection open."""

    name, can = NAME, CAN

    def __init__(self, account: Account, line: Asked | None = None) -> None:
        self.account, self.zone = account, account.ways.zone
        headers = {"Authorization": f"Bearer {account.token}", "Square-Version": VERSION, "Accept": "application/json"}
        line = line or Line(account.ways.base_address, deadline_s=account.ways.deadline_s)
        self.exchange = Exchange(line, label=LABEL, headers=headers)
        self.books = Books(self.exchange, location=account.location)

    def open_page(self, ask: PageAsk) -> Outcome:
        """Have Square make a payment link; its order is what the payment is known by. Raises nothing."""
        item = {"name": ask.what[:NOTE_MAX], "quantity": "1", "base_price_money": written(ask.amount)}
        given: dict[str, object] = {
            "idempotency_key": mark(ask.key, most=KEY_MAX),
            "order": {
                "location_id": self.account.location, "reference_id": mark(ask.key, most=MARK_MAX),
                "line_items": [item],
            },
            "checkout_options": {"redirect_url": ask.back_address, "allow_tipping": False},
        }  # fmt: skip
        if ask.email:
            given["pre_populated_data"] = {"buyer_email": ask.email}
        answer = self._post("/v2/online-checkout/payment-links", given, ask)
        if isinstance(answer, Outcome):
            return answer
        link = inner(answer, "payment_link")
        reference, address = text(link, "order_id"), page_address(text(link, "url", most=2000))
        if not reference or not address:
            return _unreadable()
        reason = "Square's payment links save no card." if ask.saves else ""
        return Outcome("taken", reference=reference, address=address, reason=reason)

    def charge(self, ask: ChargeAsk) -> Outcome:
        """Have an amount taken by a card on file. Raises nothing."""
        given = {
            "idempotency_key": mark(ask.key, most=KEY_MAX), "source_id": ask.mandate_reference, "autocomplete": True,
            "amount_money": written(ask.amount), "location_id": self.account.location,
            "reference_id": mark(ask.key, most=MARK_MAX), "note": ask.what[:NOTE_MAX],
        }  # fmt: skip
        if ask.customer_reference:
            given["customer_id"] = ask.customer_reference
        answer = self._post("/v2/payments", given, ask)
        return answer if isinstance(answer, Outcome) else _charged(inner(answer, "payment"), ask)

    def refund(self, ask: RefundAsk) -> Outcome:
        """Have money go back to the payer. Raises nothing."""
        try:
            payment = self.books.payment_number(ask.payment_reference)
        except CannotTell as fault:
            return Outcome("put_off", reason=str(fault))
        given = {
            "idempotency_key": mark(ask.key, most=KEY_MAX), "payment_id": payment, "amount_money": written(ask.amount),
            "reason": f"{ask.reason[:REASON_MAX]} [{mark(ask.key, most=MARK_MAX)}]".strip(),
        }  # fmt: skip
        answer = self._post("/v2/refunds", given, ask)
        if isinstance(answer, Outcome):
            return answer
        made = inner(answer, "refund")
        state, reference = standing.REFUNDS.get(text(made, "status")), text(made, "id")
        if state is None or not reference:
            return _unreadable()
        if state == "failed":
            return Outcome("declined", reference, reason="The refund failed.")
        return Outcome("paid" if state == "arrived" else "taken", reference)

    def look_up(self, *, reference: str, key: str, asked_at: datetime) -> Standing:
        """Ask how a payment stands, by its number or its order's, or by our key. Raises nothing."""
        try:
            found = reference or self.books.reference_of(mark(key, most=MARK_MAX), asked_at=asked_at)
            if found:
                return self._standing(found)
            if self.exchange.is_settled(asked_at, settle_s=self.account.ways.settle_s):
                return Standing("absent", reason="Square shows nothing with this key.")
            return Standing("cannot tell", reason="It is too early to say that Square does not have it.")
        except CannotTell as fault:
            return Standing("cannot tell", reference, reason=str(fault))

    def look_up_refund(self, *, reference: str, key: str, payment_reference: str) -> RefundStanding | None:
        """Ask how a refund stands, by its number, or by our key among those of its payment. Raises CannotTell."""
        if reference:
            found = self.exchange.get(f"/v2/refunds/{in_path(reference)}")
            return standing.refund_of(inner(found, "refund"), zone=self.zone)
        payment = self.books.payment(self.books.payment_number(payment_reference))
        wanted = mark(key, most=MARK_MAX)
        refunds = [standing.refund_of(one, zone=self.zone) for one in self.books.refunds(payment)]
        return next((one._replace(key=key) for one in refunds if one.key == wanted), None)

    def end_mandate(self, reference: str) -> Outcome:
        """Have Square forget a card on file; one that is forgotten already is forgotten. Raises nothing."""
        answer = self._post(f"/v2/cards/{in_path(reference)}/disable", {}, None)
        if not isinstance(answer, Outcome):
            return Outcome("taken", reference=reference)
        try:
            left = self.exchange.find(f"/v2/cards/{in_path(reference)}")
        except CannotTell:
            return answer
        is_gone = left is None or inner(left, "card").get("enabled") is False
        return Outcome("taken", reference=reference) if is_gone else answer

    def payouts(self, *, since: date) -> Sequence[Payout]:
        """Return what was passed on to our bank account since a day. Raises CannotTell."""
        start = datetime(since.year, since.month, since.day, tzinfo=self.zone)
        asked = {"location_id": self.account.location, "begin_time": stamp(start)}
        found = self.books.listed("/v2/payouts", asked, "payouts")
        return [
            payouts.payout_of(
                one, self.books.listed(f"/v2/payouts/{in_path(text(one, 'id'))}/payout-entries", {}, "payout_entries")
            )
            for one in found
        ]

    def close(self) -> None:
        """End the connection."""
        self.exchange.line.close()

    def _post(self, path: str, given: Row, ask: PageAsk | ChargeAsk | RefundAsk | None) -> Row | Outcome:
        """Post an object; the object of the answer, or the outcome where it is not taken."""
        if ask is not None and (ask.amount.minor <= 0 or card.ask_holds_card_number(ask)):
            return Outcome("failed", reason=card.REFUSED if ask.amount.minor > 0 else "There is nothing to pay.")
        answer = self.exchange.post(path, given)
        if isinstance(answer, NoAnswer):
            return self.exchange.unheard(answer)
        found = told(answer)
        if answer.status < TAKEN_BELOW:
            return found if found is not None else _unreadable()
        return self._refused(answer, found)

    def _refused(self, answer: Answer, found: Row | None) -> Outcome:
        errors = rows(found or {}, "errors")
        if not errors:
            return self.exchange.refused(answer, is_theirs=False)
        code, says = text(errors[0], "code", most=60), text(errors[0], "detail")
        reference = text(inner(found, "payment"), "id")
        if code == REUSED:
            return Outcome("unknown", reason="Square has something else under this key.", code=code)
        if answer.status < 500 and text(errors[0], "category") in DECLINED:  # noqa: PLR2004  As HTTP says it.
            return Outcome("declined", reference, reason=f"It was declined: {says[:200]}", code=code)
        return self.exchange.refused(answer, is_theirs=True, code=code, says=says)

    def _standing(self, reference: str) -> Standing:
        """Return how a payment stands by its number, or how an order stands that nothing was paid on."""
        found = self.exchange.find(f"/v2/orders/{in_path(reference)}")
        order = inner(found, "order")
        if found is not None and not order:
            raise CannotTell("Square's answer cannot be read.")
        number = paid_by(order) if order else reference
        if not number:
            state = text(order, "state")
            if state not in {"OPEN", "DRAFT", "CANCELED"}:
                raise CannotTell(f"Square says {state[:40]!r} of an order, which is not understood.")
            return Standing("cancelled" if state == "CANCELED" else "open", reference)
        payment = self.books.payment(number)
        moved = text(payment, "status") == "COMPLETED"
        refunds, disputes = (self.books.refunds(payment), self.books.disputes(number)) if moved else ([], [])
        now = standing.of_payment(payment, refunds=refunds, disputes=disputes, zone=self.zone)
        on_file = text(inner(payment, "card_details", "card"), "id")
        if not on_file:
            return now
        filed = self.exchange.find(f"/v2/cards/{in_path(on_file)}")
        return replace(now, mandate=standing.mandate_of(inner(filed, "card")))


def _charged(payment: Row, ask: ChargeAsk) -> Outcome:
    """Return what it means that Square took a payment; another amount is never called paid."""
    state, reference = standing.PAYMENTS.get(text(payment, "status")), text(payment, "id")
    if state is None or not reference:
        return _unreadable()
    if state in {"declined", "cancelled"}:
        code, says = standing.error_of(payment)
        return Outcome("declined", reference, reason=says or "It was declined.", code=code)
    is_same = amount_in(payment, "amount_money") == ask.amount
    return Outcome("paid" if state == "paid" and is_same else "taken", reference)


def _unreadable() -> Outcome:
    return Outcome("unknown", reason="Square's answer cannot be read.")
