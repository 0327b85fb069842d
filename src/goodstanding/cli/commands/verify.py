"""`goodstanding verify`: check the evidence log against its checkpoints, in the database or offline from an export."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.cli.commands import readiness
from goodstanding.cli.main import say
from goodstanding.evidence import seal, verify
from goodstanding.evidence.outside import checkpoint_folder
from goodstanding.evidence.verify import Report
from goodstanding.refusal import Refusal

app = typer.Typer(add_completion=False)


class VerificationRefused(Refusal):
    """There is nothing to verify, or nothing to hold it against."""


@app.command(name="verify")
def check(
    log: Annotated[Path | None, typer.Option(help="An exported log; without it the database's own is checked.")] = None,
    checkpoint: Annotated[
        list[Path] | None, typer.Option(help="A checkpoint file; may be given several times.")
    ] = None,
    key: Annotated[Path | None, typer.Option(help="The file with the log's public key.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check the evidence log. Exit code 0 when it is sound, 1 when something is wrong."""
    kept = Path(os.environ["GOODSTANDING_DATA"]) / "evidence"
    checkpoints = checkpoint or checkpoint_folder.notes(kept)
    public_key = (key or kept / checkpoint_folder.PUBLIC_KEY) if checkpoints else None
    try:
        report = exported(log, checkpoints, public_key) if log else stored(checkpoints, public_key, kept=kept)
    except OSError as fault:
        raise VerificationRefused(f"A file cannot be read: {fault}.") from fault
    show(report, checkpoints=len(checkpoints), as_json=as_json)
    raise SystemExit(0 if report.is_sound else 1)


def exported(log: Path, checkpoints: Sequence[Path], public_key: Path | None) -> Report:
    """Check an exported log; needs no database at all."""
    if public_key is None:
        raise VerificationRefused(
            "An exported log is checked against a checkpoint; name it with --checkpoint and --key."
        )
    beside = public_key.with_name(checkpoint_folder.WITNESS)
    witness = beside if beside.exists() else None
    return verify.verify_files(log, checkpoints=checkpoints, verifier=public_key.read_text().strip(), witness=witness)


def stored(checkpoints: Sequence[Path], public_key: Path | None, *, kept: Path) -> Report:
    """Check the log in the database, and its checkpoints as far as there are any."""
    readiness.ready_books()
    opened = []
    if public_key is not None:
        verifier = seal.read_verifier(public_key.read_text().strip())
        opened = [seal.unseal(path.read_text(), verifier=verifier) for path in checkpoints]
    return readiness.verify_books(opened, witness=kept / checkpoint_folder.WITNESS)


def show(report: Report, *, checkpoints: int, as_json: bool) -> None:
    """Print what was found: one JSON object, or sentences."""
    if as_json:
        findings = [
            {"position": f.position, "until": f.until, "what": f.what, "sentence": f.sentence} for f in report.findings
        ]
        answer = {
            "sound": report.is_sound,
            "entries": report.size,
            "root": report.root.hex(),
            "vouched_for": report.sealed_size,
            "erased": report.erased_count,
            "first_bad_position": report.first_bad_position,
            "findings": findings,
        }
        json.dump(answer, sys.stdout, indent=1)
        sys.stdout.write("\n")
        return
    say(f"{report.size} entries read; {checkpoints} checkpoints vouch for the first {report.sealed_size}.")
    for finding in report.findings:
        say(f"✗ {finding.sentence}")
    say(
        "The log is sound."
        if report.is_sound
        else f"The log is not sound; the first bad position is {report.first_bad_position}."
    )
