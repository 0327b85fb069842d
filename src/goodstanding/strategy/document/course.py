"""The course of a strategy: which of its editions holds, for which share of people, and whether it was stopped.

What was said about editions is only ever added; this reads it from the beginning, so that the course can be told as of
any instant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from goodstanding.strategy.document.document import WHOLE_PPM, Document, Running


class Said(NamedTuple):
    """What was said of an edition: that it was published or ramped, for a share; or stopped, resumed, ended."""

    edition: int
    standing: str
    share_ppm: int = WHOLE_PPM


@dataclass(frozen=True, slots=True)
class Course:
    """How a strategy stands.

    `whole` are the editions published for everybody, in the order in which they were; each takes over from its first
    day on. `ramped` is one on its way, for `share_ppm` of people. `last` is the highest edition ever published.
    """

    whole: tuple[int, ...] = ()
    ramped: int | None = None
    share_ppm: int = 0
    stopped: bool = False
    last: int = 0

    @property
    def is_over(self) -> bool:
        """Say whether no edition holds for anybody."""
        return not self.whole and self.ramped is None

    @property
    def newest(self) -> int | None:
        """Return the edition that was published last and has not ended."""
        return self.ramped if self.ramped is not None else (self.whole[-1] if self.whole else None)

    def word(self) -> str:
        """Return how the strategy stands, in a word or two."""
        if self.stopped:
            return "stopped"
        if self.is_over:
            return "ended" if self.last else "proposed"
        return "published" if self.ramped is None else "ramped"


def course(said: Iterable[Said]) -> Course:
    """Return how a strategy stands after all that was said, in the order in which it was."""
    told = Course()
    for one in said:
        told = _after(told, one)
    return told


def _after(told: Course, said: Said) -> Course:
    if said.standing in ("stopped", "resumed"):
        return replace(told, stopped=said.standing == "stopped")
    if said.standing == "ended":
        # An edition on its way gives the people back to the one before; with the last one the strategy is over.
        if told.ramped is not None:
            return replace(told, ramped=None, share_ppm=0, stopped=told.stopped and bool(told.whole))
        return replace(told, whole=(), stopped=False)
    last = max(told.last, said.edition)
    if said.share_ppm < WHOLE_PPM:
        return replace(told, ramped=said.edition, share_ppm=said.share_ppm, last=last)
    return replace(told, whole=(*told.whole, said.edition), ramped=None, share_ppm=0, last=last)


def running_on(day: date, told: Course, *, documents: Mapping[int, Document]) -> Running | None:
    """Return what of a strategy runs on a day; None where nothing does.

    documents  the documents of the course's editions.
    """
    begun = [one for one in told.whole if documents[one].effective_from <= day]
    # The edition that took over last counts, even where its own last day is past: an older one does not rise again.
    before = documents[begun[-1]] if begun and _holds(documents[begun[-1]], day) else None
    ahead = documents[told.ramped] if told.ramped is not None else None
    if ahead is not None and _holds(ahead, day):
        return Running(ahead, told.share_ppm, before, told.stopped)
    return Running(before, WHOLE_PPM, None, told.stopped) if before is not None else None


def _holds(document: Document, day: date) -> bool:
    until = document.effective_until
    return document.effective_from <= day and (until is None or day <= until)
