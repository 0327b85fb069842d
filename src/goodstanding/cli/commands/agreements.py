"""`goodstanding agreements`: check a document, say it in plain words, try it out, sign it, show it, do what follows."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.agreement.document import Agreement, hash_of
from goodstanding.arrangements.agreement.operations.running import run_agreement
from goodstanding.arrangements.agreement.operations.signing import sign
from goodstanding.arrangements.agreement.queries import done_under, keeping_plan, run_of, signed
from goodstanding.arrangements.agreement.reading import read
from goodstanding.arrangements.agreement.run import Act
from goodstanding.arrangements.agreement.trial import Invented, TrialDay, simulate
from goodstanding.arrangements.agreement.wording import LANGUAGES, text
from goodstanding.cli.day import read_day
from goodstanding.money.amount import Amount
from goodstanding.receivables.queries.debts import references_of
from goodstanding.refusal import Refusal

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Terms as documents that the ledger runs.")
File = Annotated[Path, typer.Argument(help="The document: YAML or JSON.")]
Number = Annotated[int, typer.Argument(help="The number of the agreement.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
BYTES_MAX = 1_000_000


class AgreementUnreadable(Refusal, ValueError):
    """A file cannot be read, a language is not spoken, or a payment is not one."""


@app.command("check")
def check(file: File, *, as_json: AsJson = False) -> None:
    """Check a document; everything wrong is told with line, column and what to write instead."""
    agreement = _read(file)
    told = {"kind": agreement.kind, "clauses": len(agreement.clauses), "hash": hash_of(agreement)}
    _say(told, f"A {agreement.kind} of {len(agreement.clauses)} clauses; {hash_of(agreement)}.", as_json=as_json)


@app.command("text")
def say(
    file: File, *, language: Annotated[str, typer.Option(help="en or es.")] = "en", as_json: AsJson = False
) -> None:
    """Say a document in plain words, made from the same source as it runs from."""
    if language not in LANGUAGES:
        raise AgreementUnreadable(f"Agreements are said in {' and '.join(LANGUAGES)}.")
    agreement = _read(file)
    lines = text(agreement, language=language, called=references_of(agreement.debts))
    _say(lines, "\n".join(lines), as_json=as_json)


@app.command("simulate")
def try_out(
    file: File,
    payments: Annotated[list[str] | None, typer.Argument(help="DAY=AMOUNT, and /DAY where it bounces.")] = None,
    *,
    through: Annotated[str, typer.Option(help="Through which day.")],
    as_json: AsJson = False,
) -> None:
    """Tell day by day what would happen if these payments came; nothing of it touches the books."""
    agreement = _read(file)
    invented = [_invented(one, agreement.currency) for one in payments or []]
    found = simulate(agreement, invented, through=read_day(through))
    lines = [_line(one, agreement.currency) for one in found]
    _say([_day(one) for one in found], "\n".join(lines), as_json=as_json)


@app.command("sign")
def sign_it(file: File, *, as_json: AsJson = False) -> None:
    """Sign a document; what it says is done from now on."""
    agreement = _read(file)
    number = sign(agreement, by=OPERATOR, at=datetime.now(UTC))
    _say({"agreement": number, "hash": hash_of(agreement)}, f"Signed as agreement {number}.", as_json=as_json)


@app.command("show")
def show(
    number: Number, *, language: Annotated[str, typer.Option(help="en or es.")] = "en", as_json: AsJson = False
) -> None:
    """Show an agreement in plain words, what was done under it, and what its ledger lines ask for today."""
    one, plan_id = signed(number), keeping_plan(number)
    # What a plan was signed as, the plan keeps; its own page tells how it stands.
    standing = run_of(one, through=datetime.now(UTC).date()).standing if plan_id is None else ()
    done = [
        {
            "clause": each.key.clause, "deed": each.deed, "turn": each.turn, "day": each.day.isoformat(),
            "amount_minor": each.amount_minor, "done_at": each.done_at.isoformat(), "made": each.made,
            "taken_back_at": each.taken_back_at.isoformat() if each.taken_back_at else None,
        }
        for each in done_under(number)
    ]  # fmt: skip
    words = text(one.document, language=language, called=references_of(one.document.debts))
    told = {
        "agreement": number, "reference": one.reference, "plan": plan_id, "hash": one.document_hash, "text": words,
        "done": done, "stands": [_act(act) for act in standing],
    }  # fmt: skip
    lines = [f"Agreement {one.reference}.", *words, f"Hash: {one.document_hash}"]
    lines += [f"Plan {plan_id} keeps it by itself: goodstanding plans show {plan_id}."] if plan_id else []
    lines += [
        f"{each['day']}  {each['deed']} ({each['clause']})" + (", taken back" if each["taken_back_at"] else "")
        for each in done
    ]
    _say(told, "\n".join(lines), as_json=as_json)


@app.command("run")
def run_it(number: Number, *, as_json: AsJson = False) -> None:
    """Do what follows from an agreement by now and take back what has lost its ground; safe to call again."""
    found = run_agreement(number, by=OPERATOR, at=datetime.now(UTC))
    _say(found._asdict(), f"{found.done} done, {found.taken_back} taken back.", as_json=as_json)


def _read(file: Path) -> Agreement:
    try:
        if file.stat().st_size > BYTES_MAX:
            raise AgreementUnreadable(f"{file} is larger than any agreement.")
        return read(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise AgreementUnreadable(f"{file} cannot be read as text.") from fault


def _invented(word: str, currency: str) -> Invented:
    day, _, rest = word.partition("=")
    amount, _, bounces = rest.partition("/")
    minor = Amount.of(amount, currency).minor
    if minor <= 0:
        raise AgreementUnreadable(f"{word[:40]!r} is no payment; write it as 2026-07-01=300.00.")
    back = read_day(bounces) if bounces else None
    if back is not None and back < read_day(day):
        raise AgreementUnreadable("A payment cannot bounce before it came.")
    return Invented(read_day(day), minor, back)


def _line(one: TrialDay, currency: str) -> str:
    acts = ", ".join(("takes back " if act.taken_back else "") + f"{act.deed} ({act.key.clause})" for act in one.acts)
    received = f"received {Amount(one.received_minor, currency)}; " if one.received_minor else ""
    return f"{one.day}  {received}{acts + '; ' if acts else ''}owed {Amount(one.owed_minor, currency)}"


def _day(one: TrialDay) -> Mapping[str, object]:
    return {
        "day": one.day.isoformat(), "received_minor": one.received_minor, "owed_minor": one.owed_minor,
        "acts": [_act(act) for act in one.acts],
    }  # fmt: skip


def _act(act: Act) -> Mapping[str, object]:
    return {
        "day": act.day.isoformat(), "clause": act.key.clause, "occasion": act.key.occasion, "deed": act.deed,
        "taken_back": act.taken_back, "amount_minor": act.amount_minor, "shares": [list(one) for one in act.shares],
    }  # fmt: skip


def _say(told: object, sentence: str, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    else:
        typer.echo(sentence)
