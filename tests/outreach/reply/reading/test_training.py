"""Training: the same phrases give the same classifier, and it is not surer than it may be."""

import numpy as np

from goodstanding.outreach.reply.reading.trained import classifier, phrases
from goodstanding.outreach.reply.reading.training import (
    THRESHOLD_LEAST,
    calibrated,
    fitted,
    folds,
    threshold_of,
)


def test_the_classifier_that_ships_comes_out_of_training_again() -> None:
    again, shipped = fitted(phrases()), classifier()
    assert (again.labels, again.vocabulary) == (shipped.labels, shipped.vocabulary)
    assert float(np.abs(again.weights - shipped.weights).max()) < 0.05
    assert shipped.threshold >= THRESHOLD_LEAST and shipped.temperature >= 1.0


def test_a_fold_never_saw_its_writer() -> None:
    known = [one for one in phrases() if one.writer[:2] in {"01", "02", "09"}]
    seen = [(fold.trained_on, {one.writer for one in asked}) for fold, asked in folds(known)]
    assert [writers for _, writers in seen] == [{one} for one in sorted({one.writer for one in known})]
    assert len({told for told, _ in seen}) == len(seen)


def test_probabilities_that_were_too_sure_are_cooled() -> None:
    scores, right = np.array([[8.0, 0.0]] * 10), np.array([0] * 6 + [1] * 4)
    assert calibrated(scores, right) > 1.0
    assert calibrated(np.array([[1.0, 0.0]] * 10), np.array([0] * 10)) < 1.0


def test_the_threshold_is_where_enough_is_right() -> None:
    scores = np.array([[5.0, 0.0]] * 95 + [[0.5, 0.0]] * 20)
    right = np.array([0] * 95 + [1] * 20)
    assert threshold_of(scores, right) > 0.62
    assert threshold_of(scores[:95], right[:95]) == 0.3
