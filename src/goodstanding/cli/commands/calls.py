"""`goodstanding calls`: the next call, dialling it, what became of it; campaigns, their simulation, and recordings."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands import calls_campaigns
from goodstanding.cli.commands.law_why import instant
from goodstanding.cli.first_command import FirstCommand
from goodstanding.cli.page import page
from goodstanding.outreach.channels.call.operations.dialling import dial as dial_call
from goodstanding.outreach.channels.call.operations.hearing import look_up_unknown
from goodstanding.outreach.channels.call.operations.recordings import delete_due
from goodstanding.outreach.channels.call.operations.saying import say_outcome, settle_left
from goodstanding.outreach.channels.call.operations.showing import show_next, show_task
from goodstanding.outreach.channels.call.operations.showing import skip as skip_call
from goodstanding.outreach.channels.call.outcome import ALL
from goodstanding.outreach.channels.call.queries import call_of, not_connected, voice
from goodstanding.outreach.channels.call.queries import calls as calls_seen
from goodstanding.outreach.channels.call.queries import recordings as recordings_kept
from goodstanding.outreach.models.call import Call, Recording
from goodstanding.strategy.queries.house.house import the_house

app = typer.Typer(add_completion=False, cls=FirstCommand, help="Make calls one by one or by campaign: calls [list] …")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Number = Annotated[int, typer.Argument(help="The number of the call.")]


@app.command("list")
def list_calls(
    *,
    is_open: Annotated[bool, typer.Option("--open", help="Only those that are not done.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many calls.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List calls, the newest first, and where each stands."""
    found = calls_seen(by=OPERATOR, is_open=is_open, limit=limit)
    if as_json:
        _print_json([_told(one) for one in found])
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("call", "state", "number", "by", "outcome", "reason"):
        table.add_column(heading, justify="right" if heading == "call" else "left")
    for one in found:
        table.add_row(str(one.pk), one.state, one.number, one.by, one.outcome, one.reason)
    page().print(table if found else "There are no calls.", highlight=False)


@app.command("next")
def next_call(
    *,
    team: Annotated[str, typer.Option(help="Only calls of this team's worklist.")] = "",
    task: Annotated[int | None, typer.Option(help="This task of the worklist, in place of the most pressing.")] = None,
    as_json: AsJson = False,
) -> None:
    """Take the most pressing call of the worklist that can be made now."""
    at, weigh = _now(), the_house().weigh
    if task is not None:
        number: int | None = show_task(task, weigh=weigh, by=OPERATOR, at=at)
    else:
        number = show_next(weigh=weigh, team=team, by=OPERATOR, at=at)
    call = None if number is None else call_of(number, by=OPERATOR)
    if as_json:
        _print_json({"call": None if call is None else _told(call)})
    elif call is None:
        typer.echo("Nobody on the worklist can be called now.")
    else:
        typer.echo(
            f"Call {call.pk}: person {call.person_id} at {call.number}. Dial it: goodstanding calls dial {call.pk}"
        )


@app.command("dial")
def dial(
    call: Number,
    *,
    phone: Annotated[str, typer.Option(help="Your own telephone, which rings first, where a provider is set.")] = "",
    as_json: AsJson = False,
) -> None:
    """Dial a call, if the law and the books permit it at this very moment."""
    at = _now()
    done = dial_call(call, weigh=the_house().weigh, voice=voice(at), phone=phone, by=OPERATOR, at=at)
    if as_json:
        _print_json({"call": call, "state": done.state, "number": done.number, "by_hand": done.by_hand})
    elif done.by_hand:
        typer.echo(f"Dial {done.number} on your telephone now, then say what became of it.")
    else:
        typer.echo(f"Your telephone rings; pick up, and {done.number} is called. The call is {done.state}.")


