"""A campaign of made-up calls: ring times, machines, people who answer more at some hours than at others.

For whoever wants to see what pacing does before anybody is called, and for the tests that prove it. Chance is handed
in, as a function that gives numbers from 0 up to 1.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import log

from goodstanding.outreach.channels.call.pacing import Moment, lines_to_dial, share_per_mille

Draw = Callable[[], float]
LATELY = 200
"""So many of the last lines tell how many are answered."""
TICK_S = 1.0
PAUSE_S = 300.0
HEARING_S = 12.0
"""How long a collector listens to a machine."""


@dataclass(frozen=True, slots=True)
class Scene:
    """How a campaign goes. Rates are shares of all lines, one for every hour of the day's work, taken in turn."""

    collectors: int = 8
    hours: float = 8.0
    days: int = 30
    answer_rates: Sequence[float] = (0.2,)
    machine_rate: float = 0.3
    detects: bool = True
    talk_s: float = 150.0
    wrap_s: float = 30.0
    ring_s: float = 20.0
    pause_share: float = 0.05
    """How often a collector leaves for a while after a call."""
    most_per_mille: int = 30


@dataclass(slots=True)
class Day:
    """What one day came to; seconds are the collectors'."""

    lines: int = 0
    answered: int = 0
    abandoned: int = 0
    machines: int = 0
    worst_per_mille: float = 0.0
    """The highest share at any instant of the day."""
    busy_s: float = 0.0
    present_s: float = 0.0

    def answer(self, *, is_abandoned: bool) -> None:
        """Count a call that a person answered."""
        self.answered += 1
        self.abandoned += is_abandoned
        self.worst_per_mille = max(
            self.worst_per_mille, share_per_mille(answered=self.answered, abandoned=self.abandoned)
        )


@dataclass(slots=True)
class _Floor:
    """The collectors and the lines of one day. Events are (second, number, what)."""

    scene: Scene
    draw: Draw
    lately: deque[bool]
    free: int
    day: Day = field(default_factory=Day)
    talking: int = 0
    out: int = 0
    events: list[tuple[float, int, str]] = field(default_factory=list)
    number: int = 0

    def later(self, at_s: float, what: str) -> None:
        """Let something happen at a second of the day."""
        self.number += 1
        heappush(self.events, (at_s, self.number, what))


def days_of(scene: Scene, draw: Draw) -> Iterator[Day]:
    """Yield day after day of a campaign."""
    lately: deque[bool] = deque(maxlen=LATELY)
    for _ in range(scene.days):
        yield _day(scene, draw, lately)


def worst_window_per_mille(days: Sequence[Day], *, window: int) -> float:
    """Return the highest share over any run of so many days, or over all of them where they are fewer."""
    starts = range(max(1, len(days) - window + 1))
    return max(
        share_per_mille(
            answered=sum(day.answered for day in days[start : start + window]),
            abandoned=sum(day.abandoned for day in days[start : start + window]),
        )
        for start in starts
    )


def figures(days: Sequence[Day]) -> dict[str, float | int]:
    """Return what a campaign came to, for people."""
    answered, abandoned = sum(day.answered for day in days), sum(day.abandoned for day in days)
    present = sum(day.present_s for day in days)
    return {
        "days": len(days),
        "lines": sum(day.lines for day in days),
        "answered": answered,
        "abandoned": abandoned,
        "machines": sum(day.machines for day in days),
        "abandoned_per_mille": round(share_per_mille(answered=answered, abandoned=abandoned), 2),
        "worst_moment_of_a_day_per_mille": round(max((day.worst_per_mille for day in days), default=0.0), 2),
        "utilisation_percent": round(100 * sum(day.busy_s for day in days) / present, 1) if present else 0.0,
    }


def _day(scene: Scene, draw: Draw, lately: deque[bool]) -> Day:
    floor, end_s = _Floor(scene, draw, lately, free=scene.collectors), scene.hours * 3600
    floor.later(0.0, "look")
    while floor.events:
        at_s, _, what = heappop(floor.events)
        if what == "look":
            if at_s < end_s:
                _dial(floor, at_s)
                floor.later(at_s + TICK_S, "look")
        elif what == "back":
            floor.free += 1
        elif what == "over":
            _hang_up(floor, at_s)
        else:
            floor.out -= 1
            lately.append(what != "silence")
            _pick_up(floor, what, at_s)
    floor.day.present_s = scene.collectors * end_s
    return floor.day


def _dial(floor: _Floor, at_s: float) -> None:
    scene, draw = floor.scene, floor.draw
    moment = Moment(
        free=floor.free,
        soon=floor.talking * scene.ring_s / (scene.talk_s + scene.wrap_s),
        out=floor.out,
        answered=floor.day.answered,
        abandoned=floor.day.abandoned,
        tried=len(floor.lately),
        picked_up=sum(floor.lately),
    )
    rate = scene.answer_rates[int(at_s // 3600) % len(scene.answer_rates)]
    for _ in range(lines_to_dial(moment, most_per_mille=scene.most_per_mille)):
        floor.day.lines += 1
        floor.out += 1
        thrown = draw()
        if thrown < rate:
            floor.later(at_s + 3 + draw() * (scene.ring_s - 3), "person")
        elif thrown < rate + scene.machine_rate * (1 - rate):
            floor.later(at_s + scene.ring_s * (0.5 + draw() / 2), "machine")
        else:
            floor.later(at_s + scene.ring_s, "silence")


def _pick_up(floor: _Floor, what: str, at_s: float) -> None:
    if what == "silence":
        return
    scene, draw, day = floor.scene, floor.draw, floor.day
    if what == "machine":
        day.machines += 1
        if scene.detects:
            return
    if not floor.free:
        # Nobody was there to hear whether it was a machine, so it counts as a person.
        day.answer(is_abandoned=True)
        return
    floor.free -= 1
    floor.talking += 1
    lasts = HEARING_S if what == "machine" else _long(scene.talk_s, draw) + _long(scene.wrap_s, draw)
    if what == "person":
        day.answer(is_abandoned=False)
    day.busy_s += lasts
    floor.later(at_s + lasts, "over")


def _hang_up(floor: _Floor, at_s: float) -> None:
    floor.talking -= 1
    if floor.draw() < floor.scene.pause_share:
        floor.later(at_s + _long(PAUSE_S, floor.draw), "back")
    else:
        floor.free += 1


def _long(mean_s: float, draw: Draw) -> float:
    """Draw how long something lasts: mostly short, now and then very long."""
    return -mean_s * log(1.0 - draw())
