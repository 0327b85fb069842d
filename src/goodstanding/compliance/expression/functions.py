"""The functions a rule may call in its expressions: days and dates, sets of words, a look at every debt of an act."""

from collections.abc import Callable
from typing import Any

import numpy as np

from goodstanding.calendars import period_table, wall_clock, workday_table
from goodstanding.compliance.expression.comparison import among, members_of, same_unit
from goodstanding.compliance.expression.kleene import present, where_known
from goodstanding.compliance.expression.of_debts import last_of_debts, of_debt, over_debts
from goodstanding.compliance.expression.phrases import in_order, means, speaks_of
from goodstanding.compliance.expression.typed import WHOLE, Expression, ExpressionRefused, Sort, expect
from goodstanding.compliance.expression.view import View
from goodstanding.factsheet.sheet import NOTHING, Truth, Words, members, spread, words_present

DAY_KINDS = ("date", "instant")


def day_of(view: View, cells: Any, sort: Sort) -> Any:
    """Return the day, on the person's own calendar, of an instant; a date is its own day."""
    if sort == "date":
        return cells
    zones: Words = view.act_column("home_zone")  # type: ignore[assignment]  # a declared column of words.
    instants, codes = spread(cells, view.length), spread(zones.codes, view.length)
    days = np.full(view.length, NOTHING, np.int64)
    for code, zone in words_present(zones, view.length):
        here = (codes == code) & (instants != NOTHING)
        days[here] = wall_clock.day_of(instants[here], zone)
    return days


def _on_days(found: list[Expression]) -> list[Callable[[View], Any]]:
    return [_on_its_day(expect(one, *DAY_KINDS)) for one in found]


def _on_its_day(one: Expression) -> Callable[[View], Any]:
    return lambda view: day_of(view, one.run(view), one.sort)


def days_since(arguments: list[Expression]) -> Expression:
    """days_since(day): calendar days from that day to the act's, on the person's calendar."""
    (then,) = _on_days(arguments)

    def run(view: View) -> Any:
        today, other = view.today(), then(view)
        return np.where(present(today) & present(other), today - other, NOTHING)

    return Expression("number", run, _reads(arguments) | {"at", "home_zone"})


def days_between(arguments: list[Expression]) -> Expression:
    """days_between(first, last): calendar days from the first to the last."""
    first, last = _on_days(arguments)

    def run(view: View) -> Any:
        one, other = first(view), last(view)
        return np.where(present(one) & present(other), other - one, NOTHING)

    return Expression("number", run, _reads(arguments) | {"home_zone"})


def this_day(arguments: list[Expression]) -> Expression:
    """this_day(): the act's day on the person's calendar."""
    if arguments:
        raise ExpressionRefused("this_day() takes nothing.")
    return Expression("date", lambda view: view.today(), frozenset({"at", "home_zone"}))


def on_day(arguments: list[Expression]) -> Expression:
    """day_of(instant): the day of an instant on the person's calendar."""
    (run,) = _on_days(arguments)
    return Expression("date", run, _reads(arguments) | {"home_zone"})


def time_of_day(arguments: list[Expression]) -> Expression:
    """time_of_day(instant): the second of the day the person's clock shows, to be held against a time of day."""
    (then,) = arguments
    expect(then, "instant")

    def run(view: View) -> Any:
        zones: Words = view.act_column("home_zone")  # type: ignore[assignment]  # a declared column of words.
        instants, codes = spread(then.run(view), view.length), spread(zones.codes, view.length)
        found = np.full(view.length, NOTHING, np.int64)
        for code, zone in words_present(zones, view.length):
            here = (codes == code) & (instants != NOTHING)
            found[here] = wall_clock.wall(instants[here], zone) % wall_clock.DAY
        return found

    return Expression("number", run, then.reads | {"home_zone"})


