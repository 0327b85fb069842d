"""`goodstanding timeline`: everything that was said to a person and by them, as one conversation."""

import json
import sys
from typing import Annotated

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.page import page
from goodstanding.outreach.timeline.strand import Strand, read_place
from goodstanding.receivables.models import Debt
from goodstanding.refusal import Refusal
from goodstanding.strategy.queries.conversation import judged_conversation
from goodstanding.strategy.queries.question import find_account

app = typer.Typer(add_completion=False)


class TimelineRefused(Refusal, ValueError):
    """Nobody, or no place of a conversation, is named by this; the sentence says why."""


@app.command()
def timeline(
    whom: Annotated[str, typer.Argument(metavar="PERSON|ACCOUNT", help="person:7, or an account by its reference.")],
    *,
    before: Annotated[str | None, typer.Option(help="The place that the page before ended with.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How much of it.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print every contact of every channel, the latest first, with what became of it and what caused it."""
    place = read_place(before) if before else None
    if before and place is None:
        raise TimelineRefused(f"{before[:60]!r} is no place in a conversation.")
    person_id = _person(whom)
    found = judged_conversation(person_id, by=OPERATOR, before=place, limit=limit)
    further = str(found.before) if found.before else None
    if as_json:
        told = {"person": person_id, "strands": [one.plain() for one in found.strands], "before": further}
        sys.stdout.write(json.dumps(told, indent=2, ensure_ascii=False, default=str) + "\n")
        return
    if not found.strands:
        page().print("Nothing was said yet.")
    for one in found.strands:
        _print(one)
    if further:
        sys.stderr.write(f"There is more: goodstanding timeline {whom} --before {further}\n")


def _person(whom: str) -> int:
    kind, _, number = whom.partition(":")
    if kind == "person" and number.isascii() and number.isdecimal() and len(number) < 19:  # noqa: PLR2004  of 64 bits
        return int(number)
    debtor = Debt.objects.filter(pk=find_account(whom, by=OPERATOR)).values_list("debtor_id", flat=True).first()
    if debtor is None:
        raise TimelineRefused("Nobody is known to owe this account, so nobody was spoken with.")
    return debtor


def _print(one: Strand) -> None:
    console = page()
    arrow = "→" if one.direction == "outbound" else "←"
    head = f"{one.at:%Y-%m-%d %H:%M} {arrow} {one.channel}: {one.title}".rstrip(": ")
    console.print(head, highlight=False, markup=False)
    for name, text in (
        ("said", " ".join(one.body.split())[:300]), ("became", one.outcome), ("because", one.trigger),
        ("verdict", one.verdict), ("rule", one.rule),
    ):  # fmt: skip
        if text:
            console.print(f"    {name}: {text}", highlight=False, markup=False)
