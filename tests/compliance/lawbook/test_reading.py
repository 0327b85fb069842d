"""The lawbook's folders are read, or refused with the file and the place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from goodstanding.compliance.lawbook.reading import read_pack, read_rule, read_yaml
from goodstanding.compliance.lawbook.value import LawbookRefused
from tests.compliance.sample import rule, value

PACK = {"id": "test.pack", "title": "A pack", "level": 3, "jurisdiction": "Ohio", "selects": "consumer_state = 'OH'"}


def refusal(**keys: Any) -> str:
    with pytest.raises(LawbookRefused) as refused:
        rule(**keys)
    return str(refused.value)


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"shape": "round"}, "test_rule/rule.yaml: no shape is called 'round'; known are barred,"),
        ({"colour": "red"}, "test_rule/rule.yaml has unknown keys: colour."),
        ({"most": "7"}, "test_rule/rule.yaml has unknown keys: most."),
        (
            {"acts": "act_chanel = 'call'"},
            "acts: No column or fact is called 'act_chanel'; did you mean",
        ),
        ({"binds": "collector_type"}, "rule.yaml: binds: collector_type is a word; here stands a yes or no."),
        ({"touched": "calls > 0"}, "rule.yaml: touched: No column or fact is called 'calls'"),
        ({"when": "act_purpose = :word"}, "rule.yaml: when: The rule has no value called 'word'."),
        (
            {"facts": {"many": "days_sinc(at)"}},
            "the fact many: No function is called 'days_sinc'; did you",
        ),
        ({"facts": {"many": {"sum": "TRUE"}}}, "rule.yaml: the fact many has unknown keys: sum."),
        (
            {"unless": [{"when": "replies", "rule": "1", "effect": "e", "because": "x"}]},
            "unknown keys: because.",
        ),
        (
            {"refused_as": [{"when": "colour", "rule": "1", "effect": "e"}]},
            "refused_as: No column or fact",
        ),
        ({"values": {"in_force": {"unit": "yes or no", "dated": []}}}, "the value in_force has no dated entry."),
        ({"asks": "might"}, "rule.yaml asks 'might'; known are may, must, say, compute."),
        ({"says": {"denied": "No."}}, "rule.yaml: says has unknown keys: denied."),
        ({"shows": ["colour"]}, "rule.yaml shows 'colour', which is no column of an act."),
        ({"prominence": 100}, "prominence"),
        ({"unless": [{"when": "replies", "rule": "1"}]}, "unless lacks effect."),
    ],
)
def test_what_is_not_said_plainly_is_refused_with_its_place(keys: dict[str, Any], sentence: str) -> None:
    assert sentence in refusal(**keys)


@pytest.mark.parametrize("key", ["id", "title", "citation", "rule", "acts", "values"])
def test_what_every_rule_must_say(tmp_path: Path, key: str) -> None:
    written = {name: one for name, one in rule().written.items() if name != key}
    with pytest.raises(LawbookRefused, match=f"lacks {key}"):
        read_rule(folder_of(tmp_path, written), pack="test.pack")


def test_a_rule_without_its_first_day_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawbookRefused, match="does not say from when it is in force"):
        read_rule(folder_of(tmp_path, {**rule().written, "values": {"most": value(7)}}), pack="test.pack")


def test_a_text_that_yaml_takes_for_a_truth_is_refused() -> None:
    """A bare NO is a no to YAML, and Norway is then a truth."""
    for key in ("title", "citation", "rule", "effect"):
        assert f"{key} is False; texts are quoted in YAML." in refusal(**{key: False})


def folder_of(place: Path, written: Any) -> Path:
    folder = place / "some_rule"
    folder.mkdir()
    (folder / "rule.yaml").write_text(yaml.safe_dump(dict(written)))
    return folder


def test_a_rule_is_read_from_its_folder(tmp_path: Path) -> None:
    found = read_rule(folder_of(tmp_path, rule().written), pack="test.pack")
    assert (found.id, found.pack, found.prominence, found.baseline) == ("test.rule", "test.pack", 50, 10)
    assert (found.effect, found.permitted_effect) == ("prohibited", "permitted")


def test_values_may_be_put_in_place_of_a_rules_own(tmp_path: Path) -> None:
    found = read_rule(
        folder_of(tmp_path, rule().written), pack="p", changed=lambda _, own: {**own, "more": own["in_force"]}
    )
    assert set(found.values) == {"in_force", "more"}


def packed(place: Path, change: Callable[[dict[str, Any]], dict[str, Any]] = dict) -> Path:
    (place / "pack.yaml").write_text(yaml.safe_dump(change(dict(PACK))))
    folder_of(place, rule().written)
    return place


def test_a_pack_is_read_with_its_rules(tmp_path: Path) -> None:
    found = read_pack(packed(tmp_path))
    assert (found.id, found.level, found.enabled, len(found.rules)) == ("test.pack", 3, True, 1)
    assert found.rules[0].pack == "test.pack"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda raw: {**raw, "colour": "red"}, "has unknown keys: colour."),
        (
            lambda raw: {**raw, "selects": "consumer_stat = 'OH'"},
            "selects: No column or fact",
        ),
        (lambda raw: {key: one for key, one in raw.items() if key != "level"}, "lacks level."),
        (lambda raw: {**raw, "level": "country"}, "level is 'country'; it is a number from 1 to 5."),
        (lambda raw: {**raw, "level": 0}, "level is 0; it is a number from 1 to 5."),
        (lambda raw: {**raw, "level": 6}, "level is 6; it is a number from 1 to 5."),
        (lambda raw: {**raw, "jurisdiction": False}, "jurisdiction is False; texts are quoted in YAML."),
    ],
)
def test_a_pack_that_is_not_plain_is_refused(
    tmp_path: Path, change: Callable[[dict[str, Any]], dict[str, Any]], sentence: str
) -> None:
    with pytest.raises(LawbookRefused) as refused:
        read_pack(packed(tmp_path, change))
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("text", "sentence"), [("a: [", "cannot be read"), ("- a\n", "holds no keys"), ("", "holds no")]
)
def test_a_file_that_is_no_yaml_of_keys_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "rule.yaml"
    path.write_text(text)
    with pytest.raises(LawbookRefused, match=sentence):
        read_yaml(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawbookRefused, match="cannot be read"):
        read_yaml(tmp_path / "rule.yaml")


def test_a_key_written_twice_is_refused(tmp_path: Path) -> None:
    """YAML would quietly keep the last."""
    path = tmp_path / "rule.yaml"
    path.write_text('most: "7"\nmost: "8"\n')
    with pytest.raises(LawbookRefused, match="'most' stands twice"):
        read_yaml(path)
