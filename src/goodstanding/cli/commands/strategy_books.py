"""What `goodstanding strategy` asks of the books, on behalf of the operator or of whoever proves who they are.

Each deed returns what was done for programs, and a sentence for people.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from goodstanding.access.permission import OPERATOR, Actor, require
from goodstanding.access.queries import proven
from goodstanding.outreach.queries import published_templates
from goodstanding.strategy.document.calendar import share
from goodstanding.strategy.document.document import WHOLE_PPM
from goodstanding.strategy.document.ladder import unpublished
from goodstanding.strategy.documents import shipped
from goodstanding.strategy.models.edition import Edition
from goodstanding.strategy.operations import editions
from goodstanding.strategy.queries.editions import NoSuchStrategy, cards, course_of, document_of, edition_of

__all__ = ["OPERATOR", "adopt", "listed", "propose", "publish", "ramp", "say_of", "somebody", "text_of"]

Done = tuple[dict[str, Any], str]
DEEDS: Mapping[str, tuple[Callable[..., None], str]] = {
    "stop": (editions.stop, "is stopped; nothing more is decided or handed over by it."),
    "resume": (editions.resume, "goes on as it stood."),
    "end": (editions.end, ""),
}


def somebody(email: str, password: str) -> Actor:
    """Return the user of that e-mail address, if it is their own password; raises UserUnknown or NotProven."""
    return proven(email, password, at=datetime.now(UTC))


def listed() -> list[dict[str, Any]]:
    """Return every edition that was proposed, and what ships and was not."""
    require(OPERATOR, "strategy.read")
    told = [card._asdict() for card in cards(datetime.now(UTC))]
    known = {one["strategy"] for one in told}
    for name in shipped.NAMES:
        if name not in known:
            told.append(
                {
                    "strategy": name, "edition": None, "title": "", "proposed_by": "", "proposed_at": None,
                    "simulated_at": None, "standing": "ships", "share_ppm": 0,
                }
            )  # fmt: skip
    return told


def text_of(name: str, edition: int | None) -> tuple[str, str]:
    """Return the text of an edition, or of what ships, and a sentence on how it stands; raises NoSuchStrategy."""
    require(OPERATOR, "strategy.read")
    try:
        row = edition_of(name, edition)
    except NoSuchStrategy:
        if name in shipped.NAMES and edition is None:
            return shipped.text_of(name), f"It ships, and was not proposed: goodstanding strategy adopt {name}."
        raise
    card = next(one for one in cards(datetime.now(UTC)) if (one.strategy, one.edition) == (name, row.edition))
    return row.text, f"Edition {row.edition} is {card.standing}{_for(card.share_ppm)}."


def adopt(name: str, *, by: Actor) -> Done:
    """Propose what ships; raises NotShipped and whatever proposing does."""
    return propose(shipped.text_of(name), by=by)


def propose(text: str, *, by: Actor) -> Done:
    """Propose a document; the sentence says what comes next, and which of its texts are not published."""
    at = datetime.now(UTC)
    row = editions.propose(text, by=by, at=at)
    missing = unpublished(document_of(row.strategy, row.edition), usable=published_templates(at))
    warning = f" Publish these texts first: {', '.join(missing)}." if missing else ""
    coming = f"Now: goodstanding simulate {row.strategy}; then somebody else publishes it."
    sentence = f"Edition {row.edition} of {row.strategy} is proposed. {coming}{warning}"
    return _told(row, "proposed", unpublished=missing), sentence


def publish(name: str, edition: int | None, *, share_ppm: int, by: Actor) -> Done:
    """Publish an edition, the newest where none is named."""
    row = edition_of(name, edition)
    editions.publish(name, row.edition, by=by, at=datetime.now(UTC), share_ppm=share_ppm)
    return (
        _told(row, "published", share_ppm=share_ppm),
        f"Edition {row.edition} of {name} is published{_for(share_ppm)}.",
    )


def ramp(name: str, *, share_ppm: int, by: Actor) -> Done:
    """Ramp the edition on its way."""
    ramped = course_of(name).ramped
    editions.ramp(name, share_ppm, by=by, at=datetime.now(UTC))
    row = edition_of(name, ramped)
    return _told(row, "ramped", share_ppm=share_ppm), f"Edition {row.edition} of {name} holds{_for(share_ppm)} now."


def say_of(deed: str, name: str, *, by: Actor) -> Done:
    """Stop, resume or end a strategy."""
    operation, sentence = DEEDS[deed]
    operation(name, by=by, at=datetime.now(UTC))
    told = course_of(name)
    if deed == "end":
        sentence = "has ended." if told.is_over else f"is back with edition {told.newest} for everybody."
    return {"strategy": name, "standing": told.word(), "edition": told.newest}, f"The strategy {name} {sentence}"


def _for(share_ppm: int) -> str:
    if not share_ppm:
        return ""
    return " for everybody" if share_ppm == WHOLE_PPM else f" for {share(share_ppm)} of people"


def _told(row: Edition, standing: str, **more: object) -> dict[str, Any]:
    return {"strategy": row.strategy, "edition": row.edition, "standing": standing, **more}
