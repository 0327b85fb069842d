"""Texts of templates on the command line: check one, save, approve and end an edition, show one, list the fields."""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.access.queries import proven
from goodstanding.cli.main import say
from goodstanding.cli.page import page
from goodstanding.cli.password import asked_password
from goodstanding.outreach.template.catalogue import ANY
from goodstanding.outreach.template.check.check import Checked
from goodstanding.outreach.template.check.grade import Aim
from goodstanding.outreach.template.facts.example import example_facts
from goodstanding.outreach.template.field_table import markdown, rows
from goodstanding.outreach.template.language.block import CHANNELS
from goodstanding.outreach.template.language.finding import Finding, TemplateRefused
from goodstanding.outreach.template.operations import editions
from goodstanding.outreach.template.queries import EditionLine, editions_of, text_in_force, text_of_edition
from goodstanding.outreach.template.rendering.render import Rendered, render
from goodstanding.outreach.template.text import TemplateText
from goodstanding.refusal import Refusal


class TextFileRefused(Refusal, ValueError):
    """A file cannot be read or written, or a day is none."""


File = Annotated[Path, typer.Argument(help="The text, as docs/templates.md describes it; - for standard input.")]
Name = Annotated[str, typer.Argument(help="The template's name, as the list gives it.")]
Number = Annotated[int, typer.Argument(help="The edition's number, as saving it and showing the template tell.")]
By = Annotated[str | None, typer.Option(help="Who does it, by e-mail address; the operator by default.")]
PasswordStdin = Annotated[bool, typer.Option("--password-stdin", help="Read that person's password from the input.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON only.")]
GradeMost = Annotated[float, typer.Option(help="The highest English grade that is not remarked.")]
ScoreLeast = Annotated[float, typer.Option(help="The lowest Spanish score that is not remarked.")]
_AIM = Aim()
_SEGMENTS = ("segment", "segments")


def check(
    file: File,
    grade: GradeMost = _AIM.english_grade_max,
    score: ScoreLeast = _AIM.spanish_score_min,
    as_json: AsJson = False,
) -> None:
    """Check a text without saving it. Exit code 0 when it can be saved, 1 with everything that stands in the way."""
    try:
        text, checked = editions.check_text(read(file), at=datetime.now(UTC), aim=Aim(grade, score))
    except TemplateRefused as error:
        # What cannot even be read is told like everything else that is wrong.
        text, checked = None, Checked(error.findings or (Finding(0, 0, str(error)),), None, 0)
    if as_json:
        put(told(text, checked))
    else:
        tell(checked.findings)
    if text is not None and not checked.is_refused:
        grade_told = f" {checked.grade.measure}: {checked.grade.value}." if checked.grade else ""
        say(f"The text can be saved: {text.name} in {text.language}, for {', '.join(text.channels)}.{grade_told}")
    raise SystemExit(1 if checked.is_refused else 0)


def save(
    file: File,
    grade: GradeMost = _AIM.english_grade_max,
    score: ScoreLeast = _AIM.spanish_score_min,
    by: By = None,
    password_stdin: PasswordStdin = False,
    as_json: AsJson = False,
) -> None:
    """Save a text as a new edition. Nobody gets it until somebody else approves it."""
    row = editions.save_text(
        read(file), by=who(by, from_input=password_stdin), at=datetime.now(UTC), aim=Aim(grade, score)
    )
    if as_json:
        put({"number": row.pk, "template": row.name, "language": row.language, "jurisdiction": row.jurisdiction,
             "edition": row.edition, "sha256": row.sha256, "findings": row.findings})  # fmt: skip
        return
    tell(Finding(**one) for one in row.findings)
    say(f"Saved {row.name} in {row.language} as edition {row.edition}, number {row.pk}. Somebody else approves it.")


def approve(
    number: Number,
    from_: Annotated[str, typer.Option("--from", help="Its first day, as 2026-12-01; today by default.")] = "",
    by: By = None,
    password_stdin: PasswordStdin = False,
    as_json: AsJson = False,
) -> None:
    """Let an edition be used from a day on."""
    now = datetime.now(UTC)
    row = editions.approve_text(number, starts_date=day(from_, now=now), by=who(by, from_input=password_stdin), at=now)
    if as_json:
        put({"number": row.pk, "starts_date": str(row.starts_date), "approved_by": row.approved_by})
    else:
        say(f"Edition {row.edition} of {row.name} in {row.language} is used from {row.starts_date} on.")


def end(
    number: Number,
    on: Annotated[str, typer.Option(help="Its last day, as 2026-12-31; today by default.")] = "",
    by: By = None,
    password_stdin: PasswordStdin = False,
    as_json: AsJson = False,
) -> None:
    """Use an edition no longer after a day; what was in force before holds again."""
    now = datetime.now(UTC)
    row = editions.end_text(number, ends_date=day(on, now=now), by=who(by, from_input=password_stdin), at=now)
    if as_json:
        put({"number": row.pk, "ends_date": str(row.ends_date)})
    else:
        say(f"Edition {row.edition} of {row.name} in {row.language} is used for the last time on {row.ends_date}.")


