"""What is asked of a provider of payments and what it answers, the same for every provider.

For the operations that collect, refund and follow, and for every adapter. An adapter tells the truth about what it
knows: `put_off` and `declined` only where the provider certainly took no money; where nobody can tell, `unknown`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple, Protocol

from goodstanding.money.amount import Amount
from goodstanding.refusal import Refusal

OutcomeWord = Literal["taken", "paid", "declined", "put_off", "failed", "unknown"]
"""What a provider said at once. `taken`: it has it, and the standing will tell; `failed`: our own ask was wrong."""

State = Literal["open", "pending", "paid", "declined", "expired", "cancelled", "absent", "cannot tell"]
"""How a payment stands at its provider. `open`: the payer has still to act; `pending`: the bank has still to answer;
`absent`: the provider certainly never got it."""

Capability = Literal["page", "mandate", "saves", "bank_debit", "refund", "payouts"]
"""What a provider can do. `saves`: whoever pays on its page can leave a mandate behind."""
DisputeState = Literal["open", "won", "lost"]
Subject = Literal["payment", "refund", "dispute", "mandate", "payout", "other"]


class GatewayRefused(Refusal, ValueError):
    """A gateway cannot be set or used like this; the sentence says why."""


class PostRefused(Refusal, ValueError):
    """A provider's post is none of its own, or cannot be read. `is_forged` where its signature does not fit."""

    def __init__(self, sentence: str, *, is_forged: bool = False) -> None:
        super().__init__(sentence)
        self.is_forged = is_forged


@dataclass(frozen=True, slots=True)
class PageAsk:
    """A payer is to pay an amount on the provider's own page, and come back to one of two addresses.

    `what` is what the payer reads there; it names no debt. `saves` asks the payer to leave a mandate behind.
    """

    key: str
    amount: Amount
    what: str
    back_address: str
    cancel_address: str
    language: str = "en"
    email: str = ""
    saves: bool = False
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChargeAsk:
    """An amount is to be taken by a mandate. `notified_date` is when the payer was told, where rules want to know."""

    key: str
    amount: Amount
    what: str
    mandate_reference: str
    customer_reference: str = ""
    notified_date: date | None = None
    retry_of: str = ""
    """The key of the attempt that came back, where this is another one for the same money."""


@dataclass(frozen=True, slots=True)
class RefundAsk:
    """So much of a payment is to go back to the payer."""

    key: str
    amount: Amount
    payment_reference: str
    reason: str = ""


class Outcome(NamedTuple):
    """What became of an ask as far as the provider said so at once.

    `address` is the hosted page the payer goes to; `code` is the provider's own reason. `again_after_s` is how long it
    asked us to wait.
    """

    word: OutcomeWord
    reference: str = ""
    address: str = ""
    reason: str = ""
    code: str = ""
    again_after_s: int | None = None
    expires_at: datetime | None = None


class MandateStanding(NamedTuple):
    """A mandate as the provider holds it. `label` is what may be shown: "Visa ending 4242"; never a whole number."""

    reference: str
    kind: Literal["card", "ach", "sepa", "bacs", "wallet", "other"]
    label: str
    is_active: bool
    customer_reference: str = ""
    expires_date: date | None = None
    reason: str = ""


class Dispute(NamedTuple):
    """A payer's dispute of a payment with their bank. While it is open the provider may hold the money back."""

    reference: str
    state: DisputeState
    amount_minor: int
    opened_date: date
    is_money_withdrawn: bool
    reason: str = ""
    answer_until: datetime | None = None


class RefundStanding(NamedTuple):
    """A refund as the provider holds it: on its way, arrived, or failed, so that the money is still ours."""

    reference: str
    state: Literal["pending", "arrived", "failed"]
    amount_minor: int
    refunded_date: date
    key: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a provider says of one payment when it is asked, all of it: the books are made to follow this.

    `paid_date` is the day the money counts from; `returned_code` is set where a bank took a debit back (R01 …), with
    its day. `fee_minor` is what the provider keeps, in the payment's currency.
    """

    state: State
    reference: str = ""
    amount: Amount | None = None
    paid_date: date | None = None
    reason: str = ""
    code: str = ""
    returned_code: str = ""
    returned_date: date | None = None
    fee_minor: int | None = None
    refunds: tuple[RefundStanding, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    mandate: MandateStanding | None = None


class PayoutLine(NamedTuple):
    """One part of a payout, in minor units: payments above zero; refunds, fees and chargebacks below."""

    kind: Literal["payment", "refund", "fee", "dispute", "other"]
    reference: str
    amount_minor: int


class Payout(NamedTuple):
    """What a provider passed on to our bank account, and what it is made of."""

    reference: str
    amount: Amount
    arrival_date: date
    state: Literal["pending", "paid", "failed"]
    lines: tuple[PayoutLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """One request of a provider, as it came; names of headers are in lower case, `address` is path and question."""

    address: str
    headers: Mapping[str, str]
    body: bytes
    received_at: datetime


class Telling(NamedTuple):
    """What a post says, which is only where to look: of the thing it names, the provider is asked how it stands.

    `key` is our own key where the post repeats it; `event` names the post itself, so that it counts once.
    """

    subject: Subject
    reference: str
    event: str
    key: str = ""
    says: str = ""
    happened_at: datetime | None = None


class Gateway(Protocol):
    """An adapter of one provider. No method raises: what goes wrong is an outcome, or a standing "cannot tell"."""

    name: str
    can: frozenset[Capability]

    def open_page(self, ask: PageAsk) -> Outcome:
        """Have the provider make a page on which the payer pays; `taken` with its address."""
        ...

    def charge(self, ask: ChargeAsk) -> Outcome:
        """Have an amount taken by a mandate."""
        ...

    def refund(self, ask: RefundAsk) -> Outcome:
        """Have money go back to the payer."""
        ...

    def look_up(self, *, reference: str, key: str, asked_at: datetime) -> Standing:
        """Ask how a payment stands, by the provider's reference, or where there is none by our key."""
        ...

    def look_up_refund(self, *, reference: str, key: str, payment_reference: str) -> RefundStanding | None:
        """Ask how a refund stands; None where the provider certainly never got it. Raises CannotTell."""
        ...

    def end_mandate(self, reference: str) -> Outcome:
        """Have the provider forget a mandate."""
        ...

    def payouts(self, *, since: date) -> Sequence[Payout]:
        """Return what was passed on to our bank account since a day. Raises CannotTell."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


class CannotTell(Exception):
    """The provider could not be asked, or its answer could not be understood."""


class Reader(Protocol):
    """Reads a provider's posts."""

    source: str

    def accept(self, post: Post) -> str:
        """Return a digest that is the same for the same post; raises PostRefused where its signature does not fit."""
        ...

    def read(self, post: Post) -> Sequence[Telling]:
        """Return where a post says to look. Raises PostRefused where it cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class GatewaySetting:
    """A gateway as it is set: options read already, and secrets, the one we show first."""

    provider: str
    options: Mapping[str, object] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
