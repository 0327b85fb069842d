"""Stripe on this machine: pages, payments, refunds, disputes and payouts, as its description of the API says.

A key that comes again with the same form is answered as the first time, with another form it is an error. What becomes
of a saved method is in its name: `pm_ok`, `pm_declined`, `pm_challenged` (3-D Secure), `pm_bank` (answers later).
"""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.payments.gateway.adapters.fake_server import Ask, FakeServer, seconds

Thing = dict[str, Any]


@dataclass
class FakeStripe(FakeServer):
    """The provider."""

    key: str = "sk_test"
    sessions: dict[str, Thing] = field(default_factory=dict)
    intents: dict[str, Thing] = field(default_factory=dict)
    refunds: dict[str, Thing] = field(default_factory=dict)
    disputes: dict[str, Thing] = field(default_factory=dict)
    payouts: dict[str, Thing] = field(default_factory=dict)
    entries: dict[str, list[Thing]] = field(default_factory=dict)
    methods: dict[str, Thing] = field(default_factory=dict)
    keys: dict[str, tuple[str, int, object]] = field(default_factory=dict)
    takes_other: int = 0
    """How much more than asked for is taken, where the provider is wrong."""

    def answer(self, ask: Ask) -> tuple[int, object]:
        if ask.headers.get("authorization") != f"Bearer {self.key}" or "stripe-version" not in ask.headers:
            return 401, _error("invalid_request_error", message="No such key.")
        key = ask.headers.get("idempotency-key", "")
        if key in self.keys:
            form, status, told = self.keys[key]
            same = form == ask.path + ask.body.decode()
            return (status, told) if same else (400, _error("idempotency_error", message="Used with another form."))
        status, told = self._done(ask)
        told = json.loads(json.dumps(told))
        if key and ask.method == "POST":
            self.keys[key] = (ask.path + ask.body.decode(), status, told)
        return status, told

    def _done(self, ask: Ask) -> tuple[int, object]:
        kind, *rest = "/".join(ask.steps[1:]).replace("checkout/sessions", "sessions").split("/")
        if ask.method == "POST":
            makers = {"sessions": self._session, "payment_intents": self._intent, "refunds": self._refund}
            return self._detach(rest[0]) if kind == "payment_methods" else makers[kind](ask.form())
        things = {
            "sessions": self.sessions, "payment_intents": self.intents, "refunds": self.refunds,
            "disputes": self.disputes, "payouts": self.payouts, "payment_methods": self.methods,
        }.get(kind, {})  # fmt: skip
        if rest:
            found = things.get(rest[0])
            return (200, self._shown(found)) if found else (404, _error("invalid_request_error", message="No such."))
        rows = self.entries.get(ask.query.get("payout", ""), []) if kind == "balance_transactions" else None
        return 200, self._listed(list(things.values()) if rows is None else rows, ask)

    def _listed(self, rows: list[Thing], ask: Ask) -> Thing:
        low, high = int(ask.query.get("created[gte]", 0)), int(ask.query.get("created[lte]", 10**12))
        payment = ask.query.get("payment_intent")
        rows = [one for one in rows if low <= int(one["created"]) <= high]
        rows = [one for one in rows if payment is None or one.get("payment_intent") == payment]
        after = ask.query.get("starting_after")
        start = next((number + 1 for number, one in enumerate(rows) if one["id"] == after), 0)
        some = rows[start : start + self.page]
        return {"object": "list", "data": some, "has_more": start + self.page < len(rows)}

    def _shown(self, thing: Thing) -> Thing:
        payment = self.intents.get(str(thing.get("payment_intent")))
        return thing | {"payment_intent": payment} if thing["object"] == "checkout.session" else thing

    def _session(self, form: dict[str, str]) -> tuple[int, object]:
        number = self.number("cs_")
        self.sessions[number] = {
            "id": number, "object": "checkout.session", "created": seconds(self.now), "status": "open",
            "payment_status": "unpaid", "url": f"https://checkout.example.com/{number}", "payment_intent": None,
            "metadata": {"key": form["metadata[key]"]}, "expires_at": seconds(self.now) + 86_400,
            "asked": form,
        }  # fmt: skip
        return 200, self.sessions[number]

    def pay(self, session: str, method: str = "pm_ok") -> str:
        """Have a payer pay on a page; return the number of the payment."""
        page = self.sessions[session]
        asked = page["asked"]
        number = self._made(
            int(asked["line_items[0][price_data][unit_amount]"]), asked["line_items[0][price_data][currency]"],
            key=asked["payment_intent_data[metadata][key]"], method=method,
        )  # fmt: skip
        page["payment_intent"] = number
        page["status"] = "complete"
        if "payment_intent_data[setup_future_usage]" in asked:
            self.intents[number]["payment_method"] = self.method(method, customer="cus_1")
        return number

    def method(self, number: str, *, customer: str | None) -> Thing:
        """Return a way to pay."""
        kind = "us_bank_account" if "bank" in number else "card"
        detail = {"brand": "visa", "last4": "4242", "exp_month": 2, "exp_year": 2028, "bank_name": "Sample Bank"}
        self.methods[number] = {
            "id": number, "object": "payment_method", "type": kind, "customer": customer, kind: detail,
            "created": seconds(self.now),
        }  # fmt: skip
        return self.methods[number]

    def _intent(self, form: dict[str, str]) -> tuple[int, object]:
        number = self._made(
            int(form["amount"]), form["currency"], key=form["metadata[key]"], method=form["payment_method"],
            customer=form["customer"],
        )  # fmt: skip
        made = self.intents[number]
        error = made["last_payment_error"]
        return (402, {"error": error | {"payment_intent": made}}) if error else (200, made)

    def _made(self, units: int, currency: str, *, key: str, method: str, customer: str | None = None) -> str:
        number, charge = self.number("pi_"), self.number("ch_")
        error = {
            "pm_declined": {"type": "card_error", "code": "card_declined", "decline_code": "insufficient_funds",
                            "message": "Your card has insufficient funds."},
            "pm_challenged": {"type": "card_error", "code": "authentication_required",
                              "message": "This payment needs its owner."},
        }.get(method)  # fmt: skip
        is_late = "bank" in method
        status = "requires_payment_method" if error else "processing" if is_late else "succeeded"
        taken = units + self.takes_other
        self.intents[number] = {
            "id": number, "object": "payment_intent", "created": seconds(self.now), "amount": units,
            "amount_received": taken if status == "succeeded" else 0, "currency": currency, "status": status,
            "metadata": {"key": key}, "last_payment_error": error,
            "payment_method": self.method(method, customer=customer),
            "latest_charge": None if error else {
                "id": charge, "created": seconds(self.now), "failure_balance_transaction": None,
                "status": "pending" if is_late else "succeeded",
                "balance_transaction": {"fee": 59, "currency": currency},
            },
        }  # fmt: skip
        return number

    def settle(self, payment: str) -> None:
        """Have the bank say yes to a debit."""
        made = self.intents[payment]
        made["status"], made["amount_received"] = "succeeded", made["amount"]
        made["latest_charge"]["status"] = "succeeded"

    def bounce(self, payment: str, code: str) -> None:
        """Have the bank take a debit back after it had counted."""
        made = self.intents[payment]
        made["status"], made["amount_received"] = "requires_payment_method", 0
        made["last_payment_error"] = {"type": "card_error", "code": code, "message": "The bank sent it back."}
        made["latest_charge"] |= {
            "status": "failed", "failure_code": code, "failure_message": "The bank sent it back.",
            "failure_balance_transaction": {"created": seconds(self.now)},
        }  # fmt: skip

    def _refund(self, form: dict[str, str]) -> tuple[int, object]:
        made = self.intents.get(form["payment_intent"])
        gone = sum(one["amount"] for one in self.refunds.values() if one["payment_intent"] == form["payment_intent"])
        if made is None or gone + int(form["amount"]) > made["amount_received"]:
            message = "Refund amount is greater than unrefunded amount."
            return 400, _error("invalid_request_error", message=message)
        number = self.number("re_")
        self.refunds[number] = {
            "id": number, "object": "refund", "created": seconds(self.now), "amount": int(form["amount"]),
            "currency": made["currency"], "status": "succeeded", "payment_intent": form["payment_intent"],
            "metadata": {"key": form["metadata[key]"]},
        }  # fmt: skip
        return 200, self.refunds[number]

    def dispute(self, payment: str, status: str) -> None:
        """Have a payer dispute a payment, or the dispute go on."""
        made = self.intents[payment]
        number = f"dp_{payment}"
        withdrawn = [] if status.startswith("warning") else [{"amount": -made["amount"]}]
        withdrawn += [{"amount": made["amount"]}] if status == "won" else []
        self.disputes[number] = {
            "id": number, "object": "dispute", "created": seconds(self.now), "amount": made["amount"],
            "currency": made["currency"], "status": status, "payment_intent": payment, "reason": "fraudulent",
            "balance_transactions": withdrawn, "evidence_details": {"due_by": seconds(self.now) + 604_800},
        }  # fmt: skip

    def pay_out(self, payments: list[str]) -> str:
        """Pass payments on to the bank, with their refunds; return the number of the payout."""
        number = self.number("po_")
        rows = [
            {"id": self.number("txn_"), "created": seconds(self.now), "type": "charge", "currency": "usd",
             "amount": self.intents[one]["amount"], "fee": 59, "reporting_category": "charge",
             "source": {"id": "ch", "payment_intent": one}}
            for one in payments
        ]  # fmt: skip
        rows += [
            {"id": self.number("txn_"), "created": seconds(self.now), "type": "refund", "currency": "usd",
             "amount": -one["amount"], "fee": 0, "reporting_category": "refund", "source": one}
            for one in self.refunds.values() if one["payment_intent"] in payments
        ]  # fmt: skip
        total = sum(int(str(one["amount"])) - int(str(one["fee"])) for one in rows)
        rows.append({"id": self.number("txn_"), "created": seconds(self.now), "type": "payout", "currency": "usd",
                     "amount": -total, "fee": 0, "source": number})  # fmt: skip
        self.entries[number] = rows
        self.payouts[number] = {
            "id": number, "object": "payout", "created": seconds(self.now), "amount": total, "currency": "usd",
            "arrival_date": seconds(self.now.replace(hour=0)), "status": "paid", "automatic": True,
        }  # fmt: skip
        return number

    def _detach(self, number: str) -> tuple[int, object]:
        method = self.methods.get(number)
        if method is None or method["customer"] is None:
            return 400, _error("invalid_request_error", message="It is not attached to a customer.")
        method["customer"] = None
        return 200, method


def _error(kind: str, *, message: str) -> Thing:
    return {"error": {"type": kind, "message": message}}
