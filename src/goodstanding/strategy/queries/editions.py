"""Editions of strategies: what runs on a day, what was proposed, and how each stands."""

from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from goodstanding.refusal import Refusal
from goodstanding.strategy.document.course import Course, Said, course, running_on
from goodstanding.strategy.document.document import Document, Running
from goodstanding.strategy.document.finding import nearest
from goodstanding.strategy.document.reading import read
from goodstanding.strategy.models.edition import Edition, Simulation, Standing

SAID = ("edition__strategy", "edition__edition", "standing", "share_ppm")


class NoSuchStrategy(Refusal, ValueError):
    """No strategy, or no edition of it, has that name."""


class EditionCard(NamedTuple):
    """One edition as it is shown; `simulated_at` is its newest simulation's instant."""

    strategy: str
    edition: int
    title: str
    proposed_by: str
    proposed_at: datetime
    simulated_at: datetime | None
    standing: str
    share_ppm: int


def running(*, day: date, at: datetime) -> tuple[Running, ...]:
    """Return what runs on a day as known at an instant, in order of strategies; what was stopped says so."""
    found = []
    for strategy, told in sorted(courses(at).items()):
        editions = {*told.whole, *([told.ramped] if told.ramped is not None else [])}
        documents = {edition: document_of(strategy, edition) for edition in editions}
        one = running_on(day, told, documents=documents)
        found += [one] if one is not None else []
    return tuple(found)


def courses(at: datetime) -> dict[str, Course]:
    """Return how every strategy that was ever published stands at an instant."""
    said: dict[str, list[Said]] = {}
    for strategy, edition, standing, share in Standing.objects.filter(at__lte=at).order_by("id").values_list(*SAID):
        said.setdefault(strategy, []).append(Said(edition, standing, share))
    return {strategy: course(words) for strategy, words in said.items()}


def course_of(strategy: str) -> Course:
    """Return how a strategy stands now."""
    rows = Standing.objects.filter(edition__strategy=strategy).order_by("id").values_list(*SAID[1:])
    return course(Said(*row) for row in rows)


def is_stopped(strategy: str) -> bool:
    """Say whether a strategy was stopped, or ended altogether; one question by index, cheap to ask."""
    told = course_of(strategy)
    return told.stopped or (told.is_over and told.last > 0)


def edition_of(strategy: str, edition: int | None = None) -> Edition:
    """Return an edition, the newest where none is named; raises NoSuchStrategy with the nearest name."""
    rows = Edition.objects.filter(strategy=strategy).order_by("-edition")
    row = rows.first() if edition is None else rows.filter(edition=edition).first()
    if row is not None:
        return row
    if edition is not None and rows.exists():
        raise NoSuchStrategy(f"The strategy {strategy} has no edition {edition}.")
    known = Edition.objects.values_list("strategy", flat=True).distinct()
    raise NoSuchStrategy(f"No strategy {strategy[:60]!r} was proposed. {nearest(strategy, known)}".strip())


def document_of(strategy: str, edition: int) -> Document:
    """Return an edition as it is read; an edition never changes, so it is read once."""
    row = edition_of(strategy, edition)
    return _read(row.text)


@lru_cache(maxsize=64)
def _read(text: str) -> Document:
    return read(text)


def last_simulated_at(row: Edition) -> datetime | None:
    """Return when an edition was simulated last."""
    last = Simulation.objects.filter(edition=row).order_by("-simulated_at").first()
    return last.simulated_at if last else None


def cards(at: datetime) -> list[EditionCard]:
    """Return every edition that was proposed, by strategy, newest first, with how it stands at an instant."""
    told = courses(at)
    return [
        EditionCard(
            row.strategy, row.edition, row.title, row.proposed_by, row.proposed_at, last_simulated_at(row),
            *_standing(row.edition, told.get(row.strategy, Course())),
        )
        for row in Edition.objects.order_by("strategy", "-edition")
    ]  # fmt: skip


def _standing(edition: int, told: Course) -> tuple[str, int]:
    """Return how one edition stands, and for which share."""
    if edition == told.ramped:
        return ("stopped" if told.stopped else "ramped"), told.share_ppm
    if told.whole and edition == told.whole[-1]:
        return ("stopped" if told.stopped else "published"), 1_000_000 - told.share_ppm
    if edition in told.whole:
        return "replaced", 0
    return ("ended" if edition <= told.last else "proposed"), 0
