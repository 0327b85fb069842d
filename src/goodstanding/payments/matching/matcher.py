"""Matching one bank line with what is open: by what it names, who paid, and how much.

Confidence comes from a table, in millionths: what names the debt outweighs who pays, and that outweighs the amount. A
payer who is called quite otherwise than the debtor takes some of it away.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from goodstanding.parties.person import search_key
from goodstanding.payments.matching.book import Book
from goodstanding.payments.matching.combining import only_way
from goodstanding.payments.matching.open_item import OpenItem, name_words, pieces, plain, tells_apart
from goodstanding.payments.matching.suggestion import Share, Suggestion, Way, ranked

Ground = Literal["structured", "reference", "account", "taught", "history", "name", "like_name", "amount"]

CONFIDENCE_PPM: dict[Ground, dict[Way, int]] = {
    "structured": {"exact": 995_000, "combined": 990_000, "partial": 970_000, "over": 940_000},
    "reference": {"exact": 985_000, "combined": 980_000, "partial": 960_000, "over": 935_000},
    "account": {"exact": 975_000, "combined": 970_000, "partial": 958_000, "over": 932_000},
    "taught": {"exact": 970_000, "combined": 962_000, "partial": 955_000, "over": 920_000},
    "history": {"exact": 955_000, "combined": 940_000, "partial": 800_000, "over": 700_000},
    "name": {"exact": 900_000, "combined": 850_000, "partial": 600_000, "over": 500_000},
    "like_name": {"exact": 750_000, "combined": 650_000, "partial": 400_000, "over": 300_000},
    "amount": {"exact": 450_000},
}
SAME_NAME_PPM, OTHER_NAME_PPM = 4_000, -30_000
LIKE_NAME_PPM = 500_000
DEBTS_MOST = 5


class BankCredit(NamedTuple):
    """What a bank line says of money that came in."""

    amount_minor: int
    currency: str
    text: str = ""
    creditor_reference: str = ""
    end_to_end: str = ""
    party_name: str = ""
    party_account: str = ""


def suggest(line: BankCredit, book: Book) -> list[Suggestion]:
    """Return ways to split a line over what is open, the surest first; none where nothing speaks for any.

    The same line and the same open items give the same suggestions, in whatever order the items came.
    """
    if line.amount_minor <= 0:
        return []
    payer = name_words(search_key(line.party_name))
    found = [
        *_by_items(line, book, payer, keys=[line.creditor_reference, line.end_to_end], ground="structured"),
        *_by_items(line, book, payer, keys=pieces(line.text), ground="reference"),
        *_by_accounts(line, book, payer),
        *_by_payer(line, book, payer),
        *_by_name(line, book, payer),
    ]
    return ranked(found or [*_by_amount(line, book)])


def _by_items(
    line: BankCredit, book: Book, payer: frozenset[str], *, keys: Iterable[str], ground: Ground
) -> Iterator[Suggestion]:
    """Suggest the items that the line names."""
    items: dict[int, OpenItem] = {}
    for key in keys:
        known = book.by_reference.get(plain(key)) if key else None
        for item_id in known or ():
            item = book.items[item_id]
            # One reference that several debtors' items have says nothing by itself.
            is_one = len(known or ()) == 1 or bool(payer & name_words(item.name))
            if item.currency == line.currency and item.open_minor > 0 and is_one:
                items[item_id] = item
    if items:
        chosen = list(items.values())
        names = ", ".join(item.reference for item in chosen[:5])
        yield from _split(line, chosen, payer, ground=ground, evidence=f"It names {names}.")


def _by_accounts(line: BankCredit, book: Book, payer: frozenset[str]) -> Iterator[Suggestion]:
    """Suggest the debts whose references the line names."""
    debts: dict[int, str] = {}
    for key in [plain(line.creditor_reference), plain(line.end_to_end), *pieces(line.text)]:
        known = book.by_debt_reference.get(key, ()) if tells_apart(key) else ()
        if len(known) == 1:
            debts[known[0]] = key
    for debt_id in list(debts)[:DEBTS_MOST]:
        items = book.open_of(debt_id, line.currency)
        if items:
            evidence = f"It names account {items[0].debt_reference}."
            yield from _split(line, items, payer, ground="account", evidence=evidence)


def _by_payer(line: BankCredit, book: Book, payer: frozenset[str]) -> Iterator[Suggestion]:
    """Suggest what was paid from the same bank account before, or what a person said it pays."""
    account = plain(line.party_account)
    is_taught = account in book.taught
    ground: Ground = "taught" if is_taught else "history"
    evidence = "Somebody said what this payer pays." if is_taught else "The same bank account paid it before."
    for debt_id in list(book.payers.get(account, ()))[:DEBTS_MOST] if account else ():
        items = book.open_of(debt_id, line.currency)
        if items:
            yield from _split(line, items, payer, ground=ground, evidence=evidence)


def _by_name(line: BankCredit, book: Book, payer: frozenset[str]) -> Iterator[Suggestion]:
    """Suggest what debtors owe who are called as the payer is."""
    shared: dict[int, int] = defaultdict(int)
    for word in payer:
        for debt_id in book.by_word.get(word, ()):
            shared[debt_id] += 1
    likely = sorted(shared, key=lambda debt_id: (-shared[debt_id], debt_id))
    for debt_id in likely[:DEBTS_MOST]:
        items = book.open_of(debt_id, line.currency)
        if not items:
            continue
        theirs = name_words(items[0].name)
        likeness_ppm = shared[debt_id] * 1_000_000 // max(len(payer), len(theirs))
        if likeness_ppm < LIKE_NAME_PPM:
            continue
        ground: Ground = "name" if payer == theirs else "like_name"
        evidence = f"The payer is called {line.party_name.strip()[:60]}, and so is the debtor."
        if ground == "like_name":
            evidence = f"The payer, {line.party_name.strip()[:60]}, is called much like the debtor."
        yield from _split(line, items, frozenset(), ground=ground, evidence=evidence)


def _by_amount(line: BankCredit, book: Book) -> Iterator[Suggestion]:
    """Suggest what is open in just this amount, where it is the only one."""
    known = book.by_amount.get((line.currency, line.amount_minor), [])
    if len(known) == 1:
        item = book.items[known[0]]
        evidence = ("Nothing else is open in just this amount.",)
        shares = (Share(item.debt_id, line.amount_minor, (item.item_id,)),)
        yield Suggestion("exact", shares, CONFIDENCE_PPM["amount"]["exact"], evidence)


def _split(
    line: BankCredit, items: Sequence[OpenItem], payer: frozenset[str], *, ground: Ground, evidence: str
) -> Iterator[Suggestion]:
    """Yield the way in which the line pays items: one of them, several, a part, or more than is open."""
    way, chosen, why = _chosen(line.amount_minor, items)
    shares = _shares(line.amount_minor, chosen)
    change_ppm, said = _name_says(payer, chosen[0].name)
    confidence_ppm = max(0, CONFIDENCE_PPM[ground][way] + change_ppm)
    sentences = tuple(one for one in (evidence, why, said) if one)
    directed = ground in {"structured", "reference"}
    yield Suggestion(way, shares, min(confidence_ppm, 999_000), sentences, is_directed=directed)


def _chosen(amount_minor: int, items: Sequence[OpenItem]) -> tuple[Way, list[OpenItem], str]:
    """Return which of the items the amount pays, in which way, and a sentence that says why."""
    same = [item for item in items if item.open_minor == amount_minor]
    if len(same) == 1 or (same and len(items) == 1):
        return "exact", same[:1], f"The amount is all that is open on {same[0].reference}."
    total = sum(item.open_minor for item in items)
    if total == amount_minor:
        return "combined", list(items), "The amount is all that is open on them together."
    places = only_way([item.open_minor for item in items], amount_minor) if not same else None
    if places is not None:
        chosen = [items[place] for place in places]
        return "combined", chosen, f"Only {', '.join(item.reference for item in chosen[:5])} add up to the amount."
    if amount_minor > total:
        return "over", list(items), "It is more than is open; the rest would lie unapplied."
    return "partial", list(items), "It is less than is open; the oldest would be paid first."


def _shares(amount_minor: int, items: Sequence[OpenItem]) -> tuple[Share, ...]:
    """Share the amount out over the debts of the items, in order; what is over goes to the first debt."""
    left, paid, named = amount_minor, defaultdict[int, int](int), defaultdict[int, list[int]](list)
    for item in items:
        part = min(left, item.open_minor)
        if part:
            paid[item.debt_id] += part
            named[item.debt_id].append(item.item_id)
            left -= part
    if left:
        paid[items[0].debt_id] += left
    return tuple(Share(debt_id, minor, tuple(named[debt_id])) for debt_id, minor in paid.items())


def _name_says(payer: frozenset[str], name: str) -> tuple[int, str]:
    """Return by how much the payer's name moves the confidence, and the sentence about it."""
    theirs = name_words(name)
    if not payer or not theirs:
        return 0, ""
    if payer == theirs:
        return SAME_NAME_PPM, "The payer is called as the debtor is."
    if not payer & theirs:
        return OTHER_NAME_PPM, "The payer is called otherwise than the debtor."
    return 0, ""
