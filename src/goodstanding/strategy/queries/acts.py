"""Acts that wait to be handed over or for somebody's yes, and what is known of their debts at the moment."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import psycopg
from django.db import connection

from goodstanding.access.permission import Actor, may, require
from goodstanding.arrangements.plan.queries import is_being_kept
from goodstanding.arrangements.queries import promises_of
from goodstanding.money.amount import Amount
from goodstanding.outreach.port.delivery import DeliveryLine
from goodstanding.strategy.pending import YES_WITHIN, Now, PendingAct, in_words, may_say

READING = "tasks.read"
RANGE = 4_000
"""Acts whose numbers fall into the same run of so many are handed over by one process at a time."""

_RANGES = """
SELECT DISTINCT a.id / %s FROM strategy_act AS a
WHERE a.day = %s AND NOT EXISTS (SELECT FROM strategy_handoveranswered AS h WHERE h.act_id = a.id) ORDER BY 1
"""
_APPROVED_RANGES = """
SELECT DISTINCT y.act_id / %s FROM strategy_approval AS y
WHERE y.approved AND NOT EXISTS (SELECT FROM strategy_handoveranswered AS h WHERE h.act_id = y.act_id) ORDER BY 1
"""
_LEFT_RANGES = """
SELECT DISTINCT a.id / %s, a.day FROM strategy_handoverasked AS q JOIN strategy_act AS a ON a.id = q.act_id
WHERE a.day < %s AND NOT EXISTS (SELECT FROM strategy_handoveranswered AS h WHERE h.act_id = q.act_id)
    AND NOT EXISTS (SELECT FROM strategy_approval AS y WHERE y.act_id = q.act_id)
ORDER BY 2, 1
"""
_ACTS = """
SELECT a.id, a.night_id, a.kind, a.channel, a.person_id, a.client_id, a.contact_point_id, a.strategy, a.edition,
    a.treatment, a.step, a.template, a.tone, a.language, a.approval, a.offers, a.team, a.value_minor, a.planned_at,
    a.not_before, a.not_after, s.hour_at, q.act_id IS NOT NULL, CASE WHEN y.approved THEN y.at END
FROM strategy_act AS a
LEFT JOIN strategy_callslot AS s ON s.act_id = a.id
LEFT JOIN strategy_handoverasked AS q ON q.act_id = a.id
LEFT JOIN strategy_approval AS y ON y.act_id = a.id
WHERE NOT EXISTS (SELECT FROM strategy_handoveranswered AS h WHERE h.act_id = a.id) AND
"""
_OF_DAY = " a.id >= %s AND a.id < %s AND a.day = %s AND y.act_id IS NULL ORDER BY a.id"
_APPROVED = " a.id >= %s AND a.id < %s AND y.approved ORDER BY a.id"
_ONE = " a.id = %s"
_WAITING = """
SELECT a.id, a.day, a.kind, a.strategy, a.step, a.approval, d.account_id, d.reference, coalesce(p.display_name, ''),
    c.name, d.client_id, d.portfolio_id, a.currency, a.balance_minor
FROM strategy_act AS a
JOIN LATERAL (SELECT debt_id FROM strategy_actline WHERE act_id = a.id ORDER BY debt_id LIMIT 1) AS line ON true
JOIN receivables_debt AS d ON d.account_id = line.debt_id
JOIN receivables_client AS c ON c.id = d.client_id
LEFT JOIN parties_person AS p ON p.id = a.person_id
WHERE a.approval <> '' AND a.day >= %(first)s AND (%(only)s::bigint[] IS NULL OR a.id = ANY(%(only)s::bigint[]))
    AND NOT EXISTS (SELECT FROM strategy_approval AS y WHERE y.act_id = a.id)
    AND NOT EXISTS (SELECT FROM strategy_handoveranswered AS h WHERE h.act_id = a.id)
