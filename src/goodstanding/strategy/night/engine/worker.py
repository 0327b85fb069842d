"""A worker: a process that is told chunk after chunk, works each, and sends the answer back.

For the local engine. It ends by itself once nobody can tell it anything any more, so that a driver that was killed
leaves nobody behind.
"""

import pickle
import signal
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import NamedTuple

import pyarrow as pa

from goodstanding.strategy.night.engine.parcel import packed
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
            pipe.send_bytes(worked(order, pipe.recv(), work=work))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def worked(order: Order, chunk: Chunk, *, work: Work) -> bytes:
    """Return what came of one chunk, as it goes through the pipe."""
    return pickle.dumps(tried(order, chunk, work=work), protocol=pickle.HIGHEST_PROTOCOL)


def tried(order: Order, chunk: Chunk, *, work: Work, compression: str | None = None) -> dict[str, bytes] | Failure:
    """Return the parcel with the answer of one chunk, or what went wrong."""
    try:
        return packed(work(order, chunk), compression=compression)
    except Exception as fault:  # noqa: BLE001  A door: the driver raises it again, with this trace.
        return Failure(travelling(fault), traceback.format_exc())


def travelling(fault: Exception) -> Exception:
    """Return the fault itself where it survives being pickled, and its text where it does not."""
    try:
        again = pickle.loads(pickle.dumps(fault))  # noqa: S301  Pickled on this very line.
    except Exception:  # noqa: BLE001  Whatever its own pickling raises, the text can always travel.
        again = None
    return fault if type(again) is type(fault) else ChunkFailed(repr(fault))
