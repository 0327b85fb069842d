"""Parts of a deed in lanes: side by side where there are enough of them, in their order where they may wait."""

import threading
import time
from itertools import pairwise

import pytest

from goodstanding.database.lanes import LANES, PARTS_LEAST, in_lanes


class Broken(Exception):
    """A part that does not go."""


def nothing() -> None:
    """There is no connection to close."""


def test_lanes_work_at_the_same_time() -> None:
    # Nobody passes the barrier alone: done one after the other, this would end with BrokenBarrierError.
    barrier = threading.Barrier(LANES, timeout=30)
    told: list[tuple[int, int]] = []
    left = threading.Semaphore(0)

    def deed(part: int) -> int:
        barrier.wait()
        return part * part

    parts = list(range(LANES * PARTS_LEAST))
    in_lanes(deed, parts, done=lambda part, found: told.append((part, found)), are_apart=True, leave=left.release)
    assert sorted(told) == [(part, part * part) for part in parts]
    assert all(left.acquire(blocking=False) for _ in parts), "Every part closed what it had opened."


def test_done_is_called_in_the_thread_of_the_caller() -> None:
    where = set()
    in_lanes(
        lambda part: part, range(8), done=lambda *_: where.add(threading.get_ident()), are_apart=True, leave=nothing
    )
    assert where == {threading.get_ident()}


@pytest.mark.parametrize(("count", "are_apart"), [(PARTS_LEAST - 1, True), (20, False)])
def test_few_parts_and_those_that_may_wait_go_in_their_order(count: int, *, are_apart: bool) -> None:
    threads, order = set(), list[int]()

    def deed(part: int) -> None:
        threads.add(threading.get_ident())
        order.append(part)

    in_lanes(deed, range(count), done=lambda *_: None, are_apart=are_apart, leave=nothing)
    assert threads == {threading.get_ident()}
    assert all(one < other for one, other in pairwise(order))


@pytest.mark.parametrize("are_apart", [True, False])
def test_a_refusal_ends_it_with_much_undone(*, are_apart: bool) -> None:
    begun = list[int]()

    def deed(part: int) -> None:
        begun.append(part)
        if part == 1:
            raise Broken
        time.sleep(0.001)

    with pytest.raises(Broken):
        in_lanes(deed, range(10_000), done=lambda *_: None, are_apart=are_apart, leave=nothing)
    assert 1 in begun
    assert len(begun) < 10_000
