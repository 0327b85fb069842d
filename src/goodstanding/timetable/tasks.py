"""Every job there is, each with when it is done and the one operation it does.

A job that does not know Django's settings or a clock would have nothing to do here: this is where both are handed in.
Jobs may come twice, at once, or never: what they do is done once, and whatever was missed is done the next time.
"""

import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from goodstanding.access.permission import OUTSIDERS, Actor
from goodstanding.access.role import Role
from goodstanding.arrangements.confirming.operations.agreed import (
    confirm_plans,
    confirm_promises,
    remind_of_promises,
    write_about_instalments,
)
from goodstanding.arrangements.confirming.operations.receipts import confirm_receipts
from goodstanding.arrangements.hardship.operations.reviews import open_due_reviews
from goodstanding.arrangements.plan.operations.authorising import take_up_all
from goodstanding.arrangements.plan.operations.autopay import collect_due
from goodstanding.arrangements.plan.operations.missing import follow_plans
from goodstanding.disputes.queries import disputed_among, disputed_items
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.channels.call.operations.hearing import look_up_unknown as look_up_unknown_calls
from goodstanding.outreach.channels.call.operations.recordings import delete_due
from goodstanding.outreach.channels.call.operations.saying import settle_left
from goodstanding.outreach.channels.call.queries import voice
from goodstanding.outreach.channels.call.twilio import TwilioVoice
from goodstanding.outreach.channels.letter.operations.batches import record_batches
from goodstanding.outreach.channels.provider import BatchProvider, ChannelRefused, Provider
from goodstanding.outreach.channels.queries import provider_of
from goodstanding.outreach.inbox.operations import read_posts as read_all_posts
from goodstanding.outreach.message.operations.dead_letters import open_for_channel
from goodstanding.outreach.reply.mailbox.imap import MailboxRefused
from goodstanding.outreach.reply.mailbox.operations import FetchFigures, fetch
from goodstanding.outreach.sending.operations import looking_up, sending
from goodstanding.outreach.sending.operations.waking import SEND
from goodstanding.outreach.sending.queries import overdue, to_look_up
from goodstanding.payments.bank.returns.operations import charge_return_fees, give_up_return_fees
from goodstanding.payments.matching.operations.looking import look
from goodstanding.payments.operations.tolerating import let_remainders_go
from goodstanding.strategy.queries.house.house import the_house

JOB = Actor("job:worker", roles=frozenset(Role) - OUTSIDERS)
"""Whoever does jobs: the installation itself, as the operator set it up."""
EVERY_TEN_SECONDS, EVERY_MINUTE, EVERY_HOUR, EVERY_NIGHT = "* * * * * */10", "* * * * *", "10 * * * *", "30 3 * * *"
"""When jobs come up by themselves; a sixth field is that of the seconds."""
APPLY_CASH = "goodstanding.apply_cash"
AT_ONCE = 5_000
"""So many messages a job sends before it lets others have the worker."""


def clock() -> datetime:
    """Return this instant."""
    return datetime.now(UTC)


@app.task(name=SEND, pass_context=True)
def send_due(context: JobContext, channel: str) -> None:
    """Send what is due on a channel."""
    send_channel(channel, go_on=lambda: not context.should_abort())


@app.periodic(cron=EVERY_TEN_SECONDS)
@app.task(name="goodstanding.send_all_due", queueing_lock="send_all_due")
def send_all_due(timestamp: int) -> None:
    """Ask for a job for each channel on which something is due; one that waits already is enough.

    While sending is paused, or a long run is on, they would else pile up by the thousand.
    """
    del timestamp
    for channel in overdue(at=clock()):
        with suppress(AlreadyEnqueued), transaction.atomic():
            app.configure_task(SEND, queue=channel, queueing_lock=f"{SEND}:{channel}").defer(channel=channel)


@app.periodic(cron=EVERY_TEN_SECONDS)
@app.task(name="goodstanding.look_up", queueing_lock="look_up")
def look_up(timestamp: int) -> None:
    """Make unknown what was cut off, and ask providers about what nobody can tell."""
    del timestamp
    looking_up.sweep_stalled(by=JOB, at=clock())
    for channel in to_look_up(at=clock()):
        look_up_channel(channel)


@app.periodic(cron=EVERY_TEN_SECONDS)
@app.task(name="goodstanding.read_posts", queueing_lock="read_posts")
def read_posts(timestamp: int) -> None:
    """Read what providers posted to us."""
    del timestamp
    read_all_posts(by=JOB, at=clock())


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="goodstanding.fetch_replies", queueing_lock="fetch_replies")
def fetch_replies(timestamp: int) -> None:
    """Fetch what came into the mailbox, where one is set; a mailbox that cannot be read is a task."""
    del timestamp
    fetch_mailbox()


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="goodstanding.record_batches", queueing_lock="record_batches")
def record_print_batches(timestamp: int) -> None:
    """Put batches of letters on record that lie in the folder of the print house."""
    del timestamp
    record_batches(Path(settings.DATA_FOLDER), by=JOB, at=clock())


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="goodstanding.settle_calls", queueing_lock="settle_calls")
def settle_calls(timestamp: int) -> None:
    """Look up calls nobody can tell of, and put down those of which nobody said anything for hours."""
    del timestamp
    settle_left(by=JOB, at=clock())
    look_up_calls()


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="goodstanding.delete_recordings", queueing_lock="delete_recordings")
def delete_recordings(timestamp: int) -> None:
    """Have recordings deleted whose time is over."""
    del timestamp
    line = _line()
    if line is not None:
        delete_due(voice=line, by=JOB, at=clock())


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="goodstanding.confirm", queueing_lock="confirm")
def confirm(timestamp: int) -> None:
    """Thank for money that came in, take up mandates that came with it, and confirm what was agreed."""
    del timestamp
    take_up_all(by=JOB, at=clock())
    confirm_receipts(by=JOB, at=clock())
    confirm_promises(by=JOB, at=clock())
    confirm_plans(by=JOB, at=clock())


