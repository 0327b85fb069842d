"""`goodstanding worker`: do what waits to be done, such as sending what is due, until told to stop."""

import json
import logging
import signal
import sys
from datetime import UTC, datetime
from types import FrameType
from typing import Annotated

import typer
from django.db import connections
from procrastinate.contrib.django import app as jobs

from goodstanding.cli.commands.worker_process import end_with_parent, start
from goodstanding.cli.main import say
from goodstanding.timetable import tasks

app = typer.Typer(add_completion=False)
CONCURRENCY = 4


@app.command()
def work(
    processes: Annotated[int, typer.Option(help="Processes that work side by side.", min=1, max=32)] = 1,
    once: Annotated[bool, typer.Option("--once", help="Do what waits now, and end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --once: print one JSON object.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing.")] = False,
    until_parent_ends: Annotated[bool, typer.Option("--until-parent-ends", hidden=True)] = False,
) -> None:
    """Do the jobs of this installation until Ctrl-C or SIGTERM; the group of messages in hand is finished first."""
    if until_parent_ends:
        end_with_parent()
    if once:
        _once(as_json=as_json)
    elif processes > 1:
        _several(processes)
    else:
        if not quiet:
            say("Working; press Ctrl-C to stop.")
        _until_stopped()


def _once(*, as_json: bool) -> None:
    """Do each job of the timetable, and send what is due on every channel, one after the other."""
    now = int(datetime.now(UTC).timestamp())
    for job in (tasks.look_up, tasks.read_posts, tasks.fetch_replies, tasks.settle_calls):
        job(now)
    sent = {channel: figures.told() for channel in tasks.due_channels() if (figures := tasks.send_channel(channel))}
    tasks.record_print_batches(now)
    if as_json:
        sys.stdout.write(json.dumps({"sent": sent}) + "\n")
        return
    for channel, told in sent.items():
        states = told["states"]
        words = ", ".join(f"{count:,} {state}" for state, count in states.items()) if isinstance(states, dict) else ""
        typer.echo(f"{channel}: {told['claimed']:,} were due; {words or 'none went'}.")
        if told["stopped"]:
            say(f"Sending by {channel} stopped: it is {told['stopped']}.")
    if not sent:
        typer.echo("Nothing was due.")


def _until_stopped() -> None:
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    # Each job brings a connection of its own.
    connections.close_all()
    with jobs.replace_connector(jobs.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]  # Django's.
        worker.run_worker(
            concurrency=CONCURRENCY,
            # A job that runs is told to stop after a second, and ends with the group in hand.
            shutdown_graceful_timeout=1,
            delete_jobs="successful",
            fetch_job_polling_interval=2,
        )


def _several(processes: int) -> None:
    """Start so many workers, and end when they have ended; being told to stop is passed on."""
    connections.close_all()
    children = [start() for _ in range(processes)]

    def pass_on(number: int, _frame: FrameType | None) -> None:
        for child in children:
            child.send_signal(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, pass_on)
    say(f"{processes} workers work side by side; press Ctrl-C to stop.")
    codes = [child.wait() for child in children]
    if any(codes):
        raise SystemExit(max(codes))
