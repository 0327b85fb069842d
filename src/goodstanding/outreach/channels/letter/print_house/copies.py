"""Copies: a letter's own copy, read from the archive of its batch and held against its hash."""

from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from goodstanding.refusal import Refusal


class CopyLost(Refusal):
    """A copy is not where it should be, or is not what it was; the sentence says which."""


def read_copy(data_folder: Path, place: str, *, sha256_hex: str) -> bytes:
    """Return the bytes of a copy at a place such as "letters/b1/copies.zip#000001-L17LCUC.pdf"; raises CopyLost."""
    archive, _, name = place.partition("#")
    path = (data_folder / archive).resolve()
    if not path.is_relative_to(data_folder.resolve()):
        raise CopyLost(f"The copy does not lie in the data folder: {place[:120]}.")
    try:
        if name:
            with ZipFile(path) as copies:
                content = copies.read(name)
        else:
            content = path.read_bytes()
    except (OSError, KeyError, BadZipFile) as fault:
        raise CopyLost(f"The copy cannot be read at {place[:120]}.") from fault
    if sha256(content).hexdigest() != sha256_hex:
        raise CopyLost(f"The copy at {place[:120]} was changed since it was made: its hash is another.")
    return content
