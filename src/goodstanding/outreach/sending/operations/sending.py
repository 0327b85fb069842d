"""Sending what is due on one channel: asked about once more, made, put down, given to the provider, answered for.

People are held from the last question until the answer is on record. Messages go in small groups: a group is put down
as handed over in one transaction and in the journal before the first of it leaves, and answered for in another. Whoever
dies in between leaves messages that are handed over and not answered for; they are looked up and never simply sent.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeGuard, cast

from django.db import OperationalError

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.queries import head
from goodstanding.outreach.channels.provider import BatchProvider, Consignment, Outcome, Provider
from goodstanding.outreach.message.attempt import read_key
from goodstanding.outreach.message.operations.recording import Recorded
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending import journal
from goodstanding.outreach.sending.house import House
from goodstanding.outreach.sending.operations import answering, claiming, guarding, pausing
from goodstanding.outreach.sending.operations.answering import Answered
from goodstanding.outreach.sending.preparing.operations import Prepare, get_ready
from goodstanding.outreach.sending.preparing.queries import prepared
from goodstanding.parties.operations.person_lock import Held, held_people

ASKED_TOGETHER = 200
"""The law takes hardly longer about many than about one; what has not left while its answer is fresh is asked again."""
GROUP = 10
FRESH = timedelta(seconds=5)
"""So long an answer of the law counts; what has not left by then is asked about again."""
GROUP_TIME = timedelta(seconds=30)
"""After so long what is left of a group waits and is asked about again: a slow provider does not carry it into the
night."""
PAUSED = "Sending was paused before it left."
SLOW = "Its turn came too late, so everything is asked once more before it leaves."
DEADLOCK, TRIES_TO_ANSWER = "40P01", 5
"""The database's word for two who wait for each other, and how often we try when it was us whom it sent away."""

FAULT = "The adapter of the provider failed; nobody can tell whether the provider has it."

log = logging.getLogger(__name__)


