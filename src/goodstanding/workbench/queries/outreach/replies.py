"""Replies as their page shows them: the words that count, whom they are from, and what one click fills in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from goodstanding.access.permission import Actor, may
from goodstanding.money.amount import Amount
from goodstanding.outreach.reply.deciding.operations import CIRCUMSTANCES
from goodstanding.outreach.reply.label import DEEDS, LABELS, WAYS
from goodstanding.outreach.reply.queries import ReplyCard, cards
from goodstanding.parties.models import Person
from goodstanding.receivables.models import Debt
from goodstanding.worklists.queries import queue
from goodstanding.worklists.queue import Place

PAGE = 20
DECIDING = "replies.decide"
SHOWN_MOST = 6_000
"""So much of a reply stands on the list; all of it stands on its own page."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account of whoever wrote: what a promise, a dispute or a hold can be about."""

    debt_id: int
    reference: str
    currency: str


@dataclass(frozen=True, slots=True)
class Faced:
    """A reply before whoever decides about it."""

    card: ReplyCard
    person: str
    candidates: tuple[tuple[int, str], ...]
    accounts: tuple[Account, ...]
    may_decide: bool
    is_open: bool

    @property
    def meaning(self) -> str:
        """Return what it says, in a sentence."""
        return LABELS[self.card.label]

    @property
    def way(self) -> str:
        """Return how it was found whom it is from."""
        return WAYS[self.card.how]

    @property
    def parts(self) -> tuple[str, str, str]:
        """Return the words before those that count, those, and the words after, all no longer than is shown."""
        before, quote, after = self.card.parts
        return before[-SHOWN_MOST:], quote, after[:SHOWN_MOST]

    @property
    def deeds(self) -> list[str]:
        """Return what was done, as sentences."""
        return list(dict.fromkeys(DEEDS[one.deed] for one in self.card.deeds if one.deed != "report"))

    @property
    def besides(self) -> list[tuple[str, str]]:
        """Return what was found besides the main meaning, each with its words."""
        return [
            (LABELS[one["label"]], str(one["quote"]))
            for one in self.card.findings
            if one["label"] != self.card.label and one["is_sure"]
        ]

    @property
    def can_be_confirmed(self) -> bool:
        """Say whether something was held that a person can confirm."""
        label = self.card.label
        return label in CIRCUMSTANCES or (label == "wrong_person" and self.card.contact_point_id is not None)

    @property
    def amount(self) -> str:
        """Return the first amount that is named, as it is typed; empty where none is."""
        named: list[Mapping[str, Any]] = self.card.details.get("amounts") or []
        return f"{named[0]['minor'] // 100}.{named[0]['minor'] % 100:02d}" if named else ""

    @property
    def due_date(self) -> date | None:
        """Return the first day that is named."""
        named = self.card.details.get("days") or []
        return date.fromisoformat(named[0]) if named else None


def faced_queue(by: Actor, *, after: Place | None) -> tuple[list[Faced], Place | None]:
    """Return a page of the replies somebody has to look at, the most pressing first, and where the next one begins."""
    found = queue("reply", by=by, after=after, limit=PAGE)
    numbers = [task.evidence.get("reply") for task in found.tasks]
    return faced(cards([one for one in numbers if isinstance(one, int)]), by=by, is_open=True), found.after


def faced(found: Iterable[ReplyCard], *, by: Actor, is_open: bool) -> list[Faced]:
    """Return replies with the names and accounts of those they are from, in two questions."""
    shown = list(found)
    people = {one.person_id for one in shown} | {number for one in shown for number in one.candidates}
    numbers = [one for one in people if one is not None]
    names = dict(Person.objects.filter(pk__in=numbers).values_list("pk", "display_name"))
    accounts: dict[int | None, list[Account]] = {}
    debts = Debt.objects.filter(debtor_id__in=numbers, withdrawn_at=None).order_by("pk")
    for debtor, debt, reference, currency in debts.values_list("debtor_id", "pk", "reference", "currency"):
        accounts.setdefault(debtor, []).append(Account(debt, reference, currency))
    return [
        Faced(
            card, names.get(card.person_id or 0, ""), tuple((one, names.get(one, "")) for one in card.candidates),
            tuple(sorted(accounts.get(card.person_id, []), key=lambda one: one.debt_id not in card.debt_ids)),
            may(by, DECIDING, client_id=card.client_id), is_open,
        )
        for card in shown
    ]  # fmt: skip


def typed_amount(text: str, *, currency: str) -> Amount:
    """Read an amount as it was typed; raises AmountMalformed."""
    return Amount.of(text, currency)


def accounts_of(person_id: int) -> tuple[Account, ...]:
    """Return the accounts of a person that are in the book."""
    debts = Debt.objects.filter(debtor_id=person_id, withdrawn_at=None).order_by("pk")
    return tuple(Account(*row) for row in debts.values_list("pk", "reference", "currency"))
