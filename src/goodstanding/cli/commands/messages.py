"""`goodstanding messages`: what was sent and what waits, one message's life, and what a person does about one."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer
from django.conf import settings

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands import messages_pages
from goodstanding.cli.first_command import FirstCommand
from goodstanding.cli.page import page
from goodstanding.outreach.message.life import DEAD, MEANINGS, OPEN, WAITING
from goodstanding.outreach.sending import queries
from goodstanding.outreach.sending.copies import bytes_in
from goodstanding.outreach.sending.operations.asking_for import ask_for_message, by_hand, draft
from goodstanding.outreach.sending.operations.cancelling import cancel_message
from goodstanding.outreach.sending.operations.settling import send_again, settle_message
from goodstanding.outreach.sending.preparing.queries import preview
from goodstanding.outreach.sending.wanted import MessageRefused
from goodstanding.strategy.queries.house.house import the_house, weigh_messages
from goodstanding.strategy.queries.question import find_account

app = typer.Typer(add_completion=False, cls=FirstCommand, help="Messages: messages [--state …], show, send, cancel …")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Number = Annotated[int, typer.Argument(help="The number of the message.")]
SETS = {"waiting": WAITING, "open": OPEN, "dead": DEAD}


@app.command("list")
def read(
    *,
    state: Annotated[str, typer.Option(help=f"A state, or one of {', '.join(SETS)}.")] = "",
    channel: Annotated[str, typer.Option(help="Only those of a channel.")] = "",
    person: Annotated[int | None, typer.Option(help="Only those to a person, by number.")] = None,
    account: Annotated[str, typer.Option(help="Only those about an account, by number or reference.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many, the newest first.")] = queries.PAGE,
    as_json: AsJson = False,
) -> None:
    """List messages, the newest first."""
    debt_id = find_account(account, by=OPERATOR) if account else None
    found = queries.messages(
        by=OPERATOR, states=_states(state), channel=channel, person_id=person, debt_id=debt_id, most=limit
    )
    if as_json:
        for line in found:
            sys.stdout.write(json.dumps(messages_pages.told(line), ensure_ascii=False) + "\n")
    else:
        page().print(messages_pages.table(found) if found else "There are no such messages.", highlight=False)


@app.command("show")
def show(message: Number, *, as_json: AsJson = False) -> None:
    """Print one message: where it stands, everything that was learned of it, what was kept, what it said."""
    found = queries.message_page(message, by=OPERATOR)
    if as_json:
        _print(messages_pages.whole(found))
    else:
        for line in messages_pages.lines(found):
            page().print(line, highlight=False, markup=False)


@app.command("send")
def send(
    *,
    account: Annotated[str, typer.Option(help="The account, by number or reference.")],
    template: Annotated[str, typer.Option(help="The template; goodstanding templates lists them.")],
    channel: Annotated[str, typer.Option(help="By email, sms, letter or voicemail.")],
    language: Annotated[str, typer.Option(help="The language; the person's own by default.")] = "",
    key: Annotated[str, typer.Option(help="The same key again is the same message.")] = "",
    look: Annotated[bool, typer.Option("--preview", help="Only print what would be sent, and whether it may.")] = False,
    as_json: AsJson = False,
) -> None:
    """Send a message about an account, when the law allows it and somebody works (goodstanding worker)."""
    now = datetime.now(UTC)
    wanted = by_hand(
        find_account(account, by=OPERATOR), template=template, channel=channel, language=language,
        key=key or f"hand:{uuid4()}",
    )  # fmt: skip
    if look:
        waiting = draft(wanted, by=OPERATOR, at=now)
        made = preview(waiting, house=the_house(), at=now)
        held = weigh_messages([waiting], now)[waiting.message_id].held
        if as_json:
            _print({"to": made.to, "subject": made.subject, "text": made.text, "held": held})
        else:
            typer.echo(f"To: {made.to}\nSubject: {made.subject}\n\n{made.text}")
            sys.stderr.write(f"It would not go now: {held}\n" if held else "It may go now.\n")
        return
    number = ask_for_message(wanted, by=OPERATOR, at=now)
    _done({"message": number}, f"Message {number} waits to be sent.", as_json=as_json)


@app.command("cancel")
def cancel(message: Number, *, reason: Annotated[str, typer.Option(help="Why.")] = "", as_json: AsJson = False) -> None:
    """Take a message back while it waits."""
    cancel_message(message, reason=reason, by=OPERATOR, at=datetime.now(UTC))
    _done({"message": message, "state": "cancelled"}, f"Message {message} was taken back.", as_json=as_json)


@app.command("settle")
def settle(
    message: Number,
    *,
    went: Annotated[bool | None, typer.Option("--went/--did-not-go", help="Whether it went.")] = None,
    reason: Annotated[str, typer.Option(help="How you know.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say what became of a message that nobody can tell of; one that did not go is tried again while it has time."""
    if went is None:
        raise MessageRefused("Say whether it went: --went or --did-not-go.")
    state = settle_message(message, went=went, reason=reason, by=OPERATOR, at=datetime.now(UTC))
    sentence = "the provider has it" if went else "it did not go, and is tried again"
    _done({"message": message, "state": state}, f"Message {message} is settled: {sentence}.", as_json=as_json)


@app.command("again")
def again(message: Number, *, as_json: AsJson = False) -> None:
    """Send a dead message again, as a new one."""
    number = send_again(message, by=OPERATOR, at=datetime.now(UTC))
    _done({"message": number, "again_of": message}, f"Message {number} goes in place of {message}.", as_json=as_json)


@app.command("copy")
def copy(
    message: Number,
    part: Annotated[str, typer.Argument(help="The part, such as mail or letter; messages show lists them.")],
    *,
    out: Annotated[Path, typer.Option(help="Where to write it.")],
    as_json: AsJson = False,
) -> None:
    """Write a part of what was sent, byte for byte, to a file."""
    line, content = queries.copy_of(message, part, by=OPERATOR)
    whole = bytes_in(Path(settings.DATA_FOLDER), line.place, sha256=line.sha256) if content is None else content
    try:
        out.write_bytes(whole)
    except OSError as fault:
        raise MessageRefused(f"The copy cannot be written: {fault.strerror}.") from fault
    told = {"message": message, "part": part, "file": str(out), "bytes": line.size, "sha256": line.sha256}
    _done(told, f"Wrote {out}.", as_json=as_json)


def _states(word: str) -> tuple[str, ...]:
    if not word:
        return ()
    if word in SETS:
        return SETS[word]
    if word not in MEANINGS:
        raise MessageRefused(f"{word[:40]!r} is no state; one of {', '.join([*SETS, *MEANINGS])} is.")
    return (word,)


def _done(told: object, sentence: str, *, as_json: bool) -> None:
    if as_json:
        _print(told)
    else:
        typer.echo(sentence)


def _print(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
