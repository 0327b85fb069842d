"""What happened on the account of a debt: its statement, and its timeline."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from goodstanding.ledger.posting import Posted
from goodstanding.ledger.queries import book_of_account, lines_of
from goodstanding.money.amount import Amount
from goodstanding.receivables.models import Debt, Hold, Item, TitleTransfer
from goodstanding.receivables.queries.debts import debt_of
from goodstanding.receivables.statement import Statement, state


class Happening(NamedTuple):
    """One thing in the life of a debt: the day, what kind of thing, in words; `entry_id` leads to the evidence."""

    day: date
    kind: str
    text: str
    entry_id: int


def statement(debt_id: int, *, from_date: date, as_of: date, known_at: datetime | None = None) -> Statement:
    """Return the statement of a debt's account from one day to another, both inclusive; raise NoSuchAccount."""
    currency = book_of_account(debt_id).currency
    postings = lines_of(debt_id, as_of=as_of, known_at=known_at)
    return state(postings, currency=currency, from_date=from_date, as_of=as_of)


def timeline(debt_id: int) -> list[Happening]:
    """Return what happened to a debt, its holds, its title and its money, the latest first; raise DebtNotFound."""
    debt = debt_of(debt_id)
    references = dict(Item.objects.filter(debt=debt).values_list("id", "reference"))
    found = [*_placement(debt), *_holds(debt), *_title(debt)]
    found += _money(lines_of(debt_id), currency=debt.currency, references=references)
    return sorted(found, key=lambda happening: (happening.day, happening.entry_id), reverse=True)


def _placement(debt: Debt) -> Iterator[Happening]:
    yield Happening(debt.placed_date or debt.recorded_at.date(), "placed", "The debt was placed.", debt.entry_id)
    if debt.withdrawn_at is not None:
        yield Happening(debt.withdrawn_at.date(), "withdrawn", "The debt was withdrawn.", debt.entry_id)


def _holds(debt: Debt) -> Iterator[Happening]:
    for hold in Hold.objects.filter(debt=debt):
        yield Happening(hold.starts_date, "hold", f"A hold began: {hold.reason}.", hold.entry_id)
        if hold.released_at is not None:
            yield Happening(hold.released_at.date(), "hold", f"The hold was released: {hold.reason}.", hold.entry_id)


def _title(debt: Debt) -> Iterator[Happening]:
    for link in TitleTransfer.objects.filter(debt=debt):
        text = f"Title went from {link.from_owner} to {link.to_owner}."
        yield Happening(link.transferred_date, "title", text, link.entry_id)


def _money(lines: Iterable[Posted], *, currency: str, references: Mapping[int, str]) -> Iterator[Happening]:
    """Tell every transaction once: by its cash where it has some, else by what it did to what is owed."""
    by_transaction: dict[int, list[Posted]] = {}
    for line in lines:
        by_transaction.setdefault(line.transaction_id, []).append(line)
    for its_lines in by_transaction.values():
        first = its_lines[0]
        cash_minor = sum(line.amount_minor for line in its_lines if line.head == "cash")
        owed_minor = sum(line.amount_minor for line in its_lines if line.head == "receivable")
        amount = Amount(abs(cash_minor or owed_minor), currency)
        what = f"{first.cause.capitalize()} of {amount}" + (" was reversed" if first.kind == "reversal" else "")
        numbers = dict.fromkeys(line.item_id for line in its_lines if line.item_id is not None)
        items = [references[number] for number in numbers if number in references]
        on = f" on {', '.join(items)}" if items else ""
        reason = f" {first.reason}" if first.reason else ""
        yield Happening(first.effective_date, first.kind, f"{what}{on}.{reason}", first.entry_id)
