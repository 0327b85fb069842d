"""What programmes came to: how often they were given, to whom, at what cost, and whether people pay since."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from goodstanding.access.permission import Actor, may, require
from goodstanding.arrangements.hardship.queries.programmes import Outcome
from goodstanding.arrangements.models import GrantEnd, HardshipGrant
from goodstanding.ledger.models import Posting


def outcomes(*, by: Actor, today: date) -> list[Outcome]:
    """Return what each programme came to, over all clients the actor may see, in order of name."""
    require(by, "hardship.read")
    rows = HardshipGrant.objects.select_related("debt", "case").order_by("programme", "id")
    seen = [row for row in rows if may(by, "hardship.read", client_id=row.debt.client_id)]
    return list(_outcomes(seen, today=today))


def _outcomes(rows: Sequence[HardshipGrant], *, today: date) -> Iterator[Outcome]:
    ended = dict(GrantEnd.objects.filter(grant__in=rows).values_list("grant_id", "ended_date"))
    for name, listed in groupby(rows, key=lambda row: row.programme):
        grants = list(listed)
        cost: dict[str, int] = {}
        for row in grants:
            cost[row.currency] = cost.get(row.currency, 0) + row.amount_minor
        running = [
            row for row in grants if row.pk not in ended and row.ends_date is not None and row.ends_date >= today
        ]
        yield Outcome(
            programme=name,
            deed=grants[0].deed,
            grants=len(grants),
            people=len({row.case.person_id for row in grants}),
            ended_early=sum(row.pk in ended for row in grants),
            still_running=len(running),
            cost_minor=cost,
            paying_since=len({row.debt_id for row in grants if _paid_since(row)}),
        )


def _paid_since(row: HardshipGrant) -> bool:
    """Say whether money came in on the debt on a later day than the grant's."""
    return Posting.objects.filter(
        account_id=row.debt_id, head="cash", amount_minor__gt=0, effective_date__gt=row.starts_date
    ).exists()
