"""Strategies as their pages show them: what runs, how an edition reads, how it came to stand, what simulations said."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from goodstanding.access.models import User
from goodstanding.access.permission import Actor, require
from goodstanding.strategy.document import calendar
from goodstanding.strategy.document.document import Document
from goodstanding.strategy.models.edition import Simulation, Standing
from goodstanding.strategy.queries import editions
from goodstanding.strategy.queries.editions import EditionCard
from goodstanding.workbench.account.narration import who

SHOWN = 20
RUNNING = frozenset({"published", "ramped", "stopped"})


@dataclass(frozen=True, slots=True)
class StrategyLine:
    """One strategy in the list: its newest edition, what runs of it, and since when."""

    strategy: str
    title: str
    cards: tuple[EditionCard, ...]
    running: tuple[tuple[EditionCard, datetime | None], ...]
    is_stopped: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What was said of an edition, when and by whom."""

    at: datetime
    edition: int
    said: str
    by: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What a simulation of an edition came to."""

    at: datetime
    edition: int
    day: date
    by: str
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StrategyPage:
    """One strategy: the edition that is read, as a calendar, and what became of every edition."""

    line: StrategyLine
    card: EditionCard
    document: Document
    segments: tuple[tuple[str, str, str], ...]
    treatments: tuple[tuple[str, tuple[calendar.Line, ...], tuple[str, ...]], ...]
    experiments: tuple[tuple[str, str], ...]
    history: tuple[Step, ...]
    trials: tuple[Trial, ...]


def strategies(*, by: Actor, at: datetime) -> list[StrategyLine]:
    """Return every strategy that was proposed, those that run first."""
    require(by, "strategy.read")
    found: dict[str, list[EditionCard]] = {}
    for card in editions.cards(at):
        found.setdefault(card.strategy, []).append(card)
    lines = [_line(name, cards) for name, cards in found.items()]
    return sorted(lines, key=lambda one: (not one.running, one.strategy))


def strategy(name: str, *, edition: int | None, by: Actor, at: datetime) -> StrategyPage:
    """Return one strategy, by an edition of it (the newest that runs, or else the newest); raises NoSuchStrategy."""
    require(by, "strategy.read")
    row = editions.edition_of(name, edition)
    line = _line(name, [card for card in editions.cards(at) if card.strategy == name])
    if edition is None and line.running:
        row = editions.edition_of(name, line.running[0][0].edition)
    document = editions.document_of(name, row.edition)
    return StrategyPage(
        line=line,
        card=next(card for card in line.cards if card.edition == row.edition),
        document=document,
        segments=tuple(calendar.segments(document)),
        treatments=tuple(
            (one.name, tuple(calendar.lines(one.steps)), one.exits) for one in document.treatments.values()
        ),
        experiments=tuple(_experiments(document)),
        history=_history(name),
        trials=_trials(name),
    )


def _line(name: str, cards: list[EditionCard]) -> StrategyLine:
    running = tuple((card, _since(card)) for card in cards if card.standing in RUNNING)
    is_stopped = any(card.standing == "stopped" for card, _ in running)
    return StrategyLine(name, (running[0][0] if running else cards[0]).title, tuple(cards), running, is_stopped)


def _since(card: EditionCard) -> datetime | None:
    said = Standing.objects.filter(edition__strategy=card.strategy, edition__edition=card.edition, standing="published")
    return said.order_by("id").values_list("at", flat=True).first()


def _experiments(document: Document) -> list[tuple[str, str]]:
    return [
        (
            one.name,
            f"in {', '.join(one.segments)}: "
            + ", ".join(f"{arm.name} {calendar.share(arm.share_ppm)} ({arm.treatment})" for arm in one.arms)
            + (f", held out {calendar.share(one.hold_out_ppm)}" if one.hold_out_ppm else ""),
        )
        for one in document.experiments
    ]


def _history(name: str) -> tuple[Step, ...]:
    rows = Standing.objects.filter(edition__strategy=name).select_related("edition").order_by("-id")[:SHOWN]
    names = _names([row.by for row in rows])
    return tuple(
        Step(
            row.at, row.edition.edition, f"{row.standing} for {calendar.share(row.share_ppm)}", who(row.by, names=names)
        )
        for row in rows
    )


def _trials(name: str) -> tuple[Trial, ...]:
    rows = Simulation.objects.filter(edition__strategy=name).select_related("edition").order_by("-id")[:SHOWN]
    names = _names([row.simulated_by for row in rows])
    return tuple(
        Trial(
            row.simulated_at,
            row.edition.edition,
            row.day,
            who(row.simulated_by, names=names),
            (row.figures.get("days") or [{}])[0],
        )
        for row in rows
    )


def _names(actors: list[str]) -> dict[int, str]:
    numbers = [int(actor.removeprefix("user:")) for actor in actors if actor.startswith("user:")]
    return dict(User.objects.filter(id__in=numbers).values_list("id", "name"))
