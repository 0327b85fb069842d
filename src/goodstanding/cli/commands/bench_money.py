"""Measures money: payments of a file posted, a bank file read, its lines matched, and the interest of a whole book."""

import importlib
from pathlib import Path
from typing import Any

PARTS = {
    "debts": "bench_money_interest",
    "payments": "bench_money_payments",
    "bank_entries": "bench_money_bank",
    "lines": "bench_money_lines",
}
"""In this order: books are only filled while nobody else's debts are in them."""


def run(folder: Path, *, rows: int, sizes: dict[str, int]) -> dict[str, Any]:
    """Run every part whose size is not 0, and return the figures of all. `rows` only names the greatest of them."""
    assert rows == max(sizes.values()), "The greatest part gives its size to the whole."
    found: dict[str, Any] = {}
    for part, module in PARTS.items():
        if sizes[part]:
            found |= importlib.import_module(f"goodstanding.cli.commands.{module}").run(folder, rows=sizes[part])
    return found
