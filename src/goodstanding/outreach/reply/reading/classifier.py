"""The classifier: numbers that were trained, kept as data, and read by a few lines of arithmetic.

What is kept is a vocabulary, one row of weights a label, and what it was trained on; nothing of it can run. The edition
is the hash of all of it, and what does not fit its hash is not used.
"""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodstanding.outreach.reply.reading.feature import features, weighed
from goodstanding.refusal import Refusal

FORMAT = "goodstanding reply classifier 1"


class ClassifierRefused(Refusal, ValueError):
    """What is kept as a classifier is none, or was changed."""


@dataclass(frozen=True)
class Trained:
    """A trained classifier. `weights` has a row a label and a column a feature; `temperature` calibrates it."""

    labels: tuple[str, ...]
    vocabulary: tuple[str, ...]
    idf: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    temperature: float
    threshold: float
    doubt: float
    trained_on: str
    """Hash of the labelled phrases."""

    def weigh(self, text: str) -> Mapping[str, float]:
        """Return the probability of each label for a plain text."""
        told = weighed([one.name for one in features(text)], self._idf)
        columns = [self._columns[name] for name in told]
        amounts = np.fromiter(told.values(), dtype=np.float64, count=len(told))
        scores = self.weights[:, columns].astype(np.float64) @ amounts + self.bias
        return dict(zip(self.labels, probabilities(scores / self.temperature).tolist(), strict=True))

    def weightiest(self, text: str, label: str) -> tuple[int, int]:
        """Return where the word stands that speaks most for a label; the whole text where it knows none."""
        if label not in self.labels:
            return 0, len(text)
        row, found = self.weights[self.labels.index(label)], list(features(text))
        told = weighed([one.name for one in found], self._idf)
        votes: dict[tuple[int, int], float] = {}
        for one in found:
            if one.name in told:
                place = one.start, one.end
                votes[place] = votes.get(place, 0.0) + float(row[self._columns[one.name]]) * told[one.name]
        return max(votes, key=lambda place: votes[place], default=(0, len(text)))

    @cached_property
    def edition(self) -> str:
        """Return the name of these numbers: the beginning of their hash."""
        return hashlib.sha256(b"".join(dumped(self)[1:])).hexdigest()[:8]

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.vocabulary)}

    @cached_property
    def _idf(self) -> Mapping[str, float]:
        return dict(zip(self.vocabulary, self.idf.astype(np.float64).tolist(), strict=True))


def probabilities(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return scores as probabilities along the last axis."""
    moved = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(moved / moved.sum(axis=-1, keepdims=True), dtype=np.float64)


def dumped(trained: Trained) -> tuple[bytes, bytes, bytes]:
    """Return a classifier as it is kept: what is said of it, its vocabulary and its numbers."""
    numbers = io.BytesIO()
    np.savez_compressed(
        numbers, idf=trained.idf.astype(np.float16), weights=trained.weights.astype(np.float16),
        bias=trained.bias.astype(np.float32),
    )  # fmt: skip
    words = ("\n".join(trained.vocabulary) + "\n").encode()
    told: dict[str, Any] = {
        "format": FORMAT, "labels": list(trained.labels), "temperature": trained.temperature,
        "threshold": trained.threshold, "doubt": trained.doubt, "trained_on": trained.trained_on,
        "vocabulary_sha256": hashlib.sha256(words).hexdigest(),
        "numbers_sha256": hashlib.sha256(numbers.getvalue()).hexdigest(),
    }  # fmt: skip
    return (json.dumps(told, indent=2) + "\n").encode(), words, numbers.getvalue()


def loaded(told: bytes, words: bytes, numbers: bytes) -> Trained:
    """Return the classifier that is kept so; raises ClassifierRefused where it is none, or was changed."""
    try:
        said = json.loads(told)
        given = said["format"], said["vocabulary_sha256"], said["numbers_sha256"]
    except (ValueError, KeyError, TypeError) as fault:
        raise ClassifierRefused("The classifier of replies cannot be read; train it again.") from fault
    if given != (FORMAT, hashlib.sha256(words).hexdigest(), hashlib.sha256(numbers).hexdigest()):
        raise ClassifierRefused("The classifier of replies is not the one that was trained; train it again.")
    with np.load(io.BytesIO(numbers), allow_pickle=False) as kept:
        idf, weights, bias = (kept[name].astype(np.float32) for name in ("idf", "weights", "bias"))
    return Trained(
        tuple(said["labels"]), tuple(words.decode().removesuffix("\n").split("\n")), idf, weights, bias,
        said["temperature"], said["threshold"], said["doubt"], said["trained_on"],
    )  # fmt: skip
