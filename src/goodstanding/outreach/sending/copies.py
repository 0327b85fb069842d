"""Copies of what was sent that lie in the data folder: found by their place, and believed only by their hash."""

import zipfile
from hashlib import sha256 as hashed
from pathlib import Path

from goodstanding.outreach.sending.wanted import MessageRefused


def bytes_in(data_folder: Path, place: str, *, sha256: str) -> bytes:
    """Return the bytes of a copy by its place ("file" or "archive.zip#name").

    Raises MessageRefused where they are not there, lie outside the data folder, or are not those that were sent.
    """
    file, _, name = place.partition("#")
    path = (data_folder / file).resolve()
    if not path.is_relative_to(data_folder.resolve()):
        raise MessageRefused(f"The copy's place {place[:80]!r} lies outside the data folder.")
    try:
        if name:
            with zipfile.ZipFile(path) as archive:
                content = archive.read(name)
        else:
            content = path.read_bytes()
    except (OSError, KeyError, zipfile.BadZipFile) as fault:
        raise MessageRefused(f"The copy is not where it was kept: {place}.") from fault
    if hashed(content).hexdigest() != sha256:
        raise MessageRefused(f"What lies at {place} is not what was sent: its hash is another.")
    return content
