"""Publishing a strategy for a test as the house does: proposed by one person, simulated, published by another."""

from datetime import date, datetime
from importlib import resources

from goodstanding.access.permission import Actor
from goodstanding.strategy.operations.editions import propose, publish, record_simulation


def shipped_text(name: str) -> str:
    """Return the text of a document that ships."""
    return (resources.files("goodstanding.strategy") / "documents" / f"{name.replace('-', '_')}.yaml").read_text()


def publish_shipped(name: str, *, by: Actor, second: Actor, at: datetime) -> None:
    """Publish a document that ships."""
    publish_text(shipped_text(name), by=by, second=second, at=at)


def publish_text(text: str, *, by: Actor, second: Actor, at: datetime, share_ppm: int = 1_000_000) -> None:
    """Publish a document."""
    edition = propose(text, by=by, at=at)
    record_simulation(edition, day=date(at.year, at.month, at.day), figures={}, by=by, at=at)
    publish(edition.strategy, edition.edition, by=second, at=at, share_ppm=share_ppm)
