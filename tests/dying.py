"""A deed in a forked process that dies at one of its points: before a question to the database, or around a commit."""

import os
import signal
from collections.abc import Callable

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from tests.forking import in_child, kill_self

Deed = Callable[[], object]


def dies_at(number: int) -> list[int]:
    """Let this process die at its so manieth point from now on; 0 lets it live. The list counts the points gone by."""
    seen = [0]

    def notice() -> None:
        seen[0] += 1
        if seen[0] == number:
            kill_self()

    execute, commit = CursorWrapper.execute, BaseDatabaseWrapper.commit

    def executed(self: CursorWrapper, *words: object, **more: object) -> object:
        notice()
        return execute(self, *words, **more)  # type: ignore[arg-type]  # the words are the wrapped call's own

    def committed(self: BaseDatabaseWrapper) -> None:
        notice()
        commit(self)
        notice()

    CursorWrapper.execute = executed  # type: ignore[method-assign]  # only in this process, to count
    BaseDatabaseWrapper.commit = committed  # type: ignore[method-assign]  # only in this process, to count
    return seen


def dying(deed: Deed, number: int) -> int:
    """Do a deed in a process that dies at its so manieth point; for 0 it lives, and how many there were is returned.

    The last point lies behind the last commit; the one before it is the last moment of nothing.
    """
    come_out, go_in = os.pipe()

    def die() -> None:
        seen = dies_at(number)
        deed()
        os.write(go_in, str(seen[0]).encode())

    connection.close()
    status = in_child(die)
    os.close(go_in)
    with os.fdopen(come_out) as told:
        points = told.read()
    assert status == (signal.SIGKILL if number else 0), status
    return int(points or 0)
