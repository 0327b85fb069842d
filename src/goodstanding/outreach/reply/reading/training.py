"""Training the classifier: from labelled phrases to numbers, the same every time.

Whoever writes as one person is kept together: a fold learns from all writers but one and is asked about that one. What
those folds say decides how far probabilities are to be believed (the temperature) and from where on they stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from goodstanding.outreach.reply.label import LABELS
from goodstanding.outreach.reply.reading.body import plain
from goodstanding.outreach.reply.reading.classifier import Trained, probabilities
from goodstanding.outreach.reply.reading.feature import features, weighed
from goodstanding.outreach.reply.reading.trained import Phrase, fingerprint

SEEN_LEAST = 4
"""A feature counts that was learned so often at least; every phrase is learned twice."""
PHRASES_LEAST = 10
"""A label is learned of which there are so many phrases at least; the others are left to the rules."""
STRENGTH = 12.0
"""How closely the weights follow the phrases (the inverse of the penalty)."""
RIGHT_SHARE = 0.93
"""So many of the answers that stand without a person have to be right."""
TEMPERATURE_LEAST, THRESHOLD_LEAST = 1.0, 0.7
DOUBT = 0.20
"""From so much probability on a legal meaning is shown to a person, even where another is likelier."""


def train(known: Sequence[Phrase]) -> Trained:
    """Return the classifier trained on all phrases, calibrated on folds that leave one writer out."""
    scores, right = [], []
    for fold, asked in folds(known):
        for one in asked:
            if one.label in fold.labels:
                scores.append(_scores(fold, one.text))
                right.append(fold.labels.index(one.label))
    # The rules were written beside these phrases, so the folds flatter: neither bound may be crossed on their word.
    temperature = max(calibrated(np.array(scores), np.array(right)), TEMPERATURE_LEAST)
    threshold = max(threshold_of(np.array(scores) / temperature, np.array(right)), THRESHOLD_LEAST)
    return replace(fitted(known), temperature=temperature, threshold=threshold, trained_on=fingerprint(known))


def folds(known: Sequence[Phrase]) -> Iterator[tuple[Trained, list[Phrase]]]:
    """Yield for every writer a classifier that never saw them, and their phrases."""
    for writer in sorted({one.writer for one in known}):
        yield fitted([one for one in known if one.writer != writer]), [one for one in known if one.writer == writer]


def fitted(known: Sequence[Phrase]) -> Trained:
    """Return the classifier fitted to phrases; neither calibrated nor with a threshold of its own."""
    counted = {label: sum(one.label == label for one in known) for label in LABELS}
    labels = tuple(label for label in LABELS if counted[label] >= PHRASES_LEAST)
    kept = [one for one in known if one.label in labels]
    # Every phrase is learned twice, with and without what the rules say of it: the rules were written beside these very
    # phrases and know them too well, so that words would otherwise learn nothing.
    names = [_names(one.text) for one in kept]
    names += [tuple(name for name in one if not name.startswith("r:")) for one in names]
    kept += kept
    vocabulary, idf = _vocabulary(names)
    rows = _matrix(names, vocabulary, idf)
    model = LogisticRegression(C=STRENGTH, max_iter=2000, class_weight="balanced")
    model.fit(rows, [labels.index(one.label) for one in kept])
    return Trained(
        labels, vocabulary, idf, model.coef_.astype(np.float32), model.intercept_.astype(np.float32), 1.0, 0.5, DOUBT,
        fingerprint(known),
    )  # fmt: skip


def calibrated(scores: NDArray[np.float64], right: NDArray[np.int64]) -> float:
    """Return the temperature under which the true labels are likeliest."""
    tried = np.geomspace(0.2, 5.0, 97)
    losses = [-np.log(probabilities(scores / one)[np.arange(len(right)), right] + 1e-12).mean() for one in tried]
    return round(float(tried[int(np.argmin(losses))]), 4)


def threshold_of(scores: NDArray[np.float64], right: NDArray[np.int64]) -> float:
    """Return from which probability on enough answers are right; nothing below it stands by itself."""
    told = probabilities(scores)
    likeliest, is_right = told.max(axis=1), told.argmax(axis=1) == right
    for one in np.arange(0.30, 1.0, 0.01):
        standing = likeliest >= one
        if not standing.any() or is_right[standing].mean() >= RIGHT_SHARE:
            return round(float(one), 2)
    return 1.0


@cache
def _names(text: str) -> tuple[str, ...]:
    """Return the names of a phrase's features; every fold asks for them again."""
    return tuple(one.name for one in features(plain(text)))


def _scores(fold: Trained, text: str) -> NDArray[np.float64]:
    weights = np.array(list(fold.weigh(plain(text)).values()))
    return np.asarray(np.log(weights + 1e-12), dtype=np.float64)


def _vocabulary(names: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Return the features that count, in order, and how rare each is."""
    seen: dict[str, int] = {}
    for one in names:
        for name in set(one):
            seen[name] = seen.get(name, 0) + 1
    vocabulary = tuple(sorted(name for name, count in seen.items() if count >= SEEN_LEAST))
    rarity = [np.log((1 + len(names)) / (1 + seen[name])) + 1 for name in vocabulary]
    # As they will be kept, so that reading computes exactly what training did.
    return vocabulary, np.array(rarity, dtype=np.float16).astype(np.float32)


def _matrix(
    names: Sequence[Sequence[str]], vocabulary: tuple[str, ...], idf: NDArray[np.float32]
) -> "csr_matrix[np.float64]":
    columns = {name: place for place, name in enumerate(vocabulary)}
    rarity = dict(zip(vocabulary, idf.astype(np.float64).tolist(), strict=True))
    cells = [
        (row, columns[name], amount) for row, one in enumerate(names) for name, amount in weighed(one, rarity).items()
    ]
    rows, places, amounts = zip(*cells, strict=True)
    return csr_matrix((amounts, (rows, places)), shape=(len(names), len(vocabulary)))
