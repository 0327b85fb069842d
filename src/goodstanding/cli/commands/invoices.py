"""`goodstanding invoices`: issue invoices and credit notes, list and send them, and check those of others."""

import sys
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.billing.operations.issuing import issue
from goodstanding.arrangements.billing.operations.sending import send_invoice
from goodstanding.arrangements.billing.queries import DocumentLine, document, document_called, documents_of
from goodstanding.cli.commands.invoices_pages import checked, told, told_message
from goodstanding.cli.commands.money_words import Account, AsJson, account, now, print_json, say
from goodstanding.receivables.invoice.check import InvoiceRefused
from goodstanding.receivables.invoice.factur_x.reading import disagreements, message_in, read
from goodstanding.receivables.invoice.printing.press import printed
from goodstanding.receivables.invoice.reading import read_fields, read_invoice
from goodstanding.refusal import Refusal
from goodstanding.strategy.queries.house.pay_link import pay_link

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Invoices and credit notes as documents.")
Source = Annotated[Path, typer.Argument(help="The file.")]
Number = Annotated[str, typer.Argument(help="The number on the invoice, or its own number with # before it.")]
Out = Annotated[Path | None, typer.Option("--out", help="Where to write it.")]


class FileRefused(Refusal):
    """A file cannot be read or written; the sentence says why."""


@app.command("issue")
def issue_invoice(
    of: Account, fields: Source, *, item: Annotated[str, typer.Option(help="An item that was charged before.")] = "",
    out: Out = None, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Issue an invoice or a credit note from a file of fields (YAML or JSON), in the books and as a PDF."""
    debt, _ = account(of)
    at = now()
    link = pay_link(debt.pk, at=at)
    number = issue(debt.pk, read_fields(_read(fields)), item=item, pay_link=link, by=OPERATOR, at=at)
    line, pdf = document(number, by=OPERATOR)
    if out is not None:
        _write(out, pdf)
    say(
        told(line),
        f"{line.kind.capitalize()} {line.number} is issued over {line.gross}; {line.due} is due.",
        as_json=as_json,
    )


@app.command("try")
def try_invoice(fields: Source, out: Annotated[Path, typer.Argument(help="Where to write the PDF.")]) -> None:
    """Print what a file of fields tells, without issuing anything."""
    _write(out, printed(read_invoice(read_fields(_read(fields)))))
    typer.echo(f"{out} is written; nothing was issued.")


@app.command("list")
def list_invoices(of: Account, *, as_json: AsJson = False) -> None:
    """List the invoices and credit notes of an account."""
    lines = documents_of(account(of)[0].pk, by=OPERATOR)
    if as_json:
        print_json([told(one) for one in lines])
        return
    for one in lines:
        typer.echo(f"#{one.document_id}  {one.kind} {one.number}  {one.issued_date}  {one.gross}  due {one.due_date}")
    if not lines:
        typer.echo("No invoice was issued on this account.", err=True)


@app.command("show")
def show(number: Number, *, out: Out = None, as_json: AsJson = False) -> None:
    """Show an invoice, and write its PDF with --out."""
    line, pdf = _document(number)
    if out is not None:
        _write(out, pdf)
    sentence = (
        f"{line.kind.capitalize()} {line.number} of {line.issued_date}: {line.gross}, {line.due} due by "
        f"{line.due_date}; profile {line.profile}; SHA-256 {line.sha256}."
    )
    say(told(line), sentence, as_json=as_json)


@app.command("xml")
def xml(number: Number, *, out: Out = None) -> None:
    """Print the message for systems that an invoice carries."""
    message = message_in(_document(number)[1])
    if out is None:
        sys.stdout.write(message.decode())
    else:
        _write(out, message)


@app.command("send")
def send(number: Number, *, as_json: AsJson = False) -> None:
    """Send an invoice by e-mail to whom it is for; asked for again, it is the same message."""
    line, _ = _document(number)
    message_id = send_invoice(line.document_id, by=OPERATOR, at=now())
    say({"message": message_id}, f"It goes as message {message_id}, once the law lets it.", as_json=as_json)


@app.command("check")
def check(file: Source, *, as_json: AsJson = False) -> None:
    """Read a Factur-X PDF or message of anybody, and say whether its sums agree."""
    content = _read(file)
    message = read(message_in(content))
    wrong = disagreements(message)
    if as_json:
        print_json(
            told_message(message) | {"faults": [one._asdict() for one in wrong], "sha256": sha256(content).hexdigest()}
        )
    elif not wrong:
        typer.echo(checked(message))
    if wrong:
        raise InvoiceRefused(wrong)


@app.command("read")
def read_file(file: Source) -> None:
    """Print the fields of a Factur-X invoice as a row that goodstanding import can bring in."""
    print_json(told_message(read(message_in(_read(file)))))


def _document(number: str) -> tuple[DocumentLine, bytes]:
    own = number.removeprefix("#")
    if own != number and own.isascii() and own.isdecimal() and len(own) < 18:  # noqa: PLR2004  Fits the database.
        return document(int(own), by=OPERATOR)
    return document_called(number, by=OPERATOR)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise FileRefused(f"{path} cannot be read: {fault.strerror}.") from fault


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise FileRefused(f"{path} cannot be written: {fault.strerror}.") from fault
