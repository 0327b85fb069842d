"""`goodstanding templates preview`: what a message about a real account would say, byte for byte as it is sent."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.template_texts import AsJson, Name, TextFileRefused, put
from goodstanding.cli.main import say
from goodstanding.outreach.channels.provider import Consignment
from goodstanding.outreach.sending.operations.asking_for import by_hand, draft
from goodstanding.outreach.sending.preparing.queries import preview as previewed
from goodstanding.outreach.template.facts.example import brought_examples
from goodstanding.strategy.queries.house.house import the_house
from goodstanding.strategy.queries.question import find_account

WORDS = 40
"""How many characters of a file's ending are repeated in a refusal."""


def preview(
    name: Name,
    *,
    account: Annotated[str, typer.Option(help="The account's number or reference.")],
    channel: Annotated[str, typer.Option(help="email, sms, letter, call, voicemail or portal.")] = "email",
    language: Annotated[str, typer.Option(help="en or es; the person's own by default.")] = "",
    examples: Annotated[
        bool, typer.Option("--examples", help="Take the example promise, plan or receipt where the template needs one.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="Write it to a file: .html, .pdf, or .txt.", dir_okay=False)] = None,
    as_json: AsJson = False,
) -> None:
    """Show what a message about an account would say. Nothing is sent and nothing is recorded."""
    now = datetime.now(UTC)
    number = find_account(account, by=OPERATOR)
    wanted = by_hand(number, template=name, channel=channel, language=language, key=f"preview:{name}:{number}")
    if examples:
        wanted = replace(wanted, fields=brought_examples(name))
    found = previewed(draft(wanted, by=OPERATOR, at=now), house=the_house(), at=now)
    if out is not None:
        write(found, out)
    if as_json:
        put(told(found) | ({"file": str(out)} if out else {}))
    elif out is None:
        typer.echo(whole(found))
    else:
        say(f"Wrote {out}.")


def told(found: Consignment) -> dict[str, Any]:
    """Return a consignment as JSON has it; files by name and size."""
    files = {"letter.pdf": found.pdf} if found.pdf else {}
    files |= {part.name: part.content for part in found.parts}
    return {
        "channel": found.channel, "to": found.to, "to_name": found.to_name, "language": found.language,
        "subject": found.subject, "text": found.text, "html": found.html, "headers": dict(found.headers),
        "files": {name: len(content) for name, content in files.items()},
    }  # fmt: skip


def whole(found: Consignment) -> str:
    """Return a consignment for a person to read."""
    head = [f"To: {found.to_name}".rstrip(), *found.to.splitlines()]
    head += [f"Subject: {found.subject}"] if found.subject else []
    return "\n".join([*head, "", found.text.rstrip()])


def write(found: Consignment, out: Path) -> None:
    """Write what the file's ending asks for; raises TextFileRefused where there is none of it."""
    content = {".html": found.html.encode(), ".pdf": found.pdf, ".txt": found.text.encode()}.get(out.suffix.lower())
    if content is None:
        raise TextFileRefused(f"{out.suffix[:WORDS]!r} is nothing a preview is written as; .html, .pdf and .txt are.")
    if not content:
        raise TextFileRefused(f"A message by {found.channel} has no {out.suffix}.")
    try:
        out.write_bytes(content)
    except OSError as fault:
        raise TextFileRefused(f"{out} cannot be written: {fault}.") from fault
