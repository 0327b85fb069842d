"""Whether a person has agreed to an act: a consent of the wanted kind that stands when the act happens.

A consent stands from when it was given until it is taken back, within the days it names, for the debts and the number
or address it names. An act about several debts needs one for each of them.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodstanding.compliance.expression.functions import day_of
from goodstanding.compliance.expression.typed import Expression
from goodstanding.compliance.expression.view import View
from goodstanding.factsheet.pairing import paired
from goodstanding.factsheet.sheet import NOTHING, Truth, Words, concatenated, spread

Whole: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]


def agreed(condition: Expression, view: View) -> Truth:
    """Say for every act whether a consent that meets the condition covers it and each of its debts."""
    consent, pair, act = _consents_that_fit(condition, view)
    fine = np.zeros(len(act), bool)
    fine[pair[_stands(view, consent, act[pair])]] = True
    lacking = np.bincount(act[~fine], minlength=view.length) > 0
    return Truth(~lacking, lacking)


def agreed_on(condition: Expression, view: View) -> Whole:
    """Return, for every act, when the newest consent that covers it was given; NOTHING where none stands."""
    consent, pair, act = _consents_that_fit(condition, view)
    given = np.full(view.length, NOTHING)
    stands = _stands(view, consent, act[pair])
    np.maximum.at(given, act[pair[stands]], view.brief.consents.whole("at")[consent[stands]])
    return given


def withdrawn_on(condition: Expression, view: View) -> Whole:
    """Return, for every act, when a consent to it was last taken back before it; NOTHING where none was."""
    consent, pair, act = _consents_that_fit(condition, view)
    taken = view.brief.consents.whole("revoked_at")[consent]
    before = (taken != NOTHING) & (taken <= view.whole("at")[act[pair]])
    found = np.full(view.length, NOTHING)
    np.maximum.at(found, act[pair[before]], taken[before])
    return found


def _consents_that_fit(condition: Expression, view: View) -> tuple[Whole, Whole, Whole]:
    """Return consents of the wanted kind, the pair each is for, and the act of every pair of an act and a debt."""
    consents = view.consents()
    chosen = np.flatnonzero(spread(condition.run(consents).yes, consents.length))
    if not len(chosen):
        return chosen, chosen, np.arange(view.length)
    act, debt = _asked(view)
    subjects = np.asarray(view.brief.consents.whole("subject"))[chosen]
    one, pair = paired(subjects, view.whole("subject")[act])
    consent = chosen[one]
    named = view.brief.consents.whole("debt")[consent]
    fits = _reaches(view, consent, act[pair]) & ((named == NOTHING) | (named == debt[pair]))
    return consent[fits], pair[fits], act


def _asked(view: View) -> tuple[Whole, Whole]:
    """Return each pair of an act and one of its debts; an act without debts stands once, with none."""
    debts = view.debts()
    owner = debts.owner if debts.owner is not None else np.empty(0, np.int64)
    numbers = spread(debts.column("debt"), debts.length)
    bare = np.setdiff1d(np.arange(view.length), owner)
    return np.concatenate([owner, bare]), np.concatenate([numbers, np.full(len(bare), NOTHING)])


def _stands(view: View, consent: Whole, act: Whole) -> Flags:
    sheet, at = view.brief.consents, view.whole("at")
    given, revoked = sheet.whole("at")[consent], sheet.whole("revoked_at")[consent]
    first, last = sheet.whole("first_day")[consent], sheet.whole("last_day")[consent]
    today = np.asarray(day_of(view, at, "instant"))[act]
    within = (given <= at[act]) & ((revoked == NOTHING) | (at[act] < revoked))
    days: Flags = within & ((first == NOTHING) | (today >= first)) & ((last == NOTHING) | (today <= last))
    return days


def _reaches(view: View, consent: Whole, act: Whole) -> Flags:
    """A consent for one number, address or person covers acts to it, and acts that do not say where they go."""
    return _same(view, "contact", "act_to", consent, act) & _same(view, "person", "act_person", consent, act)


def _same(view: View, of_consent: str, of_act: str, consent: Whole, act: Whole) -> Flags:
    columns: list[Any] = [view.brief.consents.column(of_consent), view.brief.acts.column(of_act)]
    assert all(isinstance(one, Words) for one in columns), "Numbers, addresses and persons are words."
    (named, goes), _ = concatenated(columns)
    named = spread(named, view.brief.consents.length)[consent]
    every = spread(goes, len(view.brief))
    there = (every if view.acts is None else every[view.acts])[act]
    same: Flags = (named < 0) | (there < 0) | (named == there)
    return same
