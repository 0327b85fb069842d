"""A worker as a process of its own, started beside something else and ending with it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_S = 60
STDIN = 0
STARTS = "goodstanding.cli"


def start() -> "subprocess.Popen[bytes]":
    """Start one worker on the same data folder; it ends when it is told to, or when we are gone."""
    words = [sys.executable, "-m", STARTS, "worker", "--quiet", "--until-parent-ends"]
    return subprocess.Popen(words, env=dict(os.environ), stdin=subprocess.PIPE)


def stop(child: "subprocess.Popen[bytes]") -> None:
    """Tell a worker to stop, and wait until it has finished what it had in hand."""
    child.terminate()
    try:
        child.wait(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


@contextmanager
def beside(*, wanted: bool) -> Iterator[None]:
    """Keep a worker for as long as this is open, if one is wanted."""
    if not wanted:
        yield
        return
    child = start()
    try:
        yield
    finally:
        stop(child)


def end_with_parent() -> None:
    """End this process as if it were told to, once whoever started it is gone: then nobody holds the other end."""

    def watch() -> None:
        # Not through sys.stdin: Python cannot end while a thread waits inside its buffer.
        while os.read(STDIN, 1_024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
