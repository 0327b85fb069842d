"""Nights that were run: a line for each day, and everything about one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count

from goodstanding.access.permission import Actor, require
from goodstanding.refusal import Refusal
from goodstanding.strategy.models.night import Act, Night, SealedSheet, Withheld

DAYS_LISTED = 30
_ANSWERS = """
    SELECT a.day, h.answer, count(*) FROM strategy_act AS a JOIN strategy_handoveranswered AS h ON h.act_id = a.id
    WHERE a.day = ANY(%s) GROUP BY 1, 2
"""
_REFUSALS = """
    SELECT one ->> 'rule', one ->> 'channel', count(*)
    FROM (
        SELECT tried FROM strategy_act WHERE day = %(day)s AND tried <> ''
        UNION ALL SELECT tried FROM strategy_withheld WHERE day = %(day)s AND tried <> ''
    ) AS listed, jsonb_array_elements(listed.tried::jsonb) AS one
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
"""


class NoSuchNight(Refusal):
    """No night of that day was run."""


class NightLine(NamedTuple):
    """The nights of one day. `answers` says what became of handing the acts over, by answer."""

    day: date
    began_at: datetime
    is_finished: bool
    accounts: int
    due: int
    acts: int
    held_back: int
    exceptions: int
    answers: Mapping[str, int]

    @property
    def taken(self) -> int:
        """Return how many acts were handed over."""
        return self.answers.get("taken", 0)

    @property
    def open_acts(self) -> int:
        """Return how many acts nobody answered for yet."""
        return self.acts - sum(self.answers.values())


class StepCount(NamedTuple):
    """How many acts there are of a step by a channel."""

    strategy: str
    treatment: str
    step: str
    kind: str
    channel: str
    acts: int


class Refused(NamedTuple):
    """How often something stood against a message or a channel: the rule or the cause, and the channel."""

    what: str
    channel: str
    times: int


@dataclass(frozen=True, slots=True)
class NightPage:
    """One day's night. `refusals` are those of the law, channel by channel; `held_back` are whole messages."""

    line: NightLine
    runs: int
    strategies: Sequence[tuple[str, int, int]]
    steps: Sequence[StepCount]
    refusals: Sequence[Refused]
    held_back: Sequence[Refused]
    sheets: int


def nights(*, by: Actor, before: date | None = None) -> list[NightLine]:
    """Return the newest days whose night was run, before a day if one is given, newest first."""
    require(by, "strategy.read")
    rows = Night.objects.filter(day__lt=before) if before is not None else Night.objects.all()
    days = list(rows.order_by("-day").values_list("day", flat=True).distinct()[:DAYS_LISTED])
    return _lines(days)


def night(day: date, *, by: Actor) -> NightPage:
    """Return everything about the night of a day; raises NoSuchNight."""
    require(by, "strategy.read")
    lines = _lines([day])
    if not lines:
        raise NoSuchNight(f"No night of {day} was run.")
    runs = list(Night.objects.filter(day=day).order_by("-id"))
    counted = Act.objects.filter(day=day).values("strategy", "treatment", "step", "kind", "channel")
    steps = counted.annotate(acts=Count("id")).order_by("strategy", "treatment", "step", "kind", "channel")
    held = Withheld.objects.filter(day=day).values("cause", "rule").annotate(times=Count("id"))
    return NightPage(
        line=lines[0],
        runs=len(runs),
        strategies=[(name, edition, share) for name, edition, share, _ in runs[0].strategies],
        steps=[StepCount(**row) for row in steps],
        refusals=_refusals(day),
        held_back=[Refused(_what(row), "", row["times"]) for row in held.order_by("-times", "cause", "rule")],
        sheets=SealedSheet.objects.filter(day=day).values("name").distinct().count(),
    )


def last_day() -> date | None:
    """Return the newest day whose night was run."""
    return Night.objects.order_by("-day").values_list("day", flat=True).first()


def _lines(days: Sequence[date]) -> list[NightLine]:
    newest: dict[date, Night] = {one.day: one for one in Night.objects.filter(day__in=days).order_by("day", "id")}
    acts = _by_day(Act.objects.filter(day__in=days).values("day").annotate(many=Count("id")))
    held = _by_day(Withheld.objects.filter(day__in=days).values("day").annotate(many=Count("id")))
    answers = _answers(days)
    return [
        NightLine(
            day=day,
            began_at=newest[day].began_at,
            is_finished=newest[day].finished_at is not None,
            accounts=newest[day].figures.get("accounts", 0),
            due=newest[day].figures.get("due", 0),
            acts=acts.get(day, 0),
            held_back=held.get(day, 0),
            exceptions=newest[day].figures.get("exceptions", 0),
            answers=answers.get(day, {}),
        )
        for day in days
        if day in newest
    ]


def _what(row: Mapping[str, Any]) -> str:
    """Return the rule that held a message back, or what else did; nothing where no rule speaks of it."""
    return row["rule"] or ("" if row["cause"] == "law" else row["cause"])


def _by_day(rows: Any) -> dict[date, int]:
    return {row["day"]: row["many"] for row in rows.order_by("day")}


def _answers(days: Sequence[date]) -> dict[date, dict[str, int]]:
    found: dict[date, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERS, [list(days)])
        for day, answer, many in cursor.fetchall():
            found.setdefault(day, {})[answer] = many
    return found


def _refusals(day: date) -> list[Refused]:
    with connection.cursor() as cursor:
        cursor.execute(_REFUSALS, {"day": day})
        return [Refused(rule or "", channel or "", many) for rule, channel, many in cursor.fetchall()]
