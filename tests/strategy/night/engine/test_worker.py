"""What a worker sends back, and that it ends when nobody listens."""

import os
from multiprocessing import get_context

from goodstanding.strategy.night.engine.parcel import found
from goodstanding.strategy.night.engine.worker import ChunkFailed, Failure, received, serve, travelling, tried
from tests.strategy.night.engine.invented import FAILING, chunks, order, work


class Stubborn(Exception):
    """Cannot be unpickled: it wants two words."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one)
        self.other = other


def test_a_failure_travels_with_its_trace() -> None:
    told = tried(order(), chunks(FAILING)[0], work=work)
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
    told = received(ours)
    assert not isinstance(told, Failure)
    assert found(*told).accounts == 5
    os.close(told[1])
    ours.close()
    process.join(10)
    assert process.exitcode == 0
