"""`goodstanding settlements`: offer to settle, answer for a debtor, withdraw, and set floors and policies."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.settlement import policy as policies
from goodstanding.arrangements.settlement.operations import accepting, bidding, saying
from goodstanding.arrangements.settlement.operations.blanket import Rule, offer_to_all
from goodstanding.arrangements.settlement.operations.discounting import offer_discount
from goodstanding.arrangements.settlement.operations.offering import Proposed, make_offer
from goodstanding.arrangements.settlement.operations.setting import SettingRefused, set_floor, set_policy
from goodstanding.arrangements.settlement.operations.writing import write_offer
from goodstanding.arrangements.settlement.queries import (
    Offer,
    bids_on,
    counters_to,
    floor_told,
    offer_of,
    offers_listed,
    offers_of,
    policy_of,
)
from goodstanding.cli.day import read_day
from goodstanding.cli.page import page
from goodstanding.money.amount import Amount
from goodstanding.portal.offer.queries import offer_token
from goodstanding.receivables.queries.debts import debt_of, references_of
from goodstanding.strategy.queries.house.pay_link import public_address
from goodstanding.strategy.queries.question import find_account

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Settle for less.")
Account = Annotated[str, typer.Argument(help="The account's number or reference.")]
Number = Annotated[int, typer.Argument(help="The number of the offer.")]
Source = Annotated[str, typer.Option(help="Where it can be seen or heard: call note 12.")]
Reason = Annotated[str, typer.Option(help="Why.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("offer")
def offer(
    account: Account,
    *,
    amount: Annotated[str | None, typer.Option(help="What would settle it: 600.00; by policy where left out.")] = None,
    payments: Annotated[int, typer.Option(help="In how many monthly payments.")] = 1,
    until: Annotated[str | None, typer.Option(help="The last day: 2026-12-15; by policy where left out.")] = None,
    key: Annotated[str, typer.Option(help="Makes it the same offer when it is made again.")] = "",
    as_json: AsJson = False,
) -> None:
    """Offer to settle an account for less."""
    at = datetime.now(UTC)
    debt_id = find_account(account, by=OPERATOR)
    named = Amount.of(amount, debt_of(debt_id).currency) if amount else None
    proposed = Proposed(named, payments=payments, expires_date=read_day(until) if until else None, key=key)
    _print_offer(offer_of(make_offer(debt_id, proposed, by=OPERATOR, at=at), at=at), as_json=as_json)


@app.command("show")
def show(number: Number, *, as_json: AsJson = False) -> None:
    """Show an offer: its payments, its link, the bids on it and what we answered."""
    _print_offer(offer_of(number, at=datetime.now(UTC)), as_json=as_json)


@app.command("list")
def list_offers(
    account: Annotated[str | None, typer.Argument(help="The account; the newest of all where left out.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List offers, the newest first, and how each stands."""
    at = datetime.now(UTC)
    found = offers_of(find_account(account, by=OPERATOR), at=at) if account else offers_listed(at=at)
    called = references_of(one.debt_id for one in found)
    if as_json:
        _print_json([_told(one, called) for one in found])
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("offer", "account", "amount", "saves", "payments", "until", "state", "by"):
        table.add_column(heading)
    for one in found:
        until, state = one.expires_date.isoformat(), one.state
        cells = (one.offer_id, called[one.debt_id], one.amount, one.saves, len(one.parts), until, state, one.made_by)
        table.add_row(*map(str, cells))
    page().print(table if found else "Nothing was offered.", highlight=False)


@app.command("accept")
def accept(number: Number, *, source: Source, as_json: AsJson = False) -> None:
    """Accept an offer for the debtor; the agreement is signed with it."""
    agreement = accepting.accept(number, source=source, by=OPERATOR, at=datetime.now(UTC))
    _say({"offer": number, "agreement": agreement}, f"Accepted; agreement {agreement} is signed.", as_json=as_json)


