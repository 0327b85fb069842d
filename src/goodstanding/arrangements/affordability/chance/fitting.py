"""Fitting: from finished plans to numbers, the same every time.

A weight below zero would say that, for instance, a mandate makes a plan less likely to be kept. That is chance or
something we do not see, so such a feature is left out and the rest is fitted again: what should raise a chance never
lowers it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from goodstanding.arrangements.affordability.chance.feature import NAMES, Features, vector
from goodstanding.arrangements.affordability.chance.fitted import Fitted
from goodstanding.refusal import Refusal

PLANS_LEAST, OF_EACH_LEAST, FOLDS = 60, 15, 5
"""So many finished plans there have to be, so many of them kept and so many not."""
_STRENGTH = 1.0


class TooFew(Refusal):
    """There are not enough finished plans to learn from."""


class Finished(NamedTuple):
    """A plan that is over: what was known of it before, and whether it was paid off."""

    features: Features
    is_kept: bool


def fit(finished: Sequence[Finished]) -> Fitted:
    """Return what finished plans teach; raises TooFew."""
    kept = sum(one.is_kept for one in finished)
    if len(finished) < PLANS_LEAST or min(kept, len(finished) - kept) < OF_EACH_LEAST:
        raise TooFew(
            f"{len(finished)} plans are finished, {kept} of them kept. It takes {PLANS_LEAST}, and {OF_EACH_LEAST} of "
            "each, to say a chance from experience; until then a careful band is said."
        )
    rows = np.array([vector(one.features) for one in finished])
    right = np.array([one.is_kept for one in finished], dtype=np.int64)
    weights, bias = _weights(rows, right)
    share = kept / len(finished)
    return Fitted(
        tuple(round(float(one), 6) for one in weights), round(float(bias), 6), len(finished), kept,
        round(_left_out(rows, right), 6), round(share * (1 - share), 6),
    )  # fmt: skip


def _weights(rows: NDArray[np.float64], right: NDArray[np.int64]) -> tuple[NDArray[np.float64], float]:
    """Return weights none of which is below zero, and the bias."""
    used = list(range(len(NAMES)))
    while True:
        model = LogisticRegression(C=_STRENGTH, max_iter=1_000).fit(rows[:, used], right)
        found = model.coef_[0]
        if not used or (found >= 0).all():
            weights = np.zeros(len(NAMES))
            weights[used] = found
            return weights, float(model.intercept_[0])
        worst = int(np.argmin(found))
        if len(used) == 1:
            return np.zeros(len(NAMES)), float(np.log(right.mean() / (1 - right.mean())))
        del used[worst]


def _left_out(rows: NDArray[np.float64], right: NDArray[np.int64]) -> float:
    """Return the mean squared error over plans that were left out, a fold at a time."""
    fold = np.arange(len(right)) % FOLDS
    order = np.argsort(right, kind="stable")
    places = np.empty(len(right), np.int64)
    places[order] = fold
    errors = []
    for one in range(FOLDS):
        weights, bias = _weights(rows[places != one], right[places != one])
        chance = 1 / (1 + np.exp(-(rows[places == one] @ weights + bias)))
        errors.append((chance - right[places == one]) ** 2)
    return float(np.concatenate(errors).mean())
