"""Square on this machine: payment links, payments by cards on file, refunds, disputes and payouts.

What becomes of a card on file is in its name: `ccof:ok`, `ccof:declined`. Lists without rows are left out, as Square
leaves them out.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.payments.gateway.adapters.fake_server import Ask, FakeServer

Thing = dict[str, Any]


@dataclass
class FakeSquare(FakeServer):
    """The provider."""

    key: str = "sq_test"
    orders: dict[str, Thing] = field(default_factory=dict)
    payments: dict[str, Thing] = field(default_factory=dict)
    refunds: dict[str, Thing] = field(default_factory=dict)
    disputes: dict[str, Thing] = field(default_factory=dict)
    payouts: dict[str, Thing] = field(default_factory=dict)
    entries: dict[str, list[Thing]] = field(default_factory=dict)
    cards: dict[str, Thing] = field(default_factory=dict)
    keys: dict[str, tuple[Thing, int, object]] = field(default_factory=dict)
    takes_other: int = 0

    def moves(self, ask: Ask) -> bool:
        return ask.method == "POST" and ask.path != "/v2/orders/search"

    def answer(self, ask: Ask) -> tuple[int, object]:
        if ask.headers.get("authorization") != f"Bearer {self.key}" or "square-version" not in ask.headers:
            return 401, _errors("AUTHENTICATION_ERROR", "UNAUTHORIZED")
        given = ask.json()
        key = str(given.get("idempotency_key", ""))
        if key in self.keys:
            first, status, told = self.keys[key]
            return (
                (status, told) if first == given else (400, _errors("INVALID_REQUEST_ERROR", "IDEMPOTENCY_KEY_REUSED"))
            )
        status, told = self._post(ask, given) if ask.method == "POST" else self._get(ask)
        if key:
            self.keys[key] = (given, status, told)
        return status, told

    def _post(self, ask: Ask, given: Thing) -> tuple[int, object]:
        if ask.path == "/v2/online-checkout/payment-links":
            return self._link(given)
        if ask.path == "/v2/payments":
            return self._payment(given)
        if ask.path == "/v2/refunds":
            return self._refund(given)
        if ask.path == "/v2/orders/search":
            return 200, self._listed("orders", list(self.orders.values()), given.get("cursor", ""))
        card = self.cards.get(ask.steps[2])
        if card is None or not card["enabled"]:
            return 404, _errors("INVALID_REQUEST_ERROR", "NOT_FOUND")
        card["enabled"] = False
        return 200, {"card": card}

    def _get(self, ask: Ask) -> tuple[int, object]:
        kind, *rest = ask.steps[1:]
        things: dict[str, Thing] = getattr(self, kind)
        cursor = ask.query.get("cursor", "")
        if rest[1:] == ["payout-entries"]:
            return 200, self._listed("payout_entries", self.entries[rest[0]], cursor)
        if rest:
            found = things.get(rest[0])
            return (200, {kind.rstrip("s"): found}) if found else (404, _errors("INVALID_REQUEST_ERROR", "NOT_FOUND"))
        low, high = ask.query.get("begin_time", ""), ask.query.get("end_time", "Z")
        rows = [one for one in things.values() if low <= one["created_at"] <= high]
        return 200, self._listed(kind, rows, cursor)

    def _listed(self, kind: str, rows: list[Thing], cursor: str) -> Thing:
        start = int(cursor or 0)
        some = rows[start : start + self.page]
        more = {"cursor": str(start + self.page)} if start + self.page < len(rows) else {}
        return ({kind: some} if some else {}) | more

    def stamp(self) -> str:
        return self.now.strftime("%Y-%m-%dT%H:%M:%S.123Z")

    def _link(self, given: Thing) -> tuple[int, object]:
        number = self.number("ORDER")
        item = given["order"]["line_items"][0]
        self.orders[number] = {
            "id": number, "state": "OPEN", "created_at": self.stamp(), "total_money": item["base_price_money"],
            "reference_id": given["order"]["reference_id"],
        }  # fmt: skip
        link = {"id": self.number("LINK"), "order_id": number, "url": f"https://square.example.com/{number}"}
        return 200, {"payment_link": link}

    def pay(self, order: str) -> str:
        """Have a payer pay a link; return the number of the payment."""
        made = self.orders[order]
        number = self._paid(made["total_money"], status="COMPLETED", more={"order_id": order})
        made["tenders"], made["state"] = [{"id": number, "payment_id": number}], "COMPLETED"
        return number

    def _payment(self, given: Thing) -> tuple[int, object]:
        if given["source_id"] == "ccof:declined":
            errors = _errors("PAYMENT_METHOD_ERROR", "INSUFFICIENT_FUNDS")
            return 400, errors
        more = {"reference_id": given["reference_id"], "card_details": {"card": {"id": given["source_id"]}}}
        card = {"id": given["source_id"], "card_brand": "VISA", "last_4": "1111", "exp_month": 11, "exp_year": 2027,
                "enabled": True, "customer_id": given.get("customer_id", "CUS1")}  # fmt: skip
        self.cards.setdefault(given["source_id"], card)
        status = "APPROVED" if given["source_id"] == "ccof:later" else "COMPLETED"
        return 200, {"payment": self.payments[self._paid(given["amount_money"], status=status, more=more)]}

    def _paid(self, money: Thing, *, status: str, more: Thing) -> str:
        number = self.number("PAY")
        taken = money | {"amount": money["amount"] + self.takes_other}
        self.payments[number] = {
            "id": number, "status": status, "created_at": self.stamp(), "amount_money": taken,
            "processing_fee": [{"amount_money": {"amount": 59, "currency": money["currency"]}}], **more,
        }  # fmt: skip
        return number

    def settle(self, payment: str) -> None:
        """Have a payment be completed."""
        self.payments[payment]["status"] = "COMPLETED"

    def _refund(self, given: Thing) -> tuple[int, object]:
        made = self.payments[given["payment_id"]]
        gone = sum(self.refunds[one]["amount_money"]["amount"] for one in made.get("refund_ids", []))
        if gone + given["amount_money"]["amount"] > made["amount_money"]["amount"]:
            return 400, _errors("REFUND_ERROR", "REFUND_AMOUNT_INVALID")
        number = self.number("REF")
        self.refunds[number] = {
            "id": number, "status": "PENDING", "created_at": self.stamp(), "amount_money": given["amount_money"],
            "reason": given["reason"], "payment_id": given["payment_id"],
        }  # fmt: skip
        made.setdefault("refund_ids", []).append(number)
        return 200, {"refund": self.refunds[number]}

    def dispute(self, payment: str, state: str) -> None:
        """Have a payer dispute a payment, or the dispute go on."""
        self.disputes[f"dp_{payment}"] = {
            "dispute_id": f"dp_{payment}", "state": state, "created_at": self.stamp(), "due_at": self.stamp(),
            "amount_money": self.payments[payment]["amount_money"], "reason": "NO_KNOWLEDGE",
            "disputed_payment": {"payment_id": payment},
        }  # fmt: skip

    def pay_out(self, payments: list[str]) -> str:
        """Pass payments on to the bank; return the number of the payout."""
        number = self.number("PO")
        self.entries[number] = [
            {"id": self.number("E"), "type": "CHARGE", "type_charge_details": {"payment_id": one},
             "gross_amount_money": self.payments[one]["amount_money"], "fee_amount_money": _usd(59),
             "net_amount_money": _usd(self.payments[one]["amount_money"]["amount"] - 59)}
            for one in payments
        ]  # fmt: skip
        total = sum(one["net_amount_money"]["amount"] for one in self.entries[number])
        self.payouts[number] = {
            "id": number, "status": "PAID", "created_at": self.stamp(), "amount_money": _usd(total),
            "arrival_date": self.now.date().isoformat(),
        }  # fmt: skip
        return number


def _usd(minor: int) -> Thing:
    return {"amount": minor, "currency": "USD"}


def _errors(category: str, code: str) -> Thing:
    return {"errors": [{"category": category, "code": code, "detail": code.replace("_", " ").lower()}]}
