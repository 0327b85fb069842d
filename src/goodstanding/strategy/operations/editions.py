"""What people do with editions of strategies: propose, record a dry run, publish, ramp, stop, resume, end.

Nobody publishes what they proposed themselves, and nobody publishes what was not tried out within a day. Whoever does
something to a strategy holds its lock until the transaction ends, so that two people do not decide at once.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.queries import published_templates
from goodstanding.refusal import Refusal
from goodstanding.strategy.document.calendar import share
from goodstanding.strategy.document.course import Course
from goodstanding.strategy.document.document import WHOLE_PPM, Document
from goodstanding.strategy.document.ladder import unpublished
from goodstanding.strategy.document.reading import read
from goodstanding.strategy.models.edition import Edition, Simulation, Standing
from goodstanding.strategy.operations.bulk import hold
from goodstanding.strategy.queries.editions import course_of, edition_of, last_simulated_at

SIMULATED_WITHIN = timedelta(hours=24)
TODAY = timedelta(days=1)
"""A simulation is for today or later; somewhere on earth it is still yesterday."""


class EditionRefused(Refusal, ValueError):
    """Something cannot be done with an edition of a strategy; the sentence says why, and what would help."""


@transaction.atomic
def propose(text: str, *, by: Actor, at: datetime) -> Edition:
    """Propose an edition of a strategy by the text of its document, and return it.

    Raises PermissionRefused, DocumentRefused with everything wrong, or EditionRefused where the edition's number is not
    above the last one proposed.
    """
    require(by, "strategy.propose")
    document = read(text)
    _hold(document.strategy)
    last = Edition.objects.filter(strategy=document.strategy).order_by("-edition").first()
    if last is not None and document.edition <= last.edition:
        raise EditionRefused(
            f"Edition {last.edition} of {document.strategy} was proposed before; write edition: {last.edition + 1}."
        )
    entry_id = allot()
    row = Edition.objects.create(
        strategy=document.strategy,
        edition=document.edition,
        title=document.title,
        text=text,
        proposed_by=by.name,
        proposed_at=at,
        entry_id=entry_id,
    )
    _append("proposed", row, by=by, at=at, facts={"title": document.title, "text": text}, entry_id=entry_id)
    return row


@transaction.atomic
def record_simulation(edition: Edition, *, day: date, figures: Mapping[str, Any], by: Actor, at: datetime) -> int:
    """Record a dry run of an edition and what it came to; return its number. Raises PermissionRefused."""
    require(by, "strategy.propose")
    entry_id = allot()
    row = Simulation.objects.create(
        edition=edition, day=day, figures=dict(figures), simulated_by=by.name, simulated_at=at, entry_id=entry_id
    )
    _append("simulated", edition, by=by, at=at, facts={"day": day.isoformat()}, entry_id=entry_id)
    return row.pk


@transaction.atomic
def publish(strategy: str, edition: int, *, by: Actor, at: datetime, share_ppm: int = WHOLE_PPM) -> None:
    """Let an edition hold for a share of people, or for all.

    Raises PermissionRefused, NoSuchStrategy, DocumentRefused, or EditionRefused where the same person proposed it, it
    was not simulated within a day, a text of it is not published, it was published before, a newer one was, another is
    on its way, or the strategy is stopped.
    """
    require(by, "strategy.publish")
    _hold(strategy)
    row, told = edition_of(strategy, edition), course_of(strategy)
    _refuse_course(row, told)
    _refuse_share(share_ppm)
    if row.proposed_by == by.name:
        raise EditionRefused("You proposed this edition yourself; somebody else has to publish it.")
    simulated = last_simulated_at(row)
    if simulated is None or at - simulated > SIMULATED_WITHIN:
        last = "It was never simulated" if simulated is None else f"It was simulated last at {simulated:%Y-%m-%d %H:%M}"
        raise EditionRefused(f"{last}; goodstanding simulate {strategy} is asked for within a day before publishing.")
    if not Simulation.objects.filter(edition=row, simulated_at=simulated, day__gte=simulated.date() - TODAY).exists():
        raise EditionRefused(f"It was simulated for a day that is over; goodstanding simulate {strategy} does today.")
    _refuse_texts(read(row.text), at=at)
    _say("published", row, by=by, at=at, share_ppm=share_ppm)


@transaction.atomic
def ramp(strategy: str, share_ppm: int, *, by: Actor, at: datetime) -> None:
    """Let the edition on its way hold for a larger share of people; at the whole it replaces the one before.

    Raises PermissionRefused or EditionRefused where none is on its way, the share does not rise, or it is stopped.
    """
    require(by, "strategy.publish")
    _hold(strategy)
    told = _known(strategy)
    if told.stopped:
        raise EditionRefused(f"The strategy {strategy} is stopped; resume it first.")
    if told.ramped is None:
        raise EditionRefused(f"No edition of {strategy} is on its way; publish one with a share below 100 %.")
    _refuse_share(share_ppm)
    if share_ppm <= told.share_ppm:
        raise EditionRefused(f"It holds for {share(told.share_ppm)} of people already, and a share only rises.")
    row = edition_of(strategy, told.ramped)
    _refuse_texts(read(row.text), at=at)
    _say("ramped", row, by=by, at=at, share_ppm=share_ppm)


@transaction.atomic
def stop(strategy: str, *, by: Actor, at: datetime) -> None:
    """Stop a strategy at once: nothing more is decided or handed over by it. Raises as resuming does."""
    require(by, "strategy.stop")
    _hold(strategy)
    told = _known(strategy)
    if told.stopped:
        raise EditionRefused(f"The strategy {strategy} is stopped already.")
    _say_of_newest("stopped", strategy, told, by=by, at=at)


@transaction.atomic
def resume(strategy: str, *, by: Actor, at: datetime) -> None:
    """Let a stopped strategy go on as it stood. Raises PermissionRefused or EditionRefused."""
    require(by, "strategy.publish")
    _hold(strategy)
    told = _known(strategy)
    if not told.stopped:
        raise EditionRefused(f"The strategy {strategy} is not stopped.")
    _say_of_newest("resumed", strategy, told, by=by, at=at)


@transaction.atomic
def end(strategy: str, *, by: Actor, at: datetime) -> None:
    """End the edition on its way, so that the one before holds for everybody again; or else the strategy altogether.

    Raises PermissionRefused or EditionRefused.
    """
    require(by, "strategy.publish")
    _hold(strategy)
    _say_of_newest("ended", strategy, _known(strategy), by=by, at=at)


def _hold(strategy: str) -> None:
    """Wait for whoever else does something to the strategy."""
    hold(f"strategy/{strategy}")


def _known(strategy: str) -> Course:
    """Return the course of a strategy that is running."""
    edition_of(strategy)
    told = course_of(strategy)
    if told.is_over:
        raise EditionRefused(f"The strategy {strategy} is not running.")
    return told


def _refuse_course(row: Edition, told: Course) -> None:
    if told.stopped:
        raise EditionRefused(f"The strategy {row.strategy} is stopped; resume it first, or end it.")
    if Standing.objects.filter(edition=row).exists():
        raise EditionRefused(f"Edition {row.edition} of {row.strategy} was published before; propose a new one.")
    if row.edition < told.last:
        raise EditionRefused(f"Edition {told.last} of {row.strategy} is newer; propose this one again, above it.")
    if told.ramped is not None:
        raise EditionRefused(
            f"Edition {told.ramped} is on its way, for {share(told.share_ppm)} of people; ramp it to 100 % or end it."
        )


def _refuse_share(share_ppm: int) -> None:
    if not 0 < share_ppm <= WHOLE_PPM:
        raise EditionRefused("A share lies above 0 % and is at most 100 %.")


def _refuse_texts(document: Document, *, at: datetime) -> None:
    missing = unpublished(document, usable=published_templates(at))
    if missing:
        raise EditionRefused(f"These texts are not published: {', '.join(missing)}. goodstanding templates lists them.")


def _say_of_newest(word: str, strategy: str, told: Course, *, by: Actor, at: datetime) -> None:
    """Say something of the edition that was published last."""
    newest = told.newest
    assert newest is not None, "A strategy that is running has an edition."
    share_ppm = told.share_ppm if told.ramped is not None else WHOLE_PPM
    _say(word, edition_of(strategy, newest), by=by, at=at, share_ppm=share_ppm)


def _say(word: str, row: Edition, *, by: Actor, at: datetime, share_ppm: int) -> None:
    entry_id = allot()
    Standing.objects.create(edition=row, standing=word, share_ppm=share_ppm, at=at, by=by.name, entry_id=entry_id)
    _append(word, row, by=by, at=at, facts={"share_ppm": share_ppm}, entry_id=entry_id)


def _append(word: str, row: Edition, *, by: Actor, at: datetime, facts: Mapping[str, object], entry_id: int) -> None:
    append(
        f"strategy.edition_{word}",
        by=by.name,
        at=at,
        subjects=[f"strategy:{row.strategy}"],
        facts={"edition": row.edition, **facts},
        entry_id=entry_id,
    )
