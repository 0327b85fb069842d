"""`goodstanding templates …`: what can be said, through which channel and in which language; publish and withdraw.

Everything about the texts themselves is in `template_texts`.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands import template_preview, template_texts
from goodstanding.cli.main import say
from goodstanding.cli.page import page
from goodstanding.outreach.queries import published_templates
from goodstanding.outreach.template.catalogue import ANY, Template, shipped
from goodstanding.outreach.template.operations.standing import publish_template, withdraw_template

app = typer.Typer(add_completion=False, help="What can be said, and what of it is published.")

for deed in (
    template_texts.check, template_texts.save, template_texts.approve, template_texts.end, template_texts.show,
    template_texts.fields, template_preview.preview,
):  # fmt: skip
    app.command(deed.__name__)(deed)

Name = Annotated[str, typer.Argument(help="The template's name, as the list gives it.")]
Channel = Annotated[str, typer.Option(help="Only for this channel; every channel by default.")]
Language = Annotated[str, typer.Option(help="Only in this language; every language by default.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON only.")]


@app.callback(invoke_without_command=True)
def templates(context: typer.Context, as_json: AsJson = False) -> None:
    """List every template, and where it is published."""
    if context.invoked_subcommand is not None:
        return
    usable = published_templates(datetime.now(UTC))
    if as_json:
        told = {"templates": [_line(template, usable) for template in shipped().values()]}
        sys.stdout.write(json.dumps(told) + "\n")
        return
    shown = Table("template", "edition", "published", "withdrawn", "what for")
    for template in shipped().values():
        standing = _standing(template, usable)
        published = [_languages(channel, told["published"]) for channel, told in standing.items() if told["published"]]
        withdrawn = [_languages(channel, told["withdrawn"]) for channel, told in standing.items() if told["withdrawn"]]
        shown.add_row(template.name, str(template.edition), "\n".join(published), "\n".join(withdrawn), template.use)
    page().print(shown)


@app.command("publish")
def publish(name: Name, channel: Channel = ANY, language: Language = ANY, as_json: AsJson = False) -> None:
    """Let a template be used."""
    _do(publish_template, "published", name, channel=channel, language=language, as_json=as_json)


@app.command("withdraw")
def withdraw(name: Name, channel: Channel = ANY, language: Language = ANY, as_json: AsJson = False) -> None:
    """Let a template be used no longer."""
    _do(withdraw_template, "withdrawn", name, channel=channel, language=language, as_json=as_json)


def _do(deed: Callable[..., int], word: str, name: str, *, channel: str, language: str, as_json: bool) -> None:
    deed(name, channel=channel, language=language, by=OPERATOR, at=datetime.now(UTC))
    if as_json:
        told = {"template": name, "channel": channel, "language": language, "standing": word}
        sys.stdout.write(json.dumps(told) + "\n")
    else:
        where = f"{'every channel' if channel == ANY else channel}, {'every language' if language == ANY else language}"
        say(f"The template {name} is {word} ({where}).")


def _standing(template: Template, usable: frozenset[str]) -> dict[str, dict[str, list[str]]]:
    """Return, by channel, the languages in which a template is published and those in which it is withdrawn."""
    found: dict[str, dict[str, list[str]]] = {}
    for channel in template.channels:
        told = found.setdefault(channel, {"published": [], "withdrawn": []})
        for language in template.languages:
            is_published = f"{template.name}/{channel}/{language}" in usable
            told["published" if is_published else "withdrawn"].append(language)
    return found


def _line(template: Template, usable: frozenset[str]) -> dict[str, object]:
    return {
        "template": template.name, "use": template.use, "edition": template.edition,
        "purposes": list(template.purposes), "channels": _standing(template, usable),
    }  # fmt: skip


def _languages(channel: str, languages: list[str]) -> str:
    return f"{channel} ({', '.join(languages)})"
