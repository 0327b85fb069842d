"""`goodstanding replies …`: what people answered, and deciding about it."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.replies_measured import measure, train
from goodstanding.cli.page import page
from goodstanding.money.amount import Amount
from goodstanding.outreach.reply.deciding.operations import confirm, match_to, read_otherwise, settle, stop_channel
from goodstanding.outreach.reply.label import DEEDS, LABELS, WAYS
from goodstanding.outreach.reply.mailbox.operations import fetch, set_mailbox
from goodstanding.outreach.reply.operations import ReplyRefused, note
from goodstanding.outreach.reply.queries import ReplyCard, cards, reply_of
from goodstanding.receivables.models import Debt
from goodstanding.strategy.operations.reply_acts import dispute_from_reply, hold_from_reply, promise_from_reply
from goodstanding.strategy.queries.question import find_account
from goodstanding.worklists.queries import queue
from goodstanding.worklists.queue import PAGE

app = typer.Typer(add_completion=False, help="What people answered, and deciding about it.")
app.command("measure")(measure)
app.command("train")(train)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON only.")]
Number = Annotated[int, typer.Argument(help="The number of the reply.")]
Account = Annotated[str, typer.Argument(help="The account's number or reference.")]


@app.command("list")
def list_replies(*, limit: Annotated[int, typer.Option(min=1, max=10_000)] = PAGE, as_json: AsJson = False) -> None:
    """List the replies somebody has to look at, the most pressing first."""
    tasks = queue("reply", by=OPERATOR, limit=limit).tasks
    shown = cards([int(str(task.evidence["reply"])) for task in tasks])
    if as_json:
        _put({"replies": [card.plain() for card in shown]})
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("reply", "means", "sure", "channel", "came", "words"):
        table.add_column(heading)
    for card in shown:
        sure = "yes" if card.is_sure else "no"
        words = " ".join((card.quote or card.text).split())[:70]
        table.add_row(str(card.reply_id), card.label, sure, card.channel, f"{card.happened_at:%Y-%m-%d %H:%M}", words)
    page().print(table if shown else "No reply waits for anybody.", highlight=False)


@app.command("show")
def show(reply: Number, *, as_json: AsJson = False) -> None:
    """Show one reply: its words, what they mean, whom they are from, and what was done."""
    card = reply_of(reply, by=OPERATOR)
    if as_json:
        _put(card.plain())
        return
    console = page()
    for line in _lines(card):
        console.print(line, highlight=False, markup=False)


@app.command("note")
def write_note(
    account: Account,
    text: Annotated[str, typer.Argument(help="What the person said, in your words.")],
    *,
    channel: Annotated[str, typer.Option(help="How they said it: call, visit_home, letter …")] = "call",
    as_json: AsJson = False,
) -> None:
    """Write down what somebody said; it is read and acted on as a message of theirs would be."""
    number = note(find_account(account, by=OPERATOR), text, channel=channel, by=OPERATOR, at=_now())
    card = reply_of(number, by=OPERATOR)
    deeds = " ".join(DEEDS[one.deed] for one in card.deeds)
    _told({"reply": number, "label": card.label}, f"Reply {number}: {LABELS[card.label]} {deeds}".strip(), as_json)


@app.command("fetch")
def fetch_mail(*, as_json: AsJson = False) -> None:
    """Fetch what is new in the mailbox."""
    found = fetch(by=OPERATOR, at=_now())
    if found is None:
        raise ReplyRefused("No mailbox is set; set one with goodstanding replies mailbox.")
    told = {name: getattr(found, name) for name in ("mails", "replies", "bounces", "unreadable")}
    said = f"{found.mails} mails: {found.replies} replies, {found.bounces} came back, {found.unreadable} unreadable."
    _told(told, said, as_json)


@app.command("mailbox")
def mailbox(
    *,
    option: Annotated[list[str] | None, typer.Option(help="NAME=VALUE: host, user, port, folder, security.")] = None,
    secret_file: Annotated[str, typer.Option(help="A file that holds the password; - for standard input.")],
    as_json: AsJson = False,
) -> None:
    """Say which mailbox replies come into."""
    pairs = dict(one.partition("=")[::2] for one in option or [])
    try:
        typed = secret_file == "-"  # noqa: S105  A name for standard input, not a secret.
        secret = sys.stdin.read(10_000) if typed else Path(secret_file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ReplyRefused(f"{secret_file} cannot be read.") from fault
    number = set_mailbox(pairs, secret=secret, by=OPERATOR, at=_now())
    _told({"setting": number}, "Replies are fetched from this mailbox.", as_json)


@app.command("match")
def match(
    reply: Number, person: Annotated[int, typer.Argument(help="Whose it is.")], *, as_json: AsJson = False
) -> None:
    """Say whom a reply is from; what it says takes effect for them."""
    match_to(reply, person, by=OPERATOR, at=_now())
    _told({"reply": reply, "person": person}, f"Reply {reply} is from person {person}.", as_json)


@app.command("read")
def read_it(
    reply: Number,
    label: Annotated[str, typer.Argument(help=", ".join(LABELS))],
    *,
    scope: Annotated[str, typer.Option(help="Of a stop: channel or all.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say what a reply means; what follows from that happens at once."""
    read_otherwise(reply, label, scope=scope, by=OPERATOR, at=_now())
    _told({"reply": reply, "label": label}, f"Reply {reply}: {LABELS[label]}", as_json)


