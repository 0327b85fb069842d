"""How well replies are read: precision and recall a label, and what nobody would have looked at.

Of what the law attaches something to it matters most that nothing is passed over: a phrase counts as *seen* where its
meaning was found, as the main one or besides, or where the reading is put before a person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from goodstanding.outreach.reply.label import LABELS, LEGAL
from goodstanding.outreach.reply.reading.reading import Classifier, read
from goodstanding.outreach.reply.reading.trained import Phrase
from goodstanding.outreach.reply.reading.training import folds, train

READ_ON = date(2026, 1, 5)
"""Any day will do: no label depends on it."""


class Judged(NamedTuple):
    """One phrase with its true label, the label it was given, and whether that stands without a person."""

    label: str
    told: str
    is_sure: bool
    besides: frozenset[str]


class LabelFigures(NamedTuple):
    """Figures of one label; a share is None where there is nothing to share."""

    label: str
    phrases: int
    precision: float | None
    recall: float | None
    seen: float | None


def judged(known: Iterable[Phrase], classifier: Classifier, *, channel: str = "email") -> list[Judged]:
    """Return how a classifier, with the rules, reads phrases."""
    found = []
    for one in known:
        reading = read(one.text, channel=channel, headers={}, came_date=READ_ON, classifier=classifier)
        besides = frozenset(each.label for each in reading.findings)
        found.append(Judged(one.label, reading.label, reading.is_sure, besides))
    return found


def judged_by_folds(known: Sequence[Phrase]) -> list[Judged]:
    """Return how phrases are read by classifiers that never saw their writers; calibrated as the shipped one is."""
    whole = train(known)
    found: list[Judged] = []
    for fold, asked in folds(known):
        found += judged(asked, replace(fold, temperature=whole.temperature, threshold=whole.threshold))
    return found


def figures(found: Sequence[Judged]) -> list[LabelFigures]:
    """Return the figures of every label there is a phrase of, or that was given to one."""
    return [
        _figures(label, found)
        for label in LABELS
        if any(label in (one.label, one.told) for one in found)
    ]  # fmt: skip


def told(found: Sequence[Judged]) -> Mapping[str, Any]:
    """Return all figures as plain numbers."""
    sure = [one for one in found if one.is_sure]
    legal = [one for one in found if one.label in LEGAL]
    return {
        "phrases": len(found),
        "right": _share(sum(one.label == one.told for one in found), len(found)),
        "without_a_person": _share(len(sure), len(found)),
        "right_without_a_person": _share(sum(one.label == one.told for one in sure), len(sure)),
        "legal_recall": _share(sum(one.label == one.told for one in legal), len(legal)),
        "legal_seen": _share(sum(map(_is_seen, legal)), len(legal)),
        "labels": [one._asdict() for one in figures(found)],
    }


def _figures(label: str, found: Sequence[Judged]) -> LabelFigures:
    true = [one for one in found if one.label == label]
    given = [one for one in found if one.told == label]
    right = sum(one.told == label for one in true)
    return LabelFigures(
        label, len(true), _share(right, len(given)), _share(right, len(true)),
        _share(sum(map(_is_seen, true)), len(true)),
    )  # fmt: skip


def _is_seen(one: Judged) -> bool:
    return one.label == one.told or one.label in one.besides or not one.is_sure


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
