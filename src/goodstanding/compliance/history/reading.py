"""Reads what a rule's file says of history into facts."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from goodstanding.compliance.expression.reading import Scope, read, read_condition
from goodstanding.compliance.expression.typed import Expression, ExpressionRefused, Sort
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.history import fact as history
from goodstanding.compliance.history.agreed import agreed, agreed_on, withdrawn_on
from goodstanding.compliance.history.consented import consented_acts, consented_events, consented_from
from goodstanding.compliance.history.hours_named import named_any, named_hours, same_hours
from goodstanding.compliance.lawbook.value import LawbookRefused
from goodstanding.factsheet.brief import EVENTS
from goodstanding.factsheet.sheet import Cells, Truth

FACT_KEYS = {"count", "any", "latest", "earliest", "take", "by", "within_days", "since", "without_consented"}
BY = ("person", "debt", "account", "creditor", "contact", "channel", "program", "message")
SENSES = ("convenient", "inconvenient")
WANTED: tuple[history.Wanted, ...] = ("count", "any", "latest", "earliest")


def named_fact(raw: Mapping[str, Any], scope: Scope, place: str) -> tuple[Callable[[View], Cells], Sort]:
    """Return how a fact is worked out, and what kind of thing it is; raises LawbookRefused."""
    _plainly(raw, scope, place)
    if set(raw) == {"consented"}:
        return partial(_consented, raw["consented"]), "truth"
    if set(raw) == {"consented_from"}:
        return partial(consented_from, raw["consented_from"]), "date"
    if set(raw) == {"agreed"}:
        wanted = _read(str(raw["agreed"]), Scope("consent", scope.values, {}), place, truth=True)
        return partial(agreed, wanted), "truth"
    for key, when in (("agreed_on", agreed_on), ("withdrawn_on", withdrawn_on)):
        if set(raw) == {key}:
            wanted = _read(str(raw[key]), Scope("consent", scope.values, {}), place, truth=True)
            return partial(when, wanted), "instant"
    if set(raw) == {"named_any"}:
        return partial(named_any, str(raw["named_any"])), "truth"
    if "within_named_hours" in raw and set(raw) <= {"within_named_hours", "told_to"}:
        told_to = str(raw.get("told_to", ""))
        return partial(named_hours, str(raw["within_named_hours"]), told_to=told_to), "truth"
    if set(raw) == {"same_named_hours_as"}:
        return partial(same_hours, str(raw["same_named_hours_as"])), "truth"
    made = history_fact(raw, scope, place)
    return made, fact_sort(made)


def _consented(spec: Mapping[str, Any], view: View) -> Truth:
    covered = consented_acts(spec, view)
    return Truth(covered, ~covered)


def history_fact(raw: Mapping[str, Any], scope: Scope, place: str) -> history.HistoryFact:
    """Return a fact worked out from history, from its YAML form; raises LawbookRefused."""
    unknown = sorted(set(raw) - FACT_KEYS)
    if unknown:
        raise LawbookRefused(f"{place} has unknown keys: {', '.join(unknown)}.")
    wanted = [key for key in WANTED if key in raw]
    if len(wanted) != 1:
        raise LawbookRefused(f"{place} wants exactly one of {', '.join(WANTED)}.")
    _known(raw.get("by") or (), BY, f"{place} looks up by")
    _known([raw["take"]] if "take" in raw else (), EVENTS, f"{place} takes")
    left_out = raw.get("without_consented")
    if left_out:
        _of_consent(left_out, scope, place)
    return history.HistoryFact(
        wanted=wanted[0],
        condition=_read(str(raw[wanted[0]]), Scope("event", scope.values, {}), place, truth=True),
        by=tuple(raw.get("by") or ()),
        days=_read(str(raw["within_days"]), scope, place) if "within_days" in raw else None,
        since=_read(str(raw["since"]), scope, place) if "since" in raw else None,
        take=str(raw.get("take", "")),
        also_left_out=partial(consented_events, left_out) if left_out else None,
    )


def _plainly(raw: Mapping[str, Any], scope: Scope, place: str) -> None:
    """Refuse a fact about consents or named hours that does not say plainly which."""
    for key in ("consented", "consented_from"):
        if key in raw:
            _of_consent(raw[key], scope, place)
    for key in ("within_named_hours", "named_any"):
        if key in raw:
            _known([raw[key]], SENSES, f"{place} names hours")


def _of_consent(spec: Any, scope: Scope, place: str) -> None:
    if not isinstance(spec, Mapping) or set(spec) != {"scope", "days"}:
        raise LawbookRefused(f"{place} says of a consent its scope and days, and nothing else.")
    _read(str(spec["days"]), scope, place)


def _known(said: Iterable[str], known: Iterable[str], place: str) -> None:
    for one in said:
        if one not in known:
            raise LawbookRefused(f"{place} {one!r}; known are {', '.join(known)}.")


def fact_sort(made: history.HistoryFact) -> Sort:
    """Return what kind of thing a fact from history is."""
    if made.wanted in ("count", "any"):
        return "number" if made.wanted == "count" else "truth"
    return EVENTS[made.take].kind if made.take else "instant"


def _read(text: str, scope: Scope, place: str, *, truth: bool = False) -> Expression:
    try:
        return read_condition(text, scope) if truth else read(text, scope)
    except ExpressionRefused as error:
        raise LawbookRefused(f"{place}: {error}") from error