ORDER BY a.value_minor DESC, a.id
"""
_LINES = """
SELECT act_id, debt_id, item_id, step, currency, balance_minor FROM strategy_actline
WHERE act_id = ANY(%s::bigint[]) ORDER BY act_id, debt_id, item_id NULLS FIRST, id
"""
_OF_DEBTS = """
SELECT p.account_id, NULL::bigint, sum(p.amount_minor)::bigint FROM ledger_posting AS p
WHERE p.account_id = ANY(%(debts)s::bigint[]) AND p.head IN ('receivable', 'unapplied') AND p.effective_date <= %(day)s
GROUP BY p.account_id
"""
_OF_ITEMS = """
SELECT p.account_id, p.item_id, sum(p.amount_minor)::bigint FROM ledger_posting AS p
WHERE p.account_id = ANY(%(debts)s::bigint[]) AND p.item_id = ANY(%(items)s::bigint[]) AND p.head = 'receivable'
    AND p.effective_date <= %(day)s
GROUP BY p.account_id, p.item_id
"""
_WITHDRAWN = """
SELECT account_id FROM receivables_debt WHERE account_id = ANY(%(debts)s::bigint[]) AND withdrawn_at IS NOT NULL
"""
_HELD = """
SELECT debt_id FROM receivables_hold WHERE debt_id = ANY(%(debts)s::bigint[]) AND released_at IS NULL
    AND starts_date <= %(day)s AND (ends_date IS NULL OR ends_date >= %(day)s)
"""
_DISPUTED = """
SELECT debt_id, item_id FROM disputes_dispute WHERE debt_id = ANY(%(debts)s::bigint[]) AND withdrawn_at IS NULL
    AND opened_date <= %(day)s AND (closed_date IS NULL OR closed_date > %(day)s)
"""
_PROMISED = """
SELECT DISTINCT debt_id FROM arrangements_promise WHERE debt_id = ANY(%(debts)s::bigint[]) AND withdrawn_at IS NULL
    AND made_date <= %(day)s AND due_date + grace_days::integer >= %(day)s
"""
_AGREED = """
SELECT debt_id FROM arrangements_plan WHERE debt_id = ANY(%(debts)s::bigint[])
UNION SELECT debt_id FROM arrangements_settlementacceptance WHERE debt_id = ANY(%(debts)s::bigint[])
"""
_UNUSABLE = """
SELECT id FROM parties_contactpoint WHERE id = ANY(%(points)s::bigint[])
    AND (withdrawn_at IS NOT NULL OR status NOT IN ('valid', 'unverified'))
"""
_DECEASED = """
SELECT person_id FROM parties_circumstance AS c
WHERE c.person_id = ANY(%(people)s::bigint[]) AND c.kind = 'deceased' AND c.effective_date <= %(day)s
    AND NOT c.never_held AND NOT EXISTS (SELECT FROM parties_circumstance AS m WHERE m.person_id = c.person_id
        AND m.kind = c.kind AND m.effective_date = c.effective_date AND m.never_held AND m.id > c.id)
