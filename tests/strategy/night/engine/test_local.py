"""The local engine: in order, bounded, and clear about what went wrong."""

import multiprocessing
import os
import time
from contextlib import closing

import pytest

from goodstanding.strategy.night.engine import local
from goodstanding.strategy.night.engine.local import Pool, WorkerDied, ending, named, run
from goodstanding.strategy.night.order import Chunk
from tests.strategy.night.engine.invented import DEADLY, FAILING, REFUSING, SLOW, Unfit, chunks, order, work


def test_answers_come_in_the_order_of_the_chunks_from_other_processes() -> None:
    told: list[tuple[int, int]] = []
    numbers = [SLOW, *range(10, 30)]
    progress = lambda done, total: told.append((done, total))  # noqa: E731  Shorter than a function of its own.
    answers = list(run(order(), chunks(*numbers), work=work, workers=2, progress=progress))
    assert [answer.accounts for answer in answers] == numbers
    assert told == [(done, 21) for done in range(1, 22)]
    workers = {answer.seconds["worker"] for answer in answers}
    assert len(workers) == 2
    assert os.getpid() not in workers
    assert not multiprocessing.active_children()


def test_no_chunk_needs_no_worker() -> None:
    assert list(run(order(), [], work=work)) == []


def test_few_answers_wait_for_a_driver_that_is_slow() -> None:
    pool = Pool(order(), chunks(*range(50)), work=work)
    pool.begin(2)
    try:
        for place in range(3):
            pool.taken(place)
            time.sleep(0.2)
            assert pool.told - pool.taken_count <= 2 + local.WAITING_MOST
    finally:
        pool.end()


def test_a_failure_is_raised_as_it_was_and_names_the_chunk() -> None:
    with pytest.raises(ValueError, match="cannot be read") as failed:
        list(run(order(), chunks(1, FAILING, 2), work=work, workers=2))
    assert "numbered 100,000 to 100,099" in failed.value.__notes__[0]
    with pytest.raises(Unfit, match=r"This book is refused\."):
        list(run(order(), chunks(REFUSING), work=work, workers=1))
    assert not multiprocessing.active_children()


def test_a_worker_that_dies_is_noticed_and_named() -> None:
    seen = []
    with pytest.raises(
        WorkerDied, match=r"was working the people numbered 200,000 to 200,099 and was killed by signal 9"
    ):
        for answer in run(order(), chunks(1, 2, DEADLY, 4), work=work, workers=1):
            seen.append(answer.accounts)
    assert seen == [1, 2]
    assert not multiprocessing.active_children()


def test_whoever_stops_reading_leaves_no_worker_behind() -> None:
    with closing(run(order(), chunks(*range(20)), work=work, workers=2)) as answers:
        next(answers)
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()


def test_chunks_and_endings_are_named() -> None:
    assert named(Chunk("account", 0, 10)) == "the accounts without a person numbered 0 to 9"
    assert [ending(code) for code in (None, 3, -15)] == [
        "stopped answering",
        "ended with code 3",
        "was killed by signal 15",
    ]
