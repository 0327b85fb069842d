from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.disputes.dispute import Dispute, disputed_items
from goodstanding.ingestion.settling import Arrived, Owed, Standing
from goodstanding.ledger.allocation import OpenLine, Order
from goodstanding.ledger.balance import free_parts, lacking_from, recoverable_parts
from goodstanding.ledger.posting import COMPONENTS, Component, Head, Line, Part, Posted, received
from goodstanding.payments.receipt import split
from goodstanding.receivables.waterfall import SOURCES, Ruling, Source, most_binding

ACCOUNT = 7
JANUARY, FEBRUARY, MARCH = date(2026, 1, 10), date(2026, 2, 10), date(2026, 3, 10)
DUE = {1: date(2026, 2, 9), 2: date(2026, 3, 12)}


def owed(
    item_id: int,
    amount_minor: int,
    *,
    day: date = JANUARY,
    component: Component = "principal",
    account_id: int = ACCOUNT,
) -> Owed:
    return Owed(account_id, item_id, component, day, amount_minor)


def arrived(amount_minor: int, *, day: date = MARCH, item_id: int | None = None) -> Arrived:
    return Arrived(100, ACCOUNT, amount_minor, day, item_id)


def standing(*lines: Owed, disputes: tuple[Dispute, ...] = ()) -> Standing:
    return Standing(lines, due_dates=DUE, disputes=disputes)


def paid(lines: tuple[Line, ...]) -> dict[tuple[int | None, Component], int]:
    return {(line.item_id, line.component): -line.amount_minor for line in lines if line.head == "receivable"}


def unapplied(lines: tuple[Line, ...]) -> int:
    return -sum(line.amount_minor for line in lines if line.head == "unapplied")


def test_the_oldest_due_is_paid_first_to_the_last_minor_unit() -> None:
    books = standing(owed(2, 500), owed(1, 300))
    assert paid(books.pay(arrived(300))) == {(1, "principal"): 300}
    assert paid(books.pay(arrived(1))) == {(2, "principal"): 1}
    last = books.pay(arrived(500))
    assert paid(last) == {(2, "principal"): 499} and unapplied(last) == 1


def test_within_an_item_interest_fees_and_costs_come_before_principal() -> None:
    books = standing(*(owed(1, 10, component=component) for component in COMPONENTS))
    assert paid(books.pay(arrived(25))) == {(1, "interest"): 10, (1, "fees"): 10, (1, "costs"): 5}
    assert paid(books.pay(arrived(15))) == {(1, "costs"): 5, (1, "principal"): 10}


def test_the_named_item_is_paid_first_and_the_rest_by_due_date() -> None:
    assert paid(standing(owed(1, 300), owed(2, 500)).pay(arrived(500, item_id=2))) == {(2, "principal"): 500}
    more = standing(owed(1, 300), owed(2, 500)).pay(arrived(501, item_id=2))
    assert paid(more) == {(2, "principal"): 500, (1, "principal"): 1}


def test_nothing_is_paid_that_was_not_issued_on_the_day() -> None:
    assert paid(standing(owed(1, 300, day=FEBRUARY)).pay(arrived(300, day=FEBRUARY))) == {(1, "principal"): 300}
    early = standing(owed(1, 300, day=FEBRUARY)).pay(arrived(300, day=FEBRUARY - timedelta(days=1)))
    assert paid(early) == {} and unapplied(early) == 300
    named = standing(owed(1, 300, day=FEBRUARY)).pay(arrived(300, day=JANUARY, item_id=1))
    assert unapplied(named) == 300


def test_an_item_in_dispute_is_left_out_unless_it_is_named() -> None:
    disputes = (Dispute(JANUARY, MARCH, 1),)
    lines = (owed(1, 300), owed(2, 500))
    last_day, after = MARCH - timedelta(days=1), MARCH
    assert paid(standing(*lines, disputes=disputes).pay(arrived(300, day=last_day))) == {(2, "principal"): 300}
    assert paid(standing(*lines, disputes=disputes).pay(arrived(300, day=after))) == {(1, "principal"): 300}
    named = standing(*lines, disputes=disputes).pay(arrived(300, day=last_day, item_id=1))
    assert paid(named) == {(1, "principal"): 300}


def test_a_dispute_of_the_whole_debt_leaves_money_unapplied() -> None:
    lines = standing(owed(1, 300), owed(2, 500), disputes=(Dispute(JANUARY),)).pay(arrived(300))
    assert paid(lines) == {} and unapplied(lines) == 300


