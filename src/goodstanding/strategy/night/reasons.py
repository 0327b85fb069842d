"""Why the gate answered as it did, for thousands of acts at once: the rule that decided, and its sentence.

The same words as a verdict has, but each sentence is written once for all acts whose facts fill its blanks alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from string import Formatter

import numpy as np
from numpy.typing import NDArray

from goodstanding.compliance.gate import Finding, Judgement
from goodstanding.compliance.verdict import DEFAULT_WORDS, NO_LAW, WORDS, Facts, sentence, written_values
from goodstanding.factsheet.sheet import Cells, Truth, Words, spread

Whole = NDArray[np.int64]


@dataclass(slots=True)
class Reasons:
    """For each act asked about, the place of its rule's id and of its sentence in two short lists of one length."""

    code: NDArray[np.int32]
    rules: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def reasons(judgement: Judgement, acts: Whole) -> Reasons:
    """Return why the gate answered as it did about some acts of a batch."""
    found = Reasons(np.empty(len(acts), np.int32))
    deciding = judgement.decided_by[acts]
    for number in np.unique(deciding).tolist():
        here = np.flatnonzero(deciding == number)
        if number < 0:
            _put(found, here, "", NO_LAW)
        else:
            _of_one(found, judgement.findings[number], here, acts[here])
    return found


def _of_one(found: Reasons, finding: Finding, here: Whole, acts: Whole) -> None:
    """Fill in what one rule said of the acts it decided."""
    places = np.searchsorted(finding.rows, acts)
    said = finding.state[places].astype(np.int64) * 1_000 + finding.clause[places]
    values = written_values(finding)
    for one in np.unique(said).tolist():
        alike = said == one
        text = _words(finding, int(places[alike][0]))
        blanks = [name for _, name, _, _ in Formatter().parse(text) if name]
        wanted = [name for name in dict.fromkeys(blanks) if name in _names(finding)]
        mine, rows = places[alike], here[alike]
        for group in _alike(finding, wanted, mine):
            facts = Facts(finding, int(mine[group[0]]))
            _put(found, rows[group], finding.rule.id, sentence(text, finding.rule.title, values, facts))


def _words(finding: Finding, place: int) -> str:
    """Return the sentence of a rule for what it found, its blanks not yet filled."""
    rule, number = finding.rule, int(finding.clause[place])
    clause = ([*rule.unless, *rule.refused_as][number]) if number >= 0 else None
    word = WORDS[int(finding.state[place])]
    said = clause.says if clause and clause.says else rule.says.get(word, "")
    return said or DEFAULT_WORDS[word]


def _names(finding: Finding) -> tuple[str, ...]:
    return Facts(finding, 0).names


def _alike(finding: Finding, names: Sequence[str], places: Whole) -> list[Whole]:
    """Return groups of acts whose facts are alike."""
    if not names:
        return [np.arange(len(places))]
    rule, view = finding.rule, finding.facts
    cells = [view.fact(name) if name in rule.facts else view.column(name) for name in names]
    keys = np.stack([spread(part, view.length)[places].astype(np.int64) for one in cells for part in _parts(one)])
    _, codes = np.unique(keys, axis=1, return_inverse=True)
    order = np.argsort(codes.ravel(), kind="stable")
    return np.split(order, np.flatnonzero(np.diff(codes.ravel()[order])) + 1)


def _parts(cells: Cells) -> Sequence[object]:
    """Return the arrays that a column is made of."""
    if isinstance(cells, Truth):
        return cells.yes, cells.no
    return (cells.codes,) if isinstance(cells, Words) else (cells,)


def _put(found: Reasons, rows: Whole, rule: str, text: str) -> None:
    found.code[rows] = len(found.rules)
    found.rules.append(rule)
    found.texts.append(text)
