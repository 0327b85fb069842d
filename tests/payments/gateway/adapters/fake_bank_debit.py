"""A provider of bank debits on this machine: billing requests, mandates, payments, refunds and payouts.

A key that comes again is a conflict that names what was made the first time, whatever was asked for.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.payments.gateway.adapters.fake_server import Ask, FakeServer

Thing = dict[str, Any]
LINKED = {"payments": "mandate", "refunds": "payment", "events": "payment", "payout_items": "payout"}


@dataclass
class FakeBankDebit(FakeServer):
    """The provider."""

    key: str = "gc_test"
    things: dict[str, dict[str, Thing]] = field(default_factory=dict)
    keys: dict[str, tuple[str, str]] = field(default_factory=dict)
    takes_other: int = 0

    def moves(self, ask: Ask) -> bool:
        return ask.method == "POST" and ask.path != "/billing_request_flows"

    def answer(self, ask: Ask) -> tuple[int, object]:
        if ask.headers.get("authorization") != f"Bearer {self.key}" or "gocardless-version" not in ask.headers:
            return 401, _error("authentication_failed")
        kind, *rest = ask.steps
        if ask.method == "GET":
            return self._get(kind, rest, ask)
        if rest[1:] == ["actions", "cancel"]:
            return self._cancel(rest[0])
        key = ask.headers.get("idempotency-key", "")
        if key in self.keys:
            error = {"reason": "idempotent_creation_conflict", "message": "It was made before.",
                     "links": {"conflicting_resource_id": self.keys[key][1]}}  # fmt: skip
            return 409, {"error": {"type": "invalid_state", "errors": [error]}}
        makers = {
            "billing_requests": self._request, "billing_request_flows": self._flow, "payments": self._payment,
            "refunds": self._refund,
        }  # fmt: skip
        status, made = makers[kind](ask.json()[kind])
        if status >= 400:
            return status, made
        self.keys |= {key: (kind, made["id"])} if key else {}
        return 201, {kind: made}

    def put(self, kind: str, thing: Thing) -> Thing:
        stamped: Thing = {"created_at": self.now.strftime("%Y-%m-%dT%H:%M:%S.000Z")} | thing
        self.things.setdefault(kind, {})[stamped["id"]] = stamped
        return stamped

    def of(self, kind: str) -> dict[str, Thing]:
        return self.things.get(kind, {})

    def _get(self, kind: str, rest: list[str], ask: Ask) -> tuple[int, object]:
        if rest:
            found = self.of(kind).get(rest[0])
            return (200, {kind: found}) if found else (404, _error("resource_not_found"))
        low, high = ask.query.get("created_at[gte]", ""), ask.query.get("created_at[lte]", "Z")
        link = LINKED.get(kind, "")
        rows = [
            one for one in self.of(kind).values()
            if low <= one["created_at"] <= high and ask.query.get(link) in {None, one.get("links", {}).get(link)}
        ]  # fmt: skip
        start = int(ask.query.get("after", 0))
        more = str(start + self.page) if start + self.page < len(rows) else None
        return 200, {kind: rows[start : start + self.page], "meta": {"cursors": {"before": None, "after": more}}}

    def _request(self, given: Thing) -> tuple[int, Thing]:
        assert all(isinstance(one, str) for one in given["metadata"].values())
        assert len(given["metadata"]) <= 3
        return 201, self.put("billing_requests", {"id": self.number("BRQ"), "status": "pending", "links": {}, **given})

    def _flow(self, _given: Thing) -> tuple[int, Thing]:
        number = self.number("BRF")
        return 201, {
            "id": number, "authorisation_url": f"https://pay.example.com/{number}", "expires_at": "2026-03-09T12:00:00Z"
        }  # fmt: skip

    def agree(self, request: str) -> str:
        """Have a payer give the mandate on a page; return its number."""
        made = self.of("billing_requests")[request]
        mandate = self.mandate(made["mandate_request"]["scheme"])
        made["status"], made["links"] = "fulfilled", {"mandate_request_mandate": mandate}
        return mandate

    def mandate(self, scheme: str = "ach", status: str = "active") -> str:
        """Return the number of a new mandate."""
        account = self.put("customer_bank_accounts", {
            "id": self.number("BA"), "bank_name": "Sample Bank", "account_number_ending": "42"
        })  # fmt: skip
        return str(self.put("mandates", {
            "id": self.number("MD"), "status": status, "scheme": scheme,
            "links": {"customer": "CU1", "customer_bank_account": account["id"]},
        })["id"])  # fmt: skip

    def _payment(self, given: Thing) -> tuple[int, Thing]:
        mandate = self.of("mandates").get(given["links"]["mandate"])
        if mandate is None or mandate["status"] != "active":
            return 422, _error("mandate_is_inactive")
        return 201, self.put("payments", {
            **given, "id": self.number("PM"), "status": "pending_submission", "amount_refunded": 0,
            "charge_date": "2026-03-05", "amount": given["amount"] + self.takes_other,
        })  # fmt: skip

    def move(self, payment: str, status: str, **details: str) -> None:
        """Have a payment go on, with the event that tells of it."""
        self.of("payments")[payment]["status"] = "confirmed" if status == "chargeback_cancelled" else status
        event = {
            "id": self.number("EV"), "resource_type": "payments", "action": status, "links": {"payment": payment},
            "details": details,
        }  # fmt: skip
        self.put("events", event)

    def settle(self, payment: str) -> None:
        """Have the bank say yes."""
        self.move(payment, "confirmed")

    def _refund(self, given: Thing) -> tuple[int, Thing]:
        made = self.of("payments")[given["links"]["payment"]]
        total = made["amount_refunded"] + given["amount"]
        if total != given["total_amount_confirmation"]:
            return 422, _error("total_amount_confirmation_invalid")
        if total > made["amount"]:
            return 422, _error("refund_payment_invalid_state")
        made["amount_refunded"] = total
        refund = {**given, "id": self.number("RF"), "currency": made["currency"], "status": "pending_submission"}
        return 201, self.put("refunds", refund)

    def pay_out(self, payments: list[str]) -> str:
        """Pass payments on to the bank, for a fee with parts of a cent; return the number of the payout."""
        number = self.number("PO")
        total = 0
        for one in payments:
            amount = self.of("payments")[one]["amount"]
            for kind, text in (("payment_paid_out", f"{amount}.0"), ("gocardless_fee", "-20.4")):
                links = {"payout": number, "payment": one}
                self.put("payout_items", {"id": self.number("PI"), "type": kind, "amount": text, "links": links})
            total += amount
        total -= round(20.4 * len(payments))
        self.put("payouts", {
            "id": number, "amount": total, "currency": "USD", "status": "paid",
            "arrival_date": self.now.date().isoformat(),
        })  # fmt: skip
        return number

    def _cancel(self, number: str) -> tuple[int, object]:
        mandate = self.of("mandates").get(number)
        if mandate is None or mandate["status"] != "active":
            return 422, _error("cancellation_failed")
        mandate["status"] = "cancelled"
        return 200, {"mandates": mandate}


def _error(reason: str) -> Thing:
    return {
        "error": {"type": "validation_failed", "message": reason, "errors": [{"reason": reason, "message": reason}]}
    }
