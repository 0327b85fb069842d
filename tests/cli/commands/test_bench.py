"""Every benchmark runs in books of its own and prints one JSON object."""

import json
from pathlib import Path
from typing import Any

import pytest

from goodstanding.cli.commands.bench import lines
from goodstanding.cli.commands.bench_machine import Peak, family, processor, resident
from goodstanding.cli.commands.bench_notices import invented, language_of
from goodstanding.cli.commands.bench_search import misspelt, spread
from goodstanding.database import cluster
from tests.cli.calling import call


def told(name: str, *, folder: Path) -> dict[str, Any]:
    users = folder / "of-the-user"
    done = call("bench", name, "--rows", "120", "--keep", str(folder / "kept"), "--json", folder=users)
    assert done.returncode == 0, done.stderr
    assert not users.exists(), "The user's own data folder is left alone."
    found: dict[str, Any] = json.loads(done.stdout)
    assert (found["bench"], found["rows"]) == (name, 120)
    assert found["machine"]["cores"] >= 1
    assert found["peak_mb"] > 0
    assert found["seconds"] > 0
    return found


def test_report_search_and_import_print_json(tmp_path: Path) -> None:
    try:
        reports = told("report", folder=tmp_path)["reports"]
        assert set(reports) == {"ageing", "summary", "monthly"}
        assert all(each["median_seconds"] <= each["slowest_seconds"] for each in reports.values())
        search = told("search", folder=tmp_path)
        assert search["search_ms"]["n"] == 35
        assert search["account_page_ms"]["p50"] <= search["account_page_ms"]["p95"] <= search["account_page_ms"]["max"]
        assert search["over_http"]["account_page_ms"]["n"] == 12
        brought = told("import", folder=tmp_path)
        assert brought["added"] == {
            "persons": 120, "contact_points": 240, "debts": 120, "items": 120, "postings": 240,
        }  # fmt: skip
    finally:
        cluster.remove(tmp_path / "kept")


def test_a_night_is_measured_beside_its_floor_and_again_on_the_next_day(tmp_path: Path) -> None:
    try:
        days = []
        for _ in range(2):
            asked = "bench", "night", "--accounts", "130", "--keep", str(tmp_path / "kept"), "--json"
            done = call(*asked, folder=tmp_path / "of-the-user")
            assert done.returncode == 0, done.stderr
            found = json.loads(done.stdout)
            assert (found["bench"], found["accounts"]) == ("night", 130)
            assert 0 < found["acts"] <= found["due"]
            assert set(found["phases"]) == set(found["phases_summed"]) == {"read", "facts", "decide", "gate", "write"}
            assert sum(found["phases"].values()) == pytest.approx(found["total_s"], abs=0.1)
            assert found["floor_s"] == pytest.approx(sum(found["floor"].values()), abs=0.1)
            assert found["peak_mb"] > 0
            days.append(found["day"])
        assert days == ["2026-06-30", "2026-07-01"]
    finally:
        cluster.remove(tmp_path / "kept")


def test_notices_are_judged_and_printed_and_no_two_are_alike(tmp_path: Path) -> None:
    done = call("bench", "notices", "--rows", "20", "--json", folder=tmp_path / "of-the-user")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["bench"], found["rows"]) == ("notices", 20)
    assert found["peak_mb"] > 0
    assert found["rules_asked"] > 20
    for figures in (found["one_process"], found["every_core"]):
        assert figures["different"] == 20
        assert 0 < figures["median_ms"] <= figures["p95_ms"]
        assert figures["ms_each"] > 0
        assert figures["processor_ms_each"] > 0
    assert found["every_core"]["processes"] == found["machine"]["cores"]


def test_invented_notices_are_of_every_sort() -> None:
    notices = [invented(number) for number in range(60)]
    assert len(set(notices)) == 60
    assert {one.medium for one in notices} == {"mail", "electronic"}
    assert {one.itemised_on for one in notices} == {"front", "separate page"}
    assert {bool(one.reverse) for one in notices} == {True, False}
    assert [language_of(place) for place in range(10)].count("es") == 1


def test_too_few_rows_are_refused(tmp_path: Path) -> None:
    done = call("bench", "report", "--rows", "9", folder=tmp_path)
    assert done.returncode == 2
    assert not done.stdout


def test_a_processor_has_a_name() -> None:
    assert processor("processor\t: 0\nmodel name\t: Abacus 3000\nmodel name\t: Abacus 3000\n") == "Abacus 3000"
    assert processor("")


def test_a_family_is_a_process_and_all_it_started() -> None:
    parents = {1: 0, 10: 1, 11: 10, 12: 11, 20: 1}
    assert family(10, parents=parents) == {10, 11, 12}
    assert family(12, parents=parents) == {12}


def test_memory_is_seen_and_a_process_that_is_gone_takes_none() -> None:
    peak = Peak()
    peak.sample(None)
    assert peak.own > 1024 * 1024
    assert peak.server == 0
    assert resident(2**22 + 1) == 0


@pytest.mark.parametrize(
    ("count", "p50", "p95"),
    [(1, 1000.0, 1000.0), (2, 1000.0, 2000.0), (20, 10_000.0, 19_000.0), (21, 11_000.0, 20_000.0)],
)
def test_percentiles_are_times_that_were_measured(count: int, p50: float, p95: float) -> None:
    found = spread(float(second) for second in range(1, count + 1))
    assert found == {"n": count, "p50": p50, "p95": p95, "max": count * 1000.0}


def test_a_misspelt_name_has_two_letters_swapped() -> None:
    assert misspelt("Tealbrook") == "Teablrook"


def test_figures_become_lines() -> None:
    assert lines({"rows": 3, "search_ms": {"p50": 1.5}}, prefix="") == [("rows", 3), ("search ms, p50", 1.5)]
