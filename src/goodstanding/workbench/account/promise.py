"""The promises on an account as its page shows them, and the form for another."""

from dataclasses import dataclass
from datetime import date

from goodstanding.money.amount import Amount

TONES = {"open": "", "kept": "good", "partly kept": "harm", "broken": "harm", "withdrawn": "", "superseded": ""}


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise: how much by when, what came in towards it, and how it stands as of the page's day."""

    promise_id: int
    amount: Amount
    paid: Amount
    made_date: date
    due_date: date
    state: str
    channel: str
    evidence: str
    withdrawn_reason: str

    @property
    def tone(self) -> str:
        """Return the colour that goes with the state."""
        return TONES[self.state]

    @property
    def is_withdrawable(self) -> bool:
        """Say whether it still stands."""
        return self.state not in {"withdrawn", "superseded"}

    @property
    def shows_paid(self) -> bool:
        """Say whether some of it came in, but not all."""
        return 0 < self.paid.minor < self.amount.minor


@dataclass(frozen=True, slots=True)
class PromiseForm:
    """A promise as it was typed; `wrong` says in sentences why it was refused."""

    amount: str = ""
    by_date: str = ""
    channel: str = "call"
    evidence: str = ""
    wrong: str = ""


EMPTY = PromiseForm()


@dataclass(frozen=True, slots=True)
class PromisePanel:
    """The promises on an account, and what may be done about them."""

    lines: tuple[PromiseLine, ...]
    form: PromiseForm
    currency: str
    first_day: date
    channels: tuple[tuple[str, str], ...]
    may_record: bool
    may_withdraw: bool

    @property
    def is_one_open(self) -> bool:
        """Say whether a promise is open; only one can be."""
        return any(line.state == "open" for line in self.lines)

    @property
    def offers_form(self) -> bool:
        """Say whether another promise can be typed."""
        return self.may_record and (not self.is_one_open or bool(self.form.wrong))
