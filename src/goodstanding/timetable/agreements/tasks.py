"""Jobs of smart agreements: what follows from them is done soon after money moved, and for all of them every night."""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app

from goodstanding.arrangements.agreement.operations.running import run_agreement
from goodstanding.arrangements.agreement.queries import agreements_moved, agreements_to_run
from goodstanding.refusal import Refusal
from goodstanding.timetable.tasks import EVERY_MINUTE, EVERY_NIGHT, JOB

LOOK_BACK = timedelta(minutes=15)
"""So far a job looks back for money that moved; one that was missed for longer is caught up by the nightly one."""
_log = logging.getLogger(__name__)


def clock() -> datetime:
    """Return this instant."""
    return datetime.now(UTC)


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="goodstanding.follow_agreements", queueing_lock="follow_agreements")
def follow_agreements(timestamp: int) -> None:
    """Do what follows from agreements on whose debts money moved lately."""
    del timestamp
    at = clock()
    follow(agreements_moved(since=at - LOOK_BACK), at=at)


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="goodstanding.follow_all_agreements", queueing_lock="follow_all_agreements")
def follow_all_agreements(timestamp: int) -> None:
    """Do what follows from agreements as their days come."""
    del timestamp
    at = clock()
    follow(agreements_to_run(at=at), at=at)


def follow(agreements: Iterable[int], *, at: datetime) -> int:
    """Do what follows from some agreements and return how many did anything; one that cannot keeps no other from it."""
    moved = 0
    for number in agreements:
        try:
            found = run_agreement(number, by=JOB, at=at)
        except Refusal:
            _log.exception("Agreement %s could not be followed.", number)
            continue
        moved += bool(found.done or found.taken_back)
    return moved
