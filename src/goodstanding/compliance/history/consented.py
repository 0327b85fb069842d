"""Which calls a person had agreed to beforehand, directly with the collector, so that a law does not count them.

A consent holds from when it was given, for so many calendar days of which its own is the first, or only on the days it
names; it ends when it is taken back and once a conversation about the debt has taken place (12 CFR 1006.14(b)(3)(i)).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodstanding.calendars import wall_clock
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.history.tally import tally
from goodstanding.factsheet.brief import Brief
from goodstanding.factsheet.pairing import paired
from goodstanding.factsheet.sheet import NOTHING, Sheet, Words, spread

Whole: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]


class Points(NamedTuple):
    """Calls, made or proposed: whose, when, and each pair of call and debt."""

    subject: Whole
    at: Whole
    pair_point: Whole
    pair_debt: Whole


def consented_events(spec: Mapping[str, Any], view: View, chosen: Flags) -> Flags:
    """Say which of the chosen events a consent of the given scope covered."""
    brief = view.brief
    rows = np.flatnonzero(chosen)
    if not brief.consents.length or not len(rows):
        return np.zeros(brief.events.length, bool)
    place = np.full(brief.events.length, -1, np.int64)
    place[rows] = np.arange(len(rows))
    pairs = np.flatnonzero(place[brief.event_of_debt] >= 0)
    points = Points(brief.events.whole("subject")[rows], brief.events.whole("at")[rows],
                    place[brief.event_of_debt[pairs]], brief.debt_of_event[pairs])  # fmt: skip
    covered = np.zeros(brief.events.length, bool)
    covered[rows] = _covered(points, spec, view)
    return covered


def consented_acts(spec: Mapping[str, Any], view: View) -> Flags:
    """Say which acts of the view a consent of the given scope covers."""
    if not view.brief.consents.length:
        return np.zeros(view.length, bool)
    return _covered(_acts(view), spec, view)


def consented_from(spec: Mapping[str, Any], view: View) -> Whole:
    """Return the first day after the act's on which a consent that names its days will cover it, or NOTHING."""
    brief, never = view.brief, int(np.iinfo(np.int64).max)
    if not brief.consents.length:
        return np.full(view.length, NOTHING)
    points = _acts(view)
    consent, pair = _pairs(points, spec, brief)
    at, whose = points.at[points.pair_point[pair]], brief.consents.whole("subject")[consent]
    given, revoked = brief.consents.whole("at")[consent], brief.consents.whole("revoked_at")[consent]
    opens, received = brief.consents.whole("first_day")[consent], _days(brief, given, whose)
    ahead = (given <= at) & ((revoked == NOTHING) | (at < revoked)) & (opens > _days(brief, at, whose))
    ahead &= (opens - received < _length(spec, view)) & ~_spoken_between(brief, given, at, points.pair_debt[pair])
    first = np.full(len(points.pair_point), never)
    np.minimum.at(first, pair[ahead], opens[ahead])
    found = np.full(view.length, NOTHING)
    np.maximum.at(found, points.pair_point, first)
    return np.where(found == never, NOTHING, found)


def _acts(view: View) -> Points:
    debts = view.debts()
    owner = debts.owner if debts.owner is not None else np.empty(0, np.int64)
    numbers = spread(debts.column("debt"), debts.length)
    return Points(view.whole("subject"), view.whole("at"), owner, numbers)


def _length(spec: Mapping[str, Any], view: View) -> int:
    """Return how many days a consent holds; none where the law of the day is not known."""
    days = view.values[str(spec["days"]).removeprefix(":")]
    return days if isinstance(days, int) else 0


def _pairs(points: Points, spec: Mapping[str, Any], brief: Brief) -> tuple[Whole, Whole]:
    """Return every pair of a consent of the given scope and a call's debt that it speaks of."""
    consents = np.flatnonzero(_in_scope(brief.consents, str(spec["scope"])))
    one, pair = paired(brief.consents.whole("subject")[consents], points.subject[points.pair_point])
    named = brief.consents.whole("debt")[consents[one]]
    fits = (named == NOTHING) | (named == points.pair_debt[pair])
    return consents[one[fits]], pair[fits]


def _covered(points: Points, spec: Mapping[str, Any], view: View) -> Flags:
    brief = view.brief
    consent, pair = _pairs(points, spec, brief)
    holds = _holds(brief, consent, points.at[points.pair_point[pair]], days=_length(spec, view))
    consent, pair = consent[holds], pair[holds]
    spoken = _spoken_between(
        brief, brief.consents.whole("at")[consent], points.at[points.pair_point[pair]], points.pair_debt[pair]
    )
    fine = np.zeros(len(points.pair_point), bool)
    fine[pair[~spoken]] = True
    total, agreed = (np.bincount(points.pair_point, weights, len(points.at)) for weights in (None, fine))
    covered: Flags = (total > 0) & (agreed == total)
    return covered


def _in_scope(consents: Sheet, scope: str) -> Flags:
    given, scopes = consents.column("given_to"), consents.column("scope")
    return spread(_is(given, "collector") & _is(scopes, scope), consents.length)


def _is(cells: Any, word: str) -> Any:
    assert isinstance(cells, Words), "Asked of a column of words."
    return np.array([one == word for one in cells.words] + [False], bool)[cells.codes]


def _holds(brief: Brief, consent: Whole, at: Whole, *, days: int) -> Flags:
    sheet = brief.consents
    given, revoked = sheet.whole("at")[consent], sheet.whole("revoked_at")[consent]
    whose = sheet.whole("subject")[consent]
    today, received = _days(brief, at, whose), _days(brief, given, whose)
    first, last = sheet.whole("first_day")[consent], sheet.whole("last_day")[consent]
    within = (given <= at) & (today - received < days) & ((revoked == NOTHING) | (at < revoked))
    holds: Flags = within & ((first == NOTHING) | (today >= first)) & ((last == NOTHING) | (today <= last))
    return holds


def _days(brief: Brief, instants: Whole, whose: Whole) -> Whole:
    """Return the day of each instant on its person's own calendar."""
    zones = brief.acts.column("home_zone")
    assert isinstance(zones, Words), "The zone is a column of words."
    subjects, first = np.unique(brief.acts.whole("subject"), return_index=True)
    code_of = spread(zones.codes, len(brief))[first]
    codes = code_of[np.minimum(np.searchsorted(subjects, whose), len(subjects) - 1)]
    days = instants // wall_clock.DAY
    for code, zone in enumerate(zones.words):
        here = codes == code
        if here.any():
            days[here] = wall_clock.day_of(instants[here], zone)
    return days


def _spoken_between(brief: Brief, after: Whole, before: Whole, debt: Whole) -> Flags:
    talks = spread(_is(brief.events.column("outcome"), "conversation"), brief.events.length)
    pairs = np.flatnonzero(talks[brief.event_of_debt])
    events = brief.event_of_debt[pairs]
    order = tally([brief.debt_of_event[pairs]], brief.events.whole("at")[events], events, [debt])
    low, high = order.places(after + 1, before - 1)
    return high > low
