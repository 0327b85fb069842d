"""The test command: the whole suite runs with a process for each core, and what somebody names runs as they say."""

import pytest

from goodstanding.cli.commands import test as command


def test_the_whole_suite_runs_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 1})
    assert command.side_by_side("all", []) == ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]


def test_what_is_named_runs_in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 1})
    assert command.side_by_side("all", ["tests/money"]) == []
    assert command.side_by_side("law", []) == []


@pytest.mark.parametrize(
    ("cores", "told"), [(1, []), (64, ["-n", "4", "--dist", "loadfile", "--no-loadscope-reorder"])]
)
def test_there_are_as_many_processes_as_cores_but_not_very_many(
    monkeypatch: pytest.MonkeyPatch, cores: int, told: list[str]
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: set(range(cores)))
    assert command.side_by_side("all", []) == told


def test_sets_are_walked_in_one_order_and_no_books_are_met(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODSTANDING_DATA", "/somewhere/else")
    monkeypatch.delenv("PYTHONHASHSEED", raising=False)
    given = command.clean_environment()
    assert "GOODSTANDING_DATA" not in given
    assert given["PYTHONHASHSEED"] == "0"
