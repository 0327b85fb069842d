"""Measures outreach: e-mails handed over, letters printed, posts of providers accepted. Each part stands alone too."""

import importlib
from pathlib import Path
from typing import Any

PARTS = {"mails": "bench_outreach_mail", "letters": "bench_outreach_letters", "posts": "bench_outreach_webhooks"}


def run(folder: Path, *, rows: int, sizes: dict[str, int]) -> dict[str, Any]:
    """Run every part whose size is not 0, and return the figures of all. `rows` only names the greatest of them."""
    assert rows == max(sizes.values()), "The greatest part gives its size to the whole."
    found: dict[str, Any] = {}
    for part, size in sizes.items():
        if size:
            found |= importlib.import_module(f"goodstanding.cli.commands.{PARTS[part]}").run(folder, rows=size)
    return found
