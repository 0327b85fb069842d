"""`goodstanding interest`: terms, what a debt bears and why, charging one debt or the book, freezing."""

import sys
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands import interest_pages
from goodstanding.cli.commands.law_why import instant
from goodstanding.cli.day import read_day
from goodstanding.ledger.interest.base_rate import Fixing
from goodstanding.ledger.interest.day_count import DayCount
from goodstanding.ledger.interest.terms import Basis, Rounded, Start, Terms, TermsRefused
from goodstanding.ledger.operations.freezing import freeze_interest, unfreeze_interest
from goodstanding.money.amount import Amount
from goodstanding.money.rate import Rate
from goodstanding.money.rounding import Rounding
from goodstanding.receivables.charging.operations.interest import charge_debt_interest
from goodstanding.receivables.charging.operations.run import CHUNK_DEBTS, run_interest
from goodstanding.receivables.charging.operations.terms import adopt_statute, set_portfolio_terms, set_terms
from goodstanding.receivables.charging.queries import standing
from goodstanding.receivables.queries.debts import debt_of
from goodstanding.strategy.queries.question import find_account

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Interest: terms, explanation, charging, freezing.")
Account = Annotated[str, typer.Argument(help="The account's number or reference.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsOf = Annotated[str | None, typer.Option(help="Through which day; today by default.")]
KnownAt = Annotated[str | None, typer.Option(help="As known when, as 2026-05-05T10:00-04:00.")]


@app.command("terms")
def terms(
    account: Annotated[str, typer.Argument(help="The account; left out where --portfolio is given.")] = "",
    *,
    from_date: Annotated[str, typer.Option("--from", help="From which day they hold: 2026-01-01.")],
    portfolio: Annotated[int | None, typer.Option(help="The number of a portfolio instead of an account.")] = None,
    statute: Annotated[str, typer.Option(help="A rule of the lawbook: uk.late_payment_interest. No rate then.")] = "",
    basis: Annotated[Basis, typer.Option(help="What allows it; none ends interest.")] = "contract",
    rate: Annotated[str, typer.Option(help="Percent a year; with --base the margin on it.")] = "0",
    base: Annotated[str, typer.Option(help="The base rate it leans on: boe_base.")] = "",
    fixing: Annotated[Fixing, typer.Option(help="When the base rate is read.")] = "daily",
    read_on: Annotated[str, typer.Option(help="The reference days, as 06-30,12-31.")] = "",
    day_count: Annotated[DayCount, typer.Option(help="How days are counted.")] = "act/365",
    compound_months: Annotated[int, typer.Option(help="Compounded after so many months; 0 is simple.")] = 0,
    starts: Annotated[Start, typer.Option(help="From when it runs.")] = "due",
    start_date: Annotated[str | None, typer.Option(help="The day of placement, judgment or notice.")] = None,
    cap: Annotated[str, typer.Option(help="Never more than this amount in all (accounts only).")] = "",
    cap_share: Annotated[str, typer.Option(help="Never more than this percentage of the principal.")] = "",
    rate_max: Annotated[str, typer.Option(help="Never a rate above this percentage.")] = "",
    rounding: Annotated[Rounding, typer.Option(help="How it is rounded.")] = "half_up",
    rounded: Annotated[Rounded, typer.Option(help="The exact sum once, or each day.")] = "once",
    rule: Annotated[str, typer.Option(help="The clause or the judgment that allows it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Set what an account, or every account of a portfolio without terms of its own, bears from a day on."""
    if bool(account) == (portfolio is not None):
        raise TermsRefused("Name an account, or a portfolio with --portfolio.")
    day, at = read_day(from_date), datetime.now(UTC)
    debt_id = find_account(account, by=OPERATOR) if account else None
    if cap and debt_id is None:
        raise TermsRefused("A cap in money is set account by account, in the account's currency.")
    wished = Terms(
        basis=basis,
        rate_ppm=Rate.percent(rate).ppm,
        base_name=base,
        fixing=fixing,
        reference_days=tuple(read_on.split(",")) if read_on else (),
        day_count=day_count,
        compound_months=compound_months,
        starts=starts,
        start_date=read_day(start_date) if start_date else None,
        cap_minor=Amount.of(cap, debt_of(debt_id).currency).minor if cap and debt_id is not None else None,
        cap_share_ppm=Rate.percent(cap_share).ppm if cap_share else None,
        rate_max_ppm=Rate.percent(rate_max).ppm if rate_max else None,
        rounding=rounding,
        rounded=rounded,
        rule=rule,
    )
    number = _set(wished, debt_id, portfolio, statute, day, at)
    interest_pages.print_number("terms", number, f"Terms {number} hold from {day} on.", as_json=as_json)


def _set(wished: Terms, debt_id: int | None, portfolio: int | None, statute: str, day: date, at: datetime) -> int:
    if debt_id is not None and statute:
        return adopt_statute(debt_id, statute, effective_date=day, by=OPERATOR, at=at)
    if debt_id is not None:
        return set_terms(debt_id, wished, effective_date=day, by=OPERATOR, at=at)
    if statute or portfolio is None:
        raise TermsRefused("Statutory interest depends on the debt and its debtor; set it account by account.")
    return set_portfolio_terms(portfolio, wished, effective_date=day, by=OPERATOR, at=at)


@app.command("show")
def show(account: Account, *, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False) -> None:
    """Show the terms of an account, its freezes, what it bears, and what of that is charged."""
    found = standing(find_account(account, by=OPERATOR), as_of=_day(as_of), known_at=instant(known_at))
    interest_pages.print_standing(found, as_json=as_json)


@app.command("explain")
def explain(account: Account, *, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False) -> None:
    """Explain the interest of an account line by line: days, principal, rate and exact amount of every stretch."""
    found = standing(find_account(account, by=OPERATOR), as_of=_day(as_of), known_at=instant(known_at))
    interest_pages.print_explanation(found, as_json=as_json)


@app.command("charge")
def charge(
    account: Account,
    *,
    through: Annotated[str, typer.Option(help="The last day for which interest is charged.")],
    as_json: AsJson = False,
) -> None:
    """Charge what an account bears through a day and was not charged; a correction where too much was."""
    debt_id, day = find_account(account, by=OPERATOR), read_day(through)
    found = charge_debt_interest(debt_id, through_date=day, by=OPERATOR, at=datetime.now(UTC))
    posted = Amount(sum(one.change_minor for one in found), debt_of(debt_id).currency)
    interest_pages.print_charge(debt_id, day, posted, as_json=as_json)


@app.command("run")
def run(
    *,
    through: Annotated[str, typer.Option(help="The last day for which interest is charged.")],
    client: Annotated[int | None, typer.Option(help="The number of one client; the whole book by default.")] = None,
    chunk: Annotated[int, typer.Option(help="Debts a transaction.", min=1)] = CHUNK_DEBTS,
    preview: Annotated[bool, typer.Option("--preview", help="Say what would be charged, and charge nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Charge the whole book through a day. Stopped and started again, it charges what is left and nothing twice."""
    figures = run_interest(
        through_date=read_day(through), by=OPERATOR, at=datetime.now(UTC), client_id=client, chunk_debts=chunk,
        progress=_say_done, is_preview=preview,
    )  # fmt: skip
    interest_pages.print_figures(figures, is_preview=preview, as_json=as_json)


@app.command("freeze")
def freeze(
    account: Account,
    *,
    from_date: Annotated[str, typer.Option("--from", help="The first day without interest.")],
    until: Annotated[str | None, typer.Option(help="The last day without interest; open by default.")] = None,
    reason: Annotated[str, typer.Option(help="Why: a hardship case, a moratorium.")],
    reference: Annotated[str, typer.Option(help="The case or document it rests on.")] = "",
    as_json: AsJson = False,
) -> None:
    """Freeze the interest of an account for a while; fees are refused meanwhile."""
    debt_id = find_account(account, by=OPERATOR)
    number = freeze_interest(
        debt_id, starts_date=read_day(from_date), ends_date=read_day(until) if until else None, reason=reason,
        reference=reference, by=OPERATOR, at=datetime.now(UTC), portfolio_id=debt_of(debt_id).portfolio_id,
    )  # fmt: skip
    said = f"Interest is frozen from {from_date} on: freeze {number}."
    interest_pages.print_number("freeze", number, said, as_json=as_json)


@app.command("unfreeze")
def unfreeze(
    number: Annotated[int, typer.Argument(metavar="FREEZE", help="The number of the freeze.")],
    *,
    until: Annotated[str, typer.Option(help="The last day without interest; the day before its start voids it.")],
    reason: Annotated[str, typer.Option(help="Why it ends.")],
    as_json: AsJson = False,
) -> None:
    """Say when a freeze ends."""
    unfreeze_interest(number, ends_date=read_day(until), reason=reason, by=OPERATOR, at=datetime.now(UTC))
    interest_pages.print_number("freeze", number, f"Freeze {number} ends on {until}.", as_json=as_json)


def _say_done(done: int) -> None:
    sys.stderr.write(f"{done:,} debts\n")


def _day(text: str | None) -> date:
    return read_day(text) if text else datetime.now(UTC).date()
