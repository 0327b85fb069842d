"""The four providers side by side: an adapter each, its fake, and the same things done to all of them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.adapters.registry import ADAPTERS
from goodstanding.payments.gateway.port import ChargeAsk, Gateway, GatewaySetting, PageAsk, RefundAsk, Standing
from goodstanding.wire.option import read_options
from tests.payments.gateway.adapters.fake_bank_debit import FakeBankDebit
from tests.payments.gateway.adapters.fake_paypal import FakePayPal
from tests.payments.gateway.adapters.fake_server import NOON, FakeServer
from tests.payments.gateway.adapters.fake_square import FakeSquare
from tests.payments.gateway.adapters.fake_stripe import FakeStripe

PROVIDERS = ("stripe", "paypal", "square", "bank_debit")
SECRETS: Mapping[str, Mapping[str, str]] = {
    "stripe": {"key": "sk_test", "signing_secret": "whsec_new\nwhsec_old"},
    "paypal": {"client_secret": "secret"},
    "square": {"access_token": "sq_test", "signature_key": "sq_posts"},
    "bank_debit": {"access_token": "gc_test", "webhook_secret": "gc_posts"},
}
GIVEN: Mapping[str, Mapping[str, str]] = {
    "stripe": {"methods": "card, us_bank_account, sepa_debit, bacs_debit"},
    "paypal": {"client": "client", "webhook": "WH1"},
    "square": {"location": "L1", "posts_address": "https://pay.example.com/hooks/payments/square"},
    "bank_debit": {},
}
GOOD = {"stripe": "pm_ok", "paypal": "vault-ok", "square": "ccof:ok", "bank_debit": ""}
BAD = {"stripe": "pm_declined", "paypal": "vault-declined", "square": "ccof:declined", "bank_debit": ""}


def setting(provider: str, address: str = "http://127.0.0.1:9", **more: str) -> GatewaySetting:
    """Return a provider as it is set, its options read as they are when somebody sets them."""
    given = {**GIVEN[provider], "base_address": address, **more}
    options = read_options(given, options=ADAPTERS[provider].options, what=provider)
    assert not ADAPTERS[provider].check(options)
    return GatewaySetting(provider, options, SECRETS[provider])


def page_ask(key: str = "pay:1", minor: int = 12_345, currency: str = "USD", **more: Any) -> PageAsk:
    back = "https://pay.example.com/back"
    return PageAsk(key, Amount(minor, currency), "Payment to Sample Ltd", back, back, **more)


def charge_ask(mandate: str, key: str = "pay:1", minor: int = 12_345, currency: str = "USD") -> ChargeAsk:
    return ChargeAsk(key, Amount(minor, currency), "Instalment", mandate, customer_reference="cus_1")


def refund_ask(payment: str, key: str = "refund:1", minor: int = 345) -> RefundAsk:
    return RefundAsk(key, Amount(minor, "USD"), payment, "Paid twice")


@dataclass
class Street:
    """One provider: the adapter and its fake."""

    provider: str
    gateway: Gateway
    fake: Any
    extra: dict[str, str] = field(default_factory=dict)

    def mandate(self, *, is_good: bool = True) -> str:
        """Return a mandate by which money can be taken, or cannot."""
        if isinstance(self.fake, FakeBankDebit):
            return self.fake.mandate(status="active" if is_good else "cancelled")
        return (GOOD if is_good else BAD)[self.provider]

    def pay_page(self, reference: str) -> None:
        """Have a payer pay on a page, and the bank say yes."""
        if isinstance(self.fake, FakeStripe | FakeSquare):
            self.fake.pay(reference)
        elif isinstance(self.fake, FakePayPal):
            self.fake.approve(reference)
        else:
            self.fake.agree(reference)
            self.fake.settle(self.look_up(reference).reference)

    def paid(self, key: str = "pay:1") -> Standing:
        """Return the standing of a payment by a mandate that was made and paid."""
        made = self.gateway.charge(charge_ask(self.mandate(), key=key))
        assert made.word in {"taken", "paid"}, made
        if made.word == "taken":
            self.fake.settle(made.reference)
        now = self.look_up(made.reference, key=key)
        assert now.state == "paid", now
        return now

    def look_up(self, reference: str = "", *, key: str = "pay:1") -> Standing:
        return self.gateway.look_up(reference=reference, key=key, asked_at=NOON)

    def settled(self) -> None:
        """Let so much time go by that whatever was taken shows."""
        self.fake.later(hours=6)
        if isinstance(self.fake, FakePayPal):
            self.fake.reported_at = NOON + timedelta(hours=6)

    def payments_made(self) -> int:
        fake = self.fake
        if isinstance(fake, FakeStripe):
            return len(fake.intents)
        if isinstance(fake, FakePayPal):
            return len(fake.captures)
        return len(fake.payments if isinstance(fake, FakeSquare) else fake.of("payments"))

    def dispute(self, payment: str, state: str) -> None:
        """Have a payer dispute a payment: open, won or lost."""
        words = {
            "stripe": {"open": "needs_response", "won": "won", "lost": "lost"},
            "square": {"open": "EVIDENCE_REQUIRED", "won": "WON", "lost": "LOST"},
            "paypal": {"open": "open", "won": "won", "lost": "lost"},
        }.get(self.provider)
        if words:
            self.fake.dispute(payment, words[state])
        else:
            self.fake.move(payment, {"won": "chargeback_cancelled"}.get(state, "charged_back"), reason_code="R10")


FAKES: Mapping[str, Callable[[], FakeServer]] = {
    "stripe": FakeStripe, "paypal": FakePayPal, "square": FakeSquare, "bank_debit": FakeBankDebit
}  # fmt: skip


@contextmanager
def street(provider: str, **more: str) -> Iterator[Street]:
    """Open a provider on this machine, with an adapter that asks it."""
    fake = FAKES[provider]()
    gateway = ADAPTERS[provider].make(setting(provider, fake.address, **more), Path())
    try:
        yield Street(provider, gateway, fake)
    finally:
        gateway.close()
        fake.close()
