"""Matching one bank line with what is open: by what it names, who paid, and how much.

Confidence comes from a table (matching.confidence): what names the debt outweighs who pays, and that outweighs the
amount. What could as well be meant otherwise is never sure.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from goodstanding.parties.person import search_key
from goodstanding.payments.matching.book import Book
from goodstanding.payments.matching.confidence import CONFIDENCE_PPM, LIKE_NAME_PPM, Ground
from goodstanding.payments.matching.open_item import OpenItem, name_words, named_in, plain, tells_apart
from goodstanding.payments.matching.splitting import split_over
from goodstanding.payments.matching.suggestion import SURE_LEAST_PPM, Share, Suggestion, ranked

DEBTS_MOST = 5
"""A payer or a reference that stands for more debts than this says nothing sure of any."""
NAME_MOST = 200


class BankCredit(NamedTuple):
    """What a bank line says of money that came in."""

    amount_minor: int
    currency: str
    text: str = ""
    creditor_reference: str = ""
    end_to_end: str = ""
    party_name: str = ""
    party_account: str = ""


class Asked(NamedTuple):
    """A line with what it is matched against, and the words of its payer's name."""

    line: BankCredit
    book: Book
    payer: frozenset[str]

    def split(self, items: list[OpenItem], *, ground: Ground, evidence: str, by_name: bool = True) -> Suggestion:
        """Return how the line pays items on a ground."""
        payer = self.payer if by_name else frozenset[str]()
        return split_over(self.line.amount_minor, items, payer, ground=ground, evidence=evidence)


def suggest(line: BankCredit, book: Book) -> list[Suggestion]:
    """Return ways to split a line over what is open, the surest first; none where nothing speaks for any.

    The same line and the same open items give the same suggestions, in whatever order the items came.
    """
    if line.amount_minor <= 0:
        return []
    asked = Asked(line, book, name_words(search_key(line.party_name[:NAME_MOST])))
    named = _doubted([*_by_items(asked), *_by_accounts(asked)])
    found = [*named, *_by_payer(asked)]
    # A name is never as sure as this; where something is, looking names up would only take time.
    if not any(one.confidence_ppm >= SURE_LEAST_PPM for one in found):
        found += _by_name(asked)
    return ranked(found or [*_by_amount(asked)])


def _by_items(asked: Asked) -> Iterator[Suggestion]:
    """Suggest the items that the line names, in a field of its own or in the text."""
    line, known = asked.line, asked.book.by_reference
    fields = [_bare(one) for one in (line.creditor_reference, line.end_to_end)]
    keys: dict[Ground, list[str]] = {"structured": [key for key in fields if key in known]}
    text = list(named_in(line.text, known.__contains__))
    keys["reference"] = [one.key for one in text if one.is_whole]
    keys["glued"] = [one.key for one in text] if any(not one.is_whole for one in text) else []
    for ground, its in keys.items():
        yield from _items_named(asked, dict.fromkeys(its), ground=ground)


def _bare(reference: str) -> str:
    """Return a reference of a payment's own field; one by ISO 11649 without the mark and check digits before it."""
    key = plain(reference)
    return key[4:] if key.startswith("RF") and key[2:4].isdigit() else key


def _items_named(asked: Asked, keys: Iterable[str], *, ground: Ground) -> Iterator[Suggestion]:
    items: dict[int, OpenItem] = {}
    for key in keys:
        its = [asked.book.items[item_id] for item_id in asked.book.by_reference.get(key, ())]
        open_ = [item for item in its if item.currency == asked.line.currency and item.open_minor > 0]
        if len({item.debt_id for item in open_}) > 1:
            # One reference that several debts' items have: the payer's name may tell which of them is meant.
            called = [item for item in open_ if asked.payer and name_words(item.name) == asked.payer]
            if len({item.debt_id for item in called}) != 1:
                for item in open_[:DEBTS_MOST]:
                    evidence = f"It names {item.reference}, as which several debts have an item."
                    yield asked.split([item], ground="shared", evidence=evidence)
                continue
            open_ = called
        items |= {item.item_id: item for item in open_}
    if items:
        names = ", ".join(item.reference for item in list(items.values())[:5])
        yield asked.split(list(items.values()), ground=ground, evidence=f"It names {names}.")