def show(
    name: Name,
    *,
    channel: Annotated[str, typer.Option(help="What it says through this channel; its editions if left out.")] = "",
    language: Annotated[str, typer.Option(help="en or es.")] = "en",
    place: Annotated[str, typer.Option(help="For people of this place, such as US-CA.")] = "",
    number: Annotated[int, typer.Option(help="This edition instead of the one in force.")] = 0,
    html: Annotated[bool, typer.Option("--html", help="The HTML instead of the plain text.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show the editions of a template, or what its text says with the example facts."""
    if not channel:
        list_editions(editions_of(name), as_json=as_json)
        return
    if channel not in CHANNELS:
        raise TextFileRefused(f"{channel[:30]!r} is no channel of a text; one of {', '.join(CHANNELS)} is.")
    today = datetime.now(UTC).date()
    text = text_of_edition(number) if number else text_in_force(name, language=language, place=place, day=today)
    rendered = render(text, channel=channel, facts=example_facts())
    if as_json:
        put({"template": name, "language": text.language, "jurisdiction": text.jurisdiction, "edition": text.edition,
             "channel": channel, **plain_rendered(rendered)})  # fmt: skip
    elif html and not rendered.html:
        raise TextFileRefused(f"There is no HTML of {channel}; email and portal have it.")
    else:
        sys.stdout.write(rendered.html if html else whole(rendered))


def fields(
    as_markdown: Annotated[bool, typer.Option("--markdown", help="The table of the documents.")] = False,
    as_json: AsJson = False,
) -> None:
    """List every merge field: its type, what it means, an example, and whether it may be missing."""
    if as_markdown:
        sys.stdout.write(markdown())
    elif as_json:
        put([row._asdict() for row in rows()])
    else:
        table = Table("field", "type", "what it is", "example", "may be missing")
        for row in rows():
            table.add_row(row.name, row.type, row.meaning, row.example, "yes" if row.may_be_missing else "")
        page().print(table)


def list_editions(found: list[EditionLine], *, as_json: bool) -> None:
    """Print the editions of a template."""
    if as_json:
        put([one._asdict() for one in found])
        return
    table = Table("number", "language", "place", "edition", "owner", "approved by", "from", "until", "warnings")
    for one in found:
        table.add_row(
            str(one.edition_id or "ships"), one.language, "everywhere" if one.jurisdiction == ANY else one.jurisdiction,
            str(one.edition), one.owner, one.approved_by, str(one.starts_date or ""), str(one.ends_date or ""),
            str(len(one.findings) or ""),
        )  # fmt: skip
    page().print(table)


def who(email: str | None, *, from_input: bool) -> Actor:
    """Return who acts: the operator, or somebody who proves by their password that it is they."""
    if email is None:
        return OPERATOR
    return proven(email, asked_password(email, from_input=from_input), at=datetime.now(UTC))


def read(file: Path) -> str:
    """Return the text of a file; raises TextFileRefused."""
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise TextFileRefused(f"{file} cannot be read: {fault}.") from fault


def day(text: str, *, now: datetime) -> date:
    """Return a day, today where none is given; raises TextFileRefused."""
    try:
        return date.fromisoformat(text) if text else now.date()
    except ValueError as fault:
        raise TextFileRefused(f"{text[:30]!r} is no day; write it as 2026-12-01.") from fault


def tell(findings: Iterable[Finding]) -> None:
    """Print findings, the refusals first."""
    for one in sorted(findings, key=lambda finding: (finding.weight != "refusal", finding)):
        page().print(f"[{'red' if one.weight == 'refusal' else 'yellow'}]{one.weight}[/]  {escape(str(one))}")


def told(text: TemplateText | None, checked: Checked) -> dict[str, Any]:
    """Return a check as JSON has it."""
    grade = checked.grade
    return {
        "sound": not checked.is_refused,
        "template": text.name if text else None,
        "language": text.language if text else None,
        "channels": list(text.channels) if text else [],
        "findings": [editions.plain_finding(one) for one in checked.findings],
        "grade": None if grade is None else {"measure": grade.measure, "value": grade.value, "aim": grade.aim},
        "segments": checked.segments,
    }


def plain_rendered(rendered: Rendered) -> dict[str, Any]:
    """Return what was rendered as JSON has it; what the channel has not is left out."""
    names = ("subject", "preheader", "text", "html", "typst", "segments")
    return {name: getattr(rendered, name) for name in names if getattr(rendered, name)}


def whole(rendered: Rendered) -> str:
    """Return what was rendered as plain text with its subject, for a person to read."""
    head = f"{rendered.subject}\n\n" if rendered.subject else ""
    tail = f"\n({rendered.segments} {_SEGMENTS[rendered.segments > 1]})" if rendered.segments else ""
    return f"{head}{rendered.text.rstrip()}{tail}\n"


def put(value: object) -> None:
    """Print one JSON value."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
