"""Two strategies for the sample book, and its first night: so that every page about nights has something on it."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from goodstanding.access.permission import Actor
from goodstanding.outreach.port.operations.message_port import port_in
from goodstanding.strategy.documents import shipped
from goodstanding.strategy.models.edition import Standing
from goodstanding.strategy.operations.editions import propose, publish
from goodstanding.strategy.operations.hand_over import hand_over
from goodstanding.strategy.operations.night import NightFigures, run_night
from goodstanding.strategy.operations.simulating import draft_named, try_out

COVERS = {"agency": "debt_type <> 'invoice'", "small-business": "debt_type = 'invoice'"}
"""The supplier reminds its own customers; the others placed their accounts with an agency."""
SECOND = "sample-book:second"
"""An invented person, because nobody publishes what they proposed themselves."""
Progress = Callable[[str, int, int | None], None]


def publish_strategies(*, day: date, by: Actor, at: datetime, folder: Path, progress: Progress) -> None:
    """Propose, simulate and publish the strategies that ship, each for its part of the book; twice does no harm."""
    second = Actor(SECOND, by.roles, by.scope)
    for name, covers in COVERS.items():
        if Standing.objects.filter(edition__strategy=name).exists():
            continue
        edition = propose(f"{shipped.text_of(name)}\ncovers: {covers}\n", by=by, at=at)
        told = _named(f"Simulating {name}", progress)
        try_out(draft_named(name), day=day, by=by, at=at, folder=folder, progress=told)
        publish(name, edition.edition, by=second, at=at)


def first_night(*, day: date, by: Actor, at: datetime, folder: Path, progress: Progress) -> NightFigures:
    """Run the night of a day and hand its acts over to the port that records them."""
    figures = run_night(day=day, by=by, at=at, folder=folder, progress=_named("Tonight's run", progress))
    hand_over(day, port=port_in(folder, at=at), by=by, at=at)
    return figures


def _named(what: str, progress: Progress) -> Callable[[int, int], None]:
    return lambda done, total: progress(what, done, total)
