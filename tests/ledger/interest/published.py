"""The published figures beside the checkout."""

import warnings
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data"


def published(*place: str) -> str:
    """Return the text of a reference file, or say loudly that it is missing, and skip."""
    path = FOLDER.joinpath(*place)
    if not path.exists():
        warnings.warn(f"REFERENCE TESTS SKIPPED: {'/'.join(place)} is not beside the checkout.", stacklevel=2)
        pytest.skip("The reference files are not beside the checkout.")
    return path.read_text(encoding="utf-8")
