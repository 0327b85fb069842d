"""`goodstanding doctor`: check everything this installation stands on, and say what to do about what is wrong."""

import json
import os
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from goodstanding.cli.commands import readiness
from goodstanding.cli.page import page
from goodstanding.database import cluster, doctor
from goodstanding.database.doctor import Finding
from goodstanding.refusal import Refusal

app = typer.Typer(add_completion=False)
WEB_PORT = 8000


@app.command(name="doctor")
def examine(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    port: Annotated[int, typer.Option(help="The port the workbench is to be served on.")] = WEB_PORT,
) -> None:
    """Check this installation. Exit code 0 when all is well, 1 when something is not."""
    folder = Path(os.environ["GOODSTANDING_DATA"])
    findings = [*doctor.check(folder, os.environ), port_finding(port), *books_findings(folder)]
    if as_json:
        rows = [{"name": f.name, "ok": f.ok, "sentence": f.sentence, "remedy": f.remedy} for f in findings]
        json.dump({"ok": all(f.ok for f in findings), "findings": rows}, sys.stdout, indent=1)
        sys.stdout.write("\n")
    else:
        show(findings)
    raise SystemExit(0 if all(finding.ok for finding in findings) else 1)


def port_finding(port: int) -> Finding:
    """Is the workbench's port free, or ours to take?"""
    with socket.socket() as probe:
        probe.settimeout(1)
        taken = probe.connect_ex(("127.0.0.1", port)) == 0
    if taken:
        sentence = f"Port {port} is in use, perhaps by a workbench that already runs."
        return Finding("Port", ok=False, sentence=sentence, remedy="Stop it, or serve on another with --port.")
    return Finding("Port", ok=True, sentence=f"Port {port} is free.", remedy="")


def books_findings(folder: Path) -> list[Finding]:
    """What only the running database can tell; while it rests there is nothing to ask, and nothing is started."""
    outside = bool(os.environ.get("DATABASE_URL", "").strip())
    try:
        if not outside and not cluster.status(folder).running:
            return []
        os.environ["DATABASE_URL"] = cluster.connect_url(folder, os.environ)
        readiness.ready_names()
        return readiness.books_findings()
    except Refusal as refusal:
        return [Finding("Books", ok=False, sentence=str(refusal), remedy="")]


def show(findings: list[Finding]) -> None:
    """Print a line a finding, and the remedy below what is wrong."""
    table = Table(box=None, show_header=False, padding=(0, 1))
    for finding in findings:
        mark = "[green]✓[/]" if finding.ok else "[red]✗[/]"
        table.add_row(mark, finding.name, finding.sentence)
        if not finding.ok and finding.remedy:
            table.add_row("", "", f"→ {finding.remedy}")
    page().print(table)
