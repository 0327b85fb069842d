"""PayPal on this machine: tokens, orders, captures, refunds, disputes, reports, and the checking of posts.

What becomes of a wallet is in its name: `vault-ok`, `vault-declined`. A report has come as far as `reported_at` says.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from tests.payments.gateway.adapters.fake_server import NOON, Ask, FakeServer

Thing = dict[str, Any]


@dataclass
class FakePayPal(FakeServer):
    """The provider. `posts` are the numbers of transmissions that are its own."""

    key: str = "secret"
    token: str = ""
    orders: dict[str, Thing] = field(default_factory=dict)
    captures: dict[str, Thing] = field(default_factory=dict)
    refunds: dict[str, Thing] = field(default_factory=dict)
    disputes: dict[str, Thing] = field(default_factory=dict)
    withdrawals: list[Thing] = field(default_factory=list)
    keys: dict[str, tuple[str, int, object]] = field(default_factory=dict)
    posts: dict[str, bytes] = field(default_factory=dict)
    vault: set[str] = field(default_factory=lambda: {"vault-ok"})
    reported_at: datetime = NOON
    takes_other: Decimal = Decimal(0)

    def moves(self, ask: Ask) -> bool:
        return ask.method == "POST" and ask.path.startswith("/v2/")

    def answer(self, ask: Ask) -> tuple[int, object]:
        if ask.path == "/v1/oauth2/token":
            self.token = self.number("T")
            return 200, {"access_token": self.token, "expires_in": 32_400}
        if ask.headers.get("authorization") != f"Bearer {self.token}":
            return 401, {"name": "AUTHENTICATION_FAILURE", "message": "The token is over."}
        key = ask.headers.get("paypal-request-id", "")
        if key in self.keys:
            return self.keys[key][1:]
        status, told = self._done(ask)
        if key and status < 500:
            self.keys[key] = (ask.path, status, json.loads(json.dumps(told)))
        return status, told

    def _done(self, ask: Ask) -> tuple[int, object]:
        if ask.method == "GET":
            return self._shown(ask)
        match ask.method, ask.steps:
            case "POST", ["v2", "checkout", "orders"]:
                return self._order(ask.json())
            case "POST", ["v2", "checkout", "orders", number, "capture"]:
                return self._capture(number)
            case "POST", ["v2", "payments", "captures", number, "refund"]:
                return self._refund(number, ask.json())
            case "DELETE", ["v3", "vault", "payment-tokens", number]:
                is_there = number in self.vault
                self.vault.discard(number)
                return (204, None) if is_there else _not_found()
            case "POST", ["v1", "notifications", "verify-webhook-signature"]:
                told = ask.json()
                raw = ask.body.partition(b'"webhook_event": ')[2][:-1]
                is_ours = self.posts.get(told["transmission_id"]) == raw and told["webhook_id"] == "WH1"
                return 200, {"verification_status": "SUCCESS" if is_ours else "FAILURE"}
        return _not_found()

    def _shown(self, ask: Ask) -> tuple[int, object]:
        """Show one thing by its number, or a list."""
        *_, kind, last = ask.steps
        things = {
            "orders": self.orders, "captures": self.captures, "refunds": self.refunds, "disputes": self.disputes
        }.get(kind)  # fmt: skip
        if things is not None:
            return _found(things, last)
        if last == "transactions":
            return 200, self._report(ask)
        asked = ask.query["disputed_transaction_id"]
        return 200, {"items": [{"dispute_id": one} for one in self.disputes if one == f"PP-{asked}"]}

    def stamp(self) -> str:
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")

    def _order(self, given: Thing) -> tuple[int, object]:
        unit, source = given["purchase_units"][0], given["payment_source"]["paypal"]
        number = self.number("ORDER")
        order: Thing = {
            "id": number, "status": "PAYER_ACTION_REQUIRED", "create_time": self.stamp(), "payment_source": {},
            "purchase_units": [unit], "saves": "attributes" in source,
            "links": [{"rel": "payer-action", "href": f"https://paypal.example.com/checkoutnow?token={number}"}],
        }  # fmt: skip
        if source.get("vault_id") == "vault-declined":
            return _refusal("INSTRUMENT_DECLINED")
        if "vault_id" in source and source["vault_id"] not in self.vault:
            return _refusal("TOKEN_NOT_FOUND")
        self.orders[number] = order
        if "vault_id" in source:
            order["payment_source"] = {"paypal": {"email_address": "paula@example.com"}}
            self._capture(number, status="PENDING" if source["vault_id"] == "vault-later" else "COMPLETED")
        return 201, order

    def approve(self, order: str) -> None:
        """Have a payer approve an order on the page."""
        made = self.orders[order]
        made["status"] = "APPROVED"
        vault = {"vault": {"id": "vault-ok", "status": "VAULTED", "customer": {"id": "cus-1"}}}
        made["payment_source"] = {
            "paypal": {"email_address": "paula@example.com"} | ({"attributes": vault} if made["saves"] else {})
        }

    def _capture(self, order: str, status: str = "COMPLETED") -> tuple[int, object]:
        made = self.orders.get(order)
        if made is None:
            return _not_found()
        unit = made["purchase_units"][0]
        if "payments" in unit:
            return _refusal("ORDER_ALREADY_CAPTURED")
        number = self.number("CAP")
        value = str(Decimal(unit["amount"]["value"]) + self.takes_other)
        self.captures[number] = {
            "id": number, "status": status, "create_time": self.stamp(), "custom_id": unit["custom_id"],
            "amount": unit["amount"] | {"value": value},
            "seller_receivable_breakdown": {"paypal_fee": unit["amount"] | {"value": "0.59"}},
            "supplementary_data": {"related_ids": {"order_id": order}},
        }  # fmt: skip
        unit["payments"] = {"captures": [self.captures[number]]}
        made["status"] = "COMPLETED"
        return 201, made

    def settle(self, capture: str) -> None:
        """Have a payment be completed."""
        self.captures[capture]["status"] = "COMPLETED"

    def _refund(self, capture: str, given: Thing) -> tuple[int, object]:
        made = self.captures.get(capture)
        if made is None:
            return _not_found()
        order = self.orders[made["supplementary_data"]["related_ids"]["order_id"]]
        payments = order["purchase_units"][0]["payments"]
        gone = sum(Decimal(one["amount"]["value"]) for one in payments.get("refunds", []))
        if gone + Decimal(given["amount"]["value"]) > Decimal(made["amount"]["value"]):
            return _refusal("REFUND_AMOUNT_EXCEEDED")
        number = self.number("REF")
        self.refunds[number] = {
            "id": number, "status": "COMPLETED", "create_time": self.stamp(), "amount": given["amount"],
            "custom_id": given["custom_id"],
        }  # fmt: skip
        payments.setdefault("refunds", []).append(self.refunds[number])
        made["status"] = "PARTIALLY_REFUNDED"
        return 201, self.refunds[number]

    def dispute(self, capture: str, state: str) -> None:
        """Have a payer dispute a payment, or the dispute go on: OPEN, won, lost."""
        outcome = {"won": "RESOLVED_SELLER_FAVOUR", "lost": "RESOLVED_BUYER_FAVOUR"}.get(state)
        self.disputes[f"PP-{capture}"] = {
            "dispute_id": f"PP-{capture}", "status": "RESOLVED" if outcome else "UNDER_REVIEW",
            "dispute_outcome": {"outcome_code": outcome} if outcome else {}, "create_time": self.stamp(),
            "dispute_life_cycle_stage": "CHARGEBACK", "reason": "UNAUTHORISED",
            "dispute_amount": self.captures[capture]["amount"],
        }  # fmt: skip

    def pay_out(self, value: str) -> str:
        """Pass money on to the bank; return the number of the withdrawal."""
        number = self.number("W")
        self.withdrawals.append({"transaction_info": {
            "transaction_id": number, "transaction_event_code": "T0400", "transaction_status": "S",
            "transaction_amount": {"currency_code": "USD", "value": f"-{value}"},
            "transaction_initiation_date": self.stamp(), "transaction_updated_date": self.stamp(),
        }})  # fmt: skip
        return number

    def _report(self, ask: Ask) -> Thing:
        rows = [
            {"transaction_info": {
                "transaction_id": one["id"], "transaction_event_code": "T0006", "transaction_status": "S",
                "custom_field": one["custom_id"], "transaction_initiation_date": one["create_time"],
            }}
            for one in self.captures.values()
        ] + self.withdrawals  # fmt: skip
        low, high = ask.query["start_date"], min(ask.query["end_date"], self.reported_at.strftime("%Y-%m-%dT%H:%M:%SZ"))
        rows = [one for one in rows if low <= one["transaction_info"]["transaction_initiation_date"] <= high]
        page = int(ask.query["page"])
        return {
            "transaction_details": rows[(page - 1) * self.page : page * self.page],
            "total_pages": -(-len(rows) // self.page), "last_refreshed_datetime": self.reported_at.isoformat(),
        }  # fmt: skip


def _found(things: dict[str, Thing], number: str) -> tuple[int, object]:
    return (200, things[number]) if number in things else _not_found()


def _not_found() -> tuple[int, object]:
    return 404, {"name": "RESOURCE_NOT_FOUND", "message": "It does not exist."}


def _refusal(issue: str) -> tuple[int, object]:
    details = [{"issue": issue, "description": issue.replace("_", " ").lower()}]
    return 422, {"name": "UNPROCESSABLE_ENTITY", "message": "It could not be done.", "details": details}