def test_a_withdrawn_item_is_not_paid() -> None:
    lines = standing(owed(3, 300), owed(1, 200)).pay(arrived(300))
    assert paid(lines) == {(1, "principal"): 200} and unapplied(lines) == 100
    assert unapplied(standing(owed(3, 300)).pay(arrived(300, item_id=3))) == 300


def test_what_a_later_day_needs_is_not_paid_twice_by_an_earlier_receipt() -> None:
    books = standing(owed(1, 300))
    assert paid(books.pay(arrived(200, day=MARCH))) == {(1, "principal"): 200}
    backdated = books.pay(arrived(300, day=FEBRUARY))
    assert paid(backdated) == {(1, "principal"): 100} and unapplied(backdated) == 200


def test_a_charge_that_was_taken_back_is_not_paid() -> None:
    lines = standing(owed(1, 300), owed(1, -300), owed(1, 250)).pay(arrived(300))
    assert paid(lines) == {(1, "principal"): 250} and unapplied(lines) == 50


def test_money_for_a_debt_without_items_lies_unapplied() -> None:
    assert standing().pay(arrived(300)) == (
        Line("cash", 300, account_id=ACCOUNT),
        Line("unapplied", -300, account_id=ACCOUNT),
    )


days = st.integers(min_value=0, max_value=9).map(lambda more: JANUARY + timedelta(days=more))
amounts = st.integers(min_value=1, max_value=60)
items = st.sampled_from([1, 2, 3])
heads: st.SearchStrategy[Head] = st.sampled_from(["receivable", "receivable", "receivable", "written off"])
charges = st.builds(Owed, st.just(ACCOUNT), items, st.sampled_from(COMPONENTS), days, amounts, heads)
# More was paid back than was received: a hole in unapplied money, on some day.
holes = st.builds(Owed, st.just(ACCOUNT), st.none(), st.just("principal"), days, amounts, st.just("unapplied"))
orders = st.builds(Order, st.permutations(COMPONENTS).map(tuple), st.booleans())
sources: st.SearchStrategy[Source] = st.sampled_from(SOURCES)
rulings = st.builds(Ruling, st.integers(1, 9), sources, orders, st.just("clause 4"), days, st.none())
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


def by_hand(receipt: Arrived, books: list[Posted], found: list[Dispute], set_: list[Ruling]) -> tuple[Line, ...]:
    """Pay one receipt by asking all the books, as a receipt typed in does."""
    day = receipt.received_date
    here = [line for line in books if line.item_id in DUE]
    named = () if receipt.item_id is None else (receipt.item_id,)
    binding = most_binding(set_, day=day, named=named)
    result = split(
        receipt.amount_minor,
        due(free_parts(here, from_date=day)),
        recoverable=due(recoverable_parts(here, from_date=day)),
        lacking_minor=lacking_from(books, from_date=day),
        disputed_items=disputed_items(found, day, items=DUE),
        named=binding.named,
        order=binding.order,
    )
    return received(receipt.amount_minor, parts=result.parts, recovered=result.recovered, account_id=ACCOUNT)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(charges, max_size=6),
    st.lists(receipts, max_size=6),
    st.lists(disputes, max_size=2),
    st.lists(rulings, max_size=2),
    st.lists(holes, max_size=1),
)
def test_a_file_pays_what_the_same_receipts_would_by_hand(
    charged: list[Owed], coming: list[Arrived], found: list[Dispute], set_: list[Ruling], hole: list[Owed]
) -> None:
    books = [
        posted(Line(line.head, line.amount_minor, line.component, line.item_id, ACCOUNT), line.effective_date)
        for line in (*charged, *hole)
    ]
    of_file = Standing([*charged, *hole], due_dates=DUE, disputes=found, rulings=set_)
    for receipt in coming:
        lines = of_file.pay(receipt)
        assert lines == by_hand(receipt, books, found, set_)
        assert sum(line.amount_minor for line in lines) == 0
        books += [posted(line, receipt.received_date) for line in lines]
    for item_id in DUE:
        for component in COMPONENTS:
            moved = [line for line in books if (line.item_id, line.component) == (item_id, component)]
            for day in {line.effective_date for line in moved}:
                assert sum(line.amount_minor for line in moved if line.effective_date <= day) >= 0
