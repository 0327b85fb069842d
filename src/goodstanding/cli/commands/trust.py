"""`goodstanding trust`: what lies there for each client, letting it go, and holding it against the bank."""

from typing import Annotated, cast

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.law_why import instant
from goodstanding.cli.commands.money_words import (
    Again,
    AsJson,
    AsOf,
    Key,
    KnownAt,
    OnDay,
    Reason,
    amount,
    day,
    now,
    print_json,
    say,
)
from goodstanding.cli.commands.template_texts import who
from goodstanding.cli.page import page
from goodstanding.ledger.operations.repeating import Asked
from goodstanding.money.amount import Amount
from goodstanding.payments.trust import operations
from goodstanding.payments.trust.queries.balances import trust_balances, waiting_remittances
from goodstanding.payments.trust.queries.reconciling import bank_account_named, reconciliation_of
from goodstanding.payments.trust.reconciliation import Reconciliation
from goodstanding.payments.trust.remitting import Kind

app = typer.Typer(add_completion=False, help="Trust money of clients: its balance, remittances, and the bank.")
By = Annotated[str | None, typer.Option(help="The e-mail of whoever decides; the operator by default.")]
FromInput = Annotated[bool, typer.Option("--password-stdin", help="Read their password from standard input.")]
Remittance = Annotated[int, typer.Argument(help="The number of the remittance.")]
Client = Annotated[int | None, typer.Option(help="Only of the client of this number.")]
AS_TEXT = {"remitted": "to the client", "fees": "fees", "covered": "covered by the house"}


@app.command("balance")
def balance(*, client: Client = None, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False) -> None:
    """Tell what lies in trust for each client at the end of a day."""
    found = trust_balances(as_of=day(as_of), known_at=instant(known_at), client_id=client)
    columns = ("received", *AS_TEXT, "balance")
    if as_json:
        print_json(
            [
                {"client": one.client_id, "name": one.client, "currency": one.balance.currency, "short": one.is_short}
                | {name: getattr(one, name).decimal_string() for name in columns}
                for one in found
            ]
        )
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("client", "name", *(AS_TEXT.get(name, name) for name in columns), ""):
        table.add_column(heading, justify="left" if heading in {"name", ""} else "right")
    for one in found:
        amounts = [str(getattr(one, name)) for name in columns]
        table.add_row(str(one.client_id), one.client, *amounts, "SHORT" if one.is_short else "")
    page().print(table if found else "No client has a book yet.", highlight=False)


@app.command("remit")
def remit(
    client: Annotated[int, typer.Argument(help="The number of the client.")],
    *,
    amount_: Annotated[str, typer.Option("--amount", help="How much goes: 1200.00.")],
    bank_account: Annotated[str, typer.Option("--account", help="The trust account it leaves, by name or number.")],
    reason: Reason,
    kind: Annotated[str, typer.Option(help='"to client", "fee", or "cover": the house puts in its own.')] = "to client",
    reference: Annotated[str, typer.Option(help="What the bank will show.")] = "",
    date_: OnDay = None,
    key: Key = "",
    again: Again = False,
    as_json: AsJson = False,
) -> None:
    """Record that trust money goes; above the limit it waits until somebody else approves it."""
    account = bank_account_named(bank_account)
    money = amount(amount_, account.currency)
    number = operations.remit(
        client,
        money,
        kind=cast(Kind, kind),
        bank_account_id=account.id,
        remitted_date=day(date_),
        reason=reason,
        reference=reference,
        asked=Asked(key, is_another=again),
        by=OPERATOR,
        at=now(),
    )
    waits = any(one.id == number for one in waiting_remittances())
    said = f"Remittance {number} of {money} " + ("waits until somebody else approves it." if waits else "is recorded.")
    say({"remittance": number, "state": "waiting" if waits else "recorded"}, said, as_json=as_json)


@app.command("approve")
def approve(
    remittance: Remittance, *, by: By = None, password_stdin: FromInput = False, as_json: AsJson = False
) -> None:
    """Approve a remittance that somebody else asked for."""
    operations.approve(remittance, by=who(by, from_input=password_stdin), at=now())
    said = f"Remittance {remittance} is approved and recorded."
    say({"remittance": remittance, "state": "recorded"}, said, as_json=as_json)


@app.command("decline")
def decline(
    remittance: Remittance, *, by: By = None, password_stdin: FromInput = False, as_json: AsJson = False
) -> None:
    """Decline a remittance that waits."""
    operations.decline(remittance, by=who(by, from_input=password_stdin), at=now())
    said = f"Remittance {remittance} is declined; nothing is recorded."
    say({"remittance": remittance, "state": "declined"}, said, as_json=as_json)


@app.command("take-back")
def take_back(remittance: Remittance, *, reason: Reason, date_: OnDay = None, as_json: AsJson = False) -> None:
    """Say that a remittance came back, or was entered in error."""
    number = operations.take_back(remittance, reason=reason, effective_date=day(date_), by=OPERATOR, at=now())
    said = f"Remittance {remittance} is taken back."
    say({"remittance": remittance, "transaction": number}, said, as_json=as_json)


@app.command("waiting")
def waiting(*, as_json: AsJson = False) -> None:
    """List remittances that wait for somebody to approve them."""
    found = waiting_remittances()
    if as_json:
        print_json(
            [
                {"remittance": one.id, "client": one.client_id, "kind": one.kind, "date": one.remitted_date,
                 "amount": Amount(one.amount_minor, one.currency).decimal_string(), "currency": one.currency,
                 "asked_by": one.asked_by, "reason": one.reason}
                for one in found
            ]
        )  # fmt: skip
        return
    for one in found:
        money = Amount(one.amount_minor, one.currency)
        typer.echo(f"{one.id}: {money} ({one.kind}) of client {one.client_id}, asked for by {one.asked_by}.")
    if not found:
        typer.echo("No remittance waits.")


@app.command("reconcile")
def reconcile(
    *,
    bank_account: Annotated[str, typer.Option("--account", help="The bank account, by name or number.")],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Hold the bank, our book of the account and the clients' money against each other; name every difference."""
    account = bank_account_named(bank_account)
    found = reconciliation_of(account.id, as_of=day(as_of), known_at=instant(known_at))
    if as_json:
        print_json(_told(found, account.currency))
        return
    for what, minor in (("bank", found.bank_minor), ("book", found.book_minor), ("clients", found.clients_minor)):
        typer.echo(f"{what:>8}  {Amount(minor, account.currency)}")
    for one in found.differences:
        typer.echo(f"{Amount(one.effect_minor, account.currency)}  {one.what}: {one.sentence}")
    typer.echo("All three agree." if found.is_reconciled else f"{len(found.differences)} differences.")


def _told(found: Reconciliation, currency: str) -> dict[str, object]:
    def plain(minor: int) -> str:
        return Amount(minor, currency).decimal_string()

    return {
        "as_of": found.as_of, "currency": currency, "bank": plain(found.bank_minor), "book": plain(found.book_minor),
        "clients": plain(found.clients_minor), "off": plain(found.off_minor),
        "explained": plain(found.explained_minor), "is_reconciled": found.is_reconciled,
        "differences": [one._asdict() | {"effect": plain(one.effect_minor)} for one in found.differences],
    }  # fmt: skip
