"""The signing key of the log, kept in the data folder and nowhere else.

For the operations that sign. The file is PKCS #8 in PEM without a password, readable by its owner only. Whoever has it
can sign a false log, so it belongs in no backup that strangers can read; losing it costs nothing but a new key.
"""

import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from goodstanding.refusal import Refusal

NAME = "evidence_ed25519.pem"
_SEED_BYTES = 32


class KeyRefused(Refusal):
    """The signing key cannot be used; the sentence says why and what to do."""


def make(path: Path) -> Ed25519PrivateKey:
    """Make a new key and its file (mode 0600); never writes over an existing one (FileExistsError)."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    return key


def read(path: Path) -> Ed25519PrivateKey:
    """Return the key of a PEM file or of a file with the 32 raw bytes of its seed, or raise KeyRefused."""
    if path.stat().st_mode & 0o077:
        raise KeyRefused(f"Others can read the signing key {path}; run: chmod 600 {path}")
    content = path.read_bytes()
    try:
        if len(content) == _SEED_BYTES:
            return Ed25519PrivateKey.from_private_bytes(content)
        key = serialization.load_pem_private_key(content, password=None)
    except (ValueError, TypeError) as error:
        raise KeyRefused(f"{path} does not hold a signing key; put it back from a backup.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyRefused(f"The key in {path} is not an Ed25519 key; put the right one back from a backup.")
    return key
