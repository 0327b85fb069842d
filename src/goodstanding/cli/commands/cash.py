"""`goodstanding cash`: what bank lines pay: look, apply, set aside, take back, undo, and what was taught."""

from typing import Annotated, Any

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.money_words import (
    AsJson,
    AsOf,
    Reason,
    account,
    amount,
    day,
    item_of,
    now,
    print_json,
    say,
)
from goodstanding.cli.page import page
from goodstanding.disputes.operations.contesting import open_dispute
from goodstanding.disputes.queries import disputed_among, disputed_items
from goodstanding.money.amount import Amount
from goodstanding.payments.matching import queries
from goodstanding.payments.matching.operations.applying import MatchRefused, apply_line
from goodstanding.payments.matching.operations.deducting import code_deduction
from goodstanding.payments.matching.operations.looking import SurenessRefused
from goodstanding.payments.matching.operations.looking import look as look_at_lines
from goodstanding.payments.matching.operations.ruling import end_rule
from goodstanding.payments.matching.operations.undoing import set_aside, take_returned, undo_match
from goodstanding.payments.matching.suggestion import MILLION, SURE_PPM, Share
from goodstanding.payments.operations.tolerating import let_remainders_go
from goodstanding.receivables.models import Debt, Item

app = typer.Typer(add_completion=False, no_args_is_help=True, help="What bank lines pay: look, apply, set aside, undo.")
Line = Annotated[int, typer.Argument(help="The number of the bank line.")]


@app.command("look")
def look(
    *,
    sure: Annotated[float, typer.Option(help="From which confidence on lines are applied: 0.9 to 1.")] = SURE_PPM
    / MILLION,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Apply nothing; only keep what is suggested.")] = False,
    as_json: AsJson = False,
) -> None:
    """Look at every line that waits: apply what is sure, suggest what is likely, and let small remainders go."""
    if not 0 <= sure <= 1:
        raise SurenessRefused("Confidence goes from 0 to 1; lines are applied by themselves from 0.9 on.")
    at = now()
    found = look_at_lines(
        disputed_among=disputed_among, sure_ppm=round(sure * MILLION), apply=not dry_run, by=OPERATOR, at=at
    )
    let_go = 0
    if found.applied:
        let_go = let_remainders_go(effective_date=at.date(), disputed=disputed_items, by=OPERATOR, at=at)
    for sentence in found.refused:
        typer.echo(sentence, err=True)
    told: dict[str, object] = {
        "lines": found.lines, "applied": found.applied, "returned": found.returned, "suggested": found.suggested,
        "nothing": found.nothing, "remainders_let_go": let_go, "refused": found.refused,
    }  # fmt: skip
    sentence = (
        f"Of {found.lines} lines {found.applied} were applied and {found.returned} took a receipt back; for "
        f"{found.suggested} there are suggestions, for {found.nothing} nothing. {let_go} remainders were let go."
    )
    say(told, sentence, as_json=as_json)


