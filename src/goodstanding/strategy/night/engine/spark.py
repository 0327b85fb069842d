"""The Spark engine: the very same function as the local one runs, on the executors of a cluster.

For nights too large for one machine. Every chunk is a job of its own with one row in and one parcel out through
`mapInArrow`, as many at once as the cluster has cores: so answers are committed as they come, in the order of the
chunks, and a slow chunk holds nobody up. Executors read the books themselves; they need this program's packages, and a
way to the database.
"""

import pickle
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pyarrow as pa

from goodstanding.strategy.night.engine.local import WAITING_MOST, Progress, named
from goodstanding.strategy.night.engine.parcel import REST, TABLES, unpacked
from goodstanding.strategy.night.engine.spark_session import LOCAL_CLUSTER, session
from goodstanding.strategy.night.engine.worker import Failure, Work, tried
from goodstanding.strategy.night.order import Answer, Chunk, Order

FAILURE = "failure"
COLUMNS = (FAILURE, REST, *TABLES)
COMPRESSION = "zstd"
"""Answers cross a network, and wait in Java's memory."""


def run(
    order: Order,
    chunks: Sequence[Chunk],
    *,
    work: Work,
    workers: int | None = None,
    master: str = LOCAL_CLUSTER,
    progress: Progress | None = None,
) -> Generator[Answer, None, None]:
    """Yield the answer of every chunk, in the order of the chunks.

    workers   how many chunks at once; as many as the cluster has cores if left out.
    master    the cluster, in Spark's own words; a cluster of two executors on this machine if left out.
    progress  is told how many are done, out of how many, after the caller came back from each answer.
    Close the iterator (contextlib.closing) where it is not read to its end: that ends the session. Raises SparkMissing,
    and whatever `work` raised.
    """
    if not chunks:
        return
    with session(master) as spark:
        told = spark.sparkContext.broadcast(pickle.dumps((order, tuple(chunks), work)))
        job = Job(told)
        slots = workers or spark.sparkContext.defaultParallelism
        with ThreadPoolExecutor(slots) as threads:
            try:
                answers = in_order(
                    len(chunks), ask=lambda place: threads.submit(parcel, spark, place, job), most=slots + WAITING_MOST
                )
                for done, found in enumerate(answers, start=1):
                    yield opened(found, chunk=chunks[done - 1])
                    if progress is not None:
                        progress(done, len(chunks))
            finally:
                threads.shutdown(wait=False, cancel_futures=True)
                spark.sparkContext.cancelAllJobs()


def in_order(count: int, *, ask: Callable[[int], Future[pa.Table]], most: int) -> Iterator[pa.Table]:
    """Yield what was asked for, place after place, with at most so many places asked for at once."""
    asked: dict[int, Future[pa.Table]] = {}
    for place in range(count):
        for further in range(place + len(asked), min(place + most, count)):
            asked[further] = ask(further)
        yield asked.pop(place).result()


class Job:
    """What an executor does with the places of chunks it is given. The order travels once to each executor."""

    def __init__(self, told: Any) -> None:
        self.told = told

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield one row for each place: a parcel, or what went wrong."""
        order, chunks, work = opened_once(self.told.value)
        for batch in batches:
            for place in batch.column(0).to_pylist():
                yield row(tried(order, chunks[place], work=work, compression=COMPRESSION))


WAITING: dict[bytes, Any] = {}


def opened_once(told: bytes) -> Any:
    """Return what the driver told, the same objects again and again, so that whatever is kept by them is found."""
    if told not in WAITING:
        WAITING.clear()
        WAITING[told] = pickle.loads(told)  # noqa: S301  Our own driver pickled it.
    return WAITING[told]


def row(told: dict[str, bytes] | Failure) -> pa.RecordBatch:
    """Return a parcel or a failure as the one row that goes back."""
    values: dict[str, bytes] = {FAILURE: pickle.dumps(told)} if isinstance(told, Failure) else told
    return pa.RecordBatch.from_pydict({name: pa.array([values.get(name)], pa.binary()) for name in COLUMNS})


def parcel(spark: Any, place: int, job: Job) -> pa.Table:
    """Have one chunk worked somewhere in the cluster."""
    one = spark.range(place, place + 1, 1, 1)
    return one.mapInArrow(job, ", ".join(f"`{name}` binary" for name in COLUMNS)).toArrow()


def opened(found: pa.Table, *, chunk: Chunk) -> Answer:
    """Return the answer that came back, or raise what went wrong."""
    [values] = found.to_pylist()
    if values[FAILURE] is None:
        return unpacked(values)
    failure: Failure = pickle.loads(values[FAILURE])  # noqa: S301  Our own executors pickled it.
    failure.fault.add_note(f"In the executor of {named(chunk)}:\n{failure.trace}")
    raise failure.fault
