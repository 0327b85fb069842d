"""`goodstanding report NAME …`: what the books say in numbers, for people, for machines, or as a sheet."""

import csv
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from goodstanding.access.permission import OPERATOR, require
from goodstanding.calendars import period as periods
from goodstanding.cli.commands.report_tables import show
from goodstanding.cli.main import say
from goodstanding.cli.page import page
from goodstanding.insight import grouping, queries
from goodstanding.insight.horizon import Horizon, horizon
from goodstanding.insight.presentation import document, sheet
from goodstanding.insight.presentation.document import Document, Title
from goodstanding.insight.queries import FoundClient
from goodstanding.receivables.ageing import TRADE, Anchor, Buckets
from goodstanding.refusal import Refusal

app = typer.Typer(add_completion=False)

MONTHS = 24
MONTHS_MAX = 240
ANCHORS: dict[str, Anchor] = {"due-date": "due date", "invoice-date": "invoice date"}


class ReportRefused(Refusal):
    """What was asked for is no report, or an option of it cannot be read."""


@dataclass(frozen=True)
class Asked:
    """What was asked for, read and checked."""

    client: FoundClient | None
    horizon: Horizon
    known_at: datetime | None
    buckets: Buckets
    anchor: Anchor
    by: grouping.Grouping | None
    months: int

    @property
    def client_id(self) -> int | None:
        """Return the client's number, or None for all clients."""
        return self.client.id if self.client else None

    def title(self, report: str) -> Title:
        """Name a report for this question."""
        name = self.client.name if self.client else None
        return Title(report, name, as_of=self.horizon.as_of, known_at=self.known_at)


