"""Jobs of payments through gateways, each with when it is done and the one operation it does."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from goodstanding.disputes.queries import disputed_items
from goodstanding.payments.gateway.operations.looking import see_to_due, sweep
from goodstanding.payments.gateway.payout.operations import fetch_payouts, match_bank_lines
from goodstanding.payments.gateway.port import GatewayRefused
from goodstanding.payments.gateway.posts.operations import read_posts
from goodstanding.payments.gateway.queries.settings import gateway_lines, gateway_of
from goodstanding.timetable.tasks import EVERY_TEN_SECONDS, JOB

EVERY_MORNING = "15 4 * * *"


def clock() -> datetime:
    """Return this instant."""
    return datetime.now(UTC)


@app.periodic(cron=EVERY_TEN_SECONDS)
@app.task(name="goodstanding.collect_due", queueing_lock="collect_due")
def collect_due(timestamp: int) -> None:
    """Give payments and refunds that are due to their providers, and look up what nobody can tell of."""
    del timestamp
    see_to_due(disputed=disputed_items, by=JOB, now=clock)


@app.periodic(cron=EVERY_TEN_SECONDS)
@app.task(name="goodstanding.read_payment_posts", queueing_lock="read_payment_posts")
def read_payment_posts(timestamp: int) -> None:
    """Read what providers of payments posted, and ask them about what it names."""
    del timestamp
    read_posts(disputed=disputed_items, by=JOB, now=clock)


@app.periodic(cron=EVERY_MORNING)
@app.task(name="goodstanding.sweep_payments", queueing_lock="sweep_payments")
def sweep_payments(timestamp: int) -> None:
    """Once a day look at every payment that is not over or was paid lately, and take in payouts."""
    del timestamp
    sweep(disputed=disputed_items, by=JOB, now=clock)
    fetch_all_payouts()


def fetch_all_payouts() -> int:
    """Take in the payouts of every provider that is set, find the bank's lines, and return how many are new."""
    at, count = clock(), 0
    for line in gateway_lines(at):
        try:
            gateway = gateway_of(line.provider, at=at)
        except GatewayRefused:
            continue  # The doctor says so; what else is set goes on.
        try:
            count += fetch_payouts(line.provider, gateway=gateway, by=JOB, at=at)
        finally:
            gateway.close()
    match_bank_lines(by=JOB, at=at)
    return count
