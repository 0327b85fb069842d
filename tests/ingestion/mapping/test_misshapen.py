"""Whatever word of a map holds something of the wrong shape: it is noted at that word and never passed over."""

import json

import pytest

from goodstanding.ingestion.mapping.field_reading import OPTIONS
from goodstanding.ingestion.mapping.finding import MapRefused
from goodstanding.ingestion.mapping.layout import RECORDS
from goodstanding.ingestion.mapping.reading import FILE_WORDS, MAP_WORDS, read_map

Written = dict[str, object]
MISSHAPEN: list[object] = [{"a": "b"}]
FIELD_WORDS = [(kind, word) for kind, words in OPTIONS.items() for word in words]
RECORD_WORDS = [
    (rule.kind, word) for rule in RECORDS.values() for word in (*rule.options, *(f.name for f in rule.fields))
]


def places(written: Written) -> list[str]:
    """Read a map and return where something is wrong with it. JSON is YAML too."""
    with pytest.raises(MapRefused) as refused:
        read_map(json.dumps(written))
    return [finding.where for finding in refused.value.findings]


def sound() -> Written:
    debt = {"reference": {"column": "A"}, "portfolio": "Trade", "debtor": "nobody"}
    return {"map": "1", "currency": "USD", "dates": "%Y-%m-%d", "records": [{"debt": debt}]}


def test_the_map_itself_is_sound() -> None:
    assert read_map(json.dumps(sound())).records


@pytest.mark.parametrize("word", MAP_WORDS)
def test_words_of_the_map(word: str) -> None:
    here = "record 1" if word == "records" else word
    assert any(place.startswith(here) for place in places(sound() | {word: MISSHAPEN}))


@pytest.mark.parametrize("word", FILE_WORDS)
def test_words_of_the_file(word: str) -> None:
    assert f"file, {word}" in places(sound() | {"file": {word: MISSHAPEN}})


@pytest.mark.parametrize(("kind", "word"), RECORD_WORDS)
def test_words_of_a_record(kind: str, word: str) -> None:
    found = places(sound() | {"records": [{kind: {word: MISSHAPEN}}]})
    assert any(place.startswith(f"record 1 ({kind}), {word}") for place in found)


@pytest.mark.parametrize(("kind", "word"), FIELD_WORDS)
def test_words_of_a_field(kind: str, word: str) -> None:
    record, name = next(
        (rule.kind, field.name) for rule in RECORDS.values() for field in rule.fields if field.type == kind
    )
    found = places(sound() | {"records": [{record: {name: {"column": "A", word: MISSHAPEN}}}]})
    assert any(place.startswith(f"record 1 ({record}), {name}") for place in found)
