"""A deed in a forked process, which may be killed: for tests of what is left when a program dies in the middle.

Whoever forks has no open connection and no thread of its own; both begin in the child.
"""

import os
import signal
import sys
import time
from collections.abc import Callable

Deed = Callable[[], None]


def in_child(deed: Deed, *, kill_after: float | None = None) -> int:
    """Do something in a forked process and return its wait status; kill it after so many seconds, if asked."""
    child = forked(deed)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    return ended(child)


def forked(deed: Deed) -> int:
    """Begin something in a forked process and return its number; `ended` waits for it."""
    child = os.fork()
    if child == 0:
        try:
            deed()
        except BaseException as fault:  # noqa: BLE001  The child must not run on into the parent's work.
            sys.stderr.write(f"{type(fault).__name__}: {fault}\n")
            os._exit(1)
        os._exit(0)
    return child


def ended(child: int) -> int:
    """Wait for a forked process and return its wait status: 0 where it did its deed, the signal where it was killed."""
    return os.waitpid(child, 0)[1]


def timed(deed: Deed) -> float:
    """Do something in a forked process, where it must succeed, and return how long it took, in seconds."""
    begun = time.monotonic()
    assert in_child(deed) == 0
    return time.monotonic() - begun


def kill_self() -> None:
    """Die at once, as by a power cut: nothing is closed, flushed or said."""
    os.kill(os.getpid(), signal.SIGKILL)
