"""The lawbook that ships with the policies of a house over it, made of their files wherever those come from.

For the books, which keep the files of what was adopted, and for workers of the night, whose order carries them.
"""

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from goodstanding.compliance.lawbook.book import Lawbook, lawbook_folder, read_lawbook, shipped

Files = Mapping[str, str]


def lawbook_of(policies: tuple[Files, ...]) -> Lawbook:
    """Return the lawbook with these policies over it, read once a process; raises LawbookRefused."""
    return _with(tuple(tuple(sorted(files.items())) for files in policies)) if policies else shipped()


@lru_cache(maxsize=4)
def _with(policies: tuple[tuple[tuple[str, str], ...], ...]) -> Lawbook:
    # The files stay until the program ends: whoever explains a rule reads its source from there.
    place = Path(tempfile.mkdtemp(prefix="goodstanding-policy-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    folders = []
    for number, files in enumerate(policies):
        folder = place / str(number)
        for name, text in files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        folders.append(folder)
    return read_lawbook(lawbook_folder(), more=folders)