@app.command("bid")
def bid(
    number: Number,
    *,
    amount: Annotated[str, typer.Option(help="How much they could pay in all: 500.00.")],
    payments: Annotated[int, typer.Option(help="In how many monthly payments.")] = 1,
    source: Source,
    key: Annotated[str, typer.Option(help="Makes it the same bid when it is sent again.")] = "",
    as_json: AsJson = False,
) -> None:
    """Take a debtor's bid and answer it by policy."""
    at = datetime.now(UTC)
    named = Amount.of(amount, offer_of(number, at=at).amount.currency)
    made = bidding.bid(
        number, amount=named, payments=payments, key=key or f"cli:{at.isoformat()}", source=source, by=OPERATOR, at=at
    )
    offers = [offer_of(one, at=at) for one in made.offers]
    told: dict[str, object] = {"bid": made.bid_id, "answer": made.word, "agreement": made.agreement_id}
    called = references_of(one.debt_id for one in offers)
    told |= {"offers": [_told(one, called) for one in offers]}
    lines = [f"  offer {one.offer_id}: {one.amount} in {len(one.parts)} payments" for one in offers]
    _say(told, "\n".join([f"The bid is {made.word}.", *lines]), as_json=as_json)


@app.command("decline")
def decline(number: Number, *, source: Source, as_json: AsJson = False) -> None:
    """Record that the debtor does not want an offer."""
    saying.decline(number, source=source, by=OPERATOR, at=datetime.now(UTC))
    _say({"offer": number, "state": "declined"}, f"Offer {number} is declined.", as_json=as_json)


@app.command("withdraw")
def withdraw(number: Number, *, reason: Reason, as_json: AsJson = False) -> None:
    """Withdraw an offer that nobody has accepted."""
    saying.withdraw(number, reason=reason, by=OPERATOR, at=datetime.now(UTC))
    _say({"offer": number, "state": "withdrawn"}, f"Offer {number} is withdrawn.", as_json=as_json)


@app.command("approve")
def approve(number: Number, *, reason: Reason, as_json: AsJson = False) -> None:
    """Say yes to an offer below the floor that somebody else made."""
    saying.approve(number, reason=reason, by=OPERATOR, at=datetime.now(UTC))
    _say({"offer": number, "state": "open"}, f"Offer {number} is open.", as_json=as_json)


@app.command("deny")
def deny(number: Number, *, reason: Reason, as_json: AsJson = False) -> None:
    """Say no to an offer below the floor."""
    saying.deny(number, reason=reason, by=OPERATOR, at=datetime.now(UTC))
    _say({"offer": number, "state": "denied"}, f"Offer {number} is denied.", as_json=as_json)


@app.command("write")
def write(
    number: Number,
    *,
    channel: Annotated[str, typer.Option(help="email, letter, sms or portal.")] = "letter",
    as_json: AsJson = False,
) -> None:
    """Write to the debtor about an open offer, once a channel."""
    at = datetime.now(UTC)
    message = write_offer(number, channel=channel, link=_link(number, at=at), by=OPERATOR, at=at)
    _say({"offer": number, "message": message}, f"Message {message} is on its way.", as_json=as_json)


@app.command("discount")
def discount(
    account: Account,
    steps: Annotated[list[str], typer.Argument(help="Day and share: 2026-07-10=2% 2026-07-20=1%.")],
    *,
    key: Annotated[str, typer.Option(help="Makes it the same discount when it is given again.")],
    as_json: AsJson = False,
) -> None:
    """Take something off if the rest is paid early."""
    debt_id = find_account(account, by=OPERATOR)
    pairs = [one.partition("=") for one in steps]
    read = [(read_day(day), _ppm(share)) for day, _, share in pairs]
    number = offer_discount(debt_id, read, key=key, by=OPERATOR, at=datetime.now(UTC))
    _say({"account": debt_id, "agreement": number}, f"Agreement {number} says so.", as_json=as_json)


