"""The simulator itself: takes asks, remembers them, and says how things stand. Deterministic but for the day.

`now` is the clock; `pass_days` moves the simulator's own calendar on, so that a return after 30 days takes no 30 days.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from goodstanding.payments.gateway.port import (
    ChargeAsk,
    Outcome,
    PageAsk,
    Payout,
    RefundAsk,
    RefundStanding,
    Standing,
)
from goodstanding.payments.gateway.simulator.course import Paid, Refunded, refund_standing, standing
from goodstanding.payments.gateway.simulator.log import Log, Record
from goodstanding.payments.gateway.simulator.payouts import payouts_of
from goodstanding.payments.gateway.simulator.scenario import SCENARIOS, scenario_of

CUT = "The simulator took it and said nothing."
PUT_OFF = "The simulator is busy; ask again."
ACTS = ("pay", "confirm", "decline", "cancel")


class Engine:
    """One simulated provider over one log."""

    def __init__(self, path: Path, *, now: Callable[[], datetime]) -> None:
        self.log, self.now = Log(path), now
        self.payments: dict[str, Paid] = {}
        self.by_key: dict[str, str] = {}
        self.asked: dict[str, int] = {}
        self.ended: set[str] = set()
        self.posted: set[str] = set()
        self.days = 0

    @property
    def today(self) -> date:
        """Return the simulator's day."""
        return self.now().date() + timedelta(days=self.days)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the log and know all that is in it."""
        with self.log.held() as unread:
            for record in unread:
                self._learn(record)
            yield

    def open_page(self, ask: PageAsk) -> Outcome:
        """Take a page; its address is left to whoever serves it."""
        return self._take(
            {"did": "page", "key": ask.key, "amount_minor": ask.amount.minor, "currency": ask.amount.currency,
             "what": ask.what, "back": ask.back_address, "cancel": ask.cancel_address, "saves": ask.saves}
        )  # fmt: skip

    def charge(self, ask: ChargeAsk) -> Outcome:
        """Take an amount by a mandate."""
        return self._take(
            {"did": "charge", "key": ask.key, "amount_minor": ask.amount.minor, "currency": ask.amount.currency,
             "what": ask.what, "mandate": ask.mandate_reference}
        )  # fmt: skip

    def refund(self, ask: RefundAsk) -> Outcome:
        """Take a refund; more than is left of the payment is refused."""
        with self.held():
            paid = self._found(ask.payment_reference, "")
            if paid is None:
                return Outcome("failed", reason="There is no such payment.", code="not_found")
            known = [one for one in paid.refunds if one.key == ask.key]
            if not known:
                left = paid.amount_minor - sum(one.amount_minor for one in paid.refunds)
                if standing(paid, today=self.today).state != "paid" or ask.amount.minor > left:
                    return Outcome("failed", reason="More than was paid cannot go back.", code="too_much")
                self._write({"did": "refund", "key": ask.key, "payment": paid.reference,
                             "amount_minor": ask.amount.minor})  # fmt: skip
                if ask.amount.minor % 100 == SCENARIOS["timeout"].ending:
                    return Outcome("unknown", reason=CUT)
            return Outcome("taken", reference_of("simr", ask.key))

    def look_up(self, *, reference: str, key: str) -> Standing:
        """Say how a payment stands, by reference or by key."""
        with self.held():
            paid = self._found(reference, key)
            return Standing("absent") if paid is None else standing(paid, today=self.today)

    def look_up_refund(self, *, reference: str, key: str, payment_reference: str) -> RefundStanding | None:
        """Say how a refund stands, or None where there is none."""
        with self.held():
            paid = self._found(payment_reference, "")
            for one in paid.refunds if paid else []:
                if one.reference == reference or (key and one.key == key):
                    assert paid is not None
                    return refund_standing(paid, one, today=self.today)
            return None

    def end_mandate(self, reference: str) -> Outcome:
        """Forget a mandate."""
        with self.held():
            if reference not in self.ended:
                self._write({"did": "mandate_ended", "reference": reference})
            return Outcome("taken", reference)

    def act(self, reference: str, act: str) -> Standing:
        """Do what the payer does on the page; a page that is over stays as it is."""
        assert act in ACTS, act
        with self.held():
            paid = self._found(reference, "")
            if paid is None:
                return Standing("absent")
            if standing(paid, today=self.today).state == "open":
                self._write({"did": "act", "reference": reference, "act": act})
            return standing(paid, today=self.today)

    def pass_days(self, days: int) -> date:
        """Let days pass."""
        with self.held():
            self._write({"did": "clock", "days": days})
            return self.today

    def payouts(self, *, since: date) -> list[Payout]:
        """Return what was passed on since a day."""
        with self.held():
            return payouts_of(list(self.payments.values()), since=since, today=self.today)

    def page(self, reference: str) -> Paid | None:
        """Return a payment as its page shows it."""
        with self.held():
            return self._found(reference, "")

    def _take(self, record: Record) -> Outcome:
        with self.held():
            key, scenario = record["key"], scenario_of(record["amount_minor"], mandate=record.get("mandate", ""))
            if scenario.name == "failed":
                return Outcome("failed", reason="The ask is wrong.", code="invalid_request")
            known = key in self.by_key
            if not known and record.get("mandate", "") in self.ended:
                return Outcome("declined", reason="The mandate was ended.", code="mandate_ended")
            if not known and scenario.name == "put_off_once" and not self.asked.get(key):
                self._write({"did": "put_off", "key": key})
                return Outcome("put_off", reason=PUT_OFF, again_after_s=1)
            if not known:
                self._write(record | {"reference": reference_of("sim", key)})
                if scenario.name == "timeout":
                    return Outcome("unknown", reason=CUT)
            paid = self.payments[self.by_key[key]]
            return Outcome("taken", paid.reference)

    def _found(self, reference: str, key: str) -> Paid | None:
        return self.payments.get(reference) or self.payments.get(self.by_key.get(key, ""))

    def _write(self, record: Record) -> None:
        dated = record | {"day": self.today.isoformat(), "at": self.now().isoformat()}
        self.log.add(dated)
        self._learn(dated)

    def _learn(self, record: Record) -> None:
        did = record.get("did")
        if did in {"page", "charge"}:
            self._learn_payment(record)
        elif did == "act":
            self._learn_act(self.payments[record["reference"]], record)
        elif did == "refund":
            refund = Refunded(record["key"], reference_of("simr", record["key"]), record["amount_minor"], _day(record))
            self.payments[record["payment"]].refunds.append(refund)
        elif did == "put_off":
            self.asked[record["key"]] = self.asked.get(record["key"], 0) + 1
        elif did == "mandate_ended":
            self.ended.add(record["reference"])
        elif did == "clock":
            self.days += record["days"]
        elif did == "posted":
            self.posted.add(record["event"])

    def _learn_payment(self, record: Record) -> None:
        is_page = record["did"] == "page"
        paid = Paid(
            key=record["key"], reference=record["reference"], how="page" if is_page else "mandate",
            amount_minor=record["amount_minor"], currency=record["currency"], what=record["what"],
            scenario=scenario_of(record["amount_minor"], mandate=record.get("mandate", "")), asked_date=_day(record),
            back_address=record.get("back", ""), cancel_address=record.get("cancel", ""),
            saves=bool(record.get("saves")), acted="" if is_page else "pay",
            acted_date=None if is_page else _day(record),
        )  # fmt: skip
        self.payments[paid.reference] = paid
        self.by_key[paid.key] = paid.reference

    @staticmethod
    def _learn_act(paid: Paid, record: Record) -> None:
        if record["act"] == "confirm":
            paid.is_confirmed = True
        else:
            paid.acted = record["act"]
        paid.acted_date = _day(record)


def reference_of(kind: str, key: str) -> str:
    """Return the simulator's name of what was asked under a key."""
    return f"{kind}_{hashlib.sha256(key.encode()).hexdigest()[:24]}"


def _day(record: Record) -> date:
    return date.fromisoformat(record["day"])
