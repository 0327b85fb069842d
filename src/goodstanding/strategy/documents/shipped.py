"""The documents that ship, by the name of their strategy; for whoever adopts one, and for benches and tests."""

from pathlib import Path

from goodstanding.refusal import Refusal
from goodstanding.strategy.document.finding import nearest

_FILES = {"small-business": "small_business.yaml", "agency": "agency.yaml"}
NAMES = tuple(_FILES)


class NotShipped(Refusal):
    """No document of that name ships."""


def text_of(name: str) -> str:
    """Return the text of a document that ships; raises NotShipped."""
    file = _FILES.get(name)
    if file is None:
        raise NotShipped(f"No strategy {name[:60]!r} ships. {nearest(name, NAMES)}")
    return Path(__file__).with_name(file).read_text(encoding="utf-8")
