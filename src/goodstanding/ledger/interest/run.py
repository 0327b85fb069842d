"""The interest of a whole book in columns: what `reckoning` gives for one item, for a million at once.

For `interest run` and its bench. Simple interest that is rounded once is summed in numpy over the steps of each item's
principal; a rate with its changes becomes one rising line, so that a step needs two look-ups and no loop. What does not
fit that (compounded interest, interest rounded each day, sums beyond 64 bits) goes through `reckoning` one by one.
Days are whole numbers since 1970-01-01; money is in minor units.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from goodstanding.ledger.interest.base_rate import History
from goodstanding.ledger.interest.freeze import Freeze
from goodstanding.ledger.interest.lines import RateLine, rate_line
from goodstanding.ledger.interest.reckoning import Owed, Step, reckon
from goodstanding.ledger.interest.terms import Begun, Terms
from goodstanding.ledger.interest.whole import DENOMINATOR, rounded, shared
from goodstanding.money.rate import PPM

Whole: TypeAlias = NDArray[np.int64]
EPOCH = date(1970, 1, 1)
FAR = 2**31
ROOM = 4.0e18
"""Products below this fit into 64 bits with room for a sum of two."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Terms that hold one after another for the items that name this plan by its place."""

    begun: tuple[Begun, ...]


@dataclass(slots=True)
class Book:
    """What the books say of many items.

    items     account_id, item_id, due (day), plan (place in `plans`), charged_minor, given_up_minor; ordered by
              account, then item
    steps     item (place in `items`), day, amount_minor: how principal moved; ordered by item, then day
    freezes   account_id, first (day), until (day): merged, ordered by account, then day
    taken     item, day, amount_minor: what was taken off compounded interest; may be empty
    """

    items: pa.Table
    steps: pa.Table
    freezes: pa.Table
    taken: pa.Table
    plans: Sequence[Plan]
    memory: dict[str, Whole] = field(default_factory=dict)

    def column(self, table: str, name: str) -> Whole:
        """Return a column as whole numbers."""
        key = f"{table}.{name}"
        if key not in self.memory:
            self.memory[key] = getattr(self, table)[name].to_numpy().astype(np.int64, copy=False)
        return self.memory[key]


def compute(book: Book, *, histories: Mapping[str, History], through_date: date) -> pa.Table:
    """Return what each item bears through a day, in the order of `book.items`.

    Columns: account_id, item_id, interest_minor (after caps), change_minor (to post now: never takes back more than was
    charged and not given up otherwise). Raises RateUnknown.
    """
    count = book.items.num_rows
    until = _number(through_date) + 1
    whole, rest, slow = np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, bool)
    for number, plan in enumerate(book.plans):
        mine = np.flatnonzero(book.column("items", "plan") == number)
        if len(mine):
            slow[mine] = _add_plan(plan, mine, book, whole, rest, histories=histories, until=until)
    last = [_last(plan, through_date) for plan in book.plans]
    found = _by_way(book, whole, rest, last)
    for place in np.flatnonzero(slow).tolist():
        found[place] = _alone(book, place, histories=histories, through_date=through_date)
    found = _capped(book, found, last, until=until)
    charged, given_up = book.column("items", "charged_minor"), book.column("items", "given_up_minor")
    change = np.maximum(found, np.minimum(charged, given_up)) - charged
    return pa.table(
        {
            "account_id": book.items["account_id"],
            "item_id": book.items["item_id"],
            "interest_minor": found,
            "change_minor": change,
        }
    )


def _number(day: date) -> int:
    return (day - EPOCH).days


def _last(plan: Plan, through_date: date) -> Terms:
    held = [one for one in plan.begun if one.effective_date <= through_date]
    return max(held, key=lambda one: one.effective_date).terms if held else Terms("none")


