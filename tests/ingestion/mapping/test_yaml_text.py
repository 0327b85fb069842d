import pytest

from goodstanding.ingestion.mapping.finding import MapRefused
from goodstanding.ingestion.mapping.yaml_text import CHARACTERS_MAX, load


def test_every_scalar_stays_the_text_it_is() -> None:
    assert load("{Yes: no, id: 007, day: 2026-01-02, none: ~, big: 1e5}") == {
        "Yes": "no", "id": "007", "day": "2026-01-02", "none": "~", "big": "1e5",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["a: [", "a: b: c", "? [1, 2]\n: x", "{a: 1, a: 2}", "\t- x", "!!python/object:os.system x: [", "a: \x00"]
)
def test_what_is_not_plain_yaml_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(MapRefused):
        load(text)


def test_a_key_that_stands_twice_is_refused_with_its_line() -> None:
    with pytest.raises(MapRefused, match="line 2: 'a' stands twice"):
        load("a: 1\na: 2")


def test_nothing_is_built_but_text() -> None:
    assert load("!!python/object/apply:os.system ['true']") == ["true"]


def test_a_map_of_absurd_length_is_refused() -> None:
    load("a" * CHARACTERS_MAX)
    with pytest.raises(MapRefused, match="longer"):
        load("a" * (CHARACTERS_MAX + 1))