@app.command("outcome")
def outcome(
    call: Number,
    key: Annotated[str, typer.Argument(help="The key or name of what became of it; see calls outcomes.")],
    *,
    note: Annotated[str, typer.Option(help="What else is worth knowing.")] = "",
    again_at: Annotated[str | None, typer.Option(help="When to call them again, as 2026-06-30T15:00-04:00.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say what became of a call: the contact is recorded and the task closed or put off."""
    said = say_outcome(call, outcome=key, note=note, again_at=instant(again_at), by=OPERATOR, at=_now())
    if as_json:
        _print_json({"call": call, **said._asdict()})
    else:
        typer.echo(f"Call {call}: {said.outcome}. {said.next_step}")


@app.command("outcomes")
def outcomes(*, as_json: AsJson = False) -> None:
    """List the outcomes with their keys, and which of them the law does not count."""
    left_out = not_connected(at=_now())
    told = [
        {"key": one.key, "outcome": one.name, "says": one.says, "contact": one.contact,
         "is_connected": one.contact not in left_out}
        for one in ALL
    ]  # fmt: skip
    if as_json:
        _print_json(told)
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("key", "outcome", "what it says", "connected"):
        table.add_column(heading)
    for one in ALL:
        table.add_row(one.key, one.name, one.says, "no" if one.contact in left_out else "yes")
    page().print(table, highlight=False)


@app.command("skip")
def skip(
    call: Number, *, reason: Annotated[str, typer.Option(help="Why it is left for later.")], as_json: AsJson = False
) -> None:
    """Leave a call that was not dialled for later."""
    skip_call(call, reason=reason, by=OPERATOR, at=_now())
    _say({"call": call, "state": "skipped"}, f"Call {call} is left for later.", as_json=as_json)


@app.command("settle")
def settle(*, as_json: AsJson = False) -> None:
    """Look up calls nobody can tell of, and put down those of which nobody said anything for half a day."""
    at = _now()
    line = voice(at)
    figures = {"looked_up": look_up_unknown(voice=line, by=OPERATOR, at=at) if line else {}}
    settled = settle_left(by=OPERATOR, at=at)
    _say({**figures, "settled": settled}, f"{settled} calls were put down by what the provider said.", as_json=as_json)


@app.command("recordings")
def recordings(
    *,
    delete: Annotated[bool, typer.Option("--delete", help="Have those deleted whose time is over.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many recordings.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List the recordings that are kept, as links, or have those deleted whose time is over."""
    at = _now()
    if delete:
        figures = delete_due(voice=voice(at), by=OPERATOR, at=at)
        _say(figures, f"{figures['deleted']} recordings were deleted; the law keeps {figures['kept_by_law']}.",
             as_json=as_json)  # fmt: skip
        return
    found = recordings_kept(limit=limit)
    if as_json:
        _print_json([_recording(one) for one in found])
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("recording", "call", "made", "kept until", "seconds", "link"):
        table.add_column(heading)
    for one in found:
        made, until = one.made_at.date().isoformat(), one.keep_until.isoformat()
        table.add_row(one.reference, str(one.call_id or ""), made, until, str(one.length_s), one.link)
    page().print(table if found else "No recordings are kept.", highlight=False)


calls_campaigns.add_to(app)


def _told(one: Call) -> Mapping[str, object]:
    """Return a call as JSON shows it."""
    return {
        "call": one.pk, "state": one.state, "person": one.person_id, "accounts": one.debt_ids, "number": one.number,
        "task": one.task_id, "campaign": one.campaign_id, "by": one.by, "outcome": one.outcome, "note": one.note,
        "reason": one.reason, "contact": one.contact_id, "shown_at": one.shown_at.isoformat(),
        "dialled_at": one.dialled_at.isoformat() if one.dialled_at else None,
    }  # fmt: skip


def _recording(one: Recording) -> Mapping[str, object]:
    return {
        "recording": one.reference, "call": one.call_id, "link": one.link, "length_s": one.length_s,
        "made_at": one.made_at.isoformat(), "keep_until": one.keep_until.isoformat(),
    }  # fmt: skip


def _now() -> datetime:
    return datetime.now(UTC)


def _say(told: Mapping[str, object], sentence: str, *, as_json: bool) -> None:
    if as_json:
        _print_json(told)
    else:
        typer.echo(sentence)


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
