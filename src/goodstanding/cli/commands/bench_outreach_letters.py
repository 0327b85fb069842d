"""Measures letters: from their pages to batches in the folder of a print house, with a copy of each, on every core."""

import shutil
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from goodstanding.cli.main import say
from goodstanding.outreach.channels.house import NOBODY
from goodstanding.outreach.channels.letter.letter_code import code_of_attempt
from goodstanding.outreach.channels.letter.page import page
from goodstanding.outreach.channels.letter.print_house.provider import PrintFolder, cores
from goodstanding.outreach.channels.letter.print_house.shelf import Shelf
from goodstanding.outreach.channels.provider import Consignment

DAY = date(2026, 11, 22)
BATCH = 500
MADE = "6b023080"
_BODY = """#par[#"Dear Paula Placeholder,";]

#par[#"We have not yet received ";#strong[#"USD {number}.50";];#", and would like to hear from you about it.";]

#table(columns: (1fr, 1fr, auto,), align: (left, left, right,), stroke: (x: none, y: 0.5pt),
  table.header(strong[#"Reference";], strong[#"Due";], strong[#"Open";]),
  [#"INV-{number}";], [#"September 1, 2026";], [#"USD {number}.00";],
  [#"INV-{number}-2";], [#"October 1, 2026";], [#"USD 0.50";],
)

#list([#"Call us, or write to us.";], [#"Tell us if you think that this is not yours, or that the amount is wrong.";])

#par[#"If you cannot pay all of it at once, tell us what you can pay and when. ";#"We will look at it with you.";]

#par[#"Yours sincerely,";]

#par[#"Example Collections";]
"""


def run(_folder: Path | None, *, rows: int) -> dict[str, Any]:
    """Lay so many letters, no two alike, into a folder in batches, and tell how many a second there were."""
    folder = Path(tempfile.mkdtemp(prefix="goodstanding-letters-"))
    house = PrintFolder(Shelf(folder, folder / "print"), workers=cores())
    say(f"Printing {rows:,} letters, processes: {house.workers} …")
    composing, begun = 0.0, time.perf_counter()
    try:
        for first in range(1, rows + 1, BATCH):
            composed = time.perf_counter()
            letters = [invented(number) for number in range(first, min(first + BATCH, rows + 1))]
            composing += time.perf_counter() - composed
            outcomes = house.send_batch(letters, batch_key=f"bench-{first}")
            assert all(one.word == "accepted" for one in outcomes), "Invented letters can be printed."
        seconds = time.perf_counter() - begun
        printed = sum(path.stat().st_size for path in folder.rglob("letters.pdf"))
    finally:
        house.close()
        shutil.rmtree(folder, ignore_errors=True)
    return {
        "letters_per_s": round(rows / seconds, 1),
        "letters": rows,
        "letters_seconds": round(seconds, 2),
        "letters_composing_seconds": round(composing, 2),
        "letters_processes": house.workers,
        "letters_print_mb": round(printed / 1024 / 1024, 1),
    }


def invented(number: int) -> Consignment:
    """Return a letter to nobody, unlike that of any other number."""
    lines = ("Paula Placeholder", f"{number} Sample Street", "Exampleton, MD 21201")
    key = f"act:{number}/{MADE}-1"
    source = page(
        _BODY.replace("{number}", str(number)),
        address_lines=lines,
        house=NOBODY,
        language="en",
        code=code_of_attempt(number, key),
        day=DAY,
        title=f"Your account {number} with First Imaginary Bank",
    )
    return Consignment(key, number, 1, "letter", "\n".join(lines), to_name=lines[0], page=source)
