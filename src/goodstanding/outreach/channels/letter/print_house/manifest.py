"""Manifest: what is in a batch, letter by letter, as a list for the print house and for whoever looks a letter up."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

COLUMNS = (
    "sequence", "code", "key", "first_page", "last_page", "sheets", "country", "language", "copy", "size", "sha256",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of a batch. Pages are counted in the file to print, from 1; `sha256` is that of its own copy.

    `sheets` is how many go into its envelope; `copy` names it in the archive of copies.
    """

    sequence: int
    key: str
    message_id: int
    code: str
    first_page: int
    last_page: int
    sheets: int
    country: str
    language: str
    copy: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A batch: the hash of the file to print and of the archive of copies, and the letters in their order."""

    batch: str
    folder: str
    two_sided: bool
    pages: int
    sheets: int
    pdf_sha256: str
    copies_sha256: str
    letters: Sequence[Letter] = field(default_factory=tuple)

    def as_json(self) -> bytes:
        """Return the manifest for programs; the same manifest is always the same bytes."""
        return (json.dumps(asdict(self), indent=1) + "\n").encode()

    def as_csv(self) -> bytes:
        """Return the manifest for a spreadsheet, in which no cell can become a formula."""
        text = io.StringIO(newline="")
        sheet = csv.writer(text, lineterminator="\r\n")
        sheet.writerow(COLUMNS)
        for letter in self.letters:
            told = asdict(letter)
            sheet.writerow([harmless(str(told[column])) for column in COLUMNS])
        return text.getvalue().encode()


def read(raw: bytes) -> Manifest:
    """Read a manifest that `as_json` wrote; raises ValueError, KeyError or TypeError where it is none."""
    told: dict[str, Any] = json.loads(raw)
    letters = tuple(Letter(**letter) for letter in told.pop("letters"))
    return Manifest(**told, letters=letters)


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet shows and does not reckon.

    >>> harmless("=1+1"), harmless("act:17")
    ("'=1+1", 'act:17')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
