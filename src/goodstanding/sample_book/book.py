"""One account of the book with everything around it, and the book as the run of its accounts.

For files.py and operations. Nothing is kept: account 17 is made anew whenever somebody asks for it, and is the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.sample_book import cast, fact, history
from goodstanding.sample_book.debt import Debt, debt
from goodstanding.sample_book.situation import Situation, situation


@dataclass(frozen=True, slots=True)
class Account:
    """A debtor, who else stands beside them, the debt, and what happened."""

    number: int
    situation: Situation
    debtor: cast.Character
    second: cast.Character | None
    attorney: cast.Character | None
    debt: Debt
    history: history.History
    facts: fact.Facts

    @property
    def jurisdiction(self) -> str:
        """Whose law applies: country and state of the debtor's address."""
        address = self.debtor.reached.address
        return "-".join(part for part in (address.country, address.region) if part)


def account(number: int, *, seed: int, as_of: date) -> Account:
    """Return account `number`, counted from 1."""
    found = situation(number, seed=seed)
    debtor = cast.debtor(number, seed=seed, situation=found)
    owed = debt(number, seed=seed, situation=found, as_of=as_of)
    told = history.history(number, seed=seed, situation=found, debt=owed, as_of=as_of)
    return Account(
        number,
        found,
        debtor,
        second=cast.second(number, seed=seed, situation=found, first=debtor),
        attorney=cast.attorney(number, seed=seed) if found.life == "attorney" else None,
        debt=owed,
        history=told,
        facts=fact.facts(number, seed=seed, situation=found, debtor=debtor, debt=owed, history=told, as_of=as_of),
    )


def accounts(debtors: int, *, seed: int, as_of: date) -> Iterator[Account]:
    """Yield the accounts of a book of so many debtors, one by one."""
    for number in range(1, debtors + 1):
        yield account(number, seed=seed, as_of=as_of)