def _shifted(name: str, move: Callable[[Any, Any], Any]) -> Callable[[list[Expression]], Expression]:
    def make(arguments: list[Expression]) -> Expression:
        if len(arguments) != 2:  # noqa: PLR2004  a day and how far to go.
            raise ExpressionRefused(f"{name}(day, how many) takes two things.")
        (day,) = _on_days(arguments[:1])
        many = expect(arguments[1], "number")

        def run(view: View) -> Any:
            days, count = np.broadcast_arrays(np.asarray(day(view)), np.asarray(many.run(view)))
            known = present(days) & present(count)
            return np.where(known, move(np.where(known, days, 0), np.where(known, count, 0)), NOTHING)

        return Expression("date", run, _reads(arguments) | {"home_zone"})

    return make


def later_by_business_days(arguments: list[Expression]) -> Expression:
    """later_by_business_days(day, how many, 'calendar'): the n-th business day after a day of a named calendar."""
    calendar = _constant_word(arguments, 2, "later_by_business_days(day, how many, 'calendar')")

    def move(day: Any, n: Any) -> Any:
        known = workday_table.reaches(day, n, calendar=calendar)
        return np.where(known, workday_table.after(day, n, calendar=calendar), NOTHING)

    return _shifted("later_by_business_days", move)(arguments[:2])


def business_days_between(arguments: list[Expression]) -> Expression:
    """business_days_between(first, last, 'calendar'): business days after the first, up to and including the last."""
    calendar = _constant_word(arguments, 2, "business_days_between(first, last, 'calendar')")
    first, last = _on_days(arguments[:2])

    def run(view: View) -> Any:
        one, other = np.broadcast_arrays(np.asarray(first(view)), np.asarray(last(view)))
        known = present(one) & present(other)
        known = known & _reached(one, known, calendar) & _reached(other, known, calendar)
        count = workday_table.between(np.where(known, one, 0), np.where(known, other, 0), calendar=calendar)
        return np.where(known, count, NOTHING)

    return Expression("number", run, _reads(arguments[:2]) | {"home_zone"})


def _reached(days: Any, known: Any, calendar: str) -> Any:
    filled = np.where(known, days, 0)
    return workday_table.reaches(filled, np.zeros_like(filled), calendar=calendar)


def seconds_since(arguments: list[Expression]) -> Expression:
    """seconds_since(instant): seconds from then to the act; hours are written as :hours * 3600."""
    (then,) = arguments
    expect(then, "instant")

    def run(view: View) -> Any:
        now, other = view.whole("at"), then.run(view)
        return np.where(present(now) & present(other), now - other, NOTHING)

    return Expression("number", run, then.reads | {"at"})


def has(arguments: list[Expression]) -> Expression:
    """has(set, 'word'): the word is in the set."""
    word = _constant_word(arguments, 1, "has(set, 'word')")
    asked = expect(arguments[0], "texts")
    return Expression("truth", among(asked, lambda joined: word in members(joined)), asked.reads)