def _by_accounts(asked: Asked) -> Iterator[Suggestion]:
    """Suggest the debts whose references the line names: each of them, and all together."""
    line, known = asked.line, asked.book.by_debt_reference
    fields = [_bare(one) for one in (line.creditor_reference, line.end_to_end)]
    whole = [one.key for one in named_in(line.text, known.__contains__) if one.is_whole]
    named = [known[key] for key in dict.fromkeys([*fields, *whole]) if key in known and tells_apart(key)]
    debts = {debt_id: len(its) == 1 for its in named for debt_id in its[:DEBTS_MOST]}
    together: list[OpenItem] = []
    for debt_id, is_one in debts.items():
        items = asked.book.open_of(debt_id, line.currency)
        if items:
            together += items
            ground: Ground = "account" if is_one else "shared"
            yield asked.split(items, ground=ground, evidence=f"It names account {items[0].debt_reference}.")
    if len({item.debt_id for item in together}) > 1 and all(debts.values()):
        both = asked.split(together, ground="account", evidence="It names these accounts.")
        if both.way == "combined":
            yield both


def _doubted(named: list[Suggestion]) -> list[Suggestion]:
    """Take the sureness away where a line names the items of one debt in one place, and another debt in another."""
    debts = [{share.debt_id for share in one.shares} for one in named if one.is_directed]
    if len(debts) < 2 or set.intersection(*debts):  # noqa: PLR2004  One place contradicts nothing.
        return named
    return [one.unsure("Another place of the line names another debt.") if one.is_directed else one for one in named]


def _by_payer(asked: Asked) -> Iterator[Suggestion]:
    """Suggest what was paid from the same bank account before, or what a person said it pays."""
    account = plain(asked.line.party_account)
    if not account:
        return
    is_taught = account in asked.book.taught
    ground: Ground = "taught" if is_taught else "history"
    evidence = "Somebody said what this payer pays." if is_taught else "The same bank account paid it before."
    debts = asked.book.payers.get(account, ())
    for debt_id in debts[:DEBTS_MOST]:
        items = asked.book.open_of(debt_id, asked.line.currency)
        if items:
            found = asked.split(items, ground=ground, evidence=evidence)
            yield found if len(debts) <= DEBTS_MOST else found.unsure("It pays for many debts.")


def _by_name(asked: Asked) -> Iterator[Suggestion]:
    """Suggest what debtors owe who are called as the payer is."""
    shared: dict[int, int] = defaultdict(int)
    for word in asked.payer:
        for debt_id in asked.book.by_word.get(word, ()):
            shared[debt_id] += 1
    called = asked.line.party_name.strip()[:60]
    for debt_id in sorted(shared, key=lambda one: (-shared[one], one))[:DEBTS_MOST]:
        items = asked.book.open_of(debt_id, asked.line.currency)
        theirs = name_words(items[0].name) if items else frozenset()
        if not items or shared[debt_id] * 1_000_000 // max(len(asked.payer), len(theirs)) < LIKE_NAME_PPM:
            continue
        if asked.payer == theirs:
            evidence = f"The payer is called {called}, and so is the debtor."
            yield asked.split(items, ground="name", evidence=evidence, by_name=False)
        else:
            evidence = f"The payer, {called}, is called much like the debtor."
            yield asked.split(items, ground="like_name", evidence=evidence, by_name=False)


def _by_amount(asked: Asked) -> Iterator[Suggestion]:
    """Suggest what is open in just this amount, where it is the only one."""
    line = asked.line
    known = asked.book.by_amount.get((line.currency, line.amount_minor), ())
    if len(known) == 1:
        item = asked.book.items[next(iter(known))]
        evidence = ("Nothing else is open in just this amount.",)
        shares = (Share(item.debt_id, line.amount_minor, (item.item_id,)),)
        yield Suggestion("exact", shares, CONFIDENCE_PPM["amount"]["exact"], evidence)
