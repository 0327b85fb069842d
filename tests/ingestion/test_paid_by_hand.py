"""The receipts of a file pay what the same receipts would pay one by one, typed in by hand."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.disputes.dispute import Dispute, disputed_items
from goodstanding.ingestion.settling import Arrived, Owed, Standing
from goodstanding.ledger.allocation import OpenLine
from goodstanding.ledger.balance import free_parts, lacking_from, recoverable_parts
from goodstanding.ledger.posting import COMPONENTS, Head, Line, Part, Posted, received
from goodstanding.payments.receipt import split

ACCOUNT = 7
JANUARY = date(2026, 1, 10)
DUE = {1: date(2026, 2, 9), 2: date(2026, 3, 12)}  # The third item was withdrawn.
days = st.integers(min_value=0, max_value=9).map(lambda more: JANUARY + timedelta(days=more))
amounts = st.integers(min_value=1, max_value=60)
items = st.sampled_from([1, 2, 3])
heads: st.SearchStrategy[Head] = st.sampled_from(["receivable", "written off", "unapplied"])
charges = st.builds(Owed, st.just(ACCOUNT), items, st.sampled_from(COMPONENTS), days, amounts, heads)
receipts = st.builds(Arrived, st.just(100), st.just(ACCOUNT), amounts, days, st.none() | items)
disputes = st.builds(
    lambda opened, length, item_id: Dispute(opened, None if length is None else opened + timedelta(length), item_id),
    days,
    st.none() | st.integers(min_value=0, max_value=5),
    st.none() | items,
)


def posted(line: Line, day: date) -> Posted:
    at = datetime(2026, 6, 30, tzinfo=UTC)
    return Posted(100, "receipt", "receipt", day, at, line.head, line.component, line.item_id, line.amount_minor)


def due(parts: list[Part]) -> list[OpenLine]:
    return [
        OpenLine(part.item_id, part.component, DUE[part.item_id], part.amount_minor) for part in parts if part.item_id
    ]


def by_hand(receipt: Arrived, books: list[Posted], found: list[Dispute]) -> tuple[Line, ...]:
    """Pay one receipt by asking all the books, as a receipt typed in does."""
    day = receipt.received_date
    of_items = [line for line in books if line.item_id in DUE]
    result = split(
        receipt.amount_minor,
        due(free_parts(of_items, from_date=day)),
        recoverable=due(recoverable_parts(of_items, from_date=day)),
        lacking_minor=lacking_from(books, from_date=day),
        disputed_items=disputed_items(found, day, items=DUE),
        named=() if receipt.item_id is None else (receipt.item_id,),
    )
    return received(receipt.amount_minor, parts=result.parts, recovered=result.recovered, account_id=ACCOUNT)


@settings(max_examples=150, deadline=None)
@given(st.lists(charges, max_size=6), st.lists(receipts, max_size=6), st.lists(disputes, max_size=2))
def test_a_file_pays_what_the_same_receipts_would_by_hand(
    charged: list[Owed], coming: list[Arrived], found: list[Dispute]
) -> None:
    books = [
        posted(Line(line.head, line.amount_minor, line.component, line.item_id, ACCOUNT), line.effective_date)
        for line in charged
    ]
    of_file = Standing(charged, due_dates=DUE, disputes=found)
    for receipt in coming:
        lines = of_file.pay(receipt)
        assert lines == by_hand(receipt, books, found)
        assert sum(line.amount_minor for line in lines) == 0
        books += [posted(line, receipt.received_date) for line in lines]
    for item_id in DUE:
        for component in COMPONENTS:
            for its_heads in ({"receivable"}, {"written off", "recovered"}):
                key = (item_id, component)
                moved = [line for line in books if line.head in its_heads and (line.item_id, line.component) == key]
                for day in {line.effective_date for line in moved}:
                    assert sum(line.amount_minor for line in moved if line.effective_date <= day) >= 0
