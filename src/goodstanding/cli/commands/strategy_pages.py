"""How strategy documents, findings and editions are shown at the terminal."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from goodstanding.cli.page import page
from goodstanding.strategy.document import calendar
from goodstanding.strategy.document.document import Document
from goodstanding.strategy.document.finding import Finding


def findings(found: Sequence[Finding], *, as_json: bool, document: Document | None = None) -> None:
    """Print findings, one a line; as JSON one object with all of them."""
    if as_json:
        told: dict[str, Any] = {"usable": document is not None, "findings": [one._asdict() for one in found]}
        if document is not None:
            told |= {"strategy": document.strategy, "edition": document.edition, "treatments": _steps(document)}
        sys.stdout.write(json.dumps(told) + "\n")
        return
    for one in found:
        line = f"{one.line}:{one.column}: {'warning: ' if one.weight == 'warning' else ''}{one.sentence}"
        sys.stdout.write(f"{line} {one.suggestion}".rstrip() + "\n")


def verdict(found: Sequence[Finding]) -> str:
    """Return what the findings come to, in a sentence."""
    errors = sum(1 for one in found if one.weight == "error")
    if errors:
        return f"The document cannot be used: {errors} {'thing is' if errors == 1 else 'things are'} to be mended."
    warnings = f", but look at the {len(found)} above" if found else ""
    return f"The document can be used{warnings}."


def document(shown: Document) -> None:
    """Print a document on one screen: its segments, its steps as a calendar, its experiments and limits."""
    console = page()
    until = f" to {shown.effective_until}" if shown.effective_until else " on"
    console.print(f"[bold]{escape(shown.title)}[/bold] ({shown.strategy}, edition {shown.edition})", highlight=False)
    console.print(
        f"From {shown.effective_from}{until}, for each {shown.grain}; contacts from {shown.opens:%H:%M} to "
        f"{shown.closes:%H:%M}, at most {shown.pressure.contacts_most} in {shown.pressure.days} days.",
        highlight=False,
    )
    segments = Table("segment", "accounts", "what is done")
    for row in calendar.segments(shown):
        segments.add_row(*map(escape, row))
    console.print(segments)
    for treatment in shown.treatments.values():
        steps = Table("when", "step", "how", "besides", title=treatment.name, title_justify="left")
        for line in calendar.lines(treatment.steps):
            steps.add_row(*map(escape, line))
        console.print(steps)
        if treatment.exits:
            console.print(f"  ends where {escape(' or '.join(treatment.exits))}", highlight=False)
    for experiment in shown.experiments:
        arms = ", ".join(f"{arm.treatment} {calendar.share(arm.share_ppm)}" for arm in experiment.arms)
        held = f", {calendar.share(experiment.hold_out_ppm)} left alone" if experiment.hold_out_ppm else ""
        console.print(f"Experiment {experiment.name}: {arms}{held}.", highlight=False)


def editions(told: Sequence[Mapping[str, Any]]) -> None:
    """Print editions and how they stand."""
    table = Table("strategy", "edition", "stands", "share", "title", "proposed by", "simulated")
    for one in told:
        simulated = one["simulated_at"]
        table.add_row(
            one["strategy"],
            str(one["edition"] or ""),
            one["standing"],
            calendar.share(one["share_ppm"]) if one["share_ppm"] else "",
            escape(one["title"]),
            one["proposed_by"],
            f"{simulated:%Y-%m-%d %H:%M}" if simulated else "",
        )
    page().print(table)


def _steps(shown: Document) -> dict[str, list[dict[str, str]]]:
    return {
        name: [line._asdict() for line in calendar.lines(treatment.steps)]
        for name, treatment in shown.treatments.items()
    }