def _add_plan(
    plan: Plan, mine: Whole, book: Book, whole: Whole, rest: Whole, *, histories: Mapping[str, History], until: int
) -> NDArray[np.bool_]:
    """Add the interest of a plan's items; return which of them have to be reckoned alone."""
    begun = sorted(plan.begun, key=lambda one: one.effective_date)
    if any(one.terms.compound_months or one.terms.rounded != "once" for one in begun):
        return np.ones(len(mine), bool)
    ends = [*(_number(one.effective_date) for one in begun), until][1:]
    slow = np.zeros(len(mine), bool)
    for one, end in zip(begun, ends, strict=True):
        if one.terms.basis == "none":
            continue
        begins = _first_days(one.terms, book.column("items", "due")[mine])
        first = np.maximum(begins, _number(one.effective_date))
        last = min(end, until)
        bears = np.flatnonzero(first < last)
        if len(bears):
            line = rate_line(one.terms, begins[bears], first[bears], last, histories=histories)
            spans = _spans(book, mine[bears], first[bears], last)
            slow[bears] |= _add_spans(spans, line, whole, rest, mine[bears])
    return slow


def _first_days(terms: Terms, due: Whole) -> Whole:
    after = due + 1
    if terms.starts == "due" or terms.start_date is None:
        return after
    start = np.full_like(due, _number(terms.start_date))
    return start if terms.starts == "judgment" else np.maximum(after, start)


@dataclass(slots=True)
class _Spans:
    """Stretches of one principal: whose (place among those asked for), from, until, so much (below zero: frozen)."""

    whose: Whole
    first: Whole
    until: Whole
    minor: Whole


def _spans(book: Book, mine: Whole, first: Whole, last: int) -> _Spans:
    offsets = _offsets(book.column("steps", "item"), book.items.num_rows)
    whose, rows = _expanded(offsets[mine], offsets[mine + 1])
    running = _running(book)[rows]
    next_day = _next_days(book)[rows]
    begins = np.maximum(book.column("steps", "day")[rows], first[whose])
    ends = np.minimum(next_day, last)
    kept = np.flatnonzero((begins < ends) & (running != 0))
    spans = _Spans(whose[kept], begins[kept], ends[kept], running[kept])
    return _with_freezes(book, mine, spans) if book.freezes.num_rows else spans


def _with_freezes(book: Book, mine: Whole, spans: _Spans) -> _Spans:
    """Add, for every stretch and every freeze of its account, what they share, below zero."""
    accounts = book.column("items", "account_id")[mine][spans.whose]
    frozen = book.column("freezes", "account_id")
    low, high = np.searchsorted(frozen, accounts, "left"), np.searchsorted(frozen, accounts, "right")
    place, rows = _expanded(low, high)
    begins = np.maximum(spans.first[place], book.column("freezes", "first")[rows])
    ends = np.minimum(spans.until[place], book.column("freezes", "until")[rows])
    kept = np.flatnonzero(begins < ends)
    place = place[kept]
    return _Spans(
        np.concatenate([spans.whose, spans.whose[place]]),
        np.concatenate([spans.first, begins[kept]]),
        np.concatenate([spans.until, ends[kept]]),
        np.concatenate([spans.minor, -spans.minor[place]]),
    )


def _add_spans(spans: _Spans, line: RateLine, whole: Whole, rest: Whole, mine: Whole) -> NDArray[np.bool_]:
    slow = np.zeros(len(mine), bool)
    grown = line.grown(spans.whose, spans.first, spans.until)
    too_much = np.abs(spans.minor.astype(float)) * np.abs(grown.astype(float)) > ROOM
    slow[spans.whose[too_much]] = True
    product = np.where(too_much, 0, spans.minor) * grown
    q, r = np.divmod(product, line.denominator * PPM)
    np.add.at(whole, mine[spans.whose], q)
    np.add.at(rest, mine[spans.whose], r * shared(line.denominator))
    # Carried over at once, so that no number of legs makes the rest outgrow its column.
    carry = np.divmod(rest[mine], DENOMINATOR)
    whole[mine] += carry[0]
    rest[mine] = carry[1]
    return slow


def _by_way(book: Book, whole: Whole, rest: Whole, last: Sequence[Terms]) -> Whole:
    plan = book.column("items", "plan")
    found = np.zeros_like(whole)
    for way in {terms.rounding for terms in last}:
        mine = np.isin(plan, [number for number, terms in enumerate(last) if terms.rounding == way])
        found[mine] = rounded(whole[mine], rest[mine], way)
    return found


