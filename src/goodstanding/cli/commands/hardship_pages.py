"""How `goodstanding hardship` reads accounts and days, and prints what it found."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.affordability.chance.saying import Told
from goodstanding.arrangements.hardship.queries.cases import CaseCard
from goodstanding.arrangements.hardship.queries.moratoria import MoratoriumCard
from goodstanding.arrangements.hardship.queries.programmes import GrantLine
from goodstanding.receivables.queries.debts import debt_of
from goodstanding.refusal import Refusal
from goodstanding.strategy.queries.question import find_account


class NobodyOwes(Refusal):
    """Nobody is known to owe the account."""


class DayUnreadable(Refusal, ValueError):
    """A word that should be a day is none."""


class Named(NamedTuple):
    """An account that somebody named: its number, who owes it, and its currency."""

    debt_id: int
    person_id: int
    currency: str


def debt_named(account: str) -> Named:
    """Return the account somebody names, and who owes it; raises QuestionRefused and NobodyOwes."""
    debt = debt_of(find_account(account, by=OPERATOR))
    if debt.debtor_id is None:
        raise NobodyOwes(f"Nobody is known to owe account {debt.reference}, so there is nobody in hardship.")
    return Named(debt.pk, debt.debtor_id, debt.currency)


def read_day(text: str | None) -> date | None:
    """Return a day; raises DayUnreadable."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as fault:
        raise DayUnreadable(f"{text!r} is not a day; write it as 2026-06-30.") from fault


def case_told(card: CaseCard, grants: Sequence[GrantLine]) -> dict[str, object]:
    """Return a case as JSON shows it."""
    return {
        "case": card.case_id, "person": card.person_id, "kind": card.kind, "severity": card.severity,
        "opened_date": card.opened_date, "review_date": card.standing.review_date, "proof": card.standing.proof,
        "closed_date": card.standing.closed_date, "consent": card.has_consent, "seen_by": card.seen_by,
        "notes": list(card.notes), "grants": [one._asdict() for one in grants],
    }  # fmt: skip


def moratorium_told(card: MoratoriumCard) -> dict[str, object]:
    """Return a moratorium as JSON shows it."""
    midway = card.midway
    return {
        "moratorium": card.moratorium_id, "person": card.person_id, "kind": card.kind, "reference": card.reference,
        "contact": card.contact, "starts_date": card.starts_date, "last_date": card.last_date,
        "accounts": list(card.debt_ids), "midway_from": midway.first if midway else None,
        "midway_until": midway.last if midway else None,
    }  # fmt: skip


def chance_sentences(told: Told) -> str:
    """Return a chance in sentences: how likely, where it comes from, why, and what would raise it."""

    def shown(low: float, high: float) -> str:
        return f"{low:.0%}" if low == high else f"{low:.0%} to {high:.0%}"

    lines = [f"Chance that it is kept: {shown(*told.band)}. {told.comes_from}"]
    lines += [f"  {reason}" for reason in told.reasons]
    lines += [f"Raised by {change.says}: {shown(*change.then)}." for change in told.raised_by]
    return "\n".join(lines)


def tell(told: object, sentence: str, *, as_json: bool) -> None:
    """Print JSON, or sentences."""
    if as_json:
        sys.stdout.write(json.dumps(told, indent=2, ensure_ascii=False, default=str) + "\n")
    else:
        typer.echo(sentence)
