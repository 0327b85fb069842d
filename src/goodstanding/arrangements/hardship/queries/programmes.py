"""Questions about programmes: the catalogue in force, what funds hold, what was granted and what became of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Sum

from goodstanding.access.permission import Actor, may, require
from goodstanding.arrangements.affordability.queries import surplus_of
from goodstanding.arrangements.hardship import programme
from goodstanding.arrangements.hardship.programme import Applicant, Programme
from goodstanding.arrangements.hardship.queries.cases import standing_of
from goodstanding.arrangements.models import GrantEnd, HardshipCase, HardshipGrant, ProgrammeCatalogue, ProgrammeFund
from goodstanding.ledger.queries import balance
from goodstanding.receivables.models import Debt


class FundLine(NamedTuple):
    """What a fund holds and what was given of it; None is no limit."""

    fund_id: int
    programme: str
    client_id: int
    currency: str
    from_date: date
    until_date: date
    amount_minor: int | None
    grants_most: int | None
    given_minor: int
    grants: int


class GrantLine(NamedTuple):
    """What was granted on a debt; `ended_date` is the first day it no longer held because somebody ended it."""

    grant_id: int
    case_id: int
    debt_id: int
    reference: str
    programme: str
    deed: str
    starts_date: date
    ends_date: date | None
    ended_date: date | None
    amount_minor: int
    currency: str
    reason: str
    entry_id: int

    def is_running(self, day: date) -> bool:
        """Say whether it holds on a day."""
        ended = self.ended_date is not None and day >= self.ended_date
        return self.starts_date <= day and not ended and (self.ends_date is None or day <= self.ends_date)


class Outcome(NamedTuple):
    """What a programme came to: grants, people, what it cost, how many ended early, and what was paid since."""

    programme: str
    deed: str
    grants: int
    people: int
    ended_early: int
    still_running: int
    cost_minor: Mapping[str, int]
    paying_since: int
    """Of the debts it was granted on, how many had money come in on a later day."""


def catalogue() -> dict[str, Programme]:
    """Return the programmes in force by name: those loaded last, or the shipped ones."""
    row = ProgrammeCatalogue.objects.order_by("-id").first()
    return programme.read(row.document if row else programme.SHIPPED.read_text(encoding="utf-8"))


def applicant_of(row: HardshipCase, debt: Debt, *, programme_name: str, day: date, at: datetime) -> Applicant:
    """Return what conditions of programmes look at."""
    surplus = surplus_of(row.person_id, at=at)
    granted = HardshipGrant.objects.filter(debt=debt, programme=programme_name).order_by("-starts_date").first()
    return Applicant(
        kind=row.kind,
        severity=row.severity,
        proof=standing_of(row).proof,
        has_budget=surplus is not None,
        surplus_minor=None if surplus is None else surplus.surplus_minor,
        balance_minor=balance(debt.pk, as_of=day).balance_minor,
        country=row.person.country,
        opened_date=row.opened_date,
        last_granted=None if granted is None else granted.starts_date,
    )


def funds(*, by: Actor) -> list[FundLine]:
    """Return the funds the actor may see, the newest first, with what was given of each."""
    require(by, "hardship.read")
    rows = ProgrammeFund.objects.annotate(given=Sum("grants__amount_minor"), times=Count("grants")).order_by("-id")
    return [
        FundLine(
            row.pk, row.programme, row.client_id, row.currency, row.from_date, row.until_date, row.amount_minor,
            row.grants_most, row.given or 0, row.times,
        )
        for row in rows
        if may(by, "hardship.read", client_id=row.client_id)
    ]  # fmt: skip


def grants_of(*, case_id: int | None = None, debt_id: int | None = None) -> list[GrantLine]:
    """Return what was granted in a case or on a debt, in order."""
    rows = HardshipGrant.objects.select_related("debt", "end").order_by("id")
    if case_id is not None:
        rows = rows.filter(case_id=case_id)
    if debt_id is not None:
        rows = rows.filter(debt_id=debt_id)
    ends = dict(GrantEnd.objects.filter(grant__in=rows).values_list("grant_id", "ended_date"))
    return [
        GrantLine(
            row.pk, row.case_id, row.debt_id, row.debt.reference, row.programme, row.deed, row.starts_date,
            row.ends_date, ends.get(row.pk), row.amount_minor, row.currency, row.reason, row.entry_id,
        )
        for row in rows
    ]  # fmt: skip


def is_running(debt_id: int, *, day: date) -> bool:
    """Say whether something that was granted holds on a debt on a day."""
    return any(one.is_running(day) for one in grants_of(debt_id=debt_id))
