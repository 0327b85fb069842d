"""`goodstanding gateway`: set who takes payments, show what is set, and see whether it answers."""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.payments.gateway.operations.setting import set_gateway, turn_off
from goodstanding.payments.gateway.port import GatewayRefused
from goodstanding.payments.gateway.queries.settings import (
    PROVIDERS,
    GatewayLine,
    gateway_lines,
    gateway_of,
)

app = typer.Typer(add_completion=False, no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Pairs = Annotated[list[str] | None, typer.Argument(help="Options of the provider, as name=value.")]


@app.command("set")
def set_(
    provider: Annotated[str, typer.Argument(help="The provider: see gateway show --providers.")],
    options: Pairs = None,
    *,
    secret_file: Annotated[
        list[str] | None, typer.Option(help="A file with a secret, as NAME=PATH; again for each secret.")
    ] = None,
    pages: Annotated[bool, typer.Option("--pages", help="Let people who pay by a page pay here.")] = False,
    off: Annotated[bool, typer.Option("--off", help="Let nothing be collected by it any more.")] = False,
    as_json: AsJson = False,
) -> None:
    """Set a provider of payments from now on, or turn it off. What was begun is followed to its end either way."""
    at = datetime.now(UTC)
    if off:
        number = turn_off(provider, by=OPERATOR, at=at)
    else:
        number = set_gateway(
            provider, options=_pairs(options or [], what="An option"), secrets=_secrets(secret_file or []),
            is_for_pages=pages, by=OPERATOR, at=at,
        )  # fmt: skip
    if as_json:
        sys.stdout.write(json.dumps({"setting": number, "provider": provider, "is_on": not off}) + "\n")
    else:
        typer.echo(f"{provider} is turned off." if off else f"{provider} is set.")


@app.command("show")
def show(
    providers: Annotated[bool, typer.Option("--providers", help="List every provider there is, and its options.")] =
    False,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Show which gateways are set; nothing of a secret."""
    if providers:
        _show_providers(as_json=as_json)
        return
    lines = gateway_lines(datetime.now(UTC))
    if as_json:
        for line in lines:
            told = line._asdict() | {"options": dict(line.options), "since": line.since.isoformat()}
            sys.stdout.write(json.dumps(told) + "\n")
        return
    for line in lines:
        typer.echo(_sentence(line))
    if not lines:
        typer.echo("No gateway is set; set one with goodstanding gateway set PROVIDER.")


@app.command("check")
def check(provider: Annotated[str, typer.Argument(help="The provider.")], as_json: AsJson = False) -> None:
    """Ask a provider about a payment that cannot be, and say whether it answers. Nothing is charged."""
    at = datetime.now(UTC)
    gateway = gateway_of(provider, at=at, even_off=False)
    # Providers call nothing absent that may not show yet, and some need hours for it.
    try:
        found = gateway.look_up(reference="", key=f"check-{int(at.timestamp())}", asked_at=at - timedelta(days=2))
    finally:
        gateway.close()
    if found.state == "cannot tell":
        raise GatewayRefused(f"{provider} cannot be asked: {found.reason or 'it gave no reason'}")
    if as_json:
        sys.stdout.write(json.dumps({"provider": provider, "answers": True}) + "\n")
    else:
        typer.echo(f"{provider} answers.")


def _show_providers(*, as_json: bool) -> None:
    for one in PROVIDERS.values():
        told = {
            "provider": one.provider, "meaning": one.meaning, "can": sorted(one.can), "is_real": one.is_real,
            "options": {option.name: option.meaning for option in one.options},
            "secrets": {secret.name: secret.meaning for secret in one.secrets},
        }  # fmt: skip
        if as_json:
            sys.stdout.write(json.dumps(told) + "\n")
            continue
        typer.echo(f"{one.provider}: {one.meaning}")
        for option in one.options:
            typer.echo(f"    {option.name}={option.example}  {option.meaning}")
        for secret in one.secrets:
            typer.echo(f"    --secret-file {secret.name}=FILE  {secret.meaning}")


def _sentence(line: GatewayLine) -> str:
    options = " ".join(f"{name}={value}" for name, value in line.options.items())
    marks = [
        *(["people pay on its pages"] if line.is_for_pages else []),
        *([] if line.is_real else ["no real money moves"]),
        *([line.fault] if line.fault else []),
    ]
    more = f" ({'; '.join(marks)})" if marks else ""
    return f"{line.provider} {options}".strip() + f", set by {line.by} on {line.since:%Y-%m-%d}{more}"


def _secrets(given: list[str]) -> dict[str, str]:
    found = {}
    for name, path in _pairs(given, what="A secret").items():
        try:
            found[name] = Path(path).expanduser().read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise GatewayRefused(f"The file {path} of the secret {name} cannot be read.") from fault
    return found


def _pairs(given: list[str], *, what: str) -> dict[str, str]:
    wrong = [one for one in given if "=" not in one]
    if wrong:
        raise GatewayRefused(f"{what} is written as name=value, not as {wrong[0][:40]!r}.")
    return {name.strip(): value for name, _, value in (one.partition("=") for one in given)}