"""


def numbers(found: Iterable[int]) -> str:
    """Write numbers as PostgreSQL writes an array; the driver takes far longer to."""
    return "{" + ",".join(map(str, found)) + "}"


def unanswered_ranges(day: date) -> list[int]:
    """Return the runs of acts (number divided by RANGE) of a day in which some are not answered for, in order."""
    return [number for (number,) in _rows(_RANGES, [RANGE, day])]


def approved_ranges() -> list[int]:
    """Return the runs of acts, of whatever day, in which some got their yes and are not answered for, in order."""
    return [number for (number,) in _rows(_APPROVED_RANGES, [RANGE])]


def left_ranges(before: date) -> list[tuple[int, date]]:
    """Return runs of acts, and the day, in which some from before a day were asked for and are not answered for."""
    return [(number, day) for number, day in _rows(_LEFT_RANGES, [RANGE, before])]


def pending(number: int, *, day: date) -> list[PendingAct]:
    """Return the acts of a run and day that are not answered for, in order; those that got their yes are not here."""
    return _with_lines(_rows(_ACTS + _OF_DAY, [number * RANGE, (number + 1) * RANGE, day]))


def approved(number: int) -> list[PendingAct]:
    """Return the acts of a run, of whatever day, that got their yes and are not answered for, in order."""
    return _with_lines(_rows(_ACTS + _APPROVED, [number * RANGE, (number + 1) * RANGE]))


def unanswered(act_id: int) -> PendingAct | None:
    """Return an act as long as it is not answered for."""
    return next(iter(_with_lines(_rows(_ACTS + _ONE, [act_id]))), None)


class Waiting(NamedTuple):
    """An act that waits for a yes, with whom and what it is about; `role` says whose, and `until` the last day."""

    act_id: int
    day: date
    kind: str
    strategy: str
    step: str
    role: str
    debt_id: int
    reference: str
    person: str
    client: str
    client_id: int
    portfolio_id: int
    balance: Amount
    until: date
    may_decide: bool


def waiting_for_yes(*, by: Actor, at: datetime, only: Iterable[int] | None = None) -> list[Waiting]:
    """Return the acts that wait for a yes and that the actor may see, the most valuable first; or those of some."""
    require(by, READING)
    given = {"first": at.astimezone(UTC).date() - YES_WITHIN, "only": None if only is None else numbers(only)}
    found = []
    for row in _rows(_WAITING, given):
        act_id, day, kind, strategy, step, role, *whom, client_id, portfolio_id, currency, minor = row
        place = {"client_id": client_id, "portfolio_id": portfolio_id}
        if may(by, READING, **place):
            mine = may_say(by, role, **place)
            about = (*whom, client_id, portfolio_id, Amount(minor, currency), day + YES_WITHIN, mine)
            found.append(Waiting(act_id, day, kind, strategy, step, in_words(role), *about))
    return found


def _with_lines(acts: list[tuple[Any, ...]]) -> list[PendingAct]:
    lines: dict[int, list[DeliveryLine]] = {act[0]: [] for act in acts}
    for act_id, *line in _rows(_LINES, [numbers(lines)]):
        lines[act_id].append(DeliveryLine(*line))
    whole: list[tuple[Any, ...]] = [(*act, tuple(lines[act[0]])) for act in acts]
    return [PendingAct(*fields) for fields in whole]


def known_now(acts: Sequence[PendingAct], *, day: date) -> Now:
    """Return what the books say this moment of everything the acts are about, as of the acts' own day."""
    lines = [line for act in acts for line in act.lines]
    items = {line.item_id for line in lines if line.item_id is not None}
    given: dict[str, Any] = {
        "debts": numbers({line.debt_id for line in lines}),
        "items": numbers(items),
        "people": numbers({act.person_id for act in acts}),
        "points": numbers({act.contact_point_id for act in acts if act.contact_point_id is not None}),
        "day": day,
    }
    sums = _rows(_OF_DEBTS, given) + (_rows(_OF_ITEMS, given) if items else [])
    return Now(
        balances={(debt, item): minor for debt, item, minor in sums},
        withdrawn=_first(_WITHDRAWN, given),
        held=_first(_HELD, given),
        promised={debt for debt in _first(_PROMISED, given) if _has_open_promise(debt, day)}
        | {debt for debt in _first(_AGREED, given) if is_being_kept(debt, day=day)},
        disputed=frozenset((debt, item) for debt, item in _rows(_DISPUTED, given)),
        unusable_points=_first(_UNUSABLE, given),
        deceased=_first(_DECEASED, given),
    )


def _has_open_promise(debt_id: int, day: date) -> bool:
    """Ask one debt in full; few have a promise whose day has not passed, for the night left those alone."""
    return any(one.state == "open" for one in promises_of(debt_id, as_of=day))


def _first(question: str, given: dict[str, Any]) -> frozenset[int]:
    return frozenset(number for (number,) in _rows(question, given))


def _rows(question: str, given: list[Any] | dict[str, Any]) -> list[tuple[Any, ...]]:
    """Ask in the transaction in use, past Django's own cursor: instants are read several times as fast."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(question, given, binary=True).fetchall()