@app.command()
def report(
    name: Annotated[str, typer.Argument(help="ageing (or aging), dso, cei, summary, monthly or daily.")],
    *,
    client: Annotated[str | None, typer.Option(help="The client's name; all clients if left out.")] = None,
    as_of: Annotated[
        str | None, typer.Option(help="The last day that counts, as 2013-06-30; today by default.")
    ] = None,
    period: Annotated[str | None, typer.Option(help="2013, 2013-Q2, 2013-06 or 2013-06-01..2013-06-30.")] = None,
    known_at: Annotated[str | None, typer.Option(help="Only what was recorded by then, as 2013-07-01T09:00Z.")] = None,
    buckets: Annotated[str | None, typer.Option(help="The last days of the buckets, as 30,60,90,120.")] = None,
    anchor: Annotated[str | None, typer.Option(help="Count age from due-date (as usual) or invoice-date.")] = None,
    by: Annotated[str | None, typer.Option(help="Parts of an ageing: portfolio, client or attribute:NAME.")] = None,
    months: Annotated[int | None, typer.Option(help="How many months `monthly` goes back; 24 by default.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print rows for a spreadsheet.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print ageing, DSO, CEI or all of them, one block a currency."""
    write = REPORTS.get(name)
    if write is None:
        raise ReportRefused(f"There is no report {name[:40]!r}; there are {', '.join(REPORTS)}.")
    if as_csv and as_json:
        raise ReportRefused("Choose --csv or --json, not both.")
    check_options(name, given={"by": by, "anchor": anchor, "buckets": buckets, "months": months})
    asked = Asked(
        None if client is None else queries.find_client(client),
        horizon=horizon(as_of=read_day(as_of), period=periods.parse(period) if period else None, today=today()),
        known_at=read_instant(known_at),
        buckets=Buckets.of(buckets) if buckets is not None else TRADE,
        anchor=read_anchor(anchor or "due-date"),
        by=grouping.parse(by) if by is not None else None,
        months=read_months(MONTHS if months is None else months),
    )
    require(OPERATOR, "reports.read", client_id=asked.client_id)
    put(write(asked), as_csv=as_csv, as_json=as_json)


def put(told: Document, *, as_csv: bool, as_json: bool) -> None:
    """Print a report on standard output, and say on standard error when there is nothing in it."""
    if not told["blocks"]:
        whose = f"{told['client']} has" if told["client"] else "No client has"
        say(f"{whose} no books yet: nothing was placed or brought in.")
    if as_json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    elif as_csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows(sheet.rows(told))
    else:
        show(told, console=page())


def write_ageing(asked: Asked) -> Document:
    """Answer `ageing`."""
    aged = queries.ageing(
        client_id=asked.client_id,
        as_of=asked.horizon.as_of,
        known_at=asked.known_at,
        buckets=asked.buckets,
        anchor=asked.anchor,
        by=asked.by,
    )
    return document.of_ageing(aged, title=asked.title("ageing"))


def write_dso(asked: Asked) -> Document:
    """Answer `dso`."""
    period = asked.horizon.period
    figures = queries.figures(client_id=asked.client_id, period=period, known_at=asked.known_at)
    return document.of_dso(figures, period=period, title=asked.title("dso"))


def write_cei(asked: Asked) -> Document:
    """Answer `cei`."""
    period = asked.horizon.period
    figures = queries.figures(client_id=asked.client_id, period=period, known_at=asked.known_at)
    return document.of_cei(figures, period=period, title=asked.title("cei"))


def write_summary(asked: Asked) -> Document:
    """Answer `summary`."""
    told = queries.summary(
        client_id=asked.client_id,
        as_of=asked.horizon.as_of,
        known_at=asked.known_at,
        period=asked.horizon.period,
        buckets=asked.buckets,
    )
    return document.of_summary(told, title=asked.title("summary"))


def write_monthly(asked: Asked) -> Document:
    """Answer `monthly`."""
    trends = queries.monthly(
        client_id=asked.client_id, as_of=asked.horizon.as_of, months=asked.months, known_at=asked.known_at
    )
    return document.of_monthly(trends, title=asked.title("monthly"))


def write_daily(asked: Asked) -> Document:
    """Answer `daily`."""
    period = asked.horizon.period
    cuts = queries.daily(client_id=asked.client_id, period=period, known_at=asked.known_at)
    return document.of_daily(cuts, period=period, title=asked.title("daily"))


REPORTS: dict[str, Callable[[Asked], Document]] = {
    "ageing": write_ageing,
    "aging": write_ageing,
    "dso": write_dso,
    "cei": write_cei,
    "summary": write_summary,
    "monthly": write_monthly,
    "daily": write_daily,
}


ONLY_FOR = {
    "by": {"ageing", "aging"},
    "anchor": {"ageing", "aging"},
    "buckets": {"ageing", "aging", "summary"},
    "months": {"monthly"},
}


def check_options(name: str, *, given: Mapping[str, object]) -> None:
    """Refuse an option that would change nothing in this report."""
    for option, value in given.items():
        if value is not None and name not in ONLY_FOR[option]:
            reports = " and ".join(sorted(ONLY_FOR[option] - {"aging"}))
            raise ReportRefused(f"--{option} is for {reports}; leave it out of {name}.")


def today() -> date:
    """Read the clock: the day it is where this machine stands."""
    return datetime.now(UTC).astimezone().date()


def read_day(text: str | None) -> date | None:
    """Read a day as ISO 8601 writes it, or refuse."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise ReportRefused(f"{text!r} is not a day; write it as 2013-06-30.") from error


def read_instant(text: str | None) -> datetime | None:
    """Read an instant with its offset, or refuse: without one nobody knows when it was."""
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise ReportRefused(f"{text!r} is not an instant; write it as 2013-07-01T09:00Z.") from error
    if instant.tzinfo is None:
        raise ReportRefused(f"{text!r} does not say in which zone; add Z for UTC, or an offset such as +02:00.")
    return instant


def read_anchor(text: str) -> Anchor:
    """Read the day that age is counted from, or refuse."""
    if text not in ANCHORS:
        raise ReportRefused(f"{text[:40]!r} is nothing to count age from; write due-date or invoice-date.")
    return ANCHORS[text]


def read_months(count: int) -> int:
    """Take a number of months that a page can hold, or refuse."""
    if not 1 <= count <= MONTHS_MAX:
        raise ReportRefused(f"{count} months cannot be shown; choose 1 to {MONTHS_MAX}.")
    return count
