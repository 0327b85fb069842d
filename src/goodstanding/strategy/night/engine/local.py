"""The local engine: one process for each core, told chunk after chunk.

For the night on one machine. Workers are forked, so whatever is in memory before `run` is asked for its first answer,
such as the lawbook, need not be read again. The driver neither waits for a slow chunk with idle workers nor lets more
than a few answers pile up while it commits.
"""

import os
import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from goodstanding.refusal import Refusal
from goodstanding.strategy.night.engine.parcel import Left, found
from goodstanding.strategy.night.engine.worker import Failure, Work, received, serve
from goodstanding.strategy.night.order import Answer, Chunk, Order

WAITING_MOST = 2
"""So many answers may wait for the driver, besides the chunks in work."""
PATIENCE_SECONDS = 2

Progress = Callable[[int, int], None]


class WorkerDied(Refusal):
    """A worker is gone without an answer; what was committed stays, and the night can be run again."""


def run(
    order: Order, chunks: Sequence[Chunk], *, work: Work, workers: int | None = None, progress: Progress | None = None
) -> Generator[Answer, None, None]:
    """Yield the answer of every chunk, in the order of the chunks.

    workers   how many processes; one for each core if left out.
    progress  is told how many are done, out of how many, after the caller came back from each answer.
    Close the iterator (contextlib.closing) where it is not read to its end: that ends the workers. Raises WorkerDied,
    and whatever `work` raised.
    """
    count = min(workers or len(os.sched_getaffinity(0)), len(chunks))
    pool = Pool(order, chunks, work=work)
    try:
        pool.begin(count)
        for done, _ in enumerate(chunks, start=1):
            yield pool.taken(done - 1)
            if progress is not None:
                progress(done, len(chunks))
    finally:
        pool.end()


@dataclass
class Worker:
    """One process, this end of its pipe, and the place of the chunk it works, if any."""

    process: BaseProcess
    pipe: Connection
    place: int | None = None


@dataclass
class Pool:
    """Workers, and the answers that came back and were not taken yet, by the places of their chunks."""

    order: Order
    chunks: Sequence[Chunk]
    work: Work
    workers: list[Worker] = field(default_factory=list)
    arrived: dict[int, tuple[Left, int] | Failure] = field(default_factory=dict)
    told: int = 0
    taken_count: int = 0
    _fault: Exception | None = None
    _ended: bool = False
    _news: threading.Condition = field(default_factory=threading.Condition)
    _listener: threading.Thread | None = None

    def begin(self, count: int) -> None:
        """Start the workers, tell each its first chunk, and listen to them from then on."""
        context = get_context("fork")
        for _ in range(count):
            ours, theirs = context.Pipe()
            others = [*(worker.pipe for worker in self.workers), ours]
            process = context.Process(
                target=serve, args=(theirs, self.order), kwargs={"work": self.work, "others": others}, daemon=True
            )
            process.start()
            theirs.close()
            self.workers.append(Worker(process, ours))
        self._listener = threading.Thread(target=self._listen, daemon=True)
        with self._news:
            self._tell()
        self._listener.start()

    def taken(self, place: int) -> Answer:
        """Return the answer to the chunk at a place, once it is there."""
        with self._news:
            self._news.wait_for(lambda: place in self.arrived or self._fault is not None)
            if place not in self.arrived:
                assert self._fault is not None, "one of the two was waited for"
                raise self._fault
            told = self.arrived.pop(place)
            self.taken_count += 1
            self._tell()
        if isinstance(told, Failure):
            told.fault.add_note(f"In the worker of {named(self.chunks[place])}:\n{told.trace}")
            raise told.fault
        left, file = told
        try:
            return found(left, file)
        finally:
            os.close(file)  # What was mapped stays there until the last table of it is gone.

    def end(self) -> None:
        """End the workers, whatever they are at."""
        with self._news:
            self._ended = True
        for worker in self.workers:
            worker.process.terminate()
        if self._listener is not None and self._listener.ident is not None:
            self._listener.join()
        for worker in self.workers:
            worker.process.join()
            worker.pipe.close()
        for told in self.arrived.values():
            if not isinstance(told, Failure):
                os.close(told[1])
        self.arrived.clear()

    def _tell(self) -> None:
        """Tell idle workers what to work next, as long as not too many answers wait."""
        most = len(self.workers) + WAITING_MOST
        for worker in self.workers:
            if worker.place is None and self.told < len(self.chunks) and self.told - self.taken_count < most:
                worker.place = self.told
                self.told += 1
                try:
                    worker.pipe.send(self.chunks[worker.place])
                except OSError:  # It died while idle; the listener says so.
                    return

    def _listen(self) -> None:
        """Take in what workers send until all are gone; run in a thread of its own."""
        listening = {worker.pipe: worker for worker in self.workers}
        while listening:
            for pipe in wait(list(listening)):
                assert isinstance(pipe, Connection), "only pipes are waited for"
                worker = listening[pipe]
                try:
                    told = received(pipe)
                except (EOFError, OSError, RuntimeError):  # The last where it died before it sent the file.
                    del listening[pipe]
                    self._lost(worker)
                    continue
                with self._news:
                    assert worker.place is not None, "nobody answers unasked"
                    self.arrived[worker.place], worker.place = told, None
                    self._tell()
                    self._news.notify_all()

    def _lost(self, worker: Worker) -> None:
        """Say which worker is gone, and what it was at."""
        worker.process.join(PATIENCE_SECONDS)
        with self._news:
            if self._ended or self._fault is not None:
                return
            at = "had nothing to do" if worker.place is None else f"was working {named(self.chunks[worker.place])}"
            self._fault = WorkerDied(
                f"The worker with process number {worker.process.pid} {at} and {ending(worker.process.exitcode)}. "
                "What was committed stays; run the night again and it goes on from there."
            )
            self._news.notify_all()


def named(chunk: Chunk) -> str:
    """Return a chunk as it is called in a sentence.

    >>> named(Chunk("person", 2, 1000))
    'the people numbered 2,000 to 2,999'
    """
    who = "people" if chunk.lane == "person" else "accounts without a person"
    return f"the {who} numbered {chunk.first:,} to {chunk.beyond - 1:,}"


def ending(code: int | None) -> str:
    """Return how a process ended.

    >>> ending(-9)
    'was killed by signal 9'
    """
    if code is None:
        return "stopped answering"
    return f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
