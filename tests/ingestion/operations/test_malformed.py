"""Malformed files by the thousand: never a crash, never half a file, and what is told is true.

Each file is a sound one, damaged at random; the seed is printed. GOODSTANDING_LONG=1 tries ten thousand.
"""

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import transaction

from goodstanding.access.permission import OPERATOR
from goodstanding.ingestion.operations.bring_in import bring_in
from goodstanding.ledger.models import Posting
from goodstanding.receivables.models import Item
from goodstanding.refusal import Refusal
from tests.ingestion.books import HEADER, MAP, NOON, everything
from tests.ingestion.workbook import write_workbook

pytestmark = pytest.mark.django_db
FILES = 10_000 if os.environ.get("GOODSTANDING_LONG") == "1" else 60
ROWS = [
    "c1,Ann Larch,ann@example.com,A-1,Cards,i1,2026-01-02,2026-02-01,100.00,30.00,2026-03-01,i1,2026-01-05",
    "c1,Ann Larch,ann@example.com,A-1,Cards,i2,2026-02-02,2026-03-04,50.00,,,,",
    "c2,Ben Elm,ben@example.org,A-2,Loans,j1,2026-01-02,2026-02-01,7.00,1.00,2026-05-01,,",
    "c3,Cy Fern,,A-3,Loans,,,,,2.50,2026-05-01,,",
]
ODD = ["", "\0", '"', "'", "\r", "\n", "\ufeff", "\u202e", "NaN", "-1", "1e9", "99999999999999999999",
       "=cmd()", "2026-02-30", "8130-06-30",
       "ﬀ", "\U0001f33f", "x" * 3000, "é", ";", "\t", ",", "NULL", "0", "-0.00", "1,000.00",
       "{{7*7}}", "a@b", "1" * 400, "\x1b[0m"]  # fmt: skip


def damaged_text(dice: random.Random) -> bytes:
    """Damage a CSV: odd cells, lines cut, doubled and swapped, other encodings, bytes turned over."""
    table = [row.split(",") for row in [HEADER, *ROWS]]
    for _ in range(dice.randrange(4)):
        row = dice.choice(table[dice.randrange(2) :] or table)
        row[dice.randrange(len(row))] = dice.choice(ODD)
    if dice.random() < 0.3:
        table.insert(dice.randrange(len(table)), list(dice.choice(table)))
    if dice.random() < 0.2:
        dice.choice(table).append(dice.choice(ODD))
    if dice.random() < 0.2 and len(table) > 1:
        table.pop(dice.randrange(len(table)))
    text = dice.choice(["\n", "\r\n", "\r"]).join(",".join(row) for row in table)
    content = text.encode(dice.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]), "replace")
    return damaged_bytes(content, dice)


def damaged_bytes(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    if dice.random() < 0.3 and changed:
        for _ in range(dice.randrange(1, 6)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    if dice.random() < 0.1:
        changed = changed[: dice.randrange(len(changed) + 1)]
    return bytes(changed)


def damaged_file(folder: Path, dice: random.Random) -> Path:
    """Write a damaged file of one of the four formats and return its path."""
    rows = [dict(zip(HEADER.split(","), row.split(","), strict=True)) for row in ROWS]
    for row in rows:
        if dice.random() < 0.4:
            row[dice.choice(HEADER.split(","))] = dice.choice(ODD)
    makers: dict[str, Callable[[], bytes]] = {
        "file.csv": lambda: damaged_text(dice),
        "file.jsonl": lambda: damaged_bytes(
            "\n".join(str(row).replace("'", '"') for row in rows).encode("utf-8", "replace"), dice
        ),
        "file.xlsx": lambda: damaged_bytes(workbook_bytes(folder, rows), dice),
        "file.parquet": lambda: damaged_bytes(parquet_bytes(folder, rows), dice),
    }
    name = dice.choices(list(makers), weights=[7, 1, 1, 1])[0]
    path = folder / dice.choice([name, name, "file.csv", "no ending"])
    path.write_bytes(makers[name]())
    return path


def workbook_bytes(folder: Path, rows: list[dict[str, str]]) -> bytes:
    clean = [["".join(c for c in cell if c.isprintable()) for cell in row.values()] for row in rows]
    sheet: list[list[object]] = [[*row] for row in [HEADER.split(","), *clean]]
    return write_workbook(folder / "made.xlsx", {"S": sheet}).read_bytes()


def parquet_bytes(folder: Path, rows: list[dict[str, str]]) -> bytes:
    pq.write_table(pa.Table.from_pylist(rows), folder / "made.parquet")
    return (folder / "made.parquet").read_bytes()


def test_damaged_files_never_crash_and_never_half_apply(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    sys.stdout.write(f"The seed of the damage is {seed}.\n")
    dice = random.Random(seed)
    (tmp_path / "map.yaml").write_text(MAP)
    outcomes = {"refused": 0, "entered": 0, "rejected": 0}
    before = everything()
    for number in range(FILES):
        path = damaged_file(tmp_path, dice)
        kept = path.read_bytes()
        with transaction.atomic():
            try:
                summary = bring_in(path, tmp_path / "map.yaml", client_name="Fuzz", by=OPERATOR, at=NOON)
            except Refusal as refusal:
                assert str(refusal).endswith((".", "?")), refusal
                assert everything() == before, f"File {number} of seed {seed}: {kept!r}"
                outcomes["refused"] += 1
            else:
                outcomes["rejected" if summary.rows["rejected"] else "entered"] += 1
                check(summary.rows, number=number, seed=seed)
            transaction.set_rollback(True)
    sys.stdout.write(f"{outcomes}\n")
    assert all(outcomes.values()), "Damage of every degree was tried."


def check(rows: dict[str, int] | object, *, number: int, seed: int) -> None:
    """What is in the books must balance, and every row must have gone somewhere."""
    assert isinstance(rows, dict)
    told = f"File {number} of seed {seed}"
    assert rows["read"] == rows["accepted"] + rows["duplicate"] + rows["rejected"] + rows["left_out"], told
    assert sum(Posting.objects.values_list("amount_minor", flat=True)) == 0, told
    charged = Posting.objects.filter(head="placed").values_list("amount_minor", flat=True)
    assert -sum(charged) == sum(Item.objects.values_list("amount_minor", flat=True)), told
