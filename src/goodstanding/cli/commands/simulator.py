"""`goodstanding simulator`: a provider of payments that moves no money, as a process of its own."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.payments.gateway.simulator.scenario import SCENARIOS
from goodstanding.payments.gateway.simulator.server import SimulatorServer
from goodstanding.refusal import Refusal

app = typer.Typer(add_completion=False)


class SimulatorRefused(Refusal):
    """The simulator cannot be started like this; the sentence says why."""


@app.command()
def simulator(
    port: Annotated[int, typer.Option(help="The port it answers on, on this machine only; 0 for any.")] = 8090,
    log: Annotated[Path, typer.Option(help="The file it remembers everything in.")] = Path("simulator.jsonl"),
    hook: Annotated[str, typer.Option(help="Where it posts: http://127.0.0.1:8000/hooks/payments/simulator/")] = "",
    secret_file: Annotated[Path | None, typer.Option(help="The secret with which it signs its posts.")] = None,
    scenarios: Annotated[bool, typer.Option("--scenarios", help="Print what amounts do, and end.")] = False,
) -> None:
    """Answer as a provider of payments does until Ctrl-C. No real money moves."""
    if scenarios:
        for one in SCENARIOS.values():
            ending = "any other" if one.ending is None else f"….{one.ending:02}"
            typer.echo(f"{ending:10} {one.name:18} {one.meaning}")
        return
    if hook and secret_file is None:
        raise SimulatorRefused("Whoever posts signs: give the secret by --secret-file.")
    try:
        secret = secret_file.read_text(encoding="utf-8").strip() if secret_file else ""
        server = SimulatorServer(log, port=port, now=_now, hook=hook, secret=secret)
    except (OSError, UnicodeDecodeError) as fault:
        raise SimulatorRefused(f"The simulator cannot be started: {fault}") from fault
    sys.stdout.write(server.address + "\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


def _now() -> datetime:
    return datetime.now(UTC)
