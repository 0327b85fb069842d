"""Every noun has its test file at the same place below tests/."""

from pathlib import Path

import pytest

from tests.guards.checkout import SOURCE, TESTS, modules, name_of, nouns


@pytest.mark.parametrize("path", nouns(), ids=name_of)
def test_every_noun_has_its_test_file(path: Path) -> None:
    place = path.relative_to(SOURCE)
    assert (TESTS / place.parent / f"test_{place.name}").exists(), f"Write tests/{place.parent}/test_{place.name}."


def test_every_test_file_of_a_noun_still_has_its_noun() -> None:
    chapters = {path.relative_to(SOURCE).parts[0] for path in modules()}
    lone = [
        str(test.relative_to(TESTS))
        for test in TESTS.rglob("test_*.py")
        if test.relative_to(TESTS).parts[0] in chapters and not about_something(test)
    ]
    assert not lone, f"These test nothing that exists: {lone}."


def about_something(test: Path) -> bool:
    """A test file is about a module of its chapter, or says in its docstring what story it tells."""
    place = test.relative_to(TESTS)
    noun = SOURCE / place.parent / place.name.removeprefix("test_")
    folder = noun.with_suffix("")
    return noun.exists() or folder.is_dir() or test.read_text().startswith('"""')