@app.periodic(cron=EVERY_HOUR)
@app.task(name="goodstanding.follow_plans", queueing_lock="follow_plans")
def follow_all_plans(timestamp: int) -> None:
    """Collect what is due by mandate, write about instalments and promises, and follow what was missed."""
    del timestamp
    collect_due(by=JOB, at=clock())
    remind_of_promises(by=JOB, at=clock())
    write_about_instalments(by=JOB, at=clock())
    follow_plans(by=JOB, at=clock())


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="goodstanding.review_hardship", queueing_lock="review_hardship")
def review_hardship(timestamp: int) -> None:
    """Put on the list what is to be looked at: cases whose review is due, what ended, moratoria."""
    del timestamp
    open_due_reviews(by=JOB, at=clock())


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="goodstanding.let_remainders_go", queueing_lock="let_remainders_go")
def let_small_remainders_go(timestamp: int) -> None:
    """Write off what is left of paid debts within their portfolios' tolerance."""
    del timestamp
    let_remainders_go(effective_date=clock().date(), disputed=disputed_items, by=JOB, at=clock())


@app.periodic(cron=EVERY_HOUR)
@app.task(name="goodstanding.charge_return_fees", queueing_lock="charge_return_fees")
def charge_for_returns(timestamp: int) -> None:
    """Charge what contracts allow for payments that came back for want of money, and give it up where they stand."""
    del timestamp
    give_up_return_fees(by=JOB, at=clock())
    charge_return_fees(by=JOB, at=clock())


@app.periodic(cron=EVERY_HOUR)
@app.task(name=APPLY_CASH, queueing_lock="apply_cash")
def apply_cash(timestamp: int) -> None:
    """Apply bank lines whose debts are sure, suggest what others pay, and let small remainders go."""
    del timestamp
    at = clock()
    if look(disputed_among=disputed_among, by=JOB, at=at).applied:
        let_remainders_go(effective_date=at.date(), disputed=disputed_items, by=JOB, at=at)


def ask_to_apply_cash() -> None:
    """Have bank lines that came in just now looked at by the next worker; one job that waits already is enough."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(APPLY_CASH, queueing_lock="apply_cash").defer(timestamp=0)


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="goodstanding.mend_jobs", queueing_lock="mend_jobs")
async def mend_jobs(timestamp: int) -> None:
    """Let jobs whose worker died be done by another."""
    del timestamp
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job, retry_at=clock())


def send_channel(channel: str, *, go_on: Callable[[], bool] = lambda: True) -> sending.SendFigures | None:
    """Send what is due on a channel by the provider that is set; where none can be used, a task says so."""
    provider = _provider(channel)
    if provider is None:
        return None
    chance = random.Random()  # noqa: S311  It spreads waits; nothing is secret about it.
    try:
        return sending.send_due(
            channel, house=the_house(), provider=provider, data_folder=Path(settings.DATA_FOLDER), by=JOB, now=clock,
            limit=AT_ONCE, chance=chance.random, go_on=go_on,
        )  # fmt: skip
    finally:
        provider.close()


def look_up_channel(channel: str) -> Mapping[str, int]:
    """Ask a channel's provider what became of messages nobody can tell of."""
    provider = _provider(channel)
    if provider is None:
        return {}
    try:
        return looking_up.look_up_unknown(channel, provider=provider, by=JOB, now=clock)
    finally:
        provider.close()


def look_up_calls() -> Mapping[str, int]:
    """Ask the provider of calls what became of those nobody can tell of."""
    line = _line()
    return {} if line is None else look_up_unknown_calls(voice=line, by=JOB, at=clock())


def fetch_mailbox() -> FetchFigures | None:
    """Take in what is new in the mailbox; where it cannot be read, a task says so."""
    try:
        return fetch(by=JOB, at=clock())
    except MailboxRefused as refusal:
        _say_unusable("mailbox", str(refusal))
        return None


def _line() -> TwilioVoice | None:
    try:
        return voice(clock())
    except ChannelRefused as refusal:
        _say_unusable("call", str(refusal))
        return None


def _provider(channel: str) -> Provider | BatchProvider | None:
    try:
        return provider_of(channel, at=clock(), data_folder=Path(settings.DATA_FOLDER))
    except ChannelRefused as refusal:
        _say_unusable(channel, str(refusal))
        return None


@transaction.atomic
def _say_unusable(channel: str, sentence: str) -> None:
    """Put on the list that a channel cannot be used, once for as long as it stands there."""
    at = clock()
    entry_id = allot()
    if open_for_channel(channel, sentence, at=at, entry_id=entry_id):
        append(
            "outreach.channel_unusable", by=JOB.name, at=at, subjects=[f"channel:{channel}"],
            facts={"reason": sentence}, entry_id=entry_id,
        )  # fmt: skip


def due_channels() -> list[str]:
    """Return the channels on which something is due."""
    return list(overdue(at=clock()))
