"""The texts that ship: each is where its name says, and each is sound."""

from pathlib import Path

import pytest

from goodstanding.outreach.template.catalogue import shipped
from goodstanding.outreach.template.language.finding import TemplateRefused
from goodstanding.outreach.template.shelf import FOLDER, shipped_texts, texts_of
from tests.outreach.template.samples import SOUND


def test_nothing_lies_on_the_shelf_that_the_catalogue_does_not_know() -> None:
    assert {folder.name for folder in FOLDER.iterdir() if folder.is_dir()} <= set(shipped())
    assert shipped_texts("nothing") == {}


def test_texts_are_found_by_language_and_place(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text(SOUND)
    (tmp_path / "en.US-CA.yaml").write_text(SOUND.replace('"*"', "US-CA"))
    found = texts_of(tmp_path, name="friendly-reminder")
    assert set(found) == {("en", "*"), ("en", "US-CA")}
    assert found["en", "*"].edition == shipped()["friendly-reminder"].edition


def test_a_file_that_holds_another_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "es.yaml").write_text(SOUND)
    with pytest.raises(TemplateRefused, match="holds friendly-reminder in en"):
        texts_of(tmp_path, name="friendly-reminder")
