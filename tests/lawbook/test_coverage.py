"""The coverage register tells of every pack, and of no pack that is not there."""

import pytest

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.lawbook.reading import read_yaml
from goodstanding.compliance.lawbook.value import read_day
from tests.lawbook.shelf import LAWBOOK

pytestmark = pytest.mark.law
KEYS = {"jurisdiction", "pack", "topic", "status", "verified_on", "gaps"}
STATUSES = ("complete", "partial", "none")
REGISTER = read_yaml(LAWBOOK / "coverage.yaml")
LINES = REGISTER.get("coverage") or []


def test_the_register_is_a_list_of_lines_and_nothing_else() -> None:
    assert set(REGISTER) == {"coverage"}
    assert LINES, "The register is empty."
    for line in LINES:
        assert set(line) == KEYS, f"{line} says {sorted(KEYS)}, and nothing else."


def test_each_line_says_how_much_is_held_since_when_and_what_is_missing() -> None:
    for line in LINES:
        assert line["status"] in STATUSES, line
        assert line["verified_on"] is None or read_day(line["verified_on"], "coverage.yaml"), line
        verified = line["verified_on"] is not None
        assert line["status"] != "none" or not verified, f"Nothing held, nothing verified: {line}"
        assert line["status"] != "complete" or verified, f"What is complete was read in the law's own text: {line}"
        assert line["gaps"] or line["status"] == "complete", f"What is not complete says what is missing: {line}"
        assert line["jurisdiction"].strip(), line
        assert line["topic"].strip(), line


def test_every_pack_stands_in_the_register() -> None:
    told = {line["pack"] for line in LINES}
    assert not sorted({pack.id for pack in shipped().packs} - told), "These packs are not in coverage.yaml."


def test_every_pack_the_register_names_is_there() -> None:
    packs = {pack.id: pack for pack in shipped().packs}
    for line in LINES:
        if line["pack"] is None:
            assert line["status"] == "none", f"Where something is held, a pack holds it: {line}"
            continue
        assert line["pack"] in packs, f"No pack is called {line['pack']!r}."
        assert line["jurisdiction"] == packs[line["pack"]].jurisdiction, line


def test_a_topic_of_a_pack_stands_once() -> None:
    told = [(line["jurisdiction"], line["pack"], line["topic"]) for line in LINES]
    assert len(told) == len(set(told))
