"""Parts of a deed side by side: PostgreSQL does most of the work, and a machine has more than one core.

For bulk deeds whose parts are transactions of their own and do not wait for each other. Two lanes do them, each with a
database connection of its own; what is in the books afterwards may not depend on the order.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

LANES = 2
PARTS_LEAST = 4
"""Fewer parts are done one after the other; a second connection would not pay."""

PartT = TypeVar("PartT")
FoundT = TypeVar("FoundT")


def in_lanes(
    deed: Callable[[PartT], FoundT],
    parts: Sequence[PartT],
    *,
    done: Callable[[PartT, FoundT], None],
    are_apart: bool,
    leave: Callable[[], None],
) -> None:
    """Do all parts; call `done` after each, in the caller's thread. The first refusal ends it, after those under way.

    are_apart   False where a part may wait for another, as inside a transaction: then they are done in their order.
    leave       called in a lane behind each part: closes the lane's connection, which would stay open otherwise.
    """
    if not are_apart or len(parts) < PARTS_LEAST:
        for part in parts:
            done(part, deed(part))
        return

    def in_lane(part: PartT) -> FoundT:
        try:
            return deed(part)
        finally:
            leave()

    with ThreadPoolExecutor(LANES) as lanes:
        running: dict[Future[FoundT], PartT] = {}

        def settle(left: int) -> None:
            while len(running) > left:
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    done(running.pop(future), future.result())

        try:
            for part in parts:
                running[lanes.submit(in_lane, part)] = part
                settle(LANES * 2)
            settle(0)
        finally:
            lanes.shutdown(cancel_futures=True)
