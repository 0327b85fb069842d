"""`goodstanding simulate`: what it prints, what it can be given, and refusals as sentences.

What the figures are is held to the night in tests/strategy/operations/test_simulating.py.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import simulate
from goodstanding.cli.commands.simulate import SimulationUnreadable, sentence, tables
from goodstanding.cli.day import DayUnreadable
from goodstanding.strategy.operations.simulating import Simulated
from goodstanding.strategy.queries.editions import NoSuchStrategy
from tests.strategy.decide.cast import DAY
from tests.strategy.published import shipped_text
from tests.strategy.simulate.cast import OPENS

FIGURES: dict[str, Any] = {
    "date": "2026-03-17", "accounts": 1200, "due": 30, "acts": 20, "refused": 3, "exceptions": 1, "calls_placed": 0,
    "by_step": [
        {"strategy": "plain", "edition": 1, "treatment": "ladder", "step": "friendly", "kind": "contact",
         "channel": "email", "messages": 20},
    ],
    "withheld": [{"cause": "law", "rule": "us.cap", "messages": 3}], "refusals": [], "cost": [], "load": [],
}  # fmt: skip
SAMPLE = {
    "references": ["A-1"], "treatment": "ladder", "step": "friendly", "channel": "email", "currency": "USD",
    "balance_minor": 1050, "planned_at": OPENS, "not_after": None,
}  # fmt: skip
FOUND = Simulated(
    "plain", 1, DAY, "book", days=[FIGURES, FIGURES | {"date": "2026-03-18"}], samples=[SAMPLE],
    difference={"messages": {"new": 4}, "accounts": {"new": 3}}, compared_with=["plain 1"],
)  # fmt: skip


def call(*words: str) -> Result:
    """Call the command, and let its refusals through as the command line's door would see them."""
    return CliRunner().invoke(simulate.app, words, catch_exceptions=False)


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Let nothing be worked out; return what was asked for."""
    asked: list[dict[str, Any]] = []

    def found(draft: object, **words: Any) -> Simulated:
        asked.append(words)
        return FOUND

    monkeypatch.setattr(simulate, "try_out", found)
    return asked


@pytest.mark.django_db
def test_a_document_that_ships_is_tried_out(tried: list[dict[str, Any]]) -> None:
    page = call("small-business", "--date", "2026-03-17", "--days", "2").stdout
    assert page.startswith(sentence(FOUND)[:60])
    for text in ("Who would receive what", "2026-03-18", "us.cap", "A-1", "10.50 USD", "Against what runs (plain 1):"):
        assert text in page, text
    assert (tried[0]["day"], tried[0]["days"], tried[0]["against"]) == (DAY, 2, "book")


@pytest.mark.django_db
def test_json_is_one_object(tried: list[dict[str, Any]]) -> None:
    told = json.loads(call("small-business", "--json").stdout)
    assert told == json.loads(json.dumps(FOUND.told()))
    assert told["samples"][0]["balance"] == "10.50"


@pytest.mark.django_db
def test_a_file_is_tried_out(tried: list[dict[str, Any]], tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    file.write_text(shipped_text("agency"))
    assert call(str(file), "--against", "sealed").exit_code == 0
    assert tried[0]["against"] == "sealed"


def test_nothing_is_printed_where_there_is_nothing() -> None:
    empty: dict[str, list[object]] = {"by_step": [], "withheld": [], "refusals": [], "cost": [], "load": []}
    assert list(tables(Simulated("plain", 1, DAY, "book", days=[FIGURES | empty]))) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("small-busines",), NoSuchStrategy),
        (("gone.yaml",), SimulationUnreadable),
        (("small-business", "--against", "wind"), SimulationUnreadable),
        (("small-business", "--date", "soon"), DayUnreadable),
    ],
)
def test_what_cannot_be_tried_out_is_refused(words: tuple[str, ...], fault: type[Exception]) -> None:
    with pytest.raises(fault):
        call(*words)


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"strategy: [", b"\xff\xfe", b""])
def test_a_file_with_faults_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "draft.yaml"
    file.write_bytes(content)
    with pytest.raises(SimulationUnreadable, match="goodstanding strategy check"):
        call(str(file))
