"""Putting on a list what somebody has to look at: reviews that are due, what ended, and what the law wants then.

Nothing that was paused, frozen or held comes back in silence: each end is a task, once.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.arrangements.hardship.queries.cases import standing_of
from goodstanding.arrangements.hardship.queries.moratoria import MoratoriumCard, card_of
from goodstanding.arrangements.models import HardshipCase, HardshipGrant, Moratorium
from goodstanding.receivables.models import Debt
from goodstanding.worklists.models import Task
from goodstanding.worklists.operations.single import About, TaskRefused, Wanted, open_task


class _Due(NamedTuple):
    """Something somebody has to look at."""

    matter: str
    title: str
    about: About
    due: date


@transaction.atomic
def open_due_reviews(*, by: Actor, at: datetime) -> int:
    """Open a task for everything that is due by the day of `at`, each once; return how many are new.

    May run as often as one likes and twice at once.
    """
    today, new = at.date(), 0
    for due in [*_cases(today), *_grants(today), *_moratoria(today, at=at)]:
        # A matter that was closed once stays closed: the next review, or the next end, is another matter.
        if Task.objects.filter(matter=due.matter).exists():
            continue
        wanted = Wanted(
            "step", due.matter, due.title, priority=1, due_at=datetime.combine(due.due, time(17), tzinfo=UTC)
        )
        # Whoever does the same at the same moment may have been a little faster.
        with suppress(TaskRefused), transaction.atomic():
            open_task(wanted, due.about, by=by, at=at)
            new += 1
    return new


def _cases(today: date) -> Iterator[_Due]:
    for row in HardshipCase.objects.exclude(words__what="closed").select_related("person").order_by("id"):
        standing = standing_of(row)
        if standing.is_due(today):
            about = About(person_id=row.person_id, client_id=row.person.issuer_id)
            title = f"Look at hardship case {row.pk} again, and say what comes next."
            yield _Due(f"hardship-review:{row.pk}:{standing.review_date}", title, about, standing.review_date)


def _grants(today: date) -> Iterator[_Due]:
    rows = HardshipGrant.objects.filter(ends_date__lt=today, end=None).exclude(case__words__what="closed")
    for row in rows.select_related("debt").order_by("id"):
        assert row.ends_date is not None, "It was asked for."
        title = f"{row.programme} of hardship case {row.case_id} ended with {row.ends_date}: say what comes next."
        yield _Due(f"hardship-ended:{row.pk}", title, _about(row.debt), row.ends_date)


def _moratoria(today: date, *, at: datetime) -> Iterator[_Due]:
    for row in Moratorium.objects.select_related("person").order_by("id"):
        yield from (due for due in _of_moratorium(card_of(row, known_at=at), row) if due.due <= today)


def _of_moratorium(card: MoratoriumCard, row: Moratorium) -> Iterator[_Due]:
    about = About(person_id=card.person_id, client_id=row.person.issuer_id)
    name = f"moratorium:{card.moratorium_id}"
    told = f"Breathing space {card.reference}: tell {card.contact} what else the person owes here, and check the debts."
    yield _Due(f"{name}:notified", told, about, card.starts_date)
    if row.all_the_same:
        asked = f"Breathing space {card.reference} came within the months the law names: ask {card.contact}."
        yield _Due(f"{name}:asked", asked, about, card.starts_date)
    if card.midway is not None and (card.last_date is None or card.midway.first <= card.last_date):
        title = f"Breathing space {card.reference}: the adviser's midway review runs until {card.midway.last}."
        yield _Due(f"{name}:midway", title, about, card.midway.first)
    if card.kind == "crisis" and card.last_date is None:
        title = f"Breathing space {card.reference}: ask {card.contact} whether treatment goes on."
        yield _Due(f"{name}:treatment", title, about, card.starts_date + timedelta(days=30))
    if card.last_date is not None:
        title = f"Breathing space {card.reference} ended with {card.last_date}: tell any court, look at the plan first."
        yield _Due(f"{name}:ended", title, about, card.last_date + timedelta(days=1))


def _about(debt: Debt) -> About:
    return About(
        person_id=debt.debtor_id, debt_id=debt.pk, client_id=debt.client_id, portfolio_id=debt.portfolio_id
    )  # fmt: skip
