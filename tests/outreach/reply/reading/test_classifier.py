"""A trained classifier as it is kept and read."""

import json

import numpy as np
import pytest

from goodstanding.outreach.reply.reading.classifier import ClassifierRefused, Trained, dumped, loaded, probabilities


def trained() -> Trained:
    return Trained(
        ("paid", "promise"), ("w:paid", "w:will"), np.array([1.0, 1.0], np.float32),
        np.array([[3.0, -1.0], [-1.0, 3.0]], np.float32), np.array([0.0, 0.0], np.float32), 1.0, 0.7, 0.2, "of a test",
    )  # fmt: skip


def test_words_decide() -> None:
    one = trained()
    assert one.weigh("i paid")["paid"] > 0.9
    assert one.weigh("i will")["promise"] > 0.9
    assert abs(sum(one.weigh("nothing known").values()) - 1.0) < 1e-9


def test_the_weightiest_word_is_pointed_at() -> None:
    assert trained().weightiest("yes i paid", "paid") == (6, 10)
    assert trained().weightiest("yes", "paid") == (0, 3)
    assert trained().weightiest("yes", "stop") == (0, 3)


def test_what_is_kept_comes_back_and_keeps_its_edition() -> None:
    one = trained()
    again = loaded(*dumped(one))
    assert (again.edition, again.labels, again.vocabulary) == (one.edition, one.labels, one.vocabulary)
    assert again.weigh("i paid") == one.weigh("i paid")


def test_what_was_changed_is_not_used() -> None:
    told, words, numbers = dumped(trained())
    with pytest.raises(ClassifierRefused, match="not the one that was trained"):
        loaded(told, words + b"w:more\n", numbers)
    with pytest.raises(ClassifierRefused, match="not the one that was trained"):
        loaded(told, words, numbers[:-1] + b"x")
    with pytest.raises(ClassifierRefused, match="cannot be read"):
        loaded(b"{}", words, numbers)
    other = json.dumps(json.loads(told) | {"format": "another"}).encode()
    with pytest.raises(ClassifierRefused):
        loaded(other, words, numbers)


def test_probabilities_of_great_scores_are_numbers() -> None:
    assert probabilities(np.array([1e9, 0.0])).tolist() == [1.0, 0.0]
