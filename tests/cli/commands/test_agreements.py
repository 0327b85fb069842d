"""`goodstanding agreements …`: what it does and prints, and that refusals are sentences."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from goodstanding.arrangements.agreement.document import hash_of
from goodstanding.arrangements.agreement.operations.signing import SigningRefused
from goodstanding.arrangements.agreement.queries import NoSuchAgreement
from goodstanding.arrangements.agreement.reading import AgreementRefused
from goodstanding.cli.commands import agreements
from goodstanding.cli.commands.agreements import AgreementUnreadable
from goodstanding.refusal import Refusal
from tests.arrangements.agreement.samples import SETTLEMENT, settlement
from tests.receivables.cast import item, open_book, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "agreement.yaml"
    path.write_text(SETTLEMENT)
    return str(path)


def call(*words: str) -> str:
    """Call the command, and let its refusals through as the command line's door would see them."""
    return CliRunner().invoke(agreements.app, words, catch_exceptions=False).stdout


def told(*words: str) -> Any:
    return json.loads(call(*words, "--json"))


def test_a_document_is_checked_and_said(file: str) -> None:
    assert told("check", file) == {"kind": "settlement", "clauses": 3, "hash": hash_of(settlement())}
    assert "does not stand" in call("text", file)
    assert "no está en vigor" in call("text", file, "--language", "es")


def test_a_document_is_tried_out(file: str) -> None:
    found = told("simulate", file, "2026-06-30=300", "2026-07-30=300.00/2026-08-04", "--through", "2026-09-01")
    assert [(one["day"], one["owed_minor"]) for one in found][-2:] == [("2026-08-04", 70_000), ("2026-08-07", 70_000)]
    assert "takes back waive (released)" in call(
        "simulate", file, "2026-06-30=300", "2026-07-30=300/2026-08-04", "--through", "2026-09-01"
    )


def test_a_document_is_signed_shown_and_followed(tmp_path: Path) -> None:
    debt_id = place(open_book(), item("INV-1", 100_000), reference="GF-1")
    path = tmp_path / "agreement.json"
    path.write_text(SETTLEMENT.replace("debt:17", f"debt:{debt_id}"))
    made = told("sign", str(path))
    number = str(made["agreement"])
    with pytest.raises(SigningRefused, match="signed already"):
        call("sign", str(path))
    # Its payments fell due long ago and never came.
    assert told("run", number) == {"done": 2, "taken_back": 0}
    assert "0 done, 0 taken back." in call("run", number)
    shown = told("show", number)
    assert shown["hash"] == made["hash"] and [one["deed"] for one in shown["done"]] == ["default", "notify"]
    assert "default (defaulted)" in call("show", number, "--language", "es")
    assert shown["text"][1].startswith("It is about account GF-1.") and "la cuenta GF-1" in call(
        "show", number, "--language", "es"
    )


def test_what_is_wrong_is_told_with_its_place(file: str) -> None:
    Path(file).write_text(SETTLEMENT.replace("stood_days", "stod_days"))
    with pytest.raises(AgreementRefused, match=r"Line 17, column \d+: 'stod_days' has no meaning here\. Did you mean"):
        call("check", file)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["check", "/nowhere.yaml"], AgreementUnreadable),
        (["text", "{file}", "--language", "fr"], AgreementUnreadable),
        (["simulate", "{file}", "2026-06-30=0", "--through", "2026-09-01"], AgreementUnreadable),
        (["simulate", "{file}", "2026-06-30=5/2026-06-29", "--through", "2026-09-01"], AgreementUnreadable),
        (["simulate", "{file}", "--through", "soon"], Refusal),
        (["show", "999999"], NoSuchAgreement),
        (["run", "999999"], NoSuchAgreement),
        (["sign", "{file}"], Refusal),
    ],
)
def test_bad_input_is_refused_with_a_sentence(file: str, words: list[str], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as caught:
        call(*(word.format(file=file) for word in words))
    assert str(caught.value).endswith(".")
