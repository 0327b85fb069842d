"""The classifier that ships and the phrases it was trained on."""

from importlib import resources
from pathlib import Path

import pytest

from goodstanding.outreach.reply.label import LABELS, LEGAL
from goodstanding.outreach.reply.reading.classifier import ClassifierRefused
from goodstanding.outreach.reply.reading.trained import classifier, fingerprint, keep, kept_in, phrases


def test_the_classifier_that_ships_was_trained_on_the_phrases_that_ship() -> None:
    assert classifier().trained_on == fingerprint(phrases())


def test_there_are_phrases_enough_of_every_meaning_and_in_both_languages() -> None:
    known = phrases()
    assert len(known) >= 400
    assert {one.language for one in known} == {"en", "es"}
    assert len({one.writer for one in known}) >= 12
    for label in LABELS:
        least = 30 if label in LEGAL else 20 if label != "autoreply" else 3
        assert sum(one.label == label for one in known) >= least, label
    assert len({one.text for one in known}) == len(known)


def test_no_phrase_that_is_held_out_was_learned() -> None:
    held_out = phrases(resources.files("goodstanding.outreach.reply").joinpath("held_out"))
    assert len(held_out) >= 100
    assert not {one.text for one in held_out} & {one.text for one in phrases()}
    assert not {one.writer for one in held_out} & {one.writer for one in phrases()}


def test_a_classifier_is_kept_and_found_again(tmp_path: Path) -> None:
    keep(classifier(), tmp_path / "kept")
    assert kept_in(tmp_path / "kept").edition == classifier().edition
    with pytest.raises(ClassifierRefused, match="There is no classifier"):
        kept_in(tmp_path)


def test_phrases_of_no_meaning_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ClassifierRefused, match="There are no labelled phrases"):
        phrases(tmp_path)
    (tmp_path / "one.yaml").write_text("language: en\nphrases: {nonsense: [x]}\n")
    with pytest.raises(ClassifierRefused, match="'nonsense' is no label"):
        phrases(tmp_path)