@app.command("list")
def list_lines(
    *,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = queries.PAGE,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """List the unapplied cash, the oldest first, with the best suggestion of each line."""
    found = queries.waiting_lines(by=OPERATOR, as_of=day(as_of), most=limit)
    if as_json:
        print_json([_plain(one) for one in found])
        return
    table = _table("line", "account", "booked", "days", "left", "payer", "text", "confidence", "suggestion")
    for one in found:
        best = one.suggestions[0] if one.suggestions else None
        table.add_row(
            str(one.line_id), one.account, one.booked_date.isoformat(), str(one.age_days), str(one.left),
            one.party_name[:30], one.text[:40], best["confidence"] if best else "", _split(best) if best else "",
        )  # fmt: skip
    page().print(table if found else "No money waits.", highlight=False)


@app.command("ageing")
def ageing(*, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Print how much came in and lies unapplied, by bank account and age."""
    found = queries.ageing(by=OPERATOR, as_of=day(as_of))
    if as_json:
        print_json([_plain(one) for one in found])
        return
    table = _table("account", "days", "lines", "amount")
    for one in found:
        table.add_row(one.account, one.bucket, str(one.lines), str(one.amount))
    page().print(table if found else "No money waits.", highlight=False)


@app.command("show")
def show(line: Line, *, as_json: AsJson = False) -> None:
    """Show a line with its suggestions, what speaks for each, and its matches."""
    one = queries.waiting_line(line, by=OPERATOR, as_of=now().date())
    matches = queries.matches_of(line, by=OPERATOR)
    if as_json:
        print_json(_plain(one) | {"matches": [_plain(match) for match in matches]})
        return
    typer.echo(
        f"Line {line} of {one.account}, {one.booked_date}: {one.amount} from {one.party_name or 'nobody named'}."
    )
    typer.echo(f"{one.left} of it wait. {one.text[:200]}".rstrip())
    for each in one.suggestions:
        typer.echo(f"  {each['confidence']} {_split(each)}: {' '.join(each['evidence'])}")
    for match in matches:
        where = f"debt {match.debt_id}" if match.debt_id else "no debt"
        undone = f", undone: {match.undone_reason}" if match.undone_reason else ""
        typer.echo(f"  Match {match.match_id}: {match.kind}, {match.amount}, {where}, by {match.by}{undone}.")


@app.command("apply")
def apply(
    line: Line,
    *,
    to: Annotated[list[str], typer.Option(metavar="ACCOUNT=AMOUNT", help="What it pays; may be said several times.")],
    item: Annotated[list[str] | None, typer.Option(help="An item to be paid first.")] = None,
    teach: Annotated[bool, typer.Option("--teach", help="Remember that this payer pays these accounts.")] = False,
    as_json: AsJson = False,
) -> None:
    """Apply a line as you say, and remember it where you ask for that."""
    wanted = [_share(one) for one in to]
    named = [_named(one, [debt for debt, _ in wanted]) for one in item or ()]
    shares = [Share(debt.pk, minor, tuple(one.pk for one in named if one.debt_id == debt.pk)) for debt, minor in wanted]
    receipts = apply_line(
        line, shares, disputed=disputed_items, is_directed=bool(named), evidence=["By hand."], teach=teach,
        by=OPERATOR, at=now(),
    )  # fmt: skip
    say({"receipts": receipts}, f"Line {line} is receipt {', '.join(map(str, receipts))}.", as_json=as_json)


@app.command("deduct")
def deduct(
    line: Line,
    *,
    of: Annotated[str, typer.Option("--account", help="The account's number or reference.")],
    item: Annotated[str, typer.Option(help="The item that was not paid in full.")],
    code: Annotated[str, typer.Option("--as", help="Why: discount, freight, damaged, tax …")],
    as_json: AsJson = False,
) -> None:
    """Say why a line paid less than an item: the rest is written off within the tolerance, else it is in dispute."""
    debt, _ = account(of)
    at = now()

    def contest(debt_id: int, item_id: int, on: Any, reason: str) -> int:
        return open_dispute(debt_id, item_id=item_id, opened_date=on, reason=reason, by=OPERATOR, at=at)

    coded = code_deduction(
        line, item_of(debt, item).pk, code, contest=contest, disputed=disputed_items, by=OPERATOR, at=at
    )
    told: dict[str, object] = {"outcome": coded.outcome, "rest": coded.rest.decimal_string()}
    say(told, f"{coded.rest} of {item} is {coded.outcome}.", as_json=as_json)


@app.command("aside")
def aside(
    line: Line,
    *,
    kind: Annotated[str, typer.Option("--as", help="payout, transfer, fee, remittance, refund or other.")],
    reason: Reason,
    as_json: AsJson = False,
) -> None:
    """Say that a line is no debtor's money."""
    number = set_aside(line, kind, reason=reason, by=OPERATOR, at=now())
    say({"match": number}, f"Line {line} is set aside as {kind}, match {number}.", as_json=as_json)


@app.command("return")
def return_(
    line: Line,
    *,
    receipt: Annotated[int, typer.Option(help="The receipt whose money went back.")],
    reason: Annotated[str, typer.Option(help="Why; what the bank says by default.")] = "",
    as_json: AsJson = False,
) -> None:
    """Take a receipt back because this line says that its money went back."""
    number = take_returned(line, receipt, reason=reason, by=OPERATOR, at=now())
    say({"reversal": number}, f"Receipt {receipt} is taken back, reversal {number}.", as_json=as_json)


@app.command("undo")
def undo(
    match: Annotated[int, typer.Argument(help="The number of the match.")], *, reason: Reason, as_json: AsJson = False
) -> None:
    """Undo a match: its money waits again, and its receipt is taken back by the same split."""
    undo_match(match, reason=reason, by=OPERATOR, at=now())
    say({"match": match}, f"Match {match} is undone.", as_json=as_json)


@app.command("rules")
def rules(
    *,
    end: Annotated[int | None, typer.Option(help="End the rule of this number.")] = None,
    as_json: AsJson = False,
) -> None:
    """List what was taught, or end a rule."""
    if end is not None:
        end_rule(end, by=OPERATOR, at=now())
        say({"rule": end}, f"Rule {end} is ended.", as_json=as_json)
        return
    found = queries.rules(by=OPERATOR)
    if as_json:
        print_json([_plain(one) for one in found])
        return
    table = _table("rule", "payer's account", "pays", "by")
    for one in found:
        table.add_row(str(one.rule_id), one.payer_account, one.debt_reference, one.by)
    page().print(table if found else "Nothing was taught.", highlight=False)


def _share(text: str) -> tuple[Debt, int]:
    name, _, minor = text.rpartition("=")
    if not name or not minor:
        raise MatchRefused(f"Write what it pays as ACCOUNT=AMOUNT; not {text[:40]!r}.")
    debt, currency = account(name)
    return debt, amount(minor, currency).minor


def _named(reference: str, debts: list[Debt]) -> Item:
    found = Item.objects.filter(debt__in=debts, reference=reference).first()
    if found is None:
        raise MatchRefused(f"None of these accounts has an item {reference[:40]!r}.")
    return found


def _split(told: Any) -> str:
    if told["receipt"] is not None:
        return f"takes receipt {told['receipt']} back"
    return f"{told['way']}: " + ", ".join(f"debt {debt_id}" for debt_id, _, _ in told["shares"])


def _plain(one: Any) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, value in one._asdict().items():
        if isinstance(value, Amount):
            told |= {name: value.decimal_string(), "currency": value.currency}
        else:
            told[name] = value
    return told


def _table(*headings: str) -> Table:
    table = Table(box=None, padding=(0, 2))
    for heading in headings:
        right = heading in {"line", "days", "left", "lines", "amount", "confidence", "rule"}
        table.add_column(heading, justify="right" if right else "left")
    return table
