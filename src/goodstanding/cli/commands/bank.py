"""`goodstanding bank`: our accounts, files of the bank brought in, and what its statements told."""

import json
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.bank_debits import debits_app, read_file
from goodstanding.cli.commands.bank_debits import returns as bank_returns
from goodstanding.cli.page import page
from goodstanding.money.amount import Amount
from goodstanding.payments.bank import queries
from goodstanding.payments.bank.csv_profile import PROFILES, Profile, profile_named, read_profile
from goodstanding.payments.bank.operations.accounts import open_bank_account
from goodstanding.payments.bank.operations.entering import enter_bank_file
from goodstanding.payments.bank.operations.weighing import StatementRefused, Weighed, weigh
from goodstanding.refusal import Refusal
from goodstanding.timetable.tasks import ask_to_apply_cash

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Bring in what the bank says, and look at it.")
account_app = typer.Typer(add_completion=False, no_args_is_help=True, help="Our accounts at banks.")
app.add_typer(account_app, name="account")
app.add_typer(debits_app, name="debits")
app.command("returns")(bank_returns)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@account_app.command("add")
def add_account(
    name: Annotated[str, typer.Argument(help="What people call it: clients USD.")],
    *,
    number: Annotated[str, typer.Option(help="IBAN, or the bank's number of it.")],
    currency: Annotated[str, typer.Option(help="USD, EUR …")],
    trust: Annotated[bool, typer.Option("--trust", help="Money of clients lies on it.")] = False,
    client: Annotated[int | None, typer.Option(help="The only client whose money comes in on it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Open an account of ours, so that its statements can be brought in."""
    number_here = open_bank_account(
        name, number=number, currency=currency, is_trust=trust, client_id=client, by=OPERATOR, at=datetime.now(UTC)
    )
    if as_json:
        _print_json({"account": number_here, "name": name})
    else:
        typer.echo(f"Account {name} is open as number {number_here}.")


@account_app.command("list")
def list_accounts(*, as_json: AsJson = False) -> None:
    """List our accounts and what the bank last said lies on them."""
    found = queries.accounts(by=OPERATOR)
    if as_json:
        _print_json([_plain(one) for one in found])
        return
    table = _table("account", "number", "currency", "trust", "closing", "until")
    for one in found:
        table.add_row(one.name, one.number, one.currency, "yes" if one.is_trust else "", _shown(one.closing),
                      _day(one.told_until))  # fmt: skip
    page().print(table if found else "There is no bank account yet.", highlight=False)


@app.command("import")
def import_files(
    files: Annotated[list[Path], typer.Argument(help="Files of the bank, of any format.")],
    *,
    account: Annotated[str, typer.Option(help="Our account by name or number, where a file does not say.")] = "",
    profile: Annotated[str, typer.Option(help="How a CSV is read: a profile that ships, or a YAML file.")] = "",
    take_as_is: Annotated[str, typer.Option(metavar="REASON", help="Take what does not agree, and say why.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring files in, each in one go or not at all; a file or an entry told again changes nothing."""
    how = _profile(profile) if profile else None
    refused = []
    for path in files:
        try:
            told = _bring_in(path, account=account, profile=how, reason=take_as_is, dry_run=dry_run)
        except Refusal as refusal:
            refused.append(f"{path.name}: {refusal}")
            continue
        if as_json:
            sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        else:
            _tell(told)
    if refused:
        raise StatementRefused(" ".join(refused))


@app.command("statements")
def list_statements(
    account: Annotated[str, typer.Argument(help="An account by name or number; all by default.")] = "",
    *,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 100,
    as_json: AsJson = False,
) -> None:
    """List statements, the latest first, and whether each reconciles or by how much it is off."""
    found = queries.statements(account=account, limit=limit, by=OPERATOR)
    if as_json:
        _print_json([_plain(one) | {"standing": one.standing} for one in found])
        return
    table = _table("statement", "account", "reference", "until", "opening", "closing", "lines", "standing")
    for one in found:
        table.add_row(str(one.statement_id), one.account, one.reference, _day(one.to_date), _shown(one.opening),
                      _shown(one.closing), str(one.lines), one.standing)  # fmt: skip
    page().print(table if found else "No statement has been brought in.", highlight=False)


@app.command("lines")
def list_lines(
    statement: Annotated[int, typer.Argument(help="The number of the statement.")],
    *,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 1_000,
    as_json: AsJson = False,
) -> None:
    """List the lines that a statement brought."""
    found = queries.lines(statement, limit=limit, by=OPERATOR)
    if as_json:
        _print_json([_plain(one) for one in found])
        return
    table = _table("line", "booked", "amount", "party", "text", "reference", "returned")
    for one in found:
        table.add_row(str(one.line_id), _day(one.booked_date), str(one.amount), one.party_name, one.text[:60],
                      one.creditor_reference or one.end_to_end or one.bank_reference, one.return_code)  # fmt: skip
    page().print(table if found else "It brought no line that was new.", highlight=False)


@app.command("show")
def show(
    statement: Annotated[int, typer.Argument(help="The number of the statement.")], *, as_json: AsJson = False
) -> None:
    """Show one statement: its file, its balances, and whether it reconciles."""
    one = queries.statement(statement, by=OPERATOR)
    if as_json:
        _print_json(_plain(one) | {"standing": one.standing})
        return
    typer.echo(f"Statement {one.statement_id} of {one.account}: {one.reference} {one.sequence}".rstrip() + ".")
    typer.echo(
        f"From {_day(one.from_date) or 'no day'} to {_day(one.to_date) or 'no day'}, {one.lines} lines, {one.standing}."
    )
    typer.echo(f"It opens with {_shown(one.opening) or 'no balance'} and closes with {_shown(one.closing) or 'none'}.")
    typer.echo(f"File {one.file_id}, {one.file_name} ({one.format}), evidence entry {one.entry_id}.")
    if one.taken_reason:
        typer.echo(f"It was taken as it is: {one.taken_reason}")


def _bring_in(path: Path, *, account: str, profile: Profile | None, reason: str, dry_run: bool) -> dict[str, Any]:
    data = read_file(path)
    if dry_run:
        weighed = weigh(data, name=path.name, account=account, profile=profile)
        return _weighed(weighed) | {"is_entered": False, "lines": weighed.fresh}
    entered = enter_bank_file(
        data, name=path.name, account=account, profile=profile, taken_reason=reason, by=OPERATOR, at=datetime.now(UTC)
    )
    if entered.lines:
        ask_to_apply_cash()
    return _weighed(entered.weighed) | {
        "is_entered": not entered.is_known, "file_id": entered.file_id, "lines": entered.lines,
    }  # fmt: skip


def _profile(text: str) -> Profile:
    if (PROFILES / f"{Path(text).name}.yaml").is_file() and Path(text).name == text:
        return profile_named(text)
    if not Path(text).exists() and not Path(text).suffix:
        return profile_named(text)
    return read_profile(read_file(Path(text)).decode(errors="replace"))


def _weighed(weighed: Weighed) -> dict[str, Any]:
    return {
        "file": weighed.name,
        "format": weighed.format,
        "known_file_id": weighed.known_file_id,
        "statements": [
            {
                "account": one.account.name,
                "reference": one.statement.reference,
                "off": None if one.statement.off_minor is None
                else Amount(one.statement.off_minor, one.account.currency).decimal_string(),
                "new": len(one.recognised.fresh),
                "known": one.recognised.known,
                "pending": one.recognised.pending,
            }
            for one in weighed.statements
        ],
        "faults": list(weighed.sentences),
        "notices": [notice for one in weighed.statements for notice in one.notices],
    }  # fmt: skip


def _tell(told: dict[str, Any]) -> None:
    if told["known_file_id"] is not None:
        typer.echo(f"{told['file']} was brought in before, as file {told['known_file_id']}; nothing changes.")
        return
    word = "Brought in" if told["is_entered"] else "Would bring in"
    typer.echo(
        f"{word} {told['file']} ({told['format']}): {told['lines']:,} new {'line' if told['lines'] == 1 else 'lines'}."
    )
    for one in told["statements"]:
        off = f"off by {one['off']}" if one["off"] and Decimal(one["off"]) else "reconciled"
        off = "balances not told" if one["off"] is None else off
        typer.echo(f"  {one['account']} {one['reference']}: {one['new']} new, {one['known']} known, "
                   f"{one['pending']} pending, {off}.")  # fmt: skip
    for sentence in told["faults"] + told["notices"]:
        typer.echo(f"  {sentence}", err=True)


def _plain(one: Any) -> dict[str, Any]:
    told = {}
    for name, value in one._asdict().items():
        told[name] = value.decimal_string() if isinstance(value, Amount) else _day(value) if isinstance(
            value, date
        ) else value  # fmt: skip
    return told


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _shown(amount: Amount | None) -> str:
    return "" if amount is None else str(amount)


def _table(*headings: str) -> Table:
    table = Table(box=None, padding=(0, 2))
    for heading in headings:
        right = heading in {"opening", "closing", "amount", "lines", "line", "statement"}
        table.add_column(heading, justify="right" if right else "left")
    return table


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
