"""Secrets that live as files in the data folder, made on first use and readable by their owner only."""

import os
import secrets
from pathlib import Path


def read_or_make(keys: Path, name: str) -> str:
    """Return the secret `name` of the folder `keys`; two programs that start at once get the same one.

    The text goes to a file of its own first and is then linked into place, which fails where another
    program was quicker: so nobody ever reads half a secret.
    """
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = keys / name
    if not place.exists():
        draft = keys / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, place)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return place.read_text().strip()
