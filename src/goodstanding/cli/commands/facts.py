"""`goodstanding facts`: the columns of the day's sheet, one account's sheet, and the lake of sealed sheets."""

import importlib
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands import readiness
from goodstanding.cli.day import read_day
from goodstanding.cli.first_command import FirstCommand
from goodstanding.cli.main import say
from goodstanding.cli.page import page
from goodstanding.factsheet.daily import manual
from goodstanding.factsheet.daily.column import DailyColumn
from goodstanding.factsheet.daily.sheet import ACCOUNT_COLUMNS, IDEAS, ITEM_COLUMNS
from goodstanding.factsheet.sheet import members
from goodstanding.money.amount import Amount
from goodstanding.refusal import Refusal

app = typer.Typer(add_completion=False, cls=FirstCommand, help="Facts: their columns, one account's, and the lake.")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON only.")]
Day = Annotated[str, typer.Option("--date", help="The business day, as 2026-11-23.")]


class NotOnSheet(Refusal):
    """The account is on no sheet of that day."""


@app.command("list")
def list_(
    *,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the tables of docs/facts.md.")] = False,
    as_json: AsJson = False,
) -> None:
    """List every column: its unit, what it means, where it comes from, and who may use it."""
    if markdown:
        sys.stdout.write(manual.tables() + "\n")
    elif as_json:
        _print_json({"account": [_declared(one) for one in ACCOUNT_COLUMNS.values()],
                     "item": [_declared(one) for one in ITEM_COLUMNS.values()]})  # fmt: skip
    else:
        for title, columns in (*IDEAS.items(), ("An open item", tuple(ITEM_COLUMNS.values()))):
            page().print(_columns(title, columns), highlight=False)


@app.command()
def show(
    account: Annotated[str, typer.Argument(help="The account's number or reference.")],
    *,
    day: Day = "",
    as_json: AsJson = False,
) -> None:
    """Show an account's sheet of a day: as it was sealed, or by the books as they are known now."""
    chosen = read_day(day) if day else None
    readiness.ready_books()
    now = datetime.now(UTC)
    number = _module("question").find_account(account, by=OPERATOR)
    sheet = _module("facts").sheet_of(number, day=chosen or now.date(), by=OPERATOR, at=now, folder=_folder())
    if not sheet.row:
        raise NotOnSheet(" ".join(sheet.faults) or f"The account is on no sheet of {sheet.day}: it was withdrawn.")
    if as_json:
        _print_json(_told(sheet))
    else:
        for line in _lines(sheet):
            page().print(line, highlight=False, soft_wrap=True)


@app.command()
def lake(*, day: Day = "", as_json: AsJson = False) -> None:
    """List the days whose sheets were sealed, and check every file against its hash; exit code 1 if one is wrong."""
    chosen = read_day(day) if day else None
    readiness.ready_books()
    nights = _module("facts").sealed_nights(by=OPERATOR, folder=_folder(), day=chosen)
    if as_json:
        _print_json({"nights": [
            {"date": one.day.isoformat(), "files": one.files, "accounts": one.accounts, "items": one.items,
             "faulty": [{"file": name, "state": state} for name, state in one.faulty]} for one in nights
        ]})  # fmt: skip
    elif not nights:
        say("No sheet was sealed yet; goodstanding night seals one for every day it runs.")
    else:
        page().print(_nights(nights), highlight=False)
    for name, state in (fault for one in nights for fault in one.faulty):
        say(f"{name} is {'missing' if state == 'missing' else 'not what was sealed'}.")
    if any(one.faulty for one in nights):
        raise SystemExit(1)


def shown(column: DailyColumn, value: object, *, currency: str) -> object:
    """Return a value as JSON tells it: amounts as decimal strings, dates as ISO 8601, sets as lists."""
    if value is None:
        return None
    if column.kind == "amount" and isinstance(value, int):
        return Amount(value, currency).decimal_string()
    if column.kind == "words":
        return members(str(value))
    return value.isoformat() if isinstance(value, date) else value


def _module(name: str) -> Any:
    """Return a page of questions, which knows the books; listing the columns needs none."""
    return importlib.import_module(f"goodstanding.strategy.queries.{name}")


def _folder() -> Any:
    return importlib.import_module("goodstanding.cli.commands.night").data_folder()


def _print_json(told: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")


def _declared(one: DailyColumn) -> dict[str, Any]:
    return {"name": one.name, "kind": one.kind, "unit": one.unit, "meaning": one.meaning, "origin": one.origin,
            "users": manual.users(one).split(", ")}  # fmt: skip


def _columns(title: str, columns: tuple[DailyColumn, ...]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    for name in ("Column", "Kind", "Unit", "Meaning", "For"):
        table.add_column(name, overflow="fold")
    for one in columns:
        table.add_row(one.name, one.kind, escape(one.unit), escape(one.meaning), manual.users(one))
    return table


def _told(sheet: Any) -> dict[str, Any]:
    currency = str(sheet.row["currency"])
    return {
        "account": sheet.account_id,
        "date": sheet.day.isoformat(),
        "sealed": {"file": sheet.name, "sha256": sheet.sha256} if sheet.is_sealed else None,
        "known_at": sheet.known_at.isoformat() if sheet.known_at else None,
        "facts": {name: shown(ACCOUNT_COLUMNS[name], value, currency=currency) for name, value in sheet.row.items()},
        "items": [
            {name: shown(ITEM_COLUMNS[name], value, currency=currency) for name, value in row.items()}
            for row in sheet.items
        ],
    }


def _lines(sheet: Any) -> Iterator[str]:
    told = _told(sheet)
    if sheet.is_sealed:
        yield f"Account {sheet.account_id} on {sheet.day}, as it was sealed in {sheet.name}."
    else:
        yield f"Account {sheet.account_id} on {sheet.day}, by the books as they are known now; no night sealed it."
    for idea, columns in IDEAS.items():
        yield f"\n[bold]{idea}[/bold]"
        for one in columns:
            if one.name in told["facts"]:
                yield f"  {one.name:<26} {escape(_plain(one, told['facts'][one.name], told['facts']['currency']))}"
    for row in told["items"]:
        yield f"\n[bold]Item {row['item_id']}[/bold]"
        yield from (
            f"  {name:<26} {escape(_plain(ITEM_COLUMNS[name], value, told['facts']['currency']))}"
            for name, value in row.items()
        )


def _plain(column: DailyColumn, value: object, currency: str) -> str:
    if value is None:
        return "none known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return str(Amount.of(str(value), currency)) if column.kind == "amount" else str(value)


def _nights(nights: Any) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("Day", "Files", "Accounts", "Items", "State"):
        table.add_column(name, justify="left" if name in {"Day", "State"} else "right")
    for one in nights:
        state = f"{len(one.faulty)} wrong" if one.faulty else "sound"
        table.add_row(str(one.day), str(one.files), str(one.accounts), str(one.items), state)
    return table
