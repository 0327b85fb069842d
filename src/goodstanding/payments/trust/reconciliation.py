"""Reconciliation, three ways: what the bank says, what our book of the account says, what the clients' money sums to.

Every difference is named, with what it does to the difference in all; together they explain it to the cent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from goodstanding.payments.trust.pairing import BankPart, Movement, Pair, Pairing, pair_up

What = Literal[
    "not on the bank", "not in the book", "wrong amount", "wrong sign", "wrong date", "other client", "other currency",
    "twice on the bank", "twice in the book", "set aside", "opening balance", "gap in the statements",
    "no bank account", "not of a receipt", "client is short", "provider's fees",
]  # fmt: skip
FEES = "provider's fees"
"""What a part of a payout is set aside as that never came: what the provider kept of it."""
NO_DEBTORS_MONEY = frozenset({"payout", "transfer", "fee", "other"})
"""What a bank line may have been set aside as, without anything in the clients' books standing for it."""


class Difference(NamedTuple):
    """One thing that keeps the three apart, with what it makes the bank's balance higher than the book's by."""

    what: What
    effect_minor: int
    sentence: str
    line_id: int | None = None
    movement: str = ""
    client_id: int | None = None


class Bank(NamedTuple):
    """What the bank says of an account until a day: balances are None where no statement tells one."""

    opening_minor: int | None
    closing_minor: int | None
    parts: Sequence[BankPart]
    currency: str


class Clients(NamedTuple):
    """What the ledger says lies there for each client, and what of it cannot be said to lie on any bank account."""

    minor_by_client: dict[int, int]
    homeless: Sequence[Movement]
    by_hand_minor: int = 0
    """Cash in the ledger that no receipt, refund or remittance stands for."""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The three sums in minor units, and everything that keeps them apart."""

    as_of: date
    bank_minor: int
    book_minor: int
    clients_minor: int
    differences: tuple[Difference, ...]

    @property
    def off_minor(self) -> int:
        """Return by how much the bank is above the book."""
        return self.bank_minor - self.book_minor

    @property
    def explained_minor(self) -> int:
        """Return how much of that the named differences explain."""
        return sum(one.effect_minor for one in self.differences)

    @property
    def is_reconciled(self) -> bool:
        """Say whether all three agree and nothing is to be said."""
        return not self.differences and self.bank_minor == self.book_minor == self.clients_minor


def reconcile(bank: Bank, movements: Sequence[Movement], clients: Clients, *, as_of: date) -> Reconciliation:
    """Hold the bank, the book of the account and the clients' money against each other as of a day."""
    pairing = pair_up(bank.parts, movements)
    lines_minor = sum(part.amount_minor for part in bank.parts)
    opening_minor = bank.opening_minor or 0
    reckoned_minor = opening_minor + lines_minor
    bank_minor = reckoned_minor if bank.closing_minor is None else bank.closing_minor
    found = [*_of_balances(opening_minor, bank_minor - reckoned_minor)]
    for pair in pairing.pairs:
        found += _of_pair(pair, currency=bank.currency)
    found += [_of_line(part, pairing) for part in pairing.lines]
    found += [_of_movement(one, pairing) for one in pairing.movements]
    found += _of_clients(clients)
    book_minor = sum(one.amount_minor for one in movements)
    return Reconciliation(as_of, bank_minor, book_minor, sum(clients.minor_by_client.values()), tuple(found))


def _of_balances(opening_minor: int, gap_minor: int) -> list[Difference]:
    found = []
    if opening_minor:
        said = "The account was not empty when its first statement begins; nothing in the book stands for that."
        found.append(Difference("opening balance", opening_minor, said))
    if gap_minor:
        said = "The lines that were entered do not lead to the closing balance: a statement or a line is missing."
        found.append(Difference("gap in the statements", gap_minor, said))
    return found


def _of_pair(pair: Pair, *, currency: str) -> list[Difference]:
    """Say what is wrong with a bank line and what stands for it; nothing where they agree."""
    part, one = pair
    found = []
    off_minor = part.amount_minor - one.amount_minor
    where = f"Bank line {part.line_id} and {one.name}"

    def said(what: What, effect_minor: int, sentence: str) -> None:
        found.append(Difference(what, effect_minor, sentence, part.line_id, one.name, one.client_id))

    if off_minor and part.amount_minor == -one.amount_minor:
        said("wrong sign", off_minor, f"{where} are the same amount, one in and one out.")
    elif off_minor:
        said("wrong amount", off_minor, f"{where} differ: {part.amount_minor} and {one.amount_minor} minor units.")
    if not part.is_passed_on and one.day not in {part.booked_date, part.value_date}:
        said("wrong date", 0, f"{where} differ: {part.booked_date} and {one.day}.")
    if part.client_id not in {None, one.client_id}:
        said("other client", 0, f"{where}: the line is of client {part.client_id}, the book says {one.client_id}.")
    if part.currency != currency:
        said("other currency", 0, f"{where}: the line is in {part.currency}, the account in {currency}.")
    return found


def _of_line(part: BankPart, pairing: Pairing) -> Difference:
    """Name a bank line for which nothing stands in the book."""
    line = f"Bank line {part.line_id} of {part.booked_date}"
    if part.set_aside == FEES:
        sentence = f"{line} is a payout, of which the provider kept its fees before."
        return Difference("provider's fees", part.amount_minor, sentence, part.line_id)
    if part.set_aside == "payout":
        sentence = f"{line} is a payout; what so much of it is made of is not known."
        return Difference("set aside", part.amount_minor, sentence, part.line_id)
    if part.set_aside in NO_DEBTORS_MONEY:
        sentence = f"{line} was set aside as {part.set_aside}; it is no client's money."
        return Difference("set aside", part.amount_minor, sentence, part.line_id)
    if pairing.line_is_repeated(part):
        return Difference("twice on the bank", part.amount_minor, f"{line} tells another line again.", part.line_id)
    sentence = f"Nothing in the book stands for {line[0].lower()}{line[1:]}."
    return Difference("not in the book", part.amount_minor, sentence, part.line_id, client_id=part.client_id)


def _of_movement(one: Movement, pairing: Pairing) -> Difference:
    """Name something in the book of which the bank knows nothing."""
    if pairing.movement_is_repeated(one):
        sentence = f"{one.name} of {one.day} is in the book twice."
        return Difference("twice in the book", -one.amount_minor, sentence, None, one.name, one.client_id)
    sentence = f"{one.name} of {one.day} is not on the bank."
    return Difference("not on the bank", -one.amount_minor, sentence, None, one.name, one.client_id)


def _of_clients(clients: Clients) -> list[Difference]:
    """Name what keeps the clients' sums from the book; it does nothing to the bank."""
    found = [
        Difference("no bank account", 0, f"Nobody said on which bank account {one.name} moved.", None, one.name,
                   one.client_id)
        for one in clients.homeless
    ]  # fmt: skip
    if clients.by_hand_minor:
        sentence = f"{clients.by_hand_minor} minor units of cash are in the ledger without a receipt or a refund."
        found.append(Difference("not of a receipt", 0, sentence))
    for client_id, minor in sorted(clients.minor_by_client.items()):
        if minor < 0:
            sentence = f"Client {client_id} is short by {-minor} minor units; the house has to put in its own money."
            found.append(Difference("client is short", 0, sentence, client_id=client_id))
    return found
