"""The reference files beside the checkout, for tests that run where they are."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data"


def folder(name: str) -> Path:
    """Return a folder of reference files; the test says so and does not run where it is absent."""
    found = FOLDER / name
    if not found.is_dir():
        pytest.skip(f"Not run: no reference files {name} beside the checkout.")
    return found


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cents(text: str) -> int | None:
    return int(Decimal(text) * 100) if text else None
