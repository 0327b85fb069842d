"""The part of `goodstanding calls` that is about campaigns: making, starting, running, and trying pacing out."""

import json
import random
import sys
import time
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.page import page
from goodstanding.outreach.channels.call.operations.campaigning import (
    Wanted,
    leave_seat,
    make_campaign,
    start_campaign,
    stop_campaign,
    take_seat,
)
from goodstanding.outreach.channels.call.operations.pacing import pace
from goodstanding.outreach.channels.call.queries import (
    campaign_lines,
    campaign_of,
    is_running,
    measure_of,
    voice,
)
from goodstanding.outreach.channels.call.simulation import Scene, days_of, figures, worst_window_per_mille
from goodstanding.outreach.channels.call.standing import CallRefused
from goodstanding.strategy.queries.house.house import the_house

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Name = Annotated[str, typer.Argument(help="The name of the campaign.")]
LOOK_S = 1.0


def add_to(app: typer.Typer) -> None:
    """Add these commands to `goodstanding calls`."""
    for name, command in (
        ("campaigns", campaigns), ("campaign", campaign), ("start", start), ("stop", stop), ("run", run),
        ("sit", sit), ("leave", leave), ("simulate", simulate),
    ):  # fmt: skip
        app.command(name)(command)


def campaigns(*, as_json: AsJson = False) -> None:
    """List the campaigns, and how many of their calls were abandoned."""
    found = campaign_lines(at=_now())
    if as_json:
        _print_json([{**one._asdict(), "abandoned_per_mille": round(one.abandoned_per_mille, 2)} for one in found])
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("campaign", "team", "runs", "seats", "answered", "abandoned", "in a thousand", "at most", "days"):
        table.add_column(heading)
    for one in found:
        table.add_row(
            one.name, one.team, "yes" if one.is_running else "no", str(one.seats), f"{one.answered:,}",
            f"{one.abandoned:,}", f"{one.abandoned_per_mille:.1f}", str(one.abandoned_most_per_mille),
            str(one.window_days),
        )  # fmt: skip
    page().print(table if found else "There are no campaigns.", highlight=False)