@dataclass(slots=True)
class SendFigures:
    """What became of what was due. `later` waits for its hour, `busy` for its person; `stopped` says what ended it."""

    claimed: int = 0
    handed_over: int = 0
    states: dict[str, int] = field(default_factory=dict)
    later: int = 0
    busy: int = 0
    stopped: str = ""

    def told(self) -> dict[str, object]:
        """Return the figures in the words of the command's JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class _Run:
    """What every group of one run shares."""

    channel: str
    house: House
    provider: Provider | BatchProvider
    data_folder: Path
    by: Actor
    now: Callable[[], datetime]
    prepare: Prepare
    chance: Callable[[], float]
    figures: SendFigures

    def why_stopped(self) -> str:
        """Say why nothing may leave at this moment; empty where something may."""
        if pausing.is_paused():
            return "paused"
        return "resting" if pausing.rests(self.channel, at=self.now()) else ""

    def count(self, words: Iterable[str]) -> None:
        """Add states that messages came to."""
        for word in words:
            self.figures.states[word] = self.figures.states.get(word, 0) + 1


def no_chance() -> float:
    """Leave waits as they are; whoever runs a worker hands in a source of chance."""
    return 0.5


def send_due(
    channel: str,
    *,
    house: House,
    provider: Provider | BatchProvider,
    data_folder: Path,
    by: Actor,
    now: Callable[[], datetime],
    limit: int = 1_000_000,
    prepare: Prepare = prepared,
    chance: Callable[[], float] = no_chance,
    go_on: Callable[[], bool] = lambda: True,
) -> SendFigures:
    """Send what is due on a channel, at most `limit` messages, and return the figures.

    now     the clock: a run takes longer than an instant.
    go_on   asked before every group; whoever is told to stop finishes the group in hand.
    Raises PermissionRefused. Sends nothing while sending is paused, held or resting.
    """
    require(by, "sending.run")
    if prepare is prepared and is_batch(provider):
        # Whoever prints many letters as one prints them from their pages.
        prepare = partial(prepared, presses=False)
    run = _Run(channel, house, provider, data_folder, by, now, prepare, chance, SendFigures())
    figures = run.figures
    if not guarding.may_send(data_folder, at=now()):
        figures.stopped = "paused"
        return figures
    most = provider.batch if is_batch(provider) else ASKED_TOGETHER
    while figures.claimed < limit and go_on():
        figures.stopped = run.why_stopped()
        if figures.stopped:
            break
        claimed = claiming.claim(channel, at=now(), most=min(most, limit - figures.claimed))
        if not claimed:
            break
        figures.claimed += len(claimed)
        with held_people(claimed.values()) as held:
            _send_claimed(claimed, held, run, go_on)
    pausing.has_worked(channel, at=now(), went=bool(figures.states.get("accepted")))
    return figures


def is_batch(provider: Provider | BatchProvider) -> TypeGuard[BatchProvider]:
    """Say whether a provider takes many consignments as one."""
    return hasattr(provider, "send_batch")


def _send_claimed(claimed: Mapping[int, int], held: Held, run: _Run, go_on: Callable[[], bool]) -> None:
    at = run.now()
    busy = {number: at + claiming.BUSY_WAIT for number, person in claimed.items() if person not in held.people}
    claiming.put_back(busy)
    run.figures.busy += len(busy)
    mine, again = _one_a_person(claiming.still_waiting([number for number in claimed if number not in busy]))
    # A second message to somebody is asked about when the first is on record: it may be one too many.
    claiming.put_back({row.pk: at for row in again})
    run.figures.claimed -= len(again)
    ready = get_ready(mine, house=run.house, prepare=run.prepare, by=run.by, at=at)
    run.figures.later += ready.later
    run.count(ready.kept)
    going, size = ready.going, run.provider.batch if is_batch(run.provider) else GROUP
    for first in range(0, len(going), size):
        is_fresh = first == 0 or run.now() - at <= FRESH
        if not (is_fresh and go_on()) or run.why_stopped():
            claiming.put_back({one.message_id: run.now() for one in going[first:]})
            return
        _hand_over(going[first : first + size], run)
        held.free(held.people - {claimed[one.message_id] for one in going[first + size :]})


def _one_a_person(rows: Sequence[Message]) -> tuple[list[Message], list[Message]]:
    """Return the first message of each person, and the others."""
    firsts: dict[int, Message] = {}
    others = [row for row in rows if firsts.setdefault(row.person_id, row) is not row]
    return list(firsts.values()), others


def _hand_over(group: Sequence[Consignment], run: _Run) -> None:
    """Put a group down as handed over, in the database and then in the journal, give it away, and answer for it."""
    name, at = run.provider.name, run.now()
    journal.begin(run.data_folder, at=at, log=head().size)
    going = answering.put_down_handed_over(group, provider=name, by=run.by, at=at)
    if not going:
        return
    run.figures.handed_over += len(going)
    journal.write(run.data_folder, [_line(one, provider=name, at=at) for one in going])
    answers = _batch(going, run) if is_batch(run.provider) else _one_by_one(going, run)
    run.count([one.told.word for one in _answered_for(answers, run) if one.moved])


def _answered_for(answers: Sequence[Answered], run: _Run) -> list[Recorded]:
    """Put down what became of a group; what left is not forgotten because somebody and we waited for each other."""
    chance, at = run.chance(), run.now()
    for tries_left in reversed(range(TRIES_TO_ANSWER)):
        try:
            return answering.put_down_outcomes(
                answers, channel=run.channel, provider=run.provider.name, chance=chance, by=run.by, at=at
            )
        except OperationalError as fault:
            if not tries_left or getattr(fault.__cause__, "sqlstate", "") != DEADLOCK:
                raise
            log.warning("What became of a group is put down once more, after a deadlock.")
    raise AssertionError("The last try answers or raises.")


def _line(one: Consignment, *, provider: str, at: datetime) -> journal.Line:
    read = read_key(one.key)
    assert read is not None, "What leaves has the key of an attempt."
    size, said = head().size, sha256(one.text.strip().encode()).hexdigest()
    return journal.Line(
        one.key, one.message_id, one.attempt, read.made, one.channel, provider, at.isoformat(), size, said
    )


def _batch(going: Sequence[Consignment], run: _Run) -> list[Answered]:
    """Give a group away as one, under a key that is the same for the same group."""
    provider = run.provider
    assert is_batch(provider), "Only some providers take many as one."
    key = sha256("\n".join(one.key for one in going).encode()).hexdigest()[:16]
    try:
        outcomes = provider.send_batch(going, batch_key=key)
    except Exception:
        log.exception("The provider %s failed with the batch %s.", provider.name, key)
        outcomes = [Outcome("unknown", reason=FAULT)] * len(going)
    at = run.now()
    return [Answered(one, outcome, at) for one, outcome in zip(going, outcomes, strict=True)]


def _one_by_one(going: Sequence[Consignment], run: _Run) -> list[Answered]:
    """Give messages away one after the other, looking before each whether somebody paused sending."""
    answers: list[Answered] = []
    stopped, began_at = "", run.now()
    for one in going:
        if not stopped and run.now() - began_at > GROUP_TIME:
            stopped = SLOW
        # The question also shows that our connection lives, and with it the locks on the people.
        if not stopped and pausing.is_paused():
            stopped = PAUSED
        if stopped:
            answers.append(Answered(one, Outcome("put_off", reason=stopped), run.now(), waits=True))
            continue
        outcome = _one(one, run)
        answers.append(Answered(one, outcome, run.now()))
        if outcome.stops:
            stopped = outcome.reason or "The provider cannot be reached."
    return answers


def _one(one: Consignment, run: _Run) -> Outcome:
    provider = run.provider
    assert not is_batch(provider), "This provider takes one at a time."
    try:
        return cast(Provider, provider).send(one)
    except Exception:
        log.exception("The provider %s failed with %s.", provider.name, one.key)
        return Outcome("unknown", reason=FAULT)
