"""`goodstanding hardship`: cases, what programmes grant, reviews, moratoria, and what it all came to."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.affordability.chance import saying
from goodstanding.arrangements.affordability.chance.operations import fit_chance
from goodstanding.arrangements.affordability.chance.queries import features_of, fitted_in_use
from goodstanding.arrangements.hardship.moratorium import Said, Word
from goodstanding.arrangements.hardship.operations.cannot_pay import accept_nothing
from goodstanding.arrangements.hardship.operations.cases import (
    Hardship,
    close_case,
    open_case,
    review_case,
    say_of_case,
)
from goodstanding.arrangements.hardship.operations.granting import Asked
from goodstanding.arrangements.hardship.operations.granting import grant as grant_programme
from goodstanding.arrangements.hardship.operations.moratoria import Notified, record_moratorium, say_of_moratorium
from goodstanding.arrangements.hardship.operations.programmes import fund_programme, put_catalogue_in_force
from goodstanding.arrangements.hardship.operations.reviews import open_due_reviews
from goodstanding.arrangements.hardship.queries.cases import case_of, cases
from goodstanding.arrangements.hardship.queries.moratoria import moratoria
from goodstanding.arrangements.hardship.queries.programmes import catalogue, funds, grants_of
from goodstanding.arrangements.hardship.queries.report import outcomes
from goodstanding.cli.commands.hardship_pages import (
    case_told,
    chance_sentences,
    debt_named,
    moratorium_told,
    read_day,
    tell,
)
from goodstanding.money.amount import Amount

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Cases of hardship, programmes and moratoria.")
Account = Annotated[str, typer.Argument(help="An account of the person, by number or reference.")]
Case = Annotated[int, typer.Argument(help="The number of the case.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("open")
def open_(
    account: Account,
    *,
    kind: Annotated[str, typer.Option(help="illness, lost income, bereavement …")],
    source: Annotated[str, typer.Option(help="Who told us, and how.")],
    severity: Annotated[int | None, typer.Option(help="1 to 10.")] = None,
    consent: Annotated[bool, typer.Option(help="The person agreed that the reason is kept.")] = False,
    note: Annotated[str, typer.Option(help="What was told in confidence; sealed.")] = "",
    seen_by: Annotated[str, typer.Option(help="collectors or supervisors.")] = "collectors",
    proof: Annotated[bool, typer.Option(help="A proof is required.")] = False,
    review: Annotated[str | None, typer.Option(help="The day it is looked at again.")] = None,
    as_json: AsJson = False,
) -> None:
    """Open a case of hardship."""
    told = Hardship(
        kind, source, severity, has_consent=consent, seen_by=seen_by, note=note, proof_required=proof,
        review_date=read_day(review),
    )  # fmt: skip
    number = open_case(debt_named(account)[1], told, by=OPERATOR, at=_now())
    card = case_of(number, by=OPERATOR)
    said = f"Opened as case {number}; it is looked at again on {card.standing.review_date}."
    tell(case_told(card, ()), said, as_json=as_json)


@app.command("cannot-pay")
def cannot_pay(account: Account, *, source: Annotated[str, typer.Option(help="Who told us, and how.")], as_json: AsJson = False) -> None:  # fmt: skip  # noqa: E501  A command's words stand in one line.
    """Accept that somebody can pay nothing now: a case, room to breathe, and who advises for free."""
    room = accept_nothing(debt_named(account)[1], channel="call", source=source, by=OPERATOR, at=_now())
    help_ = ", ".join(room.advice.values()) or "nobody we know of where this person lives"
    rest = len(room.grant_ids)
    rests = f"{rest} {'debt rests' if rest == 1 else 'debts rest'} from now on" if rest else "their debts rest already"
    said = f"Accepted as case {room.case_id}; {rests}. Free advice: {help_}."
    told = {"case": room.case_id, "grants": list(room.grant_ids), "advice": dict(room.advice)}
    tell(told, said, as_json=as_json)


@app.command("show")
def show(case: Case, *, as_json: AsJson = False) -> None:
    """Show a case and what was granted in it."""
    card, grants = case_of(case, by=OPERATOR), grants_of(case_id=case)
    lines = [
        f"Case {card.case_id} of {card.person_name}: {card.kind}, severity {card.severity or 'not kept'}.",
        f"Looked at again on {card.standing.review_date}. Proof: {card.standing.proof}.",
        *(f"Granted {one.programme} on {one.reference} from {one.starts_date} to {one.ends_date}." for one in grants),
        *(f"Note: {note}" for note in card.notes),
        *([f"Closed on {card.standing.closed_date}."] if card.standing.closed_date else []),
    ]
    tell(case_told(card, grants), "\n".join(lines), as_json=as_json)


@app.command("list")
def list_cases(
    *, everything: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False, as_json: AsJson = False
) -> None:
    """List cases, the next review first."""
    found = cases(by=OPERATOR, only_open=not everything)
    said = "\n".join(
        f"{one.case_id}  {one.standing.review_date}  {one.person_name}  {one.kind}"
        + (f"  closed {one.standing.closed_date}" if one.standing.closed_date else "")
        for one in found
    )
    tell([case_told(one, ()) for one in found], said or "No case of hardship is open.", as_json=as_json)


@app.command("grant")
def grant(
    case: Case,
    account: Annotated[str, typer.Argument(help="The account it is granted on.")],
    programme: Annotated[str, typer.Argument(help="The programme; `hardship programmes` lists them.")],
    *,
    reason: Annotated[str, typer.Option(help="Why.")],
    days: Annotated[int | None, typer.Option(help="For how many days.")] = None,
    amount: Annotated[str | None, typer.Option(help="How much a month from now on.")] = None,
    as_json: AsJson = False,
) -> None:
    """Grant what a programme gives on an account, and do it."""
    debt_id, _, currency = debt_named(account)
    minor = None if amount is None else Amount.of(amount, currency).minor
    number = grant_programme(case, debt_id, Asked(programme, reason, days, minor), by=OPERATOR, at=_now())
    one = next(line for line in grants_of(case_id=case) if line.grant_id == number)
    until = f" until {one.ends_date}" if one.ends_date else ""
    told = {"grant": number, "programme": programme, "ends_date": one.ends_date, "amount_minor": one.amount_minor}
    tell(told, f"Granted {programme} on {one.reference}{until}.", as_json=as_json)


@app.command("review")
def review(
    case: Case,
    *,
    outcome: Annotated[str, typer.Option(help="What came of it, or proof requested, proof received.")],
    next_: Annotated[str | None, typer.Option("--next", help="When it is looked at again.")] = None,
    note: Annotated[str, typer.Option(help="What was told in confidence; sealed.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say what came of looking at a case, or that a proof was requested or came."""
    proofs: dict[str, Literal["proof requested", "proof received"]] = {
        "proof requested": "proof requested", "proof received": "proof received",
    }  # fmt: skip
    if outcome in proofs:
        say_of_case(case, proofs[outcome], note=note, by=OPERATOR, at=_now())
    else:
        day = read_day(next_) or _now().date()
        review_case(case, outcome=outcome, review_date=day, note=note, by=OPERATOR, at=_now())
    card = case_of(case, by=OPERATOR)
    said = f"Case {case} is looked at again on {card.standing.review_date}; proof: {card.standing.proof}."
    tell(case_told(card, ()), said, as_json=as_json)


