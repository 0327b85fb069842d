"""The course of a strategy as told by what was said of its editions."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.strategy.document.course import Course, Said, course, running_on
from goodstanding.strategy.document.document import WHOLE_PPM, Document
from goodstanding.strategy.document.reading import read
from tests.strategy.document.sample import SOUND

FIRST = read(SOUND)
DAY = date(2025, 6, 30)


def edition(number: int, *, begins: date = FIRST.effective_from, ends: date | None = None) -> Document:
    return replace(FIRST, edition=number, effective_from=begins, effective_until=ends)


PUBLISHED, RAMPED = Said(1, "published"), Said(2, "published", 10_000)


@pytest.mark.parametrize(
    ("said", "told", "word"),
    [
        ([], Course(), "proposed"),
        ([PUBLISHED], Course((1,), last=1), "published"),
        ([PUBLISHED, RAMPED], Course((1,), 2, 10_000, last=2), "ramped"),
        ([PUBLISHED, RAMPED, Said(2, "ramped", 100_000)], Course((1,), 2, 100_000, last=2), "ramped"),
        ([PUBLISHED, RAMPED, Said(2, "ramped", WHOLE_PPM)], Course((1, 2), last=2), "published"),
        ([PUBLISHED, RAMPED, Said(2, "ended")], Course((1,), last=2), "published"),
        ([PUBLISHED, RAMPED, Said(2, "stopped")], Course((1,), 2, 10_000, stopped=True, last=2), "stopped"),
        ([PUBLISHED, RAMPED, Said(2, "stopped"), Said(2, "ended")], Course((1,), stopped=True, last=2), "stopped"),
        ([PUBLISHED, Said(1, "stopped"), Said(1, "resumed")], Course((1,), last=1), "published"),
        ([PUBLISHED, Said(1, "stopped"), Said(1, "ended")], Course(last=1), "ended"),
        ([RAMPED, Said(2, "stopped"), Said(2, "ended")], Course(last=2), "ended"),
    ],
)
def test_a_course_is_what_was_said(said: list[Said], told: Course, word: str) -> None:
    assert course(said) == told
    assert course(said).word() == word
    assert course(said).is_over == (word in ("proposed", "ended"))


def test_the_newest_is_the_one_on_its_way() -> None:
    assert course([PUBLISHED, RAMPED]).newest == 2
    assert course([PUBLISHED]).newest == 1
    assert course([]).newest is None


def test_a_ramped_edition_runs_beside_the_one_before() -> None:
    running = running_on(DAY, course([PUBLISHED, RAMPED]), documents={1: edition(1), 2: edition(2)})
    assert running is not None
    assert (running.document.edition, running.share_ppm) == (2, 10_000)
    assert running.before is not None and running.before.edition == 1


def test_an_edition_takes_over_on_its_first_day() -> None:
    told = course([PUBLISHED, Said(2, "published")])
    for begins, number in ((DAY, 2), (date(2025, 7, 1), 1)):
        running = running_on(DAY, told, documents={1: edition(1), 2: edition(2, begins=begins)})
        assert running is not None
        assert (running.document.edition, running.share_ppm, running.before) == (number, WHOLE_PPM, None)


@pytest.mark.parametrize(("ends", "runs"), [(DAY, True), (date(2025, 6, 29), False)])
def test_after_its_last_day_nothing_runs_and_no_older_edition_rises_again(ends: date, *, runs: bool) -> None:
    told = course([PUBLISHED, Said(2, "published")])
    running = running_on(DAY, told, documents={1: edition(1), 2: edition(2, ends=ends)})
    assert (running is not None) == runs


def test_a_ramped_edition_not_yet_in_effect_leaves_everybody_to_the_one_before() -> None:
    documents = {1: edition(1), 2: edition(2, begins=date(2025, 7, 1))}
    running = running_on(DAY, course([PUBLISHED, RAMPED]), documents=documents)
    assert running is not None
    assert (running.document.edition, running.share_ppm, running.before) == (1, WHOLE_PPM, None)


def test_what_was_stopped_says_so() -> None:
    running = running_on(DAY, course([PUBLISHED, Said(1, "stopped")]), documents={1: edition(1)})
    assert running is not None and running.stopped


def test_nothing_runs_of_what_ended() -> None:
    assert running_on(DAY, course([PUBLISHED, Said(1, "ended")]), documents={}) is None
