"""What a worker sends back, and that it ends when nobody listens."""

import pickle
from multiprocessing import get_context

from goodstanding.strategy.night.engine.parcel import unpacked
from goodstanding.strategy.night.engine.worker import ChunkFailed, Failure, serve, travelling, worked
from tests.strategy.night.engine.invented import FAILING, chunks, order, work


class Stubborn(Exception):
    """Cannot be unpickled: it wants two words."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one)
        self.other = other


def test_a_failure_travels_with_its_trace() -> None:
    told = pickle.loads(worked(order(), chunks(FAILING)[0], work=work))  # noqa: S301  Pickled here.
    assert isinstance(told, Failure)
    assert isinstance(told.fault, ValueError)
    assert "invented.py" in told.trace


def test_what_cannot_be_pickled_travels_as_text() -> None:
    told = travelling(Stubborn("this", "that"))
    assert isinstance(told, ChunkFailed)
    assert "this" in str(told)


def test_a_worker_ends_when_the_driver_is_gone() -> None:
    context = get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, order()), kwargs={"work": work, "others": [ours]})
    process.start()
    theirs.close()
    ours.send(chunks(5)[0])
    assert unpacked(pickle.loads(ours.recv_bytes())).accounts == 5  # noqa: S301  Our own worker.
    ours.close()
    process.join(10)
    assert process.exitcode == 0
