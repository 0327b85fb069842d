"""A reading: what a reply means, how sure that is, and the words that show it.

Rules come first, because what the law attaches something to must not depend on a guess. What a rule is sure of stands.
Everything else is weighed by the classifier, and where that is not sure enough a person decides. The main meaning is
the gravest one; everything else that was found stands beside it, each with its own words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from goodstanding.outreach.opt_out import asked
from goodstanding.outreach.reply.label import LABELS, LEGAL
from goodstanding.outreach.reply.reading.body import own_words, plain
from goodstanding.outreach.reply.reading.detail import amounts, days
from goodstanding.outreach.reply.reading.rule import Finding, findings, sentence_around

READ_MOST = 40_000
"""So many letters of a reply's own words are read; nobody writes more, and a machine's flood is not read at all."""
WORD_MOST = 40
BY_RULES = "rules"
_GRAVITY = {label: place for place, label in enumerate(LABELS)}
_MACHINES: Mapping[str, tuple[str, ...]] = {
    "auto-submitted": ("auto-replied", "auto-generated", "auto-notified"),
    "x-auto-response-suppress": ("all", "oof", "autoreply"),
    "x-autoreply": ("",),
    "x-autorespond": ("",),
    "precedence": ("bulk", "auto_reply", "junk"),
}
"""Headers by which machines say that they are machines, with how their values begin."""


class Classifier(Protocol):
    """Says how likely each label is."""

    @property
    def edition(self) -> str:
        """Return the name of its numbers."""
        ...

    @property
    def threshold(self) -> float:
        """Return the probability from which on its answer stands."""
        ...

    @property
    def doubt(self) -> float:
        """Return the probability from which on a legal label is shown to a person, whatever else is likelier."""
        ...

    def weigh(self, text: str) -> Mapping[str, float]:
        """Return the probability of each label for a plain text."""
        ...

    def weightiest(self, text: str, label: str) -> tuple[int, int]:
        """Return where the words stand that speak most for a label."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply says. Places are those in the text that was read; the end is exclusive."""

    label: str
    confidence: float
    start: int
    end: int
    is_sure: bool
    by: str
    scope: str = ""
    rule: str = ""
    is_urgent: bool = False
    channels: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    word: str = ""
    """"start" or "help", where it says nothing else."""

    @property
    def sure_labels(self) -> frozenset[str]:
        """Return everything that stands, the main label and what was found besides."""
        main = {self.label} if self.is_sure else set()
        return frozenset(main | {one.label for one in self.findings if one.is_sure})


def read(
    text: str, *, channel: str, headers: Mapping[str, str], came_date: date, classifier: Classifier | None
) -> Reading:
    """Return what a reply says. The subject of a mail is to stand above its text."""
    own = plain(own_words(text))[:READ_MOST]
    details = {
        "amounts": [{"minor": one.minor, "currency": one.currency} for one in amounts(own)],
        "days": [day.isoformat() for day in days(own, came_date=came_date, language=_language(own))],
    }
    if is_machine(headers):
        return Reading("autoreply", 1.0, 0, 0, is_sure=True, by=BY_RULES, rule="headers", details=details)
    found = findings(own, channel=channel)
    if not own.strip():
        return Reading("other", 1.0, 0, 0, is_sure=False, by=BY_RULES, rule="no words", details=details)
    word = _word(own) if channel == "sms" else ""
    if word:
        label = "question" if word == "help" else "other"
        end = len(own.rstrip())
        return Reading(
            label, 1.0, 0, end, is_sure=True, by=BY_RULES, rule=f"the word {word}", word=word, details=details
        )
    main = _main(found)
    if main is not None:
        return _by_rule(own, main, found, details=details)
    if classifier is None:
        possible = found[0] if found else None
        label, confidence = (possible.label, possible.confidence) if possible else ("other", 0.0)
        return Reading(label, confidence, 0, 0, is_sure=False, by=BY_RULES, findings=tuple(found), details=details)
    return _by_classifier(own, found, classifier=classifier, details=details)


def is_machine(headers: Mapping[str, str]) -> bool:
    """Say whether a mail's headers say that a machine wrote it (RFC 3834 and what came before it)."""
    given = {name.lower(): value.strip().lower() for name, value in headers.items()}
    return any(given[name].startswith(starts) for name, starts in _MACHINES.items() if name in given)


def _word(own: str) -> str:
    """Return "start" or "help" where a text says only that."""
    found = asked(own)
    return found.word if found is not None and found.word != "stop" and len(own.strip()) <= WORD_MOST else ""


def _main(found: Sequence[Finding]) -> Finding | None:
    """Return the gravest finding that stands by itself; what is urgent comes before everything."""
    sure = [one for one in found if one.is_sure and (one.label in STANDS_BY_RULE or one.is_urgent)]
    return min(sure, key=lambda one: (not one.is_urgent, _GRAVITY[one.label], one.scope != "all"), default=None)


STANDS_BY_RULE: tuple[str, ...] = (*LEGAL, "wrong_person", "refusal", "autoreply")
"""Labels that a rule settles without asking the classifier."""


def _by_rule(own: str, main: Finding, found: Sequence[Finding], *, details: Mapping[str, Any]) -> Reading:
    start, end = sentence_around(own, main.start, main.end)
    return Reading(
        main.label, main.confidence, start, end, is_sure=True, by=BY_RULES, scope=main.scope, rule=main.rule,
        is_urgent=any(one.is_urgent for one in found), channels=main.channels,
        findings=tuple(one for one in found if one is not main), details=details,
    )  # fmt: skip


def _by_classifier(
    own: str, found: Sequence[Finding], *, classifier: Classifier, details: Mapping[str, Any]
) -> Reading:
    weights = classifier.weigh(own)
    label = max(weights, key=lambda one: weights[one])
    doubted = max(LEGAL, key=lambda one: weights.get(one, 0.0))
    is_sure = weights[label] >= classifier.threshold
    if label != doubted and weights.get(doubted, 0.0) >= classifier.doubt:
        # A legal meaning that is half likely is not outvoted: somebody looks.
        label, is_sure = doubted, False
    proposed = [one for one in found if one.label in LEGAL]
    if proposed and label not in LEGAL:
        label, is_sure = proposed[0].label, False
    start, end = sentence_around(own, *classifier.weightiest(own, label))
    return Reading(
        label, round(weights.get(label, 0.0), 4), start, end, is_sure=is_sure, by=f"classifier {classifier.edition}",
        scope="channel" if label == "stop" else "", is_urgent=any(one.is_urgent for one in found),
        findings=tuple(found), details=details,
    )  # fmt: skip


def _language(own: str) -> str:
    """Tell Spanish from everything else by its small words, which is enough to read 3/12."""
    words = own.split()
    spanish = sum(word in {"el", "la", "de", "que", "no", "mi", "por", "para", "en", "y", "yo", "un"} for word in words)
    return "es" if spanish * 6 > len(words) else "en"
