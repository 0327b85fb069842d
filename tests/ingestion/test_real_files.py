"""The shipped maps on real files, through the command line: the numbers are right to the cent, also after an undo.

Needs the reference files beside the checkout; says so where they are not there.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from goodstanding.database import cluster
from tests.cli.calling import call
from tests.guards.checkout import HOME

SHARED = HOME.parent / "shared" / "data"
INVOICES = SHARED / "ibm_ar" / "WA_Fn-UseC_-Accounts-Receivable.csv"
RECEIPTS = SHARED / "debt_receipts" / "claim.csv"
MAPS = HOME / "docs" / "maps"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason=f"The reference files are not at {SHARED}: NOT TESTED HERE."),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with a private database of its own."""
    place = tmp_path_factory.mktemp("real")
    yield place
    cluster.remove(place)


def bring_in(file: Path, map_name: str, client: str, *more: str, folder: Path) -> dict[str, Any]:
    """Import a file and return the summary; standard output holds nothing else."""
    words = ("import", str(file), "--map", str(MAPS / map_name), "--client", client, "--json", *more)
    done = call(*words, folder=folder)
    assert done.returncode == 0, done.stderr
    summary: dict[str, Any] = json.loads(done.stdout)
    return summary


def ageing(client: str, *, folder: Path) -> dict[str, Any]:
    """The ageing as of 2013-06-30, the one block of it."""
    done = call("report", "ageing", "--client", client, "--as-of", "2013-06-30", "--json", folder=folder)
    assert done.returncode == 0, done.stderr
    (block,) = json.loads(done.stdout)["blocks"]
    return dict(block)


def test_invoices_and_what_became_of_them(folder: Path, tmp_path: Path) -> None:
    promised = bring_in(INVOICES, "ibm_ar.yaml", "Watson", "--dry-run", folder=folder)
    entered = bring_in(INVOICES, "ibm_ar.yaml", "Watson", folder=folder)
    kept = ("rows", "records", "totals")
    assert [promised[name] for name in kept] == [entered[name] for name in kept]
    new = {kind: states["new"] for kind, states in entered["records"].items()}
    assert new == {"person": 100, "debt": 100, "item": 2466, "receipt": 2466, "dispute": 561}
    assert entered["totals"]["USD"]["items"] == {"count": 2466, "amount": "147703.18"}
    block = ageing("Watson", folder=folder)
    assert (block["open_n"], block["open_balance"], block["past_due"]) == (84, "5119.85", "835.56")
    renamed = tmp_path / "another name.csv"
    shutil.copy(INVOICES, renamed)
    again = bring_in(renamed, "ibm_ar.yaml", "Watson", folder=folder)
    assert again["outcome"] == "entered before"
    assert {states["new"] for states in again["records"].values()} == {0}
    assert ageing("Watson", folder=folder) == block


def test_an_undone_batch_leaves_nothing_open_and_can_come_again(folder: Path) -> None:
    batch = bring_in(INVOICES, "ibm_ar.yaml", "Undone", folder=folder)["batch"]
    before = ageing("Undone", folder=folder)
    assert call("batches", "undo", str(batch), folder=folder).returncode == 0
    twice = call("batches", "undo", str(batch), folder=folder)
    assert (twice.returncode, "undone already" in twice.stderr) == (2, True)
    empty = call("report", "ageing", "--client", "Undone", "--as-of", "2013-06-30", "--json", folder=folder)
    assert all(block["open_n"] == 0 for block in json.loads(empty.stdout)["blocks"])
    bring_in(INVOICES, "ibm_ar.yaml", "Undone", folder=folder)
    assert ageing("Undone", folder=folder) == before


def test_receipts_of_an_agency_in_a_currency_of_three_decimals(folder: Path) -> None:
    summary = bring_in(RECEIPTS, "debt_receipts.yaml", "Agency", folder=folder)
    assert (summary["rows"]["read"], summary["rows"]["accepted"], summary["rows"]["rejected"]) == (33370, 33347, 23)
    assert summary["repeats_flagged"] == 16
    assert summary["totals"]["JOD"]["receipts"] == {"count": 33347, "amount": "1298558.258"}
    rejected = Path(summary["rejected_file"]).read_text()
    assert "8130-06-30" in rejected
    assert "2002-02-28" in rejected
    again = bring_in(RECEIPTS, "debt_receipts.yaml", "Agency", folder=folder)
    assert (again["outcome"], again["records"]["receipt"]["new"]) == ("entered before", 0)


def test_an_abort_leaves_nothing_behind(folder: Path) -> None:
    words = ("import", str(RECEIPTS), "--map", str(MAPS / "debt_receipts.yaml"), "--client", "Aborted")
    done = call(*words, "--on-error", "abort", "--json", folder=folder)
    assert (done.returncode, json.loads(done.stdout)["outcome"]) == (2, "aborted")
    assert call("report", "dso", "--client", "Aborted", folder=folder).returncode == 2
    assert "Aborted" not in call("batches", "list", "--json", folder=folder).stdout
