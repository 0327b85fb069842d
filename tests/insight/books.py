"""Books written line by line, straight into the tables, so that the tests of insight depend on nothing above them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db import transaction

from goodstanding.disputes.models import Dispute
from goodstanding.ledger.models import Account, Book, Posting, Transaction
from goodstanding.parties.models import Person
from goodstanding.receivables.models import Client, Debt, Item, Portfolio

RECORDED_AT = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Side:
    """One posting to be: item and account may be absent."""

    head: str
    minor: int
    debt: Debt
    item: Item | None = None


@dataclass
class Entry:
    """One transaction to be."""

    kind: str
    day: date
    sides: list[Side]
    recorded_at: datetime
    reverses: "Entry | None" = None
    written: Transaction | None = None


@dataclass
class Pen:
    """Writes into the books of one client; what it wrote is there when `writing` ends."""

    client: Client
    recorded_at: datetime = RECORDED_AT
    portfolios: dict[str, Portfolio] = field(default_factory=dict)
    books: dict[str, Book] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)

    def debt(self, reference: str, *, currency: str = "USD", portfolio: str = "All", **attributes: str) -> Debt:
        """Open the account of a debtor who has one debt."""
        if currency not in self.books:
            self.books[currency] = Book.objects.create(client_id=self.client.pk, currency=currency)
        if portfolio not in self.portfolios:
            self.portfolios[portfolio] = Portfolio.objects.create(client=self.client, name=portfolio, entry_id=0)
        debtor = Person.objects.create(
            display_name=f"Debtor {reference}",
            search_name=f"debtor {reference}",
            issuer_id=self.client.pk,
            reference=reference,
            entry_id=0,
        )
        return Debt.objects.create(
            account=Account.objects.create(book=self.books[currency]),
            client=self.client,
            portfolio=self.portfolios[portfolio],
            reference=reference,
            debtor=debtor,
            currency=currency,
            attributes=attributes,
            recorded_at=self.recorded_at,
            entry_id=0,
        )

    def item(self, debt: Debt, reference: str, *, minor: int, issued: date, due: date) -> Item:
        """Invoice something: the item and its charge."""
        item = Item(
            debt=debt,
            reference=reference,
            issued_date=issued,
            due_date=due,
            amount_minor=minor,
            recorded_at=self.recorded_at,
            entry_id=0,
        )
        self.items.append(item)
        self.post("charge", issued, [Side("receivable", minor, debt, item), Side("placed", -minor, debt, item)])
        return item

    def receipt(self, debt: Debt, *, minor: int, day: date, item: Item | None = None) -> Entry:
        """Receive money for an item, or without saying for what."""
        head = "receivable" if item else "unapplied"
        return self.post("receipt", day, [Side("cash", minor, debt), Side(head, -minor, debt, item)])

    def fee(self, debt: Debt, *, minor: int, day: date) -> Entry:
        """Charge a fee that belongs to no item."""
        return self.post("fee", day, [Side("receivable", minor, debt), Side("income", -minor, debt)])

    def reverse(self, entry: Entry, *, day: date) -> Entry:
        """Undo an entry to the cent."""
        mirrored = [Side(side.head, -side.minor, side.debt, side.item) for side in entry.sides]
        return self.post("reversal", day, mirrored, reverses=entry)

    def dispute(self, item: Item | Debt, *, opened: date, closed: date | None = None) -> None:
        """Contest an item, or a whole debt."""
        self.disputes.append(
            Dispute(
                client=self.client,
                debt=item if isinstance(item, Debt) else item.debt,
                item=item if isinstance(item, Item) else None,
                opened_date=opened,
                closed_date=closed,
                source_key=f"dispute {len(self.disputes)} of {self.recorded_at}",
                recorded_at=self.recorded_at,
                entry_id=0,
            )
        )

    def post(self, kind: str, day: date, sides: list[Side], *, reverses: Entry | None = None) -> Entry:
        entry = Entry(kind, day, sides, self.recorded_at, reverses)
        self.entries.append(entry)
        return entry

    def write(self) -> None:
        """Bring everything into the tables, what is reversed before its reversal."""
        Item.objects.bulk_create(self.items)
        for reversals in (False, True):
            entries = [entry for entry in self.entries if (entry.reverses is not None) is reversals]
            written = Transaction.objects.bulk_create([transaction_of(entry) for entry in entries])
            for entry, row in zip(entries, written, strict=True):
                entry.written = row
            Posting.objects.bulk_create(posting for entry in entries for posting in postings_of(entry))
        Dispute.objects.bulk_create(self.disputes)
        self.items, self.entries, self.disputes = [], [], []


@contextmanager
def writing(name: str, *, recorded_at: datetime = RECORDED_AT) -> Iterator[Pen]:
    """Write into the books of the client of that name, in one transaction; a new name is a new client."""
    with transaction.atomic():
        client, _ = Client.objects.get_or_create(name=name, defaults={"entry_id": 0})
        pen = Pen(client, recorded_at=recorded_at)
        pen.portfolios = {each.name: each for each in Portfolio.objects.filter(client=client)}
        pen.books = {each.currency: each for each in Book.objects.filter(client_id=client.pk)}
        yield pen
        pen.write()


def transaction_of(entry: Entry) -> Transaction:
    return Transaction(
        book=entry.sides[0].debt.account.book,
        kind=entry.kind,
        effective_date=entry.day,
        recorded_at=entry.recorded_at,
        reverses=entry.reverses.written if entry.reverses else None,
        entry_id=0,
    )


def postings_of(entry: Entry) -> Iterator[Posting]:
    assert entry.written is not None
    for side in entry.sides:
        yield Posting(
            transaction=entry.written,
            book=entry.written.book,
            account=side.debt.account,
            item_id=side.item.pk if side.item else None,
            head=side.head,
            amount_minor=side.minor,
            effective_date=entry.day,
            recorded_at=entry.recorded_at,
        )
