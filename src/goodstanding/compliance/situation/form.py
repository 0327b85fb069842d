"""Refuses a situation that is not in the form its vocabulary has, by the place where it is not.

Null stands for nothing, or for unknown, wherever something may be left out; what happened has a time.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from goodstanding.compliance.shapes.hours import WEEKDAYS
from goodstanding.compliance.situation.plain import MISSING, SituationUnreadable, look_up

KEYS_AND_VALUES = (
    "given.consumer", "given.collector", "given.preferences", "given.email", "given.text", "given.attorney",
    "given.bankruptcy", "given.knowledge",
)  # fmt: skip
LISTS_OF_WORDS = (
    "given.packs", "given.preferences.media_opt_out", "given.attorney.represents_on", "when.action.debts",
)  # fmt: skip
LISTS: dict[str, tuple[str, ...]] = {
    "given.debts": (),
    "given.history": ("debts", "attributed_to", "discussed"),
    "given.consents": ("debts", "only_on"),
    "given.consumer.contacts": (),
    "given.preferences.inconvenient_times": ("days",),
    "given.preferences.convenient_times": ("days",),
    "given.preferences.inconvenient_places": (),
    "given.email.chain": (),
}
"""Lists of keys and values, and which of their keys hold lists of words."""


def refuse_malformed(situation: Mapping[str, Any]) -> None:
    """Raise SituationUnreadable with the first place that is not in its form."""
    for place, wrong in _wrong(situation):
        raise SituationUnreadable(f"The situation {situation.get('id', '')!r}: {place} {wrong}.")


def _wrong(situation: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for place in ("given", "when", "when.action"):
        if not isinstance(look_up(situation, place), Mapping):
            yield place, "is not there, or holds no keys and values"
    for place in KEYS_AND_VALUES:
        if not isinstance(_found(situation, place) or {}, Mapping):
            yield place, "holds no keys and values"
    for place in LISTS_OF_WORDS:
        if not _words(_found(situation, place)):
            yield place, "is no list of words"
    if isinstance(look_up(situation, "given.consumer.timezone") or "", bool | int | float | list):
        yield "given.consumer.timezone", "is no word"
    for place, below in LISTS.items():
        yield from _wrong_list(place, _found(situation, place), below)


def _wrong_list(place: str, found: Any, below: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if found is not None and not isinstance(found, list):
        yield place, "is no list"
        return
    for number, one in enumerate(found or [], start=1):
        if not isinstance(one, Mapping):
            yield f"{place}, number {number},", "holds no keys and values"
            continue
        for key in below:
            if key in one and not _words(one[key]):
                yield f"{place}, number {number}, {key}", "is no list of words"
        yield from _wrong_item(place, number, one)


def _wrong_item(place: str, number: int, one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if place == "given.debts" and one.get("id") is None:
        yield f"{place}, number {number},", "has no id"
    if (
        place in ("given.history", "given.consents")
        and "at" in one
        and one["at"] is None
        and not one.get("received_at")
    ):
        yield f"{place}, number {number},", "does not say when it happened"
    for day in one.get("days") or () if place.endswith("_times") else ():
        if day not in WEEKDAYS:
            yield f"{place}, number {number},", f"names the day {day!r}; write {', '.join(WEEKDAYS)}"
    for key in ("id", "to", "from", "type", "place", "line_use", "state"):
        if isinstance(one.get(key), Mapping | list):
            yield f"{place}, number {number}, {key}", "is no word"


def _found(situation: Mapping[str, Any], place: str) -> Any:
    found = look_up(situation, place)
    return None if found is MISSING else found


def _words(found: Any) -> bool:
    """Say whether something may stand for a list of words: nothing, or a list of plain values."""
    return found is None or (isinstance(found, list) and not any(isinstance(one, Mapping | list) for one in found))