def campaign(
    name: Name,
    *,
    message: Annotated[str, typer.Option(help="What somebody hears while nobody is free: who called, and a number.")],
    country: Annotated[str, typer.Option(help="Whose law on abandoned calls holds.")] = "US",
    team: Annotated[str, typer.Option(help="Whose calls of the worklist it makes.")] = "",
    abandoned_most_per_mille: Annotated[int | None, typer.Option(help="A limit stricter than the law's.")] = None,
    ring_s: Annotated[
        int | None, typer.Option(help="How long a number rings, at least as long as the law wants.")
    ] = None,
    listens: Annotated[bool, typer.Option(help="Whether the provider listens for machines.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a campaign; it dials nobody before it is started."""
    wanted = Wanted(name, country, message, team, abandoned_most_per_mille, ring_s, listens)
    number = make_campaign(wanted, by=OPERATOR, at=_now())
    _say(
        {"campaign": number}, f"Made as campaign {number}. Start it: goodstanding calls start {name!r}", as_json=as_json
    )


def start(name: Name, *, as_json: AsJson = False) -> None:
    """Let a campaign dial."""
    start_campaign(name, by=OPERATOR, at=_now())
    _say({"campaign": name, "state": "started"}, f"{name} is started; goodstanding calls run dials.", as_json=as_json)


def stop(
    name: Name, *, reason: Annotated[str, typer.Option(help="Why it is stopped.")], as_json: AsJson = False
) -> None:
    """Let a campaign dial nobody more."""
    stop_campaign(name, reason=reason, by=OPERATOR, at=_now())
    _say({"campaign": name, "state": "stopped"}, f"{name} is stopped.", as_json=as_json)


def run(
    name: Name,
    *,
    rounds: Annotated[int, typer.Option(min=0, help="How often it looks; 0 goes on until it is stopped.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Dial for a campaign until somebody stops it."""
    told = {"rounds": 0, "dialled": 0, "held": 0}
    while is_running(campaign_of(name).pk) or not told["rounds"]:
        at = _now()
        line = voice(at)
        if line is None:
            raise CallRefused("No provider is set for calls; set one with goodstanding channels set call.")
        found = pace(name, weigh=the_house().weigh, voice=line, by=OPERATOR, at=at)
        line.close()
        told["rounds"] += 1
        told["dialled"] += found["dialled"]
        told["held"] += found["held"]
        if told["rounds"] == rounds:
            break
        time.sleep(LOOK_S)
    _say(told, f"{told['dialled']} lines were dialled in {told['rounds']} rounds.", as_json=as_json)


def sit(name: Name, *, phone: Annotated[str, typer.Option(help="Where you wait.")], as_json: AsJson = False) -> None:
    """Take a seat: your telephone rings, and people of the campaign are let in."""
    at = _now()
    number = take_seat(name, phone=phone, voice=voice(at), by=OPERATOR, at=at)
    _say({"seat": number}, f"Your telephone rings; stay on the line. This is seat {number}.", as_json=as_json)


def leave(*, as_json: AsJson = False) -> None:
    """Leave your seat, once no line counts on you."""
    state = leave_seat(by=OPERATOR, at=_now())
    _say({"state": state}, "You left." if state == "left" else "You leave as soon as no line counts on you.",
         as_json=as_json)  # fmt: skip


def simulate(
    *,
    agents: Annotated[int, typer.Option(min=1, max=200, help="How many collectors.")] = 8,
    answer_rate: Annotated[
        list[float] | None, typer.Option(min=0.0, max=1.0, help="Share of lines a person answers; once for each hour.")
    ] = None,
    machine_rate: Annotated[float, typer.Option(min=0.0, max=1.0, help="Share of the others a machine answers.")] = 0.3,
    listens: Annotated[bool, typer.Option(help="Whether machines are listened for.")] = True,
    hours: Annotated[float, typer.Option(min=0.1, max=24.0, help="Hours of a day's work.")] = 8.0,
    days: Annotated[int, typer.Option(min=1, max=365, help="How many days.")] = 5,
    talk_s: Annotated[float, typer.Option(min=1.0, max=7200.0, help="How long a call lasts, on average.")] = 150.0,
    wrap_s: Annotated[float, typer.Option(min=0.1, max=7200.0, help="How long writing it down takes.")] = 30.0,
    country: Annotated[str, typer.Option(help="Whose law on abandoned calls holds.")] = "US",
    most_per_mille: Annotated[int | None, typer.Option(min=0, help="A limit stricter than the law's.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed tells the same story.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Try pacing out on made-up calls; nobody is called."""
    measure = measure_of(country, at=_now())
    most = measure.abandoned_most_per_mille if most_per_mille is None else most_per_mille
    if most > measure.abandoned_most_per_mille:
        raise CallRefused(
            f"The law allows at most {measure.abandoned_most_per_mille} in a thousand ({measure.citation})."
        )
    scene = Scene(
        collectors=agents, hours=hours, days=days, answer_rates=tuple(answer_rate or [0.2]), machine_rate=machine_rate,
        detects=listens, talk_s=talk_s, wrap_s=wrap_s, ring_s=max(20.0, measure.ring_s), most_per_mille=most,
    )  # fmt: skip
    made = list(days_of(scene, random.Random(seed).random))  # noqa: S311  Chance that can be told again.
    worst = round(worst_window_per_mille(made, window=measure.window_days), 2)
    told = {**figures(made), "most_per_mille": most, f"worst_{measure.window_days}_days_per_mille": worst}
    if as_json:
        _print_json(told)
        return
    table = Table(box=None, show_header=False, padding=(0, 2))
    for word, value in told.items():
        table.add_row(word.replace("_", " "), f"{value:,}")
    page().print(table, highlight=False)


def _now() -> datetime:
    return datetime.now(UTC)


def _say(told: object, sentence: str, *, as_json: bool) -> None:
    if as_json:
        _print_json(told)
    else:
        typer.echo(sentence)


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
