"""`goodstanding bank debits` and `bank returns`: debits ordered from our own bank by files, and what came back."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.day import read_day
from goodstanding.cli.page import page
from goodstanding.disputes.queries import disputed_items
from goodstanding.money.amount import Amount
from goodstanding.payments.bank.order import queries
from goodstanding.payments.bank.order.details import read_details
from goodstanding.payments.bank.order.operations.mandates import keep_bank_mandate
from goodstanding.payments.bank.order.operations.returns import ReturnsTaken, take_returns
from goodstanding.payments.bank.order.operations.writing import DebitsRefused, write_again, write_debits
from goodstanding.payments.bank.order.scheme import SCHEMES
from goodstanding.payments.bank.returns.returning import read_returns
from goodstanding.payments.bank.written import BYTES_MOST
from goodstanding.refusal import Refusal
from goodstanding.strategy.queries.question import find_account

debits_app = typer.Typer(add_completion=False, no_args_is_help=True, help="Debits ordered from our own bank by files.")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Scheme = Annotated[str, typer.Option(help="nacha or sepa.")]
Out = Annotated[Path, typer.Option(help="The file to make; nothing is written over.")]


class BankFileMissing(Refusal, ValueError):
    """There is no such file, or it cannot be read from the disk."""


@debits_app.command("mandate")
def mandate(
    account: Annotated[str, typer.Argument(help="The debt's number or reference.")],
    *,
    scheme: Scheme,
    holder: Annotated[str, typer.Option(help="The account holder's name.")],
    account_file: Annotated[Path, typer.Option(help="A file with the account number or IBAN; no shell keeps it.")],
    signed: Annotated[str, typer.Option(help="The day the payer gave their word.")],
    evidence: Annotated[str, typer.Option(help="Where the payer's word is kept.")],
    bank: Annotated[str, typer.Option(help="The bank's nine digits, or its BIC.")] = "",
    kind: Annotated[str, typer.Option(help="checking or savings, under nacha.")] = "",
    entry_class: Annotated[str, typer.Option(help="PPD, CCD, WEB or TEL, under nacha.")] = "PPD",
    person: Annotated[int | None, typer.Option(help="Who gave it, where it is not the debtor.")] = None,
    as_json: AsJson = False,
) -> None:
    """Take down that somebody lets us debit their bank account; the details are sealed, and only their end is shown."""
    number = read_file(account_file).decode("utf-8", errors="replace").strip()
    details = read_details(scheme, holder=holder, bank=bank, account=number, kind=kind)
    found = keep_bank_mandate(
        find_account(account, by=OPERATOR), details, signed_date=read_day(signed), entry_class=entry_class,
        person_id=person, evidence=evidence, by=OPERATOR, at=datetime.now(UTC),
    )  # fmt: skip
    if as_json:
        _print_json({"mandate": found})
    else:
        typer.echo(f"Taken down as mandate {found}.")


@debits_app.command("list")
def list_(
    *,
    state: Annotated[str, typer.Option(help=f"Only these: {', '.join(queries.STATES)}.")] = "",
    files: Annotated[bool, typer.Option("--files", help="List the files instead.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 100,
    as_json: AsJson = False,
) -> None:
    """List the order book, or the files written from it, the latest first."""
    if state and state not in queries.STATES:
        raise DebitsRefused(f"{state[:40]!r} is no state of a debit; one of {', '.join(queries.STATES)} is.")
    found: list[Any]
    if files:
        found = list(queries.debit_files(limit=limit, by=OPERATOR))
    else:
        found = list(queries.debits(state=state or None, limit=limit, by=OPERATOR))
    if as_json:
        _print_json([_plain(one) for one in found])
        return
    table = Table(box=None, padding=(0, 2))
    if files:
        for heading in ("file", "scheme", "settles", "debits", "total", "name", "written"):
            table.add_column(heading)
        for one in found:
            table.add_row(str(one.file_id), one.scheme, str(one.settles_date), str(one.debits), str(one.total),
                          one.name, f"{one.written_at:%Y-%m-%d %H:%M}" if one.written_at else "cut off")  # fmt: skip
    else:
        for heading in ("debit", "payment", "amount", "from", "state", "file", "settles", "why"):
            table.add_column(heading)
        for one in found:
            table.add_row(one.reference, str(one.payment_id or ""), str(one.amount), one.label, one.state,
                          str(one.file_id or ""), str(one.settles_date or ""),
                          f"{one.code} {one.reason}".strip())  # fmt: skip
    page().print(table if found else "There are none.", highlight=False)


@debits_app.command("write")
def write(
    *,
    out: Out,
    scheme: Scheme = "",
    on: Annotated[str, typer.Option("--date", help="The day the bank moves the money; the first by default.")] = "",
    again: Annotated[int | None, typer.Option(help="Make this file again instead, byte for byte.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write what waits into one file for the bank; each debit is in one file only."""
    at = datetime.now(UTC)
    if again is not None:
        sha256 = write_again(again, out, by=OPERATOR, at=at)
        _say({"file": again, "sha256": sha256, "out": str(out)}, f"File of debits {again} stands in {out} again. "
             "If the bank has it already, do not hand it over twice.", as_json=as_json)  # fmt: skip
        return
    if scheme not in SCHEMES:
        raise DebitsRefused(f"Say the scheme: {' or '.join(SCHEMES)}.")
    run = write_debits(
        "sepa" if scheme == "sepa" else "nacha", out, settles_date=read_day(on) if on else None,
        disputed=disputed_items, by=OPERATOR, at=at,
    )  # fmt: skip
    told: dict[str, Any] = {"file": None, "set_aside": run.set_aside}
    sentence = "Nothing waits; no file was made."
    if run.file is not None:
        one = run.file
        told |= {
            "file": one.file_id, "debits": one.count, "total": one.total.decimal_string(), "out": str(out),
            "currency": one.total.currency, "settles": one.settles_date.isoformat(), "sha256": one.sha256,
            "was_cut_off": one.was_cut_off,
        }  # fmt: skip
        sentence = f"{out} holds {one.count} debits of {one.total}, settling on {one.settles_date}: file {one.file_id}."
        if one.was_cut_off:
            sentence += " Its run had been cut off; what was ordered since waits for the next file."
    _say(told, sentence, as_json=as_json)
    if not as_json:
        for reference, reason in run.set_aside.items():
            typer.echo(f"{reference} was set aside: {reason}", err=True)