@app.command("blanket")
def blanket(
    portfolio: Annotated[int, typer.Argument(help="The portfolio's number.")],
    *,
    name: Annotated[str, typer.Option(help="The rule's name; under one name a debt gets one offer.")],
    share: Annotated[str, typer.Option(help="What share of what is owed settles it: 60%.")],
    owed_least: Annotated[int, typer.Option(help="From so many minor units owed.")] = 1,
    owed_most: Annotated[int, typer.Option(help="To so many minor units owed.")] = 10**12,
    past_due_least: Annotated[int, typer.Option(help="From so many days past due.")] = 0,
    until: Annotated[str | None, typer.Option(help="The last day of the offers.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make an offer on every account of a portfolio that fits a rule."""
    rule = Rule(
        name, _ppm(share), owed_least_minor=owed_least, owed_most_minor=owed_most, days_past_due_least=past_due_least,
        expires_date=read_day(until) if until else None,
    )  # fmt: skip
    made = offer_to_all(portfolio, rule, by=OPERATOR, at=datetime.now(UTC))
    called = references_of(made.refused)
    for debt_id, sentence in made.refused.items():
        typer.echo(f"{called[debt_id]}: {sentence}", err=True)
    _say({"offers": made.offers, "refused": made.refused}, f"{len(made.offers)} offers stand.", as_json=as_json)


@app.command("policy")
def policy(
    portfolio: Annotated[int, typer.Argument(help="The portfolio's number.")],
    file: Annotated[Path | None, typer.Option(help="A YAML file of the values to set.")] = None,
    *,
    floor: Annotated[str | None, typer.Option(help="The least share the client takes: 45%.")] = None,
    floor_amount: Annotated[int | None, typer.Option(help="The least amount the client takes, in minor units.")] = None,
    starts: Annotated[str | None, typer.Option(help="From which day on; today where left out.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show how a portfolio settles, or set its policy, its floor, or both, from a day on."""
    at = datetime.now(UTC)
    first = read_day(starts) if starts else at.date()
    if floor is None and floor_amount is not None:
        raise SettingRefused("A floor has a share, 0% where only its amount counts: --floor 0% --floor-amount 20000.")
    if file is not None:
        set_policy(portfolio, _values(file), starts_date=first, by=OPERATOR, at=at)
    if floor is not None:
        set_floor(
            portfolio, share_ppm=_ppm(floor), least_minor=floor_amount or 0, starts_date=first, by=OPERATOR, at=at
        )
    day = max(first, at.date())
    told = {**policies.told(policy_of(portfolio, day=day)), "floor": floor_told(portfolio, day=day)}
    _say(told, "\n".join(f"{key}: {value}" for key, value in told.items()), as_json=as_json)


def _values(file: Path) -> Mapping[str, Any]:
    try:
        values = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise SettingRefused(f"{file} cannot be read as YAML.") from fault
    if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
        raise SettingRefused(f"{file} holds no values of a policy, such as accept_ppm: 700000.")
    return values


def _ppm(share: str) -> int:
    try:
        ppm = Decimal(share.removesuffix("%").strip()) * policies.WHOLE_PPM / 100
    except InvalidOperation as fault:
        raise SettingRefused(f"{share[:20]!r} is not a share; write it as 60%.") from fault
    if not ppm.is_finite() or ppm != int(ppm) or not 0 <= ppm <= policies.WHOLE_PPM:
        raise SettingRefused(f"{share[:20]!r} is not a share between 0% and 100%.")
    return int(ppm)


def _link(number: int, *, at: datetime) -> str:
    address = public_address(at)
    return f"{address}/offer/{offer_token(number)}/" if address else ""


def _print_offer(one: Offer, *, as_json: bool) -> None:
    at = datetime.now(UTC)
    called = references_of([one.debt_id])
    told = dict(_told(one, called)) | {
        "path": f"/offer/{offer_token(one.offer_id)}/",
        "bids": [
            {
                "number": each.number,
                "amount": each.amount.decimal_string(),
                "payments": each.payments,
                "answer": each.answer,
            }
            for each in bids_on(one.offer_id)
        ],
        "counters": [_told(each, called) for each in counters_to(one.offer_id, at=at)],
    }
    whose = f"Offer {one.offer_id} on account {called[one.debt_id]}"
    sentence = f"{whose} is {one.state}: {one.amount} until {one.expires_date}, {one.saves} less."
    _say(told, f"{sentence}\n{told['path']}", as_json=as_json)


def _told(one: Offer, called: Mapping[int, str]) -> Mapping[str, object]:
    """Return an offer as JSON shows it to people of the house."""
    return {
        "offer": one.offer_id, "account": one.debt_id, "reference": called[one.debt_id],
        "amount": one.amount.decimal_string(),
        "owed": one.owed.decimal_string(), "currency": one.amount.currency, "state": one.state,
        "expires_date": one.expires_date.isoformat(), "below_floor": one.is_below_floor, "origin": one.origin,
        "parts": [[part.due_date.isoformat(), part.amount_minor] for part in one.parts], "made_by": one.made_by,
        "agreement": one.agreement_id,
    }  # fmt: skip


def _say(told: object, sentence: str, *, as_json: bool) -> None:
    if as_json:
        _print_json(told)
    else:
        typer.echo(sentence)


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
