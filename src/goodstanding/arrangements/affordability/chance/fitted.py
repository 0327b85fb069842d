"""Fitted: numbers learned from finished plans, kept as text under their hash, and read with arithmetic."""

import hashlib
import json
import math
from typing import NamedTuple

from goodstanding.arrangements.affordability.chance.feature import NAMES, Features, vector
from goodstanding.refusal import Refusal

FORMAT = "goodstanding plan chance 1"


class FittedRefused(Refusal, ValueError):
    """What is kept is no chance that was fitted, or was changed."""


class Fitted(NamedTuple):
    """A weight a feature (none below zero) and where it starts; on how many plans, of which how many were kept.

    `brier` is the mean squared error of plans that were left out while fitting; `brier_of_share` that of always saying
    the share that was kept. Both say whether it may be believed.
    """

    weights: tuple[float, ...]
    bias: float
    plans: int
    kept: int
    brier: float
    brier_of_share: float

    def chance(self, one: Features) -> float:
        """Return the chance that a plan is kept, between 0 and 1."""
        score = self.bias + sum(weight * value for weight, value in zip(self.weights, vector(one), strict=True))
        return 1 / (1 + math.exp(-score))

    def reasons(self, one: Features) -> list[tuple[str, float]]:
        """Return what each feature adds to the score, the strongest first; what adds nothing is left out."""
        told = zip(NAMES, self.weights, vector(one), strict=True)
        parts = [(name, weight * value) for name, weight, value in told if weight * value]
        return sorted(parts, key=lambda part: -abs(part[1]))


def dumped(fitted: Fitted) -> str:
    """Return it as it is kept, with its hash."""
    told = json.dumps({"format": FORMAT, "names": list(NAMES)} | fitted._asdict(), sort_keys=True)
    return json.dumps({"numbers": told, "sha256": _hash(told)})


def loaded(text: str) -> Fitted:
    """Return what is kept so; raises FittedRefused where it is none, or was changed."""
    try:
        kept = json.loads(text)
        told = json.loads(kept["numbers"])
        if kept["sha256"] != _hash(kept["numbers"]) or (told["format"], told["names"]) != (FORMAT, list(NAMES)):
            raise FittedRefused("The chance of plans is not the one that was fitted; fit it again.")
        weights = tuple(float(one) for one in told["weights"])
        numbers = float(told["bias"]), int(told["plans"]), int(told["kept"]), float(told["brier"])
        return Fitted(weights, *numbers, float(told["brier_of_share"]))
    except (ValueError, KeyError, TypeError) as fault:
        raise FittedRefused("The chance of plans cannot be read; fit it again.") from fault


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