@app.command("promise")
def promise(
    reply: Number,
    account: Account,
    *,
    amount: Annotated[str, typer.Option(help="How much, in the debt's currency.")],
    by_date: Annotated[datetime, typer.Option("--by", formats=["%Y-%m-%d"], help="The last day for it.")],
    as_json: AsJson = False,
) -> None:
    """Record the promise a reply makes."""
    debt_id = find_account(account, by=OPERATOR)
    currency = Debt.objects.values_list("currency", flat=True).get(pk=debt_id)
    money = Amount.of(amount, currency)
    number = promise_from_reply(reply, debt_id, amount=money, due_date=by_date.date(), by=OPERATOR, at=_now())
    _told({"reply": reply, "promise": number}, f"Promise {number} is recorded.", as_json)


@app.command("dispute")
def dispute(reply: Number, account: Account, *, as_json: AsJson = False) -> None:
    """Open the dispute a reply raises."""
    number = dispute_from_reply(reply, find_account(account, by=OPERATOR), by=OPERATOR, at=_now())
    _told({"reply": reply, "dispute": number}, f"Dispute {number} is open.", as_json)


@app.command("hold")
def hold(
    reply: Number,
    account: Account,
    *,
    reason: Annotated[str, typer.Option(help="vulnerability, complaint, payment pending …")],
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day of it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Place the hold a reply asks for."""
    ends_date = until.date() if until else None
    debt_id = find_account(account, by=OPERATOR)
    number = hold_from_reply(reply, debt_id, reason=reason, ends_date=ends_date, by=OPERATOR, at=_now())
    _told({"reply": reply, "hold": number}, f"Hold {number} is placed.", as_json)


@app.command("stop")
def stop(
    reply: Number,
    channel: Annotated[str, typer.Argument(help="email, sms, call, letter, portal, or all.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Stop a channel because of a reply."""
    stop_channel(reply, channel, by=OPERATOR, at=_now())
    _told({"reply": reply, "channel": channel}, f"Stopped: {channel}.", as_json)


@app.command("confirm")
def confirm_it(reply: Number, *, as_json: AsJson = False) -> None:
    """Confirm what was only held so far: bankruptcy, death, vulnerability, an address of somebody else."""
    confirm(reply, by=OPERATOR, at=_now())
    _told({"reply": reply}, f"Reply {reply} is confirmed.", as_json)


@app.command("settle")
def settle_it(
    reply: Number, *, outcome: Annotated[str, typer.Option(help="What became of it.")], as_json: AsJson = False
) -> None:
    """Say that nothing more is to be done about a reply."""
    settle(reply, outcome=outcome, by=OPERATOR, at=_now())
    _told({"reply": reply}, f"Reply {reply} is settled.", as_json)


def _lines(card: ReplyCard) -> list[str]:
    whom = (
        f"person {card.person_id}" if card.person_id else f"one of {list(card.candidates)}" if card.candidates else "?"
    )
    sure = "" if card.is_sure else "perhaps: "
    return [
        f"Reply {card.reply_id}, {card.channel}, {card.happened_at:%Y-%m-%d %H:%M} UTC",
        f"  from: {card.sender or '-'}, {whom}, {WAYS[card.how]}",
        f"  means: {sure}{LABELS[card.label]} ({card.label}, {card.confidence:.0%}, {card.rule or card.read_by})",
        f"  words: “{card.quote}”",
        *(f"  done: {DEEDS[one.deed]} ({one.by})" for one in card.deeds),
        "",
        card.text,
    ]


def _told(value: object, sentence: str, as_json: bool) -> None:
    if as_json:
        _put(value)
    else:
        typer.echo(sentence)


def _put(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False, default=str) + "\n")


def _now() -> datetime:
    return datetime.now(UTC)
