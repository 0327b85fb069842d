"""One line of a queue: what is the matter, with whom, how much it is about, since when, and its evidence in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goodstanding.money.amount import Amount
from goodstanding.workbench.account.narration import details
from goodstanding.worklists.task import TaskCard

MINOR = "_minor"
CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a task is about, as far as it is known; `balance` is what the account owes today."""

    person: str = ""
    client: str = ""
    reference: str = ""
    balance: Amount | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A task with the names of those it is about."""

    task: TaskCard
    whom: Whom
    today: date

    @property
    def days_open(self) -> int:
        """Count the days since it was opened."""
        return max(0, (self.today - self.task.opened_date).days)

    @property
    def amount(self) -> Amount | None:
        """Return what it is about in money: as the evidence says, else what the account owes."""
        return amount_in(self.task.evidence) or self.whom.balance

    @property
    def evidence(self) -> list[tuple[str, str]]:
        """Return the evidence as names and texts."""
        return details(spoken(self.task.evidence))


def amount_in(evidence: Mapping[str, object]) -> Amount | None:
    """Return the balance that the evidence names, if it names one with its currency.

    >>> amount_in({"balance_minor": 1250, "currency": "USD"})
    Amount(minor=1250, currency='USD')
    """
    minor, currency = evidence.get("balance_minor"), evidence.get(CURRENCY)
    if type(minor) is not int or not isinstance(currency, str):
        return None
    try:
        return Amount(minor, currency)
    except ValueError:
        return None


def spoken(evidence: Mapping[str, object]) -> dict[str, object]:
    """Return evidence with its minor units written as amounts, where it says in which currency.

    >>> spoken({"balance_minor": 1250, "currency": "USD", "days_past_due": 31})
    {'balance': 'USD 12.50', 'days_past_due': 31}
    """
    currency = evidence.get(CURRENCY)
    told: dict[str, object] = {}
    for name, value in evidence.items():
        amount = amount_in({"balance_minor": value, CURRENCY: currency}) if name.endswith(MINOR) else None
        told[name if amount is None else name.removesuffix(MINOR)] = value if amount is None else str(amount)
    if any(name not in evidence for name in told):
        told.pop(CURRENCY, None)
    return told