@app.command("close")
def close(case: Case, *, outcome: Annotated[str, typer.Option(help="Why it is closed.")], as_json: AsJson = False) -> None:  # fmt: skip  # noqa: E501  A command's words stand in one line.
    """Close a case: what was granted for a while ends, and work goes on."""
    close_case(case, outcome=outcome, by=OPERATOR, at=_now())
    tell({"case": case, "state": "closed"}, f"Case {case} is closed.", as_json=as_json)


@app.command("programmes")
def programmes(
    *,
    load: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="Put this catalogue in force.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the programmes in force, or put a catalogue of your own in force."""
    if load is not None:
        put_catalogue_in_force(load.read_text(encoding="utf-8"), by=OPERATOR, at=_now())
    found = catalogue()
    said = "\n".join(f"{one.name}  {one.deed}  {one.says}" for one in found.values())
    tell([one._asdict() | {"conditions": dict(one.conditions)} for one in found.values()], said, as_json=as_json)


@app.command("fund")
def fund(
    programme: Annotated[str, typer.Argument(help="The programme.")],
    *,
    client: Annotated[int, typer.Option(help="The client's number.")],
    currency: Annotated[str, typer.Option(help="USD, GBP …")],
    from_: Annotated[str, typer.Option("--from", help="The first day.")],
    until: Annotated[str, typer.Option(help="The last day.")],
    amount: Annotated[str | None, typer.Option(help="How much it gives in all.")] = None,
    grants: Annotated[int | None, typer.Option(help="How often it gives.")] = None,
    as_json: AsJson = False,
) -> None:
    """Give a programme what it may give in a period."""
    first, last = read_day(from_) or date.min, read_day(until) or date.min
    number = fund_programme(
        programme, client_id=client, currency=currency, from_date=first, until_date=last, grants_most=grants,
        amount=None if amount is None else Amount.of(amount, currency), by=OPERATOR, at=_now(),
    )  # fmt: skip
    tell({"fund": number}, f"{programme} has fund {number} from {first} to {last}.", as_json=as_json)


@app.command("report")
def report(*, as_json: AsJson = False) -> None:
    """Say what each programme came to, and what its funds still hold."""
    found, held = outcomes(by=OPERATOR, today=_now().date()), funds(by=OPERATOR)
    lines = [
        f"{one.programme}: {one.grants} grants to {one.people} people, {one.still_running} running, "
        f"{one.ended_early} ended early, {one.paying_since} paying since."
        for one in found
    ]
    lines += [f"Fund {one.fund_id} of {one.programme} until {one.until_date}: {one.grants} grants." for one in held]
    told = {"programmes": [one._asdict() for one in found], "funds": [one._asdict() for one in held]}
    tell(told, "\n".join(lines) or "Nothing was granted yet.", as_json=as_json)


@app.command("chance")
def chance(
    account: Account,
    *,
    amount: Annotated[str, typer.Option(help="How much a month.")],
    months: Annotated[int, typer.Option(help="Over how many months.")],
    mandate: Annotated[bool, typer.Option(help="A mandate pays it.")] = False,
    payday: Annotated[bool, typer.Option(help="It falls due after payday.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say how likely a plan is to be kept, why, and what would raise it."""
    debt_id, _, currency = debt_named(account)
    features = features_of(
        debt_id, monthly_minor=Amount.of(amount, currency).minor, months=months, has_mandate=mandate,
        on_payday=payday, at=_now(),
    )  # fmt: skip
    found = saying.tell(features, fitted_in_use())
    tell(found._asdict(), chance_sentences(found), as_json=as_json)


@app.command("fit")
def fit(*, as_json: AsJson = False) -> None:
    """Fit the chance that a plan is kept on the plans of this house that are over."""
    found = fit_chance(by=OPERATOR, at=_now())
    said = (
        f"Fitted on {found.plans} plans, {found.kept} kept; error {found.brier}, of the share {found.brier_of_share}."
    )
    tell(found._asdict(), said, as_json=as_json)


@app.command("due")
def due(*, as_json: AsJson = False) -> None:
    """Put on the list what is to be looked at by today; the worker does it every night."""
    new = open_due_reviews(by=OPERATOR, at=_now())
    tell({"new": new}, f"{new} new tasks.", as_json=as_json)


@app.command("moratorium")
def moratorium(
    account: Account,
    *,
    kind: Annotated[str, typer.Option(help="standard, or crisis for mental health.")] = "standard",
    reference: Annotated[str, typer.Option(help="What the register calls it.")] = "",
    starts: Annotated[str | None, typer.Option(help="Its first day.")] = None,
    contact: Annotated[str, typer.Option(help="The debt adviser or point of contact.")] = "",
    only: Annotated[bool, typer.Option(help="Take in this account alone, not all of the person's.")] = False,
    all_the_same: Annotated[str, typer.Option(help="Why it counts within the months the law names.")] = "",
    as_json: AsJson = False,
) -> None:
    """Record a breathing space we were notified of, or list those of a person where no reference is given."""
    debt_id, person_id, _ = debt_named(account)
    at = _now()
    if reference:
        told = Notified(
            kind, reference, read_day(starts) or at.date(), contact, (debt_id,) if only else (), all_the_same
        )
        record_moratorium(person_id, told, by=OPERATOR, at=at)
    found = [moratorium_told(one) for one in moratoria(by=OPERATOR, at=at, person_id=person_id)]
    said = "\n".join(
        f"{one['moratorium']}  {one['kind']}  {one['reference']}  {one['starts_date']} to {one['last_date'] or 'open'}"
        for one in found
    )
    tell(found, said or "No moratorium is known.", as_json=as_json)


@app.command("moratorium-ends")
def moratorium_ends(
    number: Annotated[int, typer.Argument(help="The number of the moratorium.")],
    *,
    what: Annotated[str, typer.Option(help="treatment ended, ended early, cancelled, debt removed.")],
    day: Annotated[str, typer.Option(help="The last day of treatment, or the last on which it binds.")],
    reason: Annotated[str, typer.Option(help="Who told us, or why.")],
    account: Annotated[str | None, typer.Option(help="The account that is taken out.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say what became of a moratorium; what was held and frozen goes on the day after."""
    words: dict[str, Word] = {
        "treatment ended": "treatment ended", "ended early": "ended early", "cancelled": "cancelled",
        "debt removed": "debt removed",
    }  # fmt: skip
    if what not in words:
        raise typer.BadParameter(f"--what is one of {', '.join(words)}.")
    said = Said(words[what], read_day(day) or date.min, debt_named(account)[0] if account else None)
    say_of_moratorium(number, said, reason=reason, by=OPERATOR, at=_now())
    tell({"moratorium": number, "what": what}, f"Moratorium {number}: {what}, {said.day}.", as_json=as_json)


def _now() -> datetime:
    return datetime.now(UTC)