def _alone(book: Book, place: int, *, histories: Mapping[str, History], through_date: date) -> int:
    """Reckon one item by itself, its caps on a share of principal included."""
    account = int(book.column("items", "account_id")[place])
    frozen = book.column("freezes", "account_id")
    low, high = np.searchsorted(frozen, account, "left"), np.searchsorted(frozen, account, "right")
    freezes = [
        Freeze(_day(first), _day(until - 1))
        for first, until in zip(
            book.column("freezes", "first")[low:high].tolist(),
            book.column("freezes", "until")[low:high].tolist(),
            strict=True,
        )
    ]
    due = _day(int(book.column("items", "due")[place]))
    owed = Owed(None, due, _steps(book, "steps", place), _steps(book, "taken", place))
    begun = book.plans[int(book.column("items", "plan")[place])].begun
    return reckon(owed, begun, histories=histories, freezes=freezes, through_date=through_date).amount_minor


def _steps(book: Book, table: str, place: int) -> tuple[Step, ...]:
    items = book.column(table, "item")
    low, high = np.searchsorted(items, place, "left"), np.searchsorted(items, place, "right")
    days, amounts = book.column(table, "day")[low:high], book.column(table, "amount_minor")[low:high]
    return tuple(Step(_day(day), amount) for day, amount in zip(days.tolist(), amounts.tolist(), strict=True))


def _day(number: int) -> date:
    return EPOCH + timedelta(days=number)


def _capped(book: Book, found: Whole, last: Sequence[Terms], *, until: int) -> Whole:
    """Cut what exceeds a share of an item's principal, then what exceeds a cap of the account."""
    plan = book.column("items", "plan")
    none = np.iinfo(np.int64).max
    share = np.array([none if terms.cap_share_ppm is None else terms.cap_share_ppm for terms in last], np.int64)[plan]
    limited = np.flatnonzero(share != none)
    if len(limited):
        most = [amount * ppm // PPM for amount, ppm in zip(_most(book, until)[limited].tolist(),
                share[limited].tolist(), strict=True)]  # fmt: skip
        found[limited] = np.minimum(found[limited], np.array(most, np.int64))
    cap = np.array([none if terms.cap_minor is None else terms.cap_minor for terms in last], np.int64)[plan]
    if not (cap != none).any():
        return found
    accounts = book.column("items", "account_id")
    starts = np.flatnonzero(np.r_[True, accounts[1:] != accounts[:-1]])
    before = np.cumsum(found) - found
    own = before - np.repeat(before[starts], np.diff(np.r_[starts, len(accounts)]))
    cut: Whole = np.minimum(own + found, cap) - np.minimum(own, cap)
    return cut


def _most(book: Book, until: int) -> Whole:
    """Return the most that each item's principal ever was before a day, zero at least."""
    most = np.zeros(book.items.num_rows, np.int64)
    rows = book.column("steps", "day") < until
    np.maximum.at(most, book.column("steps", "item")[rows], _running(book)[rows])
    return most


def _running(book: Book) -> Whole:
    if "running" not in book.memory:
        items, amounts = book.column("steps", "item"), book.column("steps", "amount_minor")
        sums = np.cumsum(amounts)
        offsets = _offsets(items, book.items.num_rows)
        before = np.r_[np.int64(0), sums][offsets[:-1]]
        book.memory["running"] = sums - before[items]
    return book.memory["running"]


def _next_days(book: Book) -> Whole:
    if "next" not in book.memory:
        items, days = book.column("steps", "item"), book.column("steps", "day")
        is_last = np.r_[items[1:] != items[:-1], True] if len(items) else np.zeros(0, bool)
        book.memory["next"] = np.where(is_last, FAR, np.r_[days[1:], FAR] if len(days) else days)
    return book.memory["next"]


def _offsets(sorted_places: Whole, count: int) -> Whole:
    return np.searchsorted(sorted_places, np.arange(count + 1)).astype(np.int64)


def _expanded(low: Whole, high: Whole) -> tuple[Whole, Whole]:
    """Return, for ranges of rows, whose each row is, and the rows one after another."""
    counts = high - low
    whose = np.repeat(np.arange(len(low)), counts)
    ends = np.cumsum(counts)
    rows = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts) + np.repeat(low, counts)
    return whose, rows
