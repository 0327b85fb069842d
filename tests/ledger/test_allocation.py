from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.ledger.allocation import OLDEST_FIRST, Allocation, OpenLine, Order, OrderRefused, allocate
from goodstanding.ledger.posting import COMPONENTS, Part

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)
OLD = OpenLine(1, "principal", JANUARY, 70)
NEW = OpenLine(2, "principal", FEBRUARY, 50)
LATE_FEE = OpenLine(2, "fees", FEBRUARY, 5)
lines_of_debts = st.lists(
    st.builds(
        OpenLine,
        st.integers(1, 6),
        st.sampled_from(COMPONENTS),
        st.dates(date(2025, 1, 1), date(2026, 12, 31)),
        st.integers(0, 500),
    ),
    max_size=12,
    unique_by=lambda line: (line.item_id, line.component),
)


def test_the_oldest_due_is_paid_first() -> None:
    assert allocate(100, [NEW, OLD]).parts == (Part(1, "principal", 70), Part(2, "principal", 30))


def test_within_an_item_fees_come_before_principal() -> None:
    assert allocate(10, [NEW, LATE_FEE]).parts == (Part(2, "fees", 5), Part(2, "principal", 5))


def test_the_order_of_components_is_for_the_client_to_choose() -> None:
    principal_first = Order(("principal", "interest", "fees", "costs"))
    assert allocate(10, [NEW, LATE_FEE], order=principal_first).parts == (Part(2, "principal", 10),)


def test_all_fees_may_come_before_any_principal() -> None:
    fees_first = Order(items_come_first=False)
    assert allocate(10, [OLD, NEW, LATE_FEE], order=fees_first).parts == (Part(2, "fees", 5), Part(1, "principal", 5))


def test_items_named_by_the_payer_come_first_in_their_order() -> None:
    assert allocate(60, [OLD, NEW], named=[2]).parts == (Part(2, "principal", 50), Part(1, "principal", 10))
    assert allocate(60, [OLD, NEW], named=[2, 1]).parts == allocate(60, [OLD, NEW], named=[2]).parts


def test_what_is_left_is_unapplied() -> None:
    assert allocate(120, [OLD, NEW]).unapplied_minor == 0
    assert allocate(121, [OLD, NEW]).unapplied_minor == 1
    assert allocate(5, []) == Allocation((), 5)


def test_a_settled_line_is_passed_over() -> None:
    assert allocate(5, [OLD._replace(open_minor=0)]) == Allocation((), 5)


def test_an_order_names_every_component_once() -> None:
    with pytest.raises(OrderRefused):
        Order(("principal", "interest", "fees"))
    with pytest.raises(OrderRefused):
        Order(("principal", "principal", "fees", "costs"))


def test_money_below_zero_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(AssertionError):
        allocate(-1, [OLD])


@given(st.integers(0, 3000), lines_of_debts, st.lists(st.integers(1, 6), max_size=3), st.booleans())
def test_no_cent_is_lost_or_made(amount: int, lines: list[OpenLine], named: list[int], by_item: bool) -> None:
    done = allocate(amount, lines, order=Order(items_come_first=by_item), named=named)
    assert sum(part.amount_minor for part in done.parts) + done.unapplied_minor == amount
    open_minor = {(line.item_id, line.component): line.open_minor for line in lines}
    assert all(0 < part.amount_minor <= open_minor[part.item_id, part.component] for part in done.parts)  # type: ignore[index]  # Parts of items name theirs.
    assert done.unapplied_minor == max(0, amount - sum(open_minor.values()))


@given(st.integers(0, 3000), lines_of_debts, st.randoms())
def test_the_order_of_the_input_does_not_matter(amount: int, lines: list[OpenLine], chance: object) -> None:
    shuffled = sorted(lines, key=lambda line: hash((line, id(chance))))
    assert allocate(amount, shuffled, order=OLDEST_FIRST) == allocate(amount, lines, order=OLDEST_FIRST)


@given(st.integers(0, 1000), st.integers(0, 1000), lines_of_debts)
def test_two_payments_pay_what_one_of_both_pays(first: int, second: int, lines: list[OpenLine]) -> None:
    paid = allocate(first, lines)
    taken = {(part.item_id, part.component): part.amount_minor for part in paid.parts}
    rest = [line._replace(open_minor=line.open_minor - taken.get((line.item_id, line.component), 0)) for line in lines]
    both = allocate(first + second, lines)
    assert allocate(second, rest).unapplied_minor + paid.unapplied_minor == both.unapplied_minor
