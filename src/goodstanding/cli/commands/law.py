"""`goodstanding law`: run situations through the gate, read the law in force, and ask why an act may happen or not."""

import importlib
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from goodstanding.cli.commands import law_pages, readiness
from goodstanding.cli.main import say
from goodstanding.compliance.disclosure import check_text
from goodstanding.compliance.lawbook.book import Lawbook, shipped
from goodstanding.compliance.lawbook.value import EPOCH
from goodstanding.compliance.situation.check import Answer, check
from goodstanding.compliance.situation.own_cases import failures, own_cases
from goodstanding.refusal import Refusal

app = typer.Typer(add_completion=False, no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON only, one line a result.")]
AsOf = Annotated[str | None, typer.Option(help="The law of that day, as 2026-09-01; today's by default.")]


class CasesUnreadable(Refusal, ValueError):
    """A file of situations is not there, or a line of it is no situation."""


@app.command(name="check")
def check_(
    file: Annotated[
        Path | None, typer.Argument(help="Situations, one JSON object a line; the lawbook's own if left out.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run situations through the gate. Exit code 0 when all come out as they say, 1 when one does not."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    raise SystemExit(
        check_own(shipped(), now, as_json=as_json) if file is None else check_file(file, now, as_json=as_json)
    )


def check_file(file: Path, now: str, *, as_json: bool) -> int:
    """Check the situations of a file against what each says should come out."""
    situations = situations_of(file)
    answers = check(situations, shipped(), asked_at=now)
    wrong = [answer for answer in answers if answer.differs]
    for answer, situation in zip(answers, situations, strict=True):
        if as_json:
            sys.stdout.write(json.dumps(line_of(answer, situation)) + "\n")
        elif answer.differs:
            typer.echo(f"{answer.id}: {', '.join(answer.differs)} differ. {answer.because}")
            typer.echo(f"    got {line_of(answer, situation)}\n    expected {json.dumps(situation.get('then'))}")
    unheard = sorted({path for answer in answers for path in answer.ignored})
    if unheard:
        say(f"No rule can hear these facts, so they were left out: {', '.join(unheard)}.")
    conclude(len(answers), len(wrong), [one for one in situations if one.get("policy_choice")], wrong, as_json=as_json)
    return 1 if wrong else 0


def conclude(total: int, wrong: int, policy: Sequence[Any], differing: Sequence[Answer], *, as_json: bool) -> None:
    """Print the summary line."""
    names = {str(one["id"]) for one in policy}
    hard = sum(1 for answer in differing if answer.id not in names)
    if as_json:
        told = {
            "cases": total,
            "agree": total - wrong,
            "disagree": wrong,
            "policy_choice": len(policy),
            "disagree_without_policy_choice": hard,
        }
        sys.stdout.write(json.dumps({"summary": told, "edition": shipped().edition}) + "\n")
    else:
        typer.echo(
            f"{total - wrong} of {total} situations agree; "
            f"of the {total - len(policy)} that the law decides, {total - len(policy) - hard}."
        )


def line_of(answer: Answer, situation: Any) -> dict[str, object]:
    """Return an answer as one line of JSON; the next instant in the offset the situation itself uses."""
    next_at = answer.next_allowed_at
    asked = situation["when"]["action"].get("at")
    if next_at is not None and isinstance(asked, str) and len(asked) > len("2026-05-04"):
        next_at = next_at.astimezone(datetime.fromisoformat(asked).tzinfo)
    return {
        "id": answer.id,
        "allowed": answer.allowed,
        "rule": answer.rule,
        "effect": answer.effect,
        "next_allowed_at": None if next_at is None else next_at.isoformat(),
        "value": dict(answer.value),
        "because": answer.because,
    }


def situations_of(file: Path) -> list[Any]:
    """Return the situations of a file; raises CasesUnreadable naming the line."""
    lines = enumerate(read_text(file).splitlines(), 1)
    found = [situation(line, f"{file.name}, line {number}") for number, line in lines if line.strip()]
    if not found:
        raise CasesUnreadable(f"{file} holds no situation.")
    return found


def situation(line: str, place: str) -> Any:
    """Return one line as a situation; raises CasesUnreadable."""
    try:
        found = json.loads(line)
    except json.JSONDecodeError as fault:
        raise CasesUnreadable(f"{place} is no JSON: {fault.msg}.") from fault
    if not isinstance(found, dict) or "id" not in found:
        raise CasesUnreadable(f"{place} is no situation: it has no id.")
    if not isinstance(found.get("given"), dict):
        raise CasesUnreadable(f"{place} does not say what is given.")
    when = found.get("when")
    if not isinstance(when, dict) or not isinstance(when.get("action"), dict) or "kind" not in when["action"]:
        raise CasesUnreadable(f"{place} does not say which act it asks about: when.action.kind is missing.")
    return found


def check_own(book: Lawbook, now: str, *, as_json: bool) -> int:
    """Check every rule of the lawbook against the cases beside it."""
    wrong, total = [], 0
    for rule in book.rules():
        cases = own_cases(rule.folder, pack=rule.pack)
        total += len(cases)
        wrong += failures(rule, cases, asked_at=now)
    if as_json:
        for one in wrong:
            sys.stdout.write(json.dumps({"differs": one}) + "\n")
        sys.stdout.write(
            json.dumps({"summary": {"rules": len(book.rules()), "cases": total, "disagree": len(wrong)}}) + "\n"
        )
    else:
        for one in wrong:
            typer.echo(one)
        typer.echo(f"{total - len(wrong)} of {total} cases of {len(book.rules())} rules agree.")
    return 1 if wrong else 0


@app.command(name="list")
def list_(
    pack: Annotated[str | None, typer.Argument(help="One pack; all if left out.")] = None, as_json: AsJson = False
) -> None:
    """List the packs of the lawbook, or the rules of one pack."""
    law_pages.listing(shipped(), pack, as_json=as_json)


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(help="A rule's id or its citation, such as 1006.14(b)(2)(i)(A).")],
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Say what a rule asks, its values with source and confidence, its exceptions and its cases."""
    law_pages.explanation(shipped().rule(rule), day_of(as_of), as_json=as_json)


@app.command()
def coverage(as_json: AsJson = False) -> None:
    """Say for each place and topic whether the lawbook is complete, partial or empty, and as checked when."""
    law_pages.coverage(shipped().folder, as_json=as_json)


@app.command()
def why(
    account: Annotated[str, typer.Argument(help="The account's number or reference.")],
    *,
    channel: Annotated[str, typer.Option(help="call, sms, email, letter, voicemail, portal …")] = "call",
    at: Annotated[str | None, typer.Option(help="When, as 2026-05-05T10:00-04:00; now by default.")] = None,
    purpose: Annotated[str | None, typer.Option(help="Why it would be done.")] = None,
    known_at: Annotated[str | None, typer.Option(help="Only what was known by then.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every rule that looked.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say whether an act on an account may happen, and what every rule answers. Exit code 1 when it may not."""
    readiness.ready_books()
    asked: Any = importlib.import_module("goodstanding.cli.commands.law_why")
    found = asked.ask(account, channel=channel, at=at, purpose=purpose, known_at=known_at)
    law_pages.verdict(found, everything=everything, as_json=as_json)
    raise SystemExit(0 if found.verdict.allowed else 1)


@app.command()
def text(
    file: Annotated[Path, typer.Argument(help="The finished text, as it will leave the house.")],
    *,
    channel: Annotated[str, typer.Option(help="sms, email, letter or voicemail.")] = "letter",
    stage: Annotated[
        str, typer.Option(help="initial or later: is it the first communication about the debt?")
    ] = "later",
    limited: Annotated[bool, typer.Option(help="It is meant as a limited-content message.")] = False,
    barred: Annotated[bool, typer.Option(help="The debt is time-barred.")] = False,
    purpose: Annotated[str, typer.Option(help="What it is for, as opt_out_confirmation_only.")] = "",
    country: Annotated[str, typer.Option(help="Where the person lives: a country's code.")] = "US",
    state: Annotated[str, typer.Option(help="And the state's or province's code.")] = "",
    as_json: AsJson = False,
) -> None:
    """Check a finished text for words it must and must not hold. Exit code 1 when something is wrong."""
    consumer = {"id": "reader", "country": country, "state": state or None, "timezone": "UTC"}
    given = {
        "consumer": consumer,
        "collector": {"type": "third_party", "covered_by_fdcpa": True},
        "debts": [{"id": "debt", "time_barred": barred}],
        "history": [],
        "preferences": {},
    }
    found = check_text(
        read_text(file),
        given,
        channel=channel,
        stage=stage,
        message="limited_content" if limited else "",
        purpose=purpose,
        lawbook=shipped(),
        asked_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    law_pages.text_verdict(found, as_json=as_json)
    raise SystemExit(0 if found.allowed else 1)


def read_text(file: Path) -> str:
    """Return the text of a file; raises CasesUnreadable."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise CasesUnreadable(f"{file} cannot be read: {fault}.") from fault


@app.command()
def duties(
    account: Annotated[str, typer.Argument(help="The account's number or reference.")],
    *,
    at: Annotated[str | None, typer.Option(help="As of when, as 2026-05-05T10:00-04:00; now by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """List what the law wants done about an account, and by when."""
    readiness.ready_books()
    asked: Any = importlib.import_module("goodstanding.cli.commands.law_why")
    law_pages.duties(asked.duties(account, at=at), as_json=as_json)


@app.command()
def adopt(
    folder: Annotated[Path, typer.Argument(help="A folder with pack.yaml and one folder for each rule.")],
    *,
    from_: Annotated[str | None, typer.Option("--from", help="The first day, as 2026-12-01; today by default.")] = None,
) -> None:
    """Adopt a policy of the house: a pack of your own, tighter than the law, written without code."""
    readiness.ready_books()
    adopting: Any = importlib.import_module("goodstanding.cli.commands.law_adopt")
    typer.echo(adopting.adopt(folder, EPOCH + timedelta(days=day_of(from_))))


@app.command()
def end(
    pack: Annotated[str, typer.Argument(help="The policy's pack, as adopted.")],
    *,
    on: Annotated[str | None, typer.Option(help="Its last day, as 2026-12-31; today by default.")] = None,
) -> None:
    """End a policy of the house."""
    readiness.ready_books()
    adopting: Any = importlib.import_module("goodstanding.cli.commands.law_adopt")
    typer.echo(adopting.end(pack, EPOCH + timedelta(days=day_of(on))))


@app.command()
def collector(
    kind: Annotated[str, typer.Argument(help="third_party, debt_buyer or original_creditor.")],
    *,
    client: Annotated[str | None, typer.Option(help="For one client only, by its name.")] = None,
) -> None:
    """Say what the house is to the law; until then it is taken for a third party."""
    readiness.ready_books()
    adopting: Any = importlib.import_module("goodstanding.cli.commands.law_adopt")
    typer.echo(adopting.say_kind(kind, client))


def day_of(text: str | None) -> int:
    """Return a day as the lawbook counts it; today where none is given."""
    try:
        day = datetime.fromisoformat(text).date() if text else datetime.now(UTC).date()
    except ValueError as fault:
        raise CasesUnreadable(f"{text!r} is no day; write it as 2026-09-01.") from fault
    return (day - EPOCH).days
