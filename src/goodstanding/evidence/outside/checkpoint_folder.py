"""The folder outside the database where checkpoints are kept, with the witness and the public key beside them.

    evidence/checkpoint-<size>.txt   every checkpoint ever signed
    evidence/latest.txt              the newest one again
    evidence/witness.bin             the leaf hash of every sealed entry, 32 bytes each
    evidence/public_key.txt          what somebody needs to check the seals

For the operation that signs and for whoever verifies. Copy this folder elsewhere, often: a log can only be held
against a checkpoint that its owner could not change.
"""

import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from goodstanding.evidence import log, seal
from goodstanding.evidence.seal import Checkpoint, Verifier

LATEST = "latest.txt"
PUBLIC_KEY = "public_key.txt"
WITNESS = "witness.bin"
_CHECKPOINT = re.compile(r"checkpoint-([0-9]+)\.txt")


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder against every other program that signs; it is made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def notes(folder: Path) -> list[Path]:
    """Return every checkpoint file, smallest log first."""
    found = [(int(match[1]), path) for path in _files(folder) if (match := _CHECKPOINT.fullmatch(path.name))]
    return [path for _, path in sorted(found)]


def newest(folder: Path, *, verifier: Verifier) -> Checkpoint | None:
    """Return the checkpoint of the longest log, or None; raises SealBroken when its seal is not right.

    The numbered files count, not `latest.txt`: an old one put in its place must not make us forget.
    """
    found = notes(folder)
    return seal.unseal(found[-1].read_text(encoding="utf-8", errors="replace"), verifier=verifier) if found else None


def keep(note: str, *, folder: Path, size: int, verifier: Verifier) -> Path:
    """Write a checkpoint in such a way that it is there whole or not at all; return its file."""
    path = folder / f"checkpoint-{size}.txt"
    _replace(folder / PUBLIC_KEY, f"{verifier}\n")
    _replace(path, note)
    _replace(folder / LATEST, note)
    return path


def witnessed_size(folder: Path, *, sealed_size: int) -> int:
    """Return how many leaf hashes below the last checkpoint are noted already."""
    path = folder / WITNESS
    return min(path.stat().st_size // log.HASH_BYTES, sealed_size) if path.exists() else 0


def extend_witness(folder: Path, leaf_hashes: Iterable[bytes], *, start: int) -> None:
    """Note leaf hashes from position `start` on; what an interrupted run left behind it is dropped."""
    with (folder / WITNESS).open("ab") as file:
        file.truncate(start * log.HASH_BYTES)
        for leaf in leaf_hashes:
            file.write(leaf)
        file.flush()
        os.fsync(file.fileno())


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _replace(path: Path, text: str) -> None:
    """Put a text in a file's place by renaming, so that a crash leaves the old file or the new one."""
    draft = path.with_name(path.name + ".new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
