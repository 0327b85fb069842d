"""What a hand-over that was cut off left behind on an earlier day: nobody hears twice of it, and nothing is lost."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from goodstanding.access.permission import OPERATOR
from goodstanding.outreach.port.delivery import DeliveryOrder, PortRefused, Receipt
from goodstanding.outreach.port.recording import RecordingPort
from goodstanding.strategy.night.reading import read_some
from goodstanding.strategy.operations.hand_over import hand_over
from goodstanding.strategy.pending import PendingAct
from goodstanding.strategy.queries.reading import BooksInUse
from tests.receivables.cast import Book
from tests.strategy.operations.planned import DAY, answers, clock, debtors, plan

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=1)


class Deaf(RecordingPort):
    """A port that takes orders, or not, and is cut off before it can say so."""

    takes = True

    def deliver(self, orders: Sequence[DeliveryOrder]) -> list[Receipt]:
        if self.takes:
            super().deliver(orders)
        raise PortRefused("The line went dead.")


def permits(_acts: Sequence[PendingAct], _at: datetime) -> Mapping[int, str]:
    return {}


def give(port: RecordingPort, *, day: date, stop: bool = False) -> dict[str, object]:
    return hand_over(day, port=port, by=OPERATOR, at=clock(day, 8), ask=permits, stop=lambda _: stop)


def cut_off(folder: Path, *, takes: bool) -> tuple[Book, int, int]:
    ((book, debt),) = debtors(1)
    act, port = plan(book, debt), Deaf(folder)
    port.takes = takes
    with pytest.raises(PortRefused):
        give(port, day=DAY)
    return book, debt, act


def past_steps(book: Book, *, day: date) -> list[object]:
    people = pa.array([book.debtor_id], pa.int64())
    found = read_some(BooksInUse(), people, day=day, known_at=clock(day, 1))
    return list(found["past_step"]["step"].to_pylist())


def test_what_may_have_left_counts_as_done_for_the_next_night(tmp_path: Path) -> None:
    book, _, _ = cut_off(tmp_path, takes=True)
    assert past_steps(book, day=NEXT) == ["reminder"]


def test_the_next_days_hand_over_finds_out_that_it_left(tmp_path: Path) -> None:
    _, _, act = cut_off(tmp_path, takes=True)
    figures = give(RecordingPort(tmp_path), day=NEXT)
    assert (figures["looked_up"], figures["taken"]) == (1, 1)
    assert answers() == {act: ("taken", "")}
    assert len(RecordingPort(tmp_path).log()) == 1


def test_what_never_left_is_too_late_and_due_again(tmp_path: Path) -> None:
    book, _, act = cut_off(tmp_path, takes=False)
    figures = give(RecordingPort(tmp_path), day=NEXT)
    assert (figures["looked_up"], figures["withheld"]) == (1, {"too late": 1})
    assert answers() == {act: ("withheld", "too late")}
    assert past_steps(book, day=NEXT + timedelta(days=1)) == []


def test_what_was_never_asked_for_stays_as_it_is(tmp_path: Path) -> None:
    ((book, debt),) = debtors(1)
    plan(book, debt)
    assert give(RecordingPort(tmp_path), day=NEXT)["acts"] == 0
    assert answers() == {}


def test_a_stop_holds_what_is_left_behind(tmp_path: Path) -> None:
    cut_off(tmp_path, takes=False)
    assert give(RecordingPort(tmp_path), day=NEXT, stop=True)["stopped"] == 1
    assert answers() == {}


@pytest.mark.parametrize(("stop", "known"), [(False, ["reminder"]), (True, [])])
def test_a_task_that_never_reached_its_list_was_not_done(tmp_path: Path, *, stop: bool, known: list[str]) -> None:
    ((book, debt),) = debtors(1)
    plan(book, debt, channel="task")
    give(RecordingPort(tmp_path), day=DAY, stop=stop)
    assert past_steps(book, day=NEXT) == known
