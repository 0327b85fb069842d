"""The Spark engine on a cluster of two executors of this machine: the same answers as the local one, in order."""

from concurrent.futures import Future
from contextlib import closing

import pyarrow as pa
import pytest

from goodstanding.strategy.night.engine import local, spark
from goodstanding.strategy.night.engine.parcel import TABLES
from goodstanding.strategy.night.engine.spark import COLUMNS, FAILURE, in_order, opened, opened_once, row
from goodstanding.strategy.night.engine.worker import tried
from tests.strategy.night.engine.invented import FAILING, REFUSING, SLOW, Unfit, chunks, order, work
from tests.strategy.night.engine.java import needs_java


@needs_java
def test_a_cluster_answers_as_one_machine_does(capfd: pytest.CaptureFixture[str]) -> None:
    wanted = chunks(SLOW, *range(10, 20))
    told: list[tuple[int, int]] = []
    progress = lambda done, total: told.append((done, total))  # noqa: E731  Shorter than a function of its own.
    answers = list(spark.run(order(), wanted, work=work, progress=progress))
    expected = list(local.run(order(), wanted, work=work))
    assert [one.chunk for one in answers] == wanted
    for one, other in zip(answers, expected, strict=True):
        assert all(getattr(one, name).equals(getattr(other, name), check_metadata=True) for name in TABLES)
    assert told[-1] == (11, 11)
    assert len({one.seconds["worker"] for one in answers}) == 2
    assert capfd.readouterr().out == ""


@needs_java
def test_what_goes_wrong_in_an_executor_is_raised_here_and_the_session_ends() -> None:
    with (
        pytest.raises(ValueError, match="cannot be read") as failed,
        closing(spark.run(order(), chunks(1, FAILING, 2), work=work, master="local[2]")) as answers,
    ):
        assert next(answers).accounts == 1
        next(answers)
    assert "numbered 100,000 to 100,099" in failed.value.__notes__[0]


def test_no_chunk_needs_no_cluster() -> None:
    assert list(spark.run(order(), [], work=work, master="spark://nowhere.example:7077")) == []


def test_few_places_are_asked_for_at_once() -> None:
    asked: list[int] = []

    def ask(place: int) -> Future[pa.Table]:
        asked.append(place)
        future: Future[pa.Table] = Future()
        future.set_result(place)
        return future

    found = in_order(10, ask=ask, most=3)
    assert next(found) == 0
    assert asked == [0, 1, 2]
    assert list(found) == list(range(1, 10))
    assert asked == list(range(10))


def test_a_parcel_or_a_failure_is_one_row() -> None:
    [chunk] = chunks(7)
    found = row(tried(order(), chunk, work=work, compression="zstd"))
    assert found.schema.names == list(COLUMNS)
    assert found.column(FAILURE).null_count == 1
    assert opened(pa.Table.from_batches([found]), chunk=chunk).accounts == 7
    [refusing] = chunks(REFUSING)
    with pytest.raises(Unfit, match=r"This book is refused\."):
        opened(pa.Table.from_batches([row(tried(order(), refusing, work=work))]), chunk=refusing)


def test_the_order_is_opened_once() -> None:
    told = b"\x80\x05]\x94."  # An empty list, pickled.
    assert opened_once(told) is opened_once(told)
