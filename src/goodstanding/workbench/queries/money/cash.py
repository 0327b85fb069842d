"""Lines of the bank that wait as cards: each with what it may pay, in words and with links."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from goodstanding.money.amount import Amount
from goodstanding.payments.matching.standing import WaitingLine
from goodstanding.receivables.models import Debt, Item


class ShownShare(NamedTuple):
    """So much for an account, and the items of it that are paid first."""

    debt_id: int
    reference: str
    amount: Amount
    items: tuple[str, ...]


class ShownSuggestion(NamedTuple):
    """One way to split a line, as it is shown; `made_at` comes back with the click."""

    place: int
    way: str
    confidence_ppm: int
    evidence: tuple[str, ...]
    shares: tuple[ShownShare, ...]
    receipt_id: int | None
    made_at: str


class Card(NamedTuple):
    """A line that waits with its suggestions."""

    line: WaitingLine
    suggestions: tuple[ShownSuggestion, ...]


def waiting_cards(lines: Sequence[WaitingLine]) -> list[Card]:
    """Return lines with their suggestions, accounts and items called by their references; two queries."""
    shares = [share for line in lines for told in line.suggestions for share in told["shares"]]
    debts = dict(Debt.objects.filter(pk__in=[share[0] for share in shares]).values_list("pk", "reference"))
    numbers = [number for share in shares for number in share[2]]
    items = dict(Item.objects.filter(pk__in=numbers).values_list("pk", "reference"))
    return [
        Card(line, tuple(_shown(told, line.amount.currency, debts=debts, items=items) for told in line.suggestions))
        for line in lines
    ]


def _shown(
    told: Mapping[str, Any], currency: str, *, debts: Mapping[int, str], items: Mapping[int, str]
) -> ShownSuggestion:
    shares = tuple(
        ShownShare(
            debt_id,
            debts.get(debt_id, str(debt_id)),
            Amount(minor, currency),
            tuple(items[number] for number in numbers if number in items),
        )
        for debt_id, minor, numbers in told["shares"]
    )
    return ShownSuggestion(
        told["place"], told["way"], told["confidence_ppm"], tuple(told["evidence"]), shares, told["receipt"],
        told["made_at"],
    )  # fmt: skip
