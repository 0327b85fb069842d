"""Doing something as another account, in a process of its own that is not root."""

import multiprocessing
import os
import pwd
from collections.abc import Callable
from multiprocessing.connection import Connection


def as_nobody(deed: Callable[[], str]) -> str:
    """What `deed` returns, or the text of what it raises, when the account nobody does it."""
    mine, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=do, args=(deed, theirs))
    process.start()
    theirs.close()
    try:
        told = mine.recv()
    except EOFError:
        told = "died"
    process.join()
    assert isinstance(told, str)
    return told


def do(deed: Callable[[], str], answer: Connection) -> None:
    """The other process's part."""
    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)
    try:
        answer.send(deed())
    except Exception as fault:  # noqa: BLE001  Everything it says is the test's to judge.
        answer.send(f"{type(fault).__name__}: {fault}")
    finally:
        os._exit(0)
