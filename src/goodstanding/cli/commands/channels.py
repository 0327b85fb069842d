"""`goodstanding channels …`: which provider carries what, with which options, and who the house says it is."""

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands import channel_numbers
from goodstanding.cli.main import say
from goodstanding.cli.page import page
from goodstanding.outreach.channels.capability import TRAFFIC, matrix
from goodstanding.outreach.channels.operations import say_house, set_channel, turn_off
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.channels.queries import ChannelLine, channel_lines, house_is_said, house_words
from goodstanding.outreach.channels.registry import ADAPTERS, CHANNELS, known_channel
from goodstanding.outreach.number_check import ANSWERS, COLUMNS, FEDERAL

app = typer.Typer(add_completion=False, help="Which provider carries what, and who the house says it is.")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON only.")]
Channel = Annotated[str, typer.Argument(help=f"{', '.join(CHANNELS)}.")]
SECRET_BYTES_MAX = 10_000


@app.callback(invoke_without_command=True)
def channels(context: typer.Context, as_json: AsJson = False) -> None:
    """List every channel: who carries it, since when, and what is wrong with it."""
    if context.invoked_subcommand is None:
        _list(as_json=as_json)


@app.command("list")
def list_channels(as_json: AsJson = False) -> None:
    """List every channel: who carries it, since when, and what is wrong with it."""
    _list(as_json=as_json)


