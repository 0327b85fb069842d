"""Asks a provider of bank debits: for pages that set up a mandate, payments by it, refunds, and how they stand.

Source: GoCardless's API, version 2015-07-06. A key that was used before is answered with a conflict that names what was
made the first time, and that is looked at. What nobody has a reference of is looked for among the payments and billing
requests made around then, by the key in their metadata.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from goodstanding.money.amount import Amount
from goodstanding.money.currency import EXPONENTS
from goodstanding.payments.gateway.adapters import card
from goodstanding.payments.gateway.adapters.bank_debit import payouts, standing
from goodstanding.payments.gateway.adapters.bank_debit.finding import Books, stamp
from goodstanding.payments.gateway.adapters.exchange import Asked, Exchange, Row, in_path, mark, page_address
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
from goodstanding.wire.answer import TAKEN_BELOW, inner, instant, rows, text, told, whole
from goodstanding.wire.line import Answer, Line, NoAnswer

NAME, LABEL, VERSION = "bank_debit", "The bank debit provider", "2015-07-06"
CAN: frozenset[Capability] = frozenset({"page", "mandate", "saves", "bank_debit", "refund", "payouts"})
SCHEMES: Mapping[str, str] = {"USD": "ach", "EUR": "sepa_core", "GBP": "bacs"}
"""The scheme of a currency."""
KEY_MAX, KEPT_MAX, WHAT_MAX = 128, 500, 100
USED, NOT_ACTIVE = "idempotent_creation_conflict", "mandate_is_inactive"
FULFILLED = "fulfilled"


@dataclass(frozen=True, slots=True)
class Account:
    """How we are known to the provider."""

    ways: Ways
    token: str = field(repr=False)


class BankDebitGateway:
    """The adapter; keeps one connection open."""

    name, can = NAME, CAN

    def __init__(self, account: Account, line: Asked | None = None) -> None:
        self.account, self.zone = account, account.ways.zone
        headers = {"Authorization": f"Bearer {account.token}", "GoCardless-Version": VERSION}
        line = line or Line(account.ways.base_address, deadline_s=account.ways.deadline_s)
        self.exchange = Exchange(line, label=LABEL, headers=headers | {"Accept": "application/json"})
        self.books = Books(self.exchange)

    def open_page(self, ask: PageAsk) -> Outcome:
        """Have a page made on which the payer gives a mandate; the payment follows by itself. Raises nothing."""
        scheme = SCHEMES.get(ask.amount.currency)
        if scheme is None:
            return Outcome("failed", reason=f"There is no bank debit in {ask.amount.currency}.")
        given = {
            "mandate_request": {"scheme": scheme, "currency": ask.amount.currency, "description": ask.what[:WHAT_MAX]},
            "metadata": {
                "key": ask.key[:KEPT_MAX], "amount": f"{ask.amount.minor} {ask.amount.currency}",
                "saves": "yes" if ask.saves else "no",
            },
        }  # fmt: skip
        made = self._make("billing_requests", given, ask, key=ask.key)
        if isinstance(made, Outcome):
            return made
        flow: dict[str, object] = {
            "redirect_uri": ask.back_address, "exit_uri": ask.cancel_address, "language": ask.language,
            "links": {"billing_request": text(made, "id")},
        }  # fmt: skip
        flow |= {"prefilled_customer": {"email": ask.email}} if ask.email else {}
        # A page can be made as often as one likes; what is agreed to on it is one request.
        page = self._make("billing_request_flows", flow, ask, key="")
        if isinstance(page, Outcome):
            return page._replace(reference=text(made, "id"))
        address = page_address(text(page, "authorisation_url", most=2000))
        if not address or not text(made, "id"):
            return _unreadable()
        return Outcome("taken", text(made, "id"), address=address, expires_at=instant(text(page, "expires_at")))

    def charge(self, ask: ChargeAsk) -> Outcome:
        """Have an amount taken by a mandate; the bank answers days later. Raises nothing."""
        given = _payment(ask.amount, mandate=ask.mandate_reference, key=ask.key, what=ask.what)
        if ask.retry_of:
            given["metadata"] = {"key": ask.key[:KEPT_MAX], "retry_of": ask.retry_of[:KEPT_MAX]}
        made = self._make("payments", given, ask, key=ask.key)
        if isinstance(made, Outcome):
            return made
        state, reference = standing.PAYMENTS.get(text(made, "status")), text(made, "id")
        if state is None or not reference:
            return _unreadable()
        if state in {"declined", "cancelled"}:
            return Outcome("declined", reference, reason="It was not accepted.", code=text(made, "status"))
        is_same = standing.amount_of(made) == ask.amount
        return Outcome("paid" if state == "paid" and is_same else "taken", reference)

    def refund(self, ask: RefundAsk) -> Outcome:
        """Have money go back to the payer. Raises nothing.

        The provider wants to know the sum of all refunds, so one that somebody else made meanwhile is not doubled.
        """
        try:
            payment = self._payment_of(ask.payment_reference)
            before = whole(payment.get("amount_refunded"))
            if before is None:
                raise CannotTell("The provider does not say what was refunded before.")
        except CannotTell as fault:
            return Outcome("put_off", reason=str(fault))
        given = {
            "amount": ask.amount.minor, "total_amount_confirmation": before + ask.amount.minor,
            "metadata": {"key": ask.key[:KEPT_MAX], "reason": ask.reason[:KEPT_MAX]},
            "links": {"payment": text(payment, "id")},
        }  # fmt: skip
        made = self._make("refunds", given, ask, key=ask.key)
        if isinstance(made, Outcome):
            return made
        state, reference = standing.REFUNDS.get(text(made, "status")), text(made, "id")
        if state is None or not reference:
            return _unreadable()
        return Outcome("declined" if state == "failed" else "paid" if state == "arrived" else "taken", reference)

    def look_up(self, *, reference: str, key: str, asked_at: datetime) -> Standing:
        """Ask how a debit stands, by its number or its page's, or by our key. Raises nothing.

        Where the payer agreed on the page, the payment it was opened for is asked for by this, once.
        """
        try:
            found = reference or self.books.reference_of(key[:KEPT_MAX], asked_at=asked_at)
            if found:
                return self._standing(found)
            if self.exchange.is_settled(asked_at, settle_s=self.account.ways.settle_s):
                return Standing("absent", reason="The provider shows nothing with this key.")
            return Standing("cannot tell", reason="It is too early to say that the provider does not have it.")
        except CannotTell as fault:
            return Standing("cannot tell", reference, reason=str(fault))

    def look_up_refund(self, *, reference: str, key: str, payment_reference: str) -> RefundStanding | None:
        """Ask how a refund stands, by its number, or by our key among those of its payment. Raises CannotTell."""
        if reference:
            return standing.refund_of(self.books.one("refunds", reference), zone=self.zone)
        listed = self.books.listed("refunds", {"payment": text(self._payment_of(payment_reference), "id")})
        refunds = [standing.refund_of(one, zone=self.zone) for one in listed]
        return next((one for one in refunds if one.key == key[:KEPT_MAX]), None)

    def end_mandate(self, reference: str) -> Outcome:
        """Have a mandate cancelled; one that is over already is over. Raises nothing."""
        answer = self._post(f"/mandates/{in_path(reference)}/actions/cancel", {}, key="")
        if not isinstance(answer, Outcome):
            return Outcome("taken", reference=reference)
        try:
            left = self.books.one("mandates", reference)
        except CannotTell:
            return answer
        return answer if text(left, "status") in standing.ACTIVE else Outcome("taken", reference=reference)

    def payouts(self, *, since: date) -> Sequence[Payout]:
        """Return what was passed on to our bank account since a day. Raises CannotTell."""
        start = datetime(since.year, since.month, since.day, tzinfo=self.zone)
        return [
            payouts.payout_of(one, self.books.listed("payout_items", {"payout": text(one, "id")}))
            for one in self.books.listed("payouts", {"created_at[gte]": stamp(start)})
        ]

    def close(self) -> None:
        """End the connection."""
        self.exchange.line.close()

    def _make(self, kind: str, given: Row, ask: PageAsk | ChargeAsk | RefundAsk, *, key: str) -> Row | Outcome:
        """Have something made under a key; what was made under it before is what is made now."""
        if ask.amount.minor <= 0 or card.ask_holds_card_number(ask):
            return Outcome("failed", reason=card.REFUSED if ask.amount.minor > 0 else "There is nothing to pay.")
        return self._made(kind, given, key=key)

    def _made(self, kind: str, given: Row, *, key: str) -> Row | Outcome:
        answer = self._post(f"/{kind}", {kind: given}, key=key)
        if not isinstance(answer, Outcome):
            return inner(answer, kind) or _unreadable()
        if answer.code != USED or not answer.reference:
            return answer
        try:
            found = self.books.one(kind, answer.reference)
        except CannotTell as fault:
            return Outcome("unknown", answer.reference, reason=str(fault))
        is_ours = text(inner(found, "metadata"), "key") == text(inner(given, "metadata"), "key")
        return found if is_ours else Outcome("unknown", reason="The provider has something else under this key.")

    def _post(self, path: str, given: Row, *, key: str) -> Row | Outcome:
        headers = {"Idempotency-Key": mark(key, most=KEY_MAX)} if key else {}
        answer = self.exchange.post(path, given, headers=headers)
        if isinstance(answer, NoAnswer):
            return self.exchange.unheard(answer)
        found = told(answer)
        if answer.status < TAKEN_BELOW:
            return found if found is not None else _unreadable()
        return self._refused(answer, inner(found, "error"))

    def _refused(self, answer: Answer, error: Row) -> Outcome:
        details = rows(error, "errors") or ()
        reasons = [text(one, "reason", most=60) for one in details]
        says = (text(details[0], "message") if details else "") or text(error, "message")
        if USED in reasons:
            links = inner(details[reasons.index(USED)], "links")
            reason = "It was asked for before under this key."
            return Outcome("unknown", text(links, "conflicting_resource_id"), reason=reason, code=USED)
        code = next(iter(reasons), "") or text(error, "type", most=60)
        if NOT_ACTIVE in reasons:
            return Outcome("declined", reason=f"The mandate does not hold any more: {says[:200]}", code=code)
        return self.exchange.refused(answer, is_theirs=bool(error), code=code, says=says)

    def _standing(self, reference: str) -> Standing:
        """Return how a debit stands by its number or that of its page."""
        if not reference.startswith("BRQ"):
            return self._of_payment(self.books.one("payments", reference))
        request = self.books.one("billing_requests", reference)
        mandate = text(inner(request, "links"), "mandate_request_mandate")
        if text(request, "status") != FULFILLED or not mandate:
            return standing.of_request(request)
        payment = self._payment_for(_asked_on_page(request, mandate=mandate), mandate=mandate)
        return self._of_payment(payment)

    def _payment_for(self, wanted: Row, *, mandate: str) -> Row:
        """Return the payment a page was opened for; asks for it where there is none yet. Raises CannotTell.

        It is looked for first: keys are forgotten after a while, and a page may be looked up long after.
        """
        key = text(inner(wanted, "metadata"), "key")
        for one in self.books.listed("payments", {"mandate": mandate}):
            if text(inner(one, "metadata"), "key") == key:
                return one
        made = self._made("payments", wanted, key=f"{key}/payment")
        if isinstance(made, Outcome):
            raise CannotTell(made.reason)
        return made

    def _of_payment(self, payment: Row) -> Standing:
        """Return how a payment stands; a mandate that was given for it alone is not told of."""
        number = text(payment, "id")
        events = self.books.listed("events", {"payment": number})
        refunds = self.books.listed("refunds", {"payment": number})
        is_kept = text(inner(payment, "metadata"), "saves") != "no"
        mandate = self.books.mandate(text(inner(payment, "links"), "mandate")) if is_kept else None
        return standing.of_payment(payment, events, refunds=refunds, zone=self.zone, mandate=mandate)

    def _payment_of(self, reference: str) -> Row:
        """Return a payment by its number or its page's; raises CannotTell."""
        if not reference.startswith("BRQ"):
            return self.books.one("payments", reference)
        now = self._standing(reference)
        if now.state != "paid":
            raise CannotTell("Nothing was paid by this page.")
        return self.books.one("payments", now.reference)


def _payment(amount: Amount, *, mandate: str, key: str, what: str) -> dict[str, object]:
    """Return a payment as it is asked for. Whether it is tried again is ours to say, not the provider's."""
    return {
        "amount": amount.minor, "currency": amount.currency, "description": what[:WHAT_MAX], "retry_if_possible": False,
        "metadata": {"key": key[:KEPT_MAX]}, "links": {"mandate": mandate},
    }  # fmt: skip


def _asked_on_page(request: Row, *, mandate: str) -> Row:
    """Return the payment a page was opened for, as it stands in what we wrote there; raises CannotTell."""
    kept = inner(request, "metadata")
    number, _, currency = text(kept, "amount").partition(" ")
    minor = whole(number)
    if not minor or currency not in EXPONENTS or not text(kept, "key"):
        raise CannotTell("The page does not say what it was opened for.")
    what = text(inner(request, "mandate_request"), "description")
    wanted = _payment(Amount(minor, currency), mandate=mandate, key=text(kept, "key"), what=what)
    return wanted | {"metadata": {"key": text(kept, "key"), "saves": text(kept, "saves")}}


def _unreadable() -> Outcome:
    return Outcome("unknown", reason="The provider's answer cannot be read.")
