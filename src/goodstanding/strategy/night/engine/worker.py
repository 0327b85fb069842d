"""A worker: a process that is told chunk after chunk, works each, and sends the answer back.

For the local engine. It ends by itself once nobody can tell it anything any more, so that a driver that was killed
leaves nobody behind.
"""

import os
import pickle
import signal
import tempfile
import traceback
from collections.abc import Callable, Sequence
from multiprocessing import reduction
from multiprocessing.connection import Connection
from typing import NamedTuple

import pyarrow as pa

from goodstanding.strategy.night.engine.parcel import Left, left, packed
from goodstanding.strategy.night.order import Answer, Chunk, Order

Work = Callable[[Order, Chunk], Answer]
"""What is done with a chunk: strategy/night/chunk.py does it for the night."""


class ChunkFailed(RuntimeError):
    """Working a chunk ended in an exception that could not travel itself; the text holds its trace."""


class Failure(NamedTuple):
    """What went wrong with a chunk, and where."""

    fault: Exception
    trace: str


def serve(pipe: Connection, order: Order, *, work: Work, others: Sequence[Connection]) -> None:
    """Work what is told until the other end of the pipe is closed.

    others  the driver's ends of every pipe, which a fork inherits; kept open they would hide that the driver is gone.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The driver hears it, and ends the workers in order.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in others:
        other.close()
    pa.set_cpu_count(1)
    try:
        while True:
            answer(pipe, order, pipe.recv(), work=work)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def answer(pipe: Connection, order: Order, chunk: Chunk, *, work: Work) -> None:
    """Send back what came of one chunk: a failure, or what is left of the answer and the file its tables lie in."""
    with tempfile.TemporaryFile(buffering=0) as file:
        try:
            told: Left | Failure = left(work(order, chunk), file)
        except Exception as fault:  # noqa: BLE001  A door: the driver raises it again, with this trace.
            told = failure(fault)
        pipe.send_bytes(pickle.dumps(told, protocol=pickle.HIGHEST_PROTOCOL))
        if isinstance(told, Left):
            reduction.send_handle(pipe, file.fileno(), os.getppid())


def received(pipe: Connection) -> tuple[Left, int] | Failure:
    """Return what a worker sends: a failure, or what is left of the answer and the file, open; raises EOFError."""
    told: Left | Failure = pickle.loads(pipe.recv_bytes())  # noqa: S301  Our own workers pickled it.
    return told if isinstance(told, Failure) else (told, reduction.recv_handle(pipe))


def failure(fault: Exception) -> Failure:
    """Return the exception that is being handled, fit to travel."""
    return Failure(travelling(fault), traceback.format_exc())


def tried(order: Order, chunk: Chunk, *, work: Work, compression: str | None = None) -> dict[str, bytes] | Failure:
    """Return the parcel with the answer of one chunk, or what went wrong."""
    try:
        return packed(work(order, chunk), compression=compression)
    except Exception as fault:  # noqa: BLE001  A door: the driver raises it again, with this trace.
        return failure(fault)


def travelling(fault: Exception) -> Exception:
    """Return the fault itself where it survives being pickled, and its text where it does not."""
    try:
        again = pickle.loads(pickle.dumps(fault))  # noqa: S301  Pickled on this very line.
    except Exception:  # noqa: BLE001  Whatever its own pickling raises, the text can always travel.
        again = None
    return fault if type(again) is type(fault) else ChunkFailed(repr(fault))
