"""The data folder: where one installation keeps everything that is not program.

Order: `--data`, then GOODSTANDING_DATA, then `var/` beside a source checkout, then the XDG data home.
"""

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from goodstanding.database import private_file
from goodstanding.database.refusal import FULL_DISK_NUMBERS, RefusedWithRemedy, full_disk

POSTGRES = "postgres"
KEYS = "keys"
IMPORTS = "imports"
EVIDENCE = "evidence"
LOGS = "logs"
SUBFOLDERS = (POSTGRES, KEYS, IMPORTS, EVIDENCE, LOGS)
PRIVATE_MODE = 0o700
# As root the server runs under another account, which has to pass through these two, but may not list them.
PASSAGE_MODE = 0o711


class DataFolderRefused(RefusedWithRemedy):
    """The data folder cannot be used."""


def data_folder(chosen: Path | None, environ: Mapping[str, str]) -> Path:
    """The absolute path of the data folder. Makes nothing; `prepare` does."""
    named = str(chosen) if chosen is not None else environ.get("GOODSTANDING_DATA", "")
    if named.strip():
        return Path(named).expanduser().resolve()
    checkout = checkout_around(Path(__file__))
    if checkout is not None:
        return checkout / "var"
    return xdg_data_home(environ) / "goodstanding"


def checkout_around(module: Path) -> Path | None:
    """The source checkout that a module lies in, or None when it is installed as a package."""
    for folder in module.resolve().parents:
        if folder.name == "src":
            root = folder.parent
            marks = (root / "pyproject.toml", root / "bin" / "goodstanding")
            return root if all(mark.is_file() for mark in marks) else None
    return None


def xdg_data_home(environ: Mapping[str, str]) -> Path:
    """XDG_DATA_HOME if it is absolute, as its specification asks, else ~/.local/share."""
    named = Path(environ.get("XDG_DATA_HOME", ""))
    if named.is_absolute():
        return named
    return Path(environ.get("HOME") or Path.home()) / ".local" / "share"


def prepare(folder: Path) -> Path:
    """Make what is missing of the data folder, with the right modes, and return it. Raises `DataFolderRefused`."""
    if not str(folder).isprintable():  # PostgreSQL's settings cannot hold a path with a line break.
        sentence = "The data folder's path holds a character that cannot be shown."
        raise DataFolderRefused(sentence, remedy="Choose another --data.")
    outer_mode = PASSAGE_MODE if os.geteuid() == 0 else PRIVATE_MODE
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        private_file.make_folder(folder, mode=outer_mode)
        for name in SUBFOLDERS:
            private_file.make_folder(folder / name, mode=outer_mode if name == POSTGRES else PRIVATE_MODE)
        prove_writable(folder)
    except OSError as fault:
        raise refusal(folder, fault) from fault
    return folder


def prove_writable(folder: Path) -> None:
    """Write and remove a small file: the only honest answer about rights, quotas and read-only disks."""
    for inner in (folder, folder / KEYS):
        probe = inner / "write-probe"
        private_file.write(probe, "Goodstanding may write here.\n")
        probe.unlink(missing_ok=True)


def refusal(folder: Path, fault: OSError) -> DataFolderRefused:
    """Turn what the operating system said into a sentence and a remedy."""
    another = "choose another --data."
    if fault.errno in FULL_DISK_NUMBERS:
        full = full_disk(folder)
        return DataFolderRefused(full.sentence, remedy=full.remedy)
    if fault.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ELOOP):
        sentence = f"{fault.filename or folder} is in the way: it is not a folder."
        return DataFolderRefused(sentence, remedy=f"Move it away, or {another}")
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        sentence = f"The data folder {folder} cannot be written by this account."
        return DataFolderRefused(sentence, remedy=f"Give this account the folder, or {another}")
    sentence = f"The data folder {folder} cannot be used: {fault.strerror or fault}."
    return DataFolderRefused(sentence, remedy=f"Mend that, or {another}")
