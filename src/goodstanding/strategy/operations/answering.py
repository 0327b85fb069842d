"""Writing down that acts are about to leave the house, and what became of them, with the tasks that follow.

These are parts of the hand-over: it has asked the permission, and gives the transaction. Each part appends one entry
with a leaf for every row.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

import pyarrow as pa
from django.db import connection, transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.strategy.operations.bulk import raw_cursor
from goodstanding.strategy.pending import YES_WITHIN, PendingAct, of_whom
from goodstanding.strategy.queries.acts import numbers
from goodstanding.worklists.models import Task
from goodstanding.worklists.operations.bulk import TASK_COLUMNS, close_matters, open_tasks

# The rows are put in and hashed by the server in one go; a leaf is the row as JSON, named by its act.
_HASHED = """
SELECT coalesce(string_agg(sha256(convert_to('act:' || act_id || E'\\n' || to_jsonb(put)::text, 'UTF8')), ''::bytea
    ORDER BY act_id), ''::bytea), coalesce(array_agg('act:' || act_id ORDER BY act_id), '{}') FROM put
"""
_ASK = """
WITH put AS (
    INSERT INTO strategy_handoverasked (act_id, key, asked_at, entry_id)
    SELECT act_id, 'act:' || act_id, %(at)s, %(entry)s FROM unnest(%(acts)s::bigint[]) AS act_id
    ON CONFLICT DO NOTHING RETURNING *
)
"""
_ANSWER = """
WITH put AS (
    INSERT INTO strategy_handoveranswered (act_id, answer, reference, reason, answered_at, entry_id)
    SELECT act_id, answer, reference, reason, %(at)s, %(entry)s
    FROM jsonb_to_recordset(%(answers)s::jsonb) AS told (act_id bigint, answer text, reference text, reason text)
    ON CONFLICT DO NOTHING RETURNING *
)
"""


class Answered(NamedTuple):
    """What became of an act: taken, refused, or withheld with a reason."""

    act: PendingAct
    answer: str
    reference: str = ""
    reason: str = ""


def put_down_asked(acts: Sequence[PendingAct], *, by: Actor, at: datetime) -> None:
    """Write down that acts are about to be handed over, in the caller's transaction."""
    if not acts:
        return
    entry_id = allot()
    hashes, keys = _put(_ASK, {"at": at, "entry": entry_id, "acts": numbers(act.act_id for act in acts)})
    append(
        "strategy.hand_over_asked",
        by=by.name,
        at=at,
        subjects=_nights(acts),
        facts={"acts": len(keys)},
        rows_hashes=hashes,
        rows_keys=keys,
        entry_id=entry_id,
    )


def put_down_answers(answers: Sequence[Answered], *, day: date, by: Actor, at: datetime) -> None:
    """Write down what became of acts and open the tasks that follow, in the caller's transaction."""
    entry_id = allot()
    told = [
        {"act_id": one.act.act_id, "answer": one.answer, "reference": one.reference, "reason": one.reason}
        for one in answers
    ]
    given = {"at": at, "entry": entry_id, "answers": json.dumps(told)}
    hashes, keys = _put(_ANSWER, given)
    counts = {word: sum(one.answer == word for one in answers) for word in ("taken", "refused", "withheld")}
    tasks = [task for one in answers if one.answer == "taken" for task in _following(one.act, day=day, at=at)]
    opened = open_tasks(raw_cursor(), _table(tasks), entry_id)
    append(
        "strategy.hand_over_answered",
        by=by.name,
        at=at,
        subjects=_nights([one.act for one in answers]),
        facts={"acts": len(keys), **counts, "tasks": opened},
        rows_hashes=hashes,
        rows_keys=keys,
        entry_id=entry_id,
    )


@transaction.atomic
def open_approvals(acts: Sequence[PendingAct], *, day: date, by: Actor, at: datetime) -> None:
    """Open a task for each act that needs somebody's yes, unless the same matter was asked about on that day."""
    wanted = {task["matter"]: task for task in (_approval(act, day=day, at=at) for act in acts)}
    asked = Task.objects.filter(matter__in=list(wanted))
    known = set(asked.filter(closed_at=None).values_list("matter", flat=True))
    known |= set(asked.filter(opened_date__gte=day).values_list("matter", flat=True))
    fresh = [task for matter, task in sorted(wanted.items()) if matter not in known]
    if not fresh:
        return
    entry_id = allot()
    opened = open_tasks(raw_cursor(), _table(fresh), entry_id)
    append(
        "strategy.approval_asked",
        by=by.name,
        at=at,
        subjects=[f"debt:{task['debt_id']}" for task in fresh],
        facts={"tasks": opened},
        entry_id=entry_id,
    )