def holds_word(arguments: list[Expression]) -> Expression:
    """holds(set, word): the word in another column is in the set."""
    asked, wanted = expect(arguments[0], "texts"), expect(arguments[1], "text")

    def run(view: View) -> Truth:
        sets, word = asked.run(view), wanted.run(view)
        codes, other = np.broadcast_arrays(np.asarray(sets.codes), np.asarray(word.codes))
        found = np.zeros(codes.shape, bool)
        filled = np.array([bool(one) for one in sets.words] + [False], bool)
        rows = np.flatnonzero(filled[codes] & (other >= 0))
        pairs, place = np.unique(
            codes.flat[rows].astype(np.int64) * len(word.words) + other.flat[rows], return_inverse=True
        )
        answers = [
            word.words[pair % len(word.words)] in members(sets.words[pair // len(word.words)])
            for pair in pairs.tolist()
        ]
        found.flat[rows] = np.array(answers, bool)[place]
        return where_known(found, (codes >= 0) & (other >= 0))

    return Expression("truth", run, asked.reads | wanted.reads)


def has_any(arguments: list[Expression]) -> Expression:
    """has_any(set, list): the set holds a word of the list."""
    return _against_list(arguments, lambda found, wanted: bool(found & wanted))


def has_all(arguments: list[Expression]) -> Expression:
    """has_all(set, list): the set holds every word of the list."""
    return _against_list(arguments, lambda found, wanted: wanted <= found)


def has_only(arguments: list[Expression]) -> Expression:
    """has_only(set, list): the set holds no word outside the list."""
    return _against_list(arguments, lambda found, wanted: found <= wanted)


def _against_list(arguments: list[Expression], holds: Callable[[set[str], set[str]], bool]) -> Expression:
    asked, option = expect(arguments[0], "texts"), expect(arguments[1], "texts")

    def run(view: View) -> Truth:
        wanted = set(members_of(option, view))
        return among(asked, lambda joined: holds(set(members(joined)), wanted))(view)

    return Expression("truth", run, asked.reads | option.reads)


def is_empty(arguments: list[Expression]) -> Expression:
    """is_empty(set): the set is known to hold nothing."""
    asked = expect(arguments[0], "texts")
    return Expression("truth", among(asked, lambda joined: not joined), asked.reads)


def coalesce(arguments: list[Expression]) -> Expression:
    """COALESCE(a, b): the first that is known; of two truths, unknown counts as the second."""
    one, other = arguments
    if one.sort == "truth":
        expect(other, "truth")

        def run_truth(view: View) -> Truth:
            first, second = one.run(view), other.run(view)
            unknown = ~(first.yes | first.no)
            return Truth(first.yes | (unknown & second.yes), first.no | (unknown & second.no))

        return Expression("truth", run_truth, _reads(arguments))
    same_unit(expect(one, *WHOLE), expect(other, *WHOLE))

    def run(view: View) -> Any:
        first, second = one.run(view), other.run(view)
        return np.where(present(first), first, second)

    return Expression(one.sort, run, _reads(arguments))


def _picked(choose: Callable[[Any, Any], Any]) -> Callable[[list[Expression]], Expression]:
    def make(arguments: list[Expression]) -> Expression:
        one, other = arguments
        same_unit(expect(one, *WHOLE), expect(other, *WHOLE))

        def run(view: View) -> Any:
            first, second = one.run(view), other.run(view)
            chosen = choose(first, second)
            return np.where(present(first), np.where(present(second), chosen, first), second)

        return Expression(one.sort, run, _reads(arguments))

    return make


def _constant_word(arguments: list[Expression], place: int, form: str) -> str:
    if len(arguments) != place + 1 or not isinstance(arguments[place].constant, str):
        raise ExpressionRefused(f"Write {form}.")
    return str(arguments[place].constant)


def _reads(arguments: list[Expression]) -> frozenset[str]:
    return frozenset().union(*(one.reads for one in arguments)) if arguments else frozenset()


FUNCTIONS: dict[str, Callable[[list[Expression]], Expression]] = {
    "days_since": days_since, "days_between": days_between, "this_day": this_day, "time_of_day": time_of_day,
    "day_of": on_day,
    "later_by_days": _shifted("later_by_days", lambda day, n: day + n),
    "later_by_months": _shifted("later_by_months", period_table.later_by_months),
    "later_by_years": _shifted("later_by_years", lambda day, n: period_table.later_by_months(day, n * 12)),
    "later_by_business_days": later_by_business_days, "business_days_between": business_days_between,
    "seconds_since": seconds_since, "has": has, "holds": holds_word, "has_any": has_any, "has_all": has_all,
    "has_only": has_only, "is_empty": is_empty, "means": means, "speaks_of": speaks_of, "in_order": in_order,
    "coalesce": coalesce,
    "earlier_of": _picked(np.minimum), "later_of": _picked(np.maximum),
    "any_debt": lambda arguments: over_debts(arguments, every=False),
    "every_debt": lambda arguments: over_debts(arguments, every=True),
    "of_debt": of_debt, "last_of_debts": last_of_debts,
}  # fmt: skip
OVER_DEBTS = ("any_debt", "every_debt", "of_debt", "last_of_debts")
