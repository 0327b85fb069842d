import json
from dataclasses import replace

import pytest

from goodstanding.ingestion.summary import Outcome, Summary

FOUND = Summary(
    file="invoices.csv",
    format="csv",
    encoding="utf-8",
    delimiter=";",
    client="Larch Utilities",
    outcome="dry run",
    rows={"read": 3, "accepted": 2, "duplicate": 0, "rejected": 1, "left_out": 0},
    records={"item": {"new": 2, "changed": 0, "unchanged": 0, "duplicate": 0, "rejected": 1}},
    repeats_flagged=1,
    repeats_accepted=1,
    totals={"EUR": {"items": {"count": 2, "amount": "1330.50"}, "receipts": {"count": 0, "amount": "0.00"}}},
    rejected_file="imports/rejected.csv",
    seconds=1.23456,
)
TOLD = {
    "file", "format", "encoding", "delimiter", "client", "outcome", "rows", "records", "repeats_flagged",
    "repeats_accepted", "totals", "rejected_file", "batch", "seconds",
}  # fmt: skip


def test_json_has_every_word_that_the_page_promises() -> None:
    told = FOUND.as_json()
    assert set(told) == TOLD
    assert (told["outcome"], told["batch"], told["rejected_file"]) == ("dry run", None, "imports/rejected.csv")
    assert json.loads(json.dumps(told)) == told


@pytest.mark.parametrize(("seconds", "told"), [(0.0, 0.0), (0.0004, 0.0), (0.0006, 0.001), (1.23456, 1.235)])
def test_seconds_are_told_to_the_thousandth(seconds: float, told: float) -> None:
    assert replace(FOUND, seconds=seconds).as_json()["seconds"] == told


def test_a_batch_keeps_the_numbers_without_clock_and_paths() -> None:
    assert set(FOUND.kept) == {"rows", "records", "repeats_flagged", "repeats_accepted", "totals"}
    elsewhere = replace(FOUND, file="renamed.csv", rejected_file="other/rejected.csv", seconds=99.0)
    assert elsewhere.kept == FOUND.kept
    assert replace(FOUND, repeats_flagged=2).kept != FOUND.kept


@pytest.mark.parametrize("outcome", ["entered", "entered before", "dry run", "aborted"])
def test_a_dry_run_and_the_real_run_tell_the_same_numbers(outcome: Outcome) -> None:
    ended = FOUND.ended(outcome, batch=12)
    assert (ended.outcome, ended.batch) == (outcome, 12)
    assert ended.kept == FOUND.kept
    assert FOUND.outcome == "dry run" and FOUND.batch is None


def test_an_end_without_a_batch_names_none() -> None:
    assert FOUND.ended("entered", batch=12).ended("aborted").batch is None