@transaction.atomic
def close_lapsed(day: date, *, by: Actor, at: datetime) -> None:
    """Close the tasks of acts that waited for their yes so long that nobody can say it any more."""
    lapsed = Task.objects.filter(kind="approval", closed_at=None, opened_date__lt=day - YES_WITHIN)
    debts = dict(lapsed.values_list("matter", "debt_id"))
    if not debts:
        return
    outcome = f"Nobody said yes or no within {YES_WITHIN.days} days."
    closed = close_matters(raw_cursor(), sorted(debts), outcome=outcome, by=by.name, at=at)
    append(
        "strategy.approval_lapsed",
        by=by.name,
        at=at,
        subjects=sorted({f"debt:{debt}" for debt in debts.values()}),
        facts={"tasks": closed, "outcome": outcome},
    )


def _put(statement: str, given: dict[str, Any]) -> tuple[bytes, list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(statement + _HASHED, given)
        hashes, keys = cursor.fetchone()
    return bytes(hashes), list(keys)


def _nights(acts: Sequence[PendingAct]) -> list[str]:
    return [f"night:{number}" for number in sorted({act.night_id for act in acts})]


def _following(act: PendingAct, *, day: date, at: datetime) -> list[dict[str, object]]:
    """Return the task that follows from an act that was taken: a step, a call, or somebody to be reached."""
    if act.kind == "task":
        matter = f"step:{act.strategy}/{act.treatment}/{act.step}:person:{act.person_id}:client:{act.client_id}"
        title = f"A step for a person: {_in_words(act.step)}."
        return [_task(act, kind="step", matter=matter, title=title, due_at=act.not_after, day=day, at=at)]
    if act.way == "worklist":
        matter = f"reach:person:{act.person_id}:client:{act.client_id}"
        title = "Nobody knows how to reach them: find an address, a number or an e-mail address."
        return [_task(act, kind="reach", matter=matter, title=title, due_at=act.not_after, day=day, at=at)]
    if act.channel == "call" and act.kind == "contact":
        due_at = act.hour_at or act.planned_at
        title = f"Call them: {_in_words(act.step)}."
        return [_task(act, kind="call", matter=f"call:{act.key}", title=title, due_at=due_at, day=day, at=at)]
    return []


def _in_words(step: str) -> str:
    return step.replace("-", " ").replace("_", " ")


def approval_matter(act: PendingAct) -> str:
    """Return what makes it the same question again: the step and the debt."""
    about = ":".join(f"{line.debt_id}" for line in act.lines[:1])
    return f"approval:{act.strategy}/{act.treatment}/{act.step}:debt:{about}"


def _approval(act: PendingAct, *, day: date, at: datetime) -> dict[str, object]:
    deed = {"placement": "Place it with an agency", "legal_referral": "Refer it to legal"}.get(act.kind, "Carry it out")
    title = f"{deed} (step {act.step})? It needs the yes of {of_whom(act.approval)}."
    # It is asked for days, not for the hours in which the act was planned.
    asked = replace(act, not_after=act.not_after + YES_WITHIN)
    matter = approval_matter(act)
    return _task(asked, kind="approval", matter=matter, title=title, due_at=asked.not_after, day=day, at=at)


def _task(
    act: PendingAct, *, kind: str, matter: str, title: str, due_at: datetime, day: date, at: datetime
) -> dict[str, object]:
    evidence = {
        "act": act.act_id,
        "strategy": act.strategy,
        "edition": act.edition,
        "step": act.step,
        "debts": sorted({line.debt_id for line in act.lines}),
        "not_after": act.not_after.isoformat(),
    } | ({"contact_point": act.contact_point_id, "template": act.template} if act.contact_point_id else {})
    return {
        "kind": kind,
        "matter": matter,
        "title": title,
        "evidence": json.dumps(evidence),
        "person_id": act.person_id,
        "debt_id": act.lines[0].debt_id if act.lines else None,
        "client_id": act.client_id,
        "portfolio_id": None,
        "team": act.team,
        "priority": act.value_minor,
        "due_at": due_at,
        "opened_date": day,
        "opened_at": at,
    }


_TYPES = {
    "person_id": pa.int64(), "debt_id": pa.int64(), "client_id": pa.int64(), "portfolio_id": pa.int64(),
    "priority": pa.int64(), "due_at": pa.timestamp("us", tz="UTC"), "opened_date": pa.date32(),
    "opened_at": pa.timestamp("us", tz="UTC"),
}  # fmt: skip
_SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in TASK_COLUMNS])


def _table(tasks: Sequence[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(list(tasks), schema=_SCHEMA)
