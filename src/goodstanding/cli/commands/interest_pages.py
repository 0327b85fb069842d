"""What `goodstanding interest` and `goodstanding fees` print, for people and as JSON."""

import json
import sys
from collections.abc import Mapping
from datetime import date

import typer
from rich.table import Table

from goodstanding.cli.page import page
from goodstanding.ledger.interest.explanation import closing, lines, rule_said, told
from goodstanding.money.amount import Amount
from goodstanding.receivables.charging.operations.run import Figures
from goodstanding.receivables.charging.queries import Standing


def print_number(what: str, number: int, said: str, *, as_json: bool) -> None:
    """Print that something was done under a number."""
    if as_json:
        print_json({what: number})
    else:
        typer.echo(said)


def print_standing(found: Standing, *, as_json: bool) -> None:
    """Print the terms of an account, its freezes and its sums."""
    if as_json:
        print_json(standing_told(found))
        return
    for one in found.begun or ():
        typer.echo(f"From {one.effective_date}: {rule_said(one.terms)}")
    if not found.begun:
        typer.echo(rule_said(None))
    if found.ceiling:
        typer.echo(f"The rate is kept down by {found.ceiling}.")
    for freeze in found.freezes:
        until = "void" if freeze.is_void else f"until {freeze.ends_date or 'further notice'}"
        typer.echo(f"Frozen from {freeze.starts_date} {until}: {freeze.reason} (freeze {freeze.freeze_id}).")
    typer.echo(f"Through {found.as_of}: {found.accrued} borne, {found.charged} charged, {found.change} to charge.")


def print_explanation(found: Standing, *, as_json: bool) -> None:
    """Print every stretch of every item."""
    if as_json:
        items = [
            {
                "item": due.item_id,
                "reference": reference,
                "segments": [told(segment) for segment in due.reckoned.segments],
                "interest_minor": due.reckoned.amount_minor,
                "charged_minor": due.charged_minor,
                "cap": due.reckoned.cap,
            }
            for reference, due in found.items
        ]
        print_json(standing_told(found) | {"items": items})
        return
    if not any(due.reckoned.segments for _, due in found.items):
        typer.echo(f"Account {found.debt_id} bears no interest through {found.as_of}. {rule_said(found.terms)}")
    for reference, due in found.items:
        if not due.reckoned.segments:
            continue
        typer.echo(f"{reference}: {rule_said(due.reckoned.segments[-1].terms)}")
        table = Table(box=None, padding=(0, 2))
        for heading in ("from", "to", "days", "on", "rate", "of a year of", f"interest {found.currency}", ""):
            table.add_column(heading, justify="left" if heading in {"from", "to", ""} else "right")
        for line in lines(due.reckoned, currency=found.currency):
            table.add_row(*map(str, line))
        page().print(table, highlight=False)
        typer.echo(closing(due.reckoned, currency=found.currency))


def print_charge(debt_id: int, day: date, posted: Amount, *, as_json: bool) -> None:
    """Print what a charge posted."""
    if as_json:
        told_ = {"account": debt_id, "through_date": day.isoformat(), "posted": posted.decimal_string()}
        print_json(told_ | {"currency": posted.currency})
    elif posted.is_zero:
        typer.echo(f"Nothing is to be charged on account {debt_id} through {day}.")
    else:
        typer.echo(f"{posted} of interest posted on account {debt_id} through {day}.")


def print_figures(figures: Figures, *, is_preview: bool, as_json: bool) -> None:
    """Print what a run did, or what one would do."""
    if as_json:
        print_json(figures._asdict() | {"minor_by_currency": dict(figures.minor_by_currency), "is_preview": is_preview})
        return
    if is_preview:
        typer.echo("A preview; nothing is charged. A run would post this:")
    sums = ", ".join(str(Amount(minor, code)) for code, minor in figures.minor_by_currency.items()) or "nothing"
    typer.echo(
        f"{figures.debts:,} debts that may bear interest: {figures.charged_debts:,} charged, "
        f"{figures.corrected_debts:,} corrected, {sums}{'' if is_preview else ' posted'}."
    )
    if figures.charged_further:
        typer.echo(f"{figures.charged_further:,} debts were charged through a later day already and left alone.")
    if figures.not_correctable:
        typer.echo(f"{figures.not_correctable:,} debts could not be corrected; `interest charge` says why for each.")


def standing_told(found: Standing) -> dict[str, object]:
    """Return the interest of an account for machines."""
    return {
        "account": found.debt_id,
        "as_of": found.as_of.isoformat(),
        "currency": found.currency,
        "terms": [
            {
                "from": one.effective_date.isoformat(),
                "basis": one.terms.basis,
                "rate_ppm": one.terms.rate_ppm,
                "base": one.terms.base_name,
                "day_count": one.terms.day_count,
                "rule": one.terms.rule,
                "says": rule_said(one.terms),
            }
            for one in found.begun
        ],
        "freezes": [
            {
                "freeze": one.freeze_id,
                "starts_date": one.starts_date.isoformat(),
                "ends_date": one.ends_date.isoformat() if one.ends_date else None,
                "void": one.is_void,
                "reason": one.reason,
            }
            for one in found.freezes
        ],
        "ceiling": found.ceiling,
        "accrued": found.accrued.decimal_string(),
        "charged": found.charged.decimal_string(),
        "to_charge": found.change.decimal_string(),
    }


def print_json(value: Mapping[str, object] | list[Mapping[str, object]]) -> None:
    """Print one object of JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
