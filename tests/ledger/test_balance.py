from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.ledger.balance import by_day, closings, fold, free_from, free_parts, unapplied_free
from goodstanding.ledger.posting import Component, Head, Kind, Part, Posted

AT = datetime(2026, 6, 1, tzinfo=UTC)
START = date(2026, 1, 1)


def line(
    days: int,
    amount_minor: int,
    *,
    head: Head = "receivable",
    component: Component = "principal",
    item_id: int | None = 1,
    kind: Kind = "charge",
    number: int = 1,
) -> Posted:
    return Posted(number, kind, kind, START + timedelta(days=days), AT, head, component, item_id, amount_minor)


def test_a_balance_counts_the_day_itself() -> None:
    lines = [line(0, 100), line(10, -40)]
    assert fold(lines, as_of=START + timedelta(days=9)).open_minor == 100
    assert fold(lines, as_of=START + timedelta(days=10)).open_minor == 60
    assert fold(lines, as_of=START - timedelta(days=1)).open_minor == 0


def test_a_balance_is_told_by_head_and_component() -> None:
    principal, fee = line(0, 100), line(0, 7, component="fees")
    interest = line(0, 7, component="interest")
    unapplied = line(1, -30, head="unapplied", item_id=None)
    lines = [principal, fee, interest, interest._replace(amount_minor=-7), unapplied]
    balance = fold(lines, as_of=START + timedelta(days=1))
    assert balance.components == {"principal": 100, "fees": 7}
    assert (balance.open_minor, balance.unapplied_minor, balance.balance_minor) == (107, 30, 77)
    assert balance.under("receivable", "fees") == 7


def test_what_is_free_is_the_lowest_from_the_day_on() -> None:
    days = by_day([line(0, 100), line(10, -80), line(20, 50)])
    assert days == [(START, 100), (START + timedelta(days=10), 20), (START + timedelta(days=20), 70)]
    assert free_from(days, day=START) == 20
    assert free_from(days, day=START + timedelta(days=10)) == 20
    assert free_from(days, day=START + timedelta(days=20)) == 70
    assert free_from(days, day=START - timedelta(days=1)) == 0
    assert free_from([(START, -5)], day=START) == 0
    assert free_from([], day=START) == 0


def test_free_parts_are_told_by_item_and_component() -> None:
    lines = [line(0, 100), line(0, 5, component="fees"), line(3, 9, item_id=2), line(0, -100, head="placed")]
    assert free_parts(lines, from_date=START) == [Part(1, "principal", 100), Part(1, "fees", 5)]


def test_unapplied_money_that_was_used_later_is_not_free_before() -> None:
    lines = [line(0, -50, head="unapplied"), line(9, 20, head="unapplied"), line(0, 100)]
    assert unapplied_free(lines, from_date=START) == 30
    assert unapplied_free(lines, from_date=START - timedelta(days=1)) == 0


def test_a_closing_before_a_bounce_takes_the_rest_when_it_comes_open_again() -> None:
    lines = [line(0, 100), line(5, -60, kind="receipt"), line(9, 60, kind="reversal")]
    assert closings(lines, from_date=START + timedelta(days=2)) == [
        (START + timedelta(days=2), Part(1, "principal", 40)),
        (START + timedelta(days=9), Part(1, "principal", 60)),
    ]


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 100)), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 50)), max_size=6),
    st.integers(-5, 45),
)
def test_after_the_closings_nothing_is_open_and_no_day_is_below_zero(
    charges: list[tuple[int, int]], payments: list[tuple[int, int]], from_days: int
) -> None:
    lines = [line(days, amount) for days, amount in charges]
    for days, amount in payments:
        free = free_from(by_day(lines), day=START + timedelta(days=days))
        if free:
            lines.append(line(days, -min(amount, free), kind="receipt"))
    from_date = START + timedelta(days=from_days)
    closed = [line((day - START).days, -part.amount_minor) for day, part in closings(lines, from_date=from_date)]
    running = by_day([*lines, *closed])
    assert running[-1][1] == 0
    assert all(minor >= 0 for _, minor in running)
    assert all(posted.effective_date >= from_date for posted in closed)
