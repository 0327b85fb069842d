"""One chunk of people, from the books to its answer: the same function on every engine.

For workers of the night and for whoever tries a strategy out. It opens the books for reading only and writes nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from goodstanding.compliance.lawbook.overlay import lawbook_of
from goodstanding.strategy.decide.decide import Proposals, decide
from goodstanding.strategy.decide.pressure import press
from goodstanding.strategy.decide.warning import warnings
from goodstanding.strategy.night.facts.facts import Facts, facts
from goodstanding.strategy.night.order import Answer, Chunk, Order
from goodstanding.strategy.night.reading import open_books, read_chunk, read_contact_debts
from goodstanding.strategy.night.rounds import ask_gate

PHASES = ("read", "facts", "decide", "gate", "write")
Clock = Callable[[], float]
"""Tells seconds from some fixed instant."""


def no_clock() -> float:
    """Tell the same second always, where nobody wants to know how long something took."""
    return 0.0


@dataclass(slots=True)
class Stopwatch:
    """Seconds by phase, by a clock that somebody hands in."""

    clock: Clock = no_clock
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(PHASES, 0.0))

    @contextmanager
    def timing(self, phase: str) -> Iterator[None]:
        """Add the time the block takes to a phase."""
        begun = self.clock()
        try:
            yield
        finally:
            self.seconds[phase] += self.clock() - begun


def work(order: Order, chunk: Chunk, *, clock: Clock = no_clock) -> Answer:
    """Read, decide and ask the gate about one chunk; raises what the driver raises when the books cannot be read."""
    watch = Stopwatch(clock)
    with open_books(order.books) as books:
        with watch.timing("read"):
            reading = read_chunk(books, chunk, day=order.day, known_at=order.known_at)
        with watch.timing("facts"):
            found = facts_of(order, reading)
        with watch.timing("decide"):
            proposals = proposed(order, found, reading)
        with watch.timing("read"):
            people = pc.unique(proposals.messages["person_id"])
            reading = {**reading, "contact_debt": read_contact_debts(books, people)}
    return answered(order, chunk, found=found, proposals=proposals, reading=reading, watch=watch)


def facts_of(order: Order, reading: Mapping[str, pa.Table]) -> Facts:
    """Return the day's sheet of a chunk."""
    return facts(
        reading,
        day=order.day,
        known_at=order.known_at,
        clients=order.clients,
        portfolios=order.portfolios,
        lawbook=lawbook_of(order.policies),
    )


def proposed(order: Order, found: Facts, reading: Mapping[str, pa.Table]) -> Proposals:
    """Return what the strategies propose for a sheet."""
    return decide(
        found.accounts,
        found.items,
        order.running,
        day=order.day,
        known_arms=reading["arm"],
        templates=order.templates,
    )


def answered(
    order: Order,
    chunk: Chunk,
    *,
    found: Facts,
    proposals: Proposals,
    reading: Mapping[str, pa.Table],
    watch: Stopwatch,
) -> Answer:
    """Ask the gate about the proposals, keep within each person's budget, and put the answer together."""
    with watch.timing("gate"):
        decided = ask_gate(
            proposals.messages,
            proposals.lines,
            reading,
            lawbook=lawbook_of(order.policies),
            day=order.day,
            known_at=order.known_at,
            clients=order.clients,
        )
    with watch.timing("decide"):
        decided = press(proposals.messages, decided, sheet=found.accounts, running=order.running)
        about = warnings(found.accounts, day=order.day)
    return Answer(
        chunk=chunk,
        accounts=found.accounts.num_rows + found.left_out,
        due=proposals.due,
        sheet=found.accounts,
        items=found.items,
        messages=proposals.messages,
        lines=proposals.lines,
        decided=decided,
        exceptions=pa.concat_tables([found.exceptions, proposals.exceptions]),
        warnings=about,
        assigned=proposals.assigned,
        seconds=watch.seconds,
    )
