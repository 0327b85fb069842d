"""Why this happened with an account in the night of a day, and why not: the whole story, one sentence first."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import pyarrow.compute as pc
from django.db.models import Q

from goodstanding.access.permission import Actor, require
from goodstanding.receivables.models import Debt, Item
from goodstanding.refusal import Refusal
from goodstanding.strategy.decide.tracing.trace import Trace, trace
from goodstanding.strategy.explain.ahead import NextDue, next_due
from goodstanding.strategy.explain.opening import long_day, opening, step_of
from goodstanding.strategy.explain.stepped import stepped
from goodstanding.strategy.explain.story import Deed, Story
from goodstanding.strategy.queries.story.deeds import deeds_of
from goodstanding.strategy.queries.story.law import with_verdicts
from goodstanding.strategy.queries.story.source import Source, source_of
from goodstanding.worklists.models import Task

SPANS = {1: "a day", 7: "7 days", 30: "30 days"}


class StoryRefused(Refusal, ValueError):
    """There is no such account."""


def explain(account_id: int, *, day: date, by: Actor, at: datetime, folder: Path, in_full: bool = True) -> Story:
    """Return the story of an account in the night of a day; where no night was run, what it would be by the books now.

    folder   the data folder, below which the lake lies.
    in_full  whether every rule is asked again about every channel; who wants only the sentence need not wait for it.
    Raises StoryRefused, PermissionRefused, or SheetGone.
    """
    debt = Debt.objects.filter(account_id=account_id).first()
    if debt is None:
        raise StoryRefused(f"There is no account {account_id}.")
    require(by, "accounts.read", client_id=debt.client_id, portfolio_id=debt.portfolio_id)
    source = source_of(debt, day=day, at=at, folder=folder)
    traces = _traces(account_id, source, day)
    deeds = deeds_of(account_id, source=source, day=day)
    exceptions = _exceptions(account_id, source, day)
    lines = _lines(debt)
    sentence = opening(
        day, deeds=deeds, traces=traces, exceptions=exceptions, running=source.order.running, lines=lines
    )
    return Story(
        account_id=account_id,
        reference=debt.reference,
        day=day,
        sentence=sentence,
        origin=source.origin,
        traces=traces,
        deeds=tuple(with_verdicts(deed, debt, source=source, by=by) for deed in deeds) if in_full else deeds,
        exceptions=exceptions,
        pressure=_pressure(account_id, source, traces),
        ahead=_ahead(account_id, source, traces, deeds),
        next_lawful_at=min((deed.next_at for deed in deeds if deed.next_at is not None), default=None),
        lines=lines,
    )


def _traces(account_id: int, source: Source, day: date) -> tuple[Trace, ...]:
    found = trace(source.found.accounts, source.found.items, source.order.running, day=day, known_arms=source.arms)
    return tuple(one for one in found if one.account_id == account_id)


def _exceptions(account_id: int, source: Source, day: date) -> tuple[str, ...]:
    """Return why an account could not be decided, as the worklist of exceptions says."""
    if source.answer is not None:
        tables = [*source.answer.exceptions.to_pylist(), *_undecided(source)]
        return tuple(one["reason"] for one in tables if one["account_id"] == account_id)
    open_then = Q(closed_at=None) | Q(closed_at__date__gte=day)
    tasks = Task.objects.filter(open_then, kind="exception", debt_id=account_id, opened_date__lte=day).order_by("id")
    return tuple(tasks.values_list("title", flat=True))


def _undecided(source: Source) -> list[dict[str, object]]:
    assert source.answer is not None, "it was worked out"
    decided = {one["message"]: one for one in source.answer.decided.to_pylist() if one["state"] == "exception"}
    return [
        {"account_id": line["account_id"], "reason": decided[line["message"]]["reason"]}
        for line in source.answer.lines.to_pylist()
        if line["message"] in decided
    ]


def _lines(debt: Debt) -> dict[int, str]:
    """Return what the items of an account are called."""
    items = Item.objects.filter(debt=debt).values_list("id", "kind", "reference")
    return {number: f"{kind} {reference}" for number, kind, reference in items}


def _pressure(account_id: int, source: Source, traces: Sequence[Trace]) -> str:
    """Return how often the person may be contacted, and was."""
    row = source.row(account_id)
    document = next((source.document(one.strategy, one.edition) for one in traces if one.strategy), None)
    if document is None or not row:
        return ""
    cap = document.pressure
    made = row.get(f"contacts_{cap.days}")
    most = f"{cap.contacts_most} contact{'' if cap.contacts_most == 1 else 's'}"
    return (
        f"At most {most} in {SPANS[cap.days]}, over all clients and channels;"
        f" {made} made by {long_day(source.order.day)}."
    )


def _ahead(account_id: int, source: Source, traces: Sequence[Trace], deeds: Sequence[Deed]) -> NextDue | None:
    """Return the next day a step becomes due, if nothing changes; what was planned counts as done."""
    covered = next((one for one in traces if one.strategy), None)
    document = source.document(covered.strategy, covered.edition) if covered is not None else None
    if covered is None or document is None:
        return None
    done = _done(source, traces, deeds)
    tables = [source.found.accounts, source.found.items]
    sheet, items = (table.filter(pc.equal(table["account_id"], account_id)) for table in tables)
    return next_due(
        stepped(sheet, done, day=source.order.day),
        stepped(items, done, day=source.order.day),
        document,
        day=source.order.day,
        arms=source.arms,
        templates=source.order.templates,
    )


def _done(source: Source, traces: Sequence[Trace], deeds: Sequence[Deed]) -> Mapping[int | None, str]:
    """Return the steps that are taken by the end of the day, by item: those of the kinds that were planned."""
    kinds = {deed.kind for deed in deeds if deed.state == "planned" and deed.own_step and not deed.lacks_place}
    due = [(one, step_of(one, source.order.running)) for one in traces if one.step]
    return {
        one.item_id: f"{one.strategy}/{one.treatment}/{one.step}"
        for one, step in due
        if step is not None and step.act in kinds
    }
