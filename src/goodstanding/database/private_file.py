"""Small files of our own, replaced as a whole and owned by whoever owns the folder around them.

A root program may work in the folder of another account: it must not follow links planted there, nor leave files
behind that the folder's owner cannot replace.
"""

import os
import secrets
from pathlib import Path


def write(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Put `text` at `path`; a reader sees either the old text or the new one."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            os.fchmod(file.fileno(), mode)
            give_to_owner_of(path.parent, file.fileno())
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def make_folder(path: Path, *, mode: int) -> None:
    """Make one folder if it is missing. Rights and owner of one that is there already stay as they are."""
    try:
        path.mkdir(mode=mode)
    except FileExistsError:
        return
    path.chmod(mode)  # Neither the caller's umask nor a group inherited from above has a say in it.
    give_to_owner_of(path.parent, path)


def give_to_owner_of(folder: Path, thing: int | Path) -> None:
    """As root, hand a new file or folder to the owner of the folder around it; otherwise do nothing."""
    if os.geteuid() != 0:
        return
    owner = folder.stat()
    os.chown(thing, owner.st_uid, owner.st_gid)