@app.command("set")
def set_one(
    channel: Channel,
    provider: Annotated[str, typer.Argument(help="Who carries it; channels providers lists them.")],
    *,
    option: Annotated[list[str] | None, typer.Option(help="NAME=VALUE, as often as there are options.")] = None,
    secret_file: Annotated[
        str, typer.Option(help="A file that holds the secret; - for standard input. Further lines are older secrets.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Set a channel: its provider, its options, its secret."""
    options = _pairs(option or [])
    number = set_channel(
        channel, provider=provider, options=options, secret=_secret(secret_file), by=OPERATOR, at=datetime.now(UTC)
    )
    _told({"setting": number, "channel": channel, "provider": provider}, f"{provider} carries {channel}.", as_json)


@app.command("show")
def show(channel: Channel, as_json: AsJson = False) -> None:
    """Show how a channel is set; the secret is not shown."""
    known_channel(channel)
    (line,) = [one for one in channel_lines(datetime.now(UTC)) if one.channel == channel]
    if as_json:
        _put(_plain(line))
    elif not line.provider:
        typer.echo(f"No provider is set for {CHANNELS[channel]}.")
    else:
        table = Table(box=None, show_header=False, padding=(0, 2))
        table.add_row("provider", line.provider)
        for name, value in line.options.items():
            table.add_row(name, str(value))
        table.add_row("secret", "kept in the key folder" if line.has_secret else "none")
        table.add_row("set by", f"{line.by}, {line.since:%Y-%m-%d %H:%M} UTC")
        table.add_row("fault", line.fault or "none")
        page().print(table, highlight=False, markup=False)


@app.command("off")
def off(channel: Channel, as_json: AsJson = False) -> None:
    """Let a channel carry nothing."""
    number = turn_off(channel, by=OPERATOR, at=datetime.now(UTC))
    _told({"setting": number, "channel": channel, "provider": ""}, f"Nothing carries {channel} any more.", as_json)


@app.command("house")
def house(
    *,
    name: Annotated[str, typer.Option(help="What the house is called.")] = "",
    address: Annotated[str, typer.Option(help="Its postal address; lines apart by semicolons.")] = "",
    phone: Annotated[str, typer.Option(help="The number people call, as +12175550100.")] = "",
    email: Annotated[str, typer.Option(help="The address people write to.")] = "",
    website: Annotated[str, typer.Option(help="Where people find us.")] = "",
    contact: Annotated[str, typer.Option(help="Somebody by name whom callers can ask for.")] = "",
    hours: Annotated[str, typer.Option(help="When somebody answers.")] = "",
    undo_seconds: Annotated[str, typer.Option(help="How long a message sent by hand can be taken back.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say who the house is, in every message; without options, show it. What is not given stays as it is."""
    given = {
        "name": name, "address": address, "phone": phone, "email": email, "website": website,
        "contact": contact, "hours": hours, "undo_seconds": undo_seconds,
    }  # fmt: skip
    said = {key: value for key, value in given.items() if value}
    if said:
        say_house(said, by=OPERATOR, at=datetime.now(UTC))
    now = datetime.now(UTC)
    words, is_said = house_words(now), house_is_said(now)
    if as_json:
        _put({**words, "said": is_said})
        return
    table = Table(box=None, show_header=False, padding=(0, 2))
    for key, value in words.items():
        table.add_row(key, str(value))
    page().print(table, highlight=False, markup=False)
    if not is_said:
        say("This is nobody in particular; nothing leaves this machine before the house says who it is.")


@app.command("providers")
def providers(as_json: AsJson = False) -> None:
    """List every provider there is an adapter for, and its options."""
    if as_json:
        _put({"providers": [
            {
                "channel": one.channel, "provider": one.provider, "meaning": one.meaning, "secret": one.secret,
                "options": [
                    {"name": option.name, "meaning": option.meaning, "required": option.required,
                     "example": option.example, "default": option.default} for option in one.options
                ],
            }
            for one in ADAPTERS.values()
        ]})  # fmt: skip
        return
    table = Table("channel", "provider", "option", "must be", "what it is")
    for one in ADAPTERS.values():
        table.add_row(one.channel, one.provider, "", "", one.meaning)
        for option in one.options:
            example = f" For example {option.example}." if option.example else ""
            table.add_row("", "", option.name, "yes" if option.required else "", option.meaning + example)
        if one.secret:
            table.add_row("", "", "--secret-file", "yes" if one.is_secret_needed else "", one.secret)
    page().print(table, markup=False)


@app.command("matrix")
def show_matrix(
    *,
    provider: Annotated[str, typer.Option(help="Only this provider.")] = "",
    traffic: Annotated[str, typer.Option(help=f"Only this traffic: {', '.join(TRAFFIC)}.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show which traffic each provider carries over which route, why not, and where that stands."""
    if traffic and traffic not in TRAFFIC:
        raise ChannelRefused(f"{traffic[:40]!r} is no traffic; one of {', '.join(TRAFFIC)} is.")
    if provider and provider not in {line.provider for line in matrix()}:
        raise ChannelRefused(f"Nothing is known of what {provider[:40]!r} carries.")
    lines = [one for one in matrix() if provider in ("", one.provider) and traffic in ("", one.traffic)]
    if as_json:
        _put({"matrix": [one._asdict() | {"checked_on": one.checked_on.isoformat()} for one in lines]})
        return
    table = Table("provider", "channel", "route", "traffic", "carried", "why", "read on")
    for one in lines:
        codes = f" ({', '.join(map(str, one.codes))})" if one.codes else ""
        carried = "yes" if one.is_carried else "no"
        table.add_row(*one[:4], carried, one.reason + codes, f"{one.checked_on} {one.sources[0]}")
    page().print(table, markup=False)


@app.command("number-check")
def number_check(
    number: Annotated[str, typer.Argument(help="The number, as +12025550100.")],
    *,
    database: Annotated[str, typer.Option(help=f"Which database was asked; {FEDERAL} is the federal one.")],
    answer: Annotated[str, typer.Option(help=f"Whether it was given up since that day: {', '.join(ANSWERS)}.")],
    since: Annotated[str, typer.Option(help="The day the question looked back to: of the consent or the last text.")],
    asked: Annotated[str, typer.Option(help="The day it was asked; today by default.")] = "",
    as_json: AsJson = False,
) -> None:
    """Record what a database of reassigned numbers answered about a number."""
    channel_numbers.one_answer(number, database=database, answer=answer, since=since, asked=asked, as_json=as_json)


@app.command("number-checks")
def number_checks(
    file: Annotated[Path, typer.Argument(help=f"Comma-separated values: {', '.join(COLUMNS)}.")],
    *,
    country: Annotated[str, typer.Option(help="Country of numbers without a leading +, such as US.")] = "",
    as_json: AsJson = False,
) -> None:
    """Record a file of answers. Exit code 1 where some lines cannot be read; the others are recorded."""
    channel_numbers.file_of_answers(file, country=country, as_json=as_json)


@app.command("stale-numbers")
def stale_numbers(
    *,
    within: Annotated[int, typer.Option(help="So many days from now.")] = 14,
    as_json: AsJson = False,
) -> None:
    """List numbers that were agreed to be texted and have to be checked again soon."""
    channel_numbers.stale(within=within, as_json=as_json)


def _list(*, as_json: bool) -> None:
    lines = channel_lines(datetime.now(UTC))
    if as_json:
        _put({"channels": [_plain(line) for line in lines]})
        return
    table = Table("channel", "provider", "since", "by", "what is wrong")
    for line in lines:
        since = f"{line.since:%Y-%m-%d}" if line.since else ""
        table.add_row(line.channel, line.provider or "none", since, line.by, line.fault)
    page().print(table, markup=False)


def _plain(line: ChannelLine) -> dict[str, object]:
    return {
        "channel": line.channel, "provider": line.provider, "options": dict(line.options),
        "has_secret": line.has_secret, "by": line.by, "since": line.since.isoformat() if line.since else None,
        "fault": line.fault,
    }  # fmt: skip


def _pairs(written: Sequence[str]) -> dict[str, str]:
    """Return NAME=VALUE pairs; raises ChannelRefused."""
    pairs: dict[str, str] = {}
    for one in written:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise ChannelRefused(f"{one[:60]!r} is no option; write it as NAME=VALUE.")
        if name.strip() in pairs:
            raise ChannelRefused(f"The option {name.strip()!r} is given twice.")
        pairs[name.strip()] = value
    return pairs


def _secret(named: str) -> str:
    """Return what stands in the file of the secret; raises ChannelRefused."""
    if not named:
        return ""
    try:
        raw = sys.stdin.buffer.read(SECRET_BYTES_MAX + 1) if named == "-" else _start_of(Path(named))
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ChannelRefused(f"The file of the secret cannot be read: {fault}.") from fault
    if len(raw) > SECRET_BYTES_MAX or not text.strip():
        raise ChannelRefused("The file of the secret is empty, or too large to be a secret.")
    return text


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SECRET_BYTES_MAX + 1)


def _told(plain: Mapping[str, object], sentence: str, as_json: AsJson) -> None:
    if as_json:
        _put(plain)
    else:
        say(sentence)


def _put(plain: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(plain, ensure_ascii=False, default=list) + "\n")