def returns(
    file: Annotated[Path, typer.Argument(help="A NACHA file of returns and changes, a pain.002, or a camt.")],
    *,
    apply: Annotated[bool, typer.Option("--apply", help="Take it in: payments and books follow.")] = False,
    on: Annotated[str, typer.Option("--date", help="The day it came back, where the file does not say.")] = "",
    take_as_is: Annotated[str, typer.Option(metavar="REASON", help="Take what does not agree, and say why.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say what came back of our debits and why, and what notices say is right instead; --apply takes it in."""
    data = read_file(file)
    if apply:
        taken = take_returns(
            data, name=file.name, returned_date=read_day(on) if on else None, taken_reason=take_as_is,
            disputed=disputed_items, by=OPERATOR, at=datetime.now(UTC),
        )  # fmt: skip
        _tell_taken(taken, as_json=as_json)
        return
    told = read_returns(data)
    if as_json:
        found = [
            {"reference": one.reference, "amount": one.amount.decimal_string() if one.amount else None,
             "is_change": one.is_change, "data": one.data, **one.code._asdict()}
            for one in told.returns
        ]  # fmt: skip
        _print_json({"form": told.form, "returns": found, "faults": list(told.faults)})
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("reference", "amount", "code", "meaning", "data"):
        table.add_column(heading, justify="right" if heading == "amount" else "left")
    for one in told.returns:
        table.add_row(one.reference, str(one.amount or ""), one.code.code, one.code.meaning, one.data)
    page().print(table if told.returns else "Nothing came back in this file.", highlight=False)
    for sentence in told.faults:
        typer.echo(sentence, err=True)


def read_file(path: Path) -> bytes:
    """Return a file's bytes. Raises BankFileMissing."""
    try:
        if path.stat().st_size > BYTES_MOST:
            raise BankFileMissing(f"{path} has more than {BYTES_MOST:,} bytes; no statement is so long.")
        return path.read_bytes()
    except OSError as fault:
        raise BankFileMissing(f"{path} cannot be read: {fault.strerror}.") from fault


def _tell_taken(taken: ReturnsTaken, *, as_json: bool) -> None:
    if as_json:
        _print_json({
            "form": taken.form, "sha256": taken.sha256, "returned": taken.returned, "known": taken.known,
            "replaced": {str(old): new for old, new in taken.replaced.items()},
            "payments": {str(number): state for number, state in taken.followed.items()}, "notices": taken.notices,
        })  # fmt: skip
        return
    changed = f"{len(taken.replaced)} mandates changed"
    typer.echo(f"{len(taken.returned)} debits came back, {taken.known} were known, {changed}.")
    for number, state in taken.followed.items():
        typer.echo(f"  payment {number}: {state}")
    for sentence in taken.notices:
        typer.echo(sentence, err=True)


def _plain(one: Any) -> dict[str, Any]:
    return {name: _word(value) for name, value in one._asdict().items()}


def _word(value: object) -> object:
    if isinstance(value, Amount):
        return value.decimal_string()
    return value.isoformat() if isinstance(value, date) else value


def _say(told: dict[str, Any], sentence: str, *, as_json: bool) -> None:
    if as_json:
        _print_json(told)
    else:
        typer.echo(sentence)


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
