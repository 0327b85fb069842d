"""Everything that is open, arranged so that a bank line finds what it may pay without looking at all of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from goodstanding.payments.matching.open_item import OpenItem, name_words, plain, tells_apart

SHARED_MOST = 50
"""A word that more debtors than this have in their names tells nobody apart."""


@dataclass(slots=True)
class Book:
    """What is open by currency, with ways into it: references, accounts that paid before, names, amounts.

    `payers` says for the number of a payer's bank account which debts were paid from it, what a person taught first.
    """

    items: dict[int, OpenItem] = field(default_factory=dict)
    by_debt: dict[int, list[OpenItem]] = field(default_factory=lambda: defaultdict(list))
    by_reference: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_debt_reference: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_amount: dict[tuple[str, int], dict[int, None]] = field(default_factory=lambda: defaultdict(dict))
    payers: Mapping[str, Sequence[int]] = field(default_factory=dict)
    taught: frozenset[str] = frozenset()

    def open_of(self, debt_id: int, currency: str) -> list[OpenItem]:
        """Return what is open on a debt in a currency and not in dispute, the earliest due first."""
        return [
            item
            for item in self.by_debt.get(debt_id, ())
            if item.currency == currency and item.open_minor > 0 and not item.is_disputed
        ]

    def pay(self, debt_id: int, amount_minor: int, named: Iterable[int] = ()) -> None:
        """Take what a line pays off what is open, named items first, so that the next line finds what is left."""
        first = set(named)
        left, its = amount_minor, self.by_debt.get(debt_id, [])
        for item in sorted(its, key=lambda one: (one.item_id not in first, one.due_date, one.item_id)):
            may_be_paid = item.item_id in first or not item.is_disputed
            part = min(left, item.open_minor) if may_be_paid else 0
            if part > 0:
                left -= part
                self._open(item, item.open_minor - part)

    def _open(self, item: OpenItem, open_minor: int) -> None:
        changed = item._replace(open_minor=open_minor)
        self.items[item.item_id] = changed
        its = self.by_debt[item.debt_id]
        its[its.index(item)] = changed
        if not item.is_disputed:
            del self.by_amount[item.currency, item.open_minor][item.item_id]
            if open_minor:
                self.by_amount[item.currency, open_minor][item.item_id] = None


def arranged(
    items: Iterable[OpenItem], *, payers: Mapping[str, Sequence[int]] | None = None, taught: Iterable[str] = ()
) -> Book:
    """Arrange open items; their order does not matter. `taught` are payers' accounts that a person spoke for."""
    book = Book(payers=payers or {}, taught=frozenset(taught))
    seen: set[int] = set()
    for item in sorted(items, key=lambda one: (one.due_date, one.item_id)):
        book.items[item.item_id] = item
        book.by_debt[item.debt_id].append(item)
        if not item.is_disputed:
            book.by_amount[item.currency, item.open_minor][item.item_id] = None
        key = plain(item.reference)
        if tells_apart(key):
            book.by_reference[key].append(item.item_id)
        if item.debt_id not in seen:
            seen.add(item.debt_id)
            _enter_debt(book, item)
    for word in [word for word, debts in book.by_word.items() if len(debts) > SHARED_MOST]:
        del book.by_word[word]
    return book


def _enter_debt(book: Book, item: OpenItem) -> None:
    account = plain(item.debt_reference)
    if tells_apart(account):
        book.by_debt_reference[account].append(item.debt_id)
    for word in name_words(item.name):
        book.by_word[word].append(item.debt_id)
