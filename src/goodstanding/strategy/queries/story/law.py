"""What every rule says of the channels of a deed, asked again for the instant and the knowledge of its night."""

from dataclasses import replace
from datetime import date, datetime

import numpy as np

from goodstanding.access.permission import Actor, may
from goodstanding.calendars import wall_clock
from goodstanding.receivables.models import Debt
from goodstanding.strategy.explain.story import Deed, Try
from goodstanding.strategy.models.night import Act
from goodstanding.strategy.queries.question import QuestionRefused, ask
from goodstanding.strategy.queries.story.source import Source

EPOCH = date(1970, 1, 1)


def with_verdicts(deed: Deed, debt: Debt, *, source: Source, by: Actor) -> Deed:
    """Return a deed with the gate's full answer on every channel that was asked about.

    Whoever may not read the law gets the deed as it is.
    """
    if not may(by, "law.read", client_id=debt.client_id, portfolio_id=debt.portfolio_id):
        return deed
    opens = _opens(deed, source)
    return replace(deed, tries=tuple(_asked(one, deed, debt, source=source, opens=opens, by=by) for one in deed.tries))


def _asked(one: Try, deed: Deed, debt: Debt, *, source: Source, opens: datetime | None, by: Actor) -> Try:
    if one.became not in {"stands", "refused"} or one.channel == "task":
        return one
    stands = one.became == "stands"
    at = deed.planned_at if stands and deed.planned_at is not None else opens
    if at is None:
        return one
    point = _point(deed) if stands else None
    try:
        found = ask(
            debt.account_id,
            channel=one.channel,
            at=at,
            contact_point_id=point,
            by=by,
            known_at=source.origin.known_at,
        )
    except QuestionRefused:
        # The contact point was withdrawn since, or belongs to somebody else now: what the night noted still stands.
        return replace(one, at=at)
    return replace(one, at=at, verdict=found.verdict, zone=found.zone)


def _point(deed: Deed) -> int | None:
    """Return where an act goes to."""
    if deed.act_id is None:
        return None
    return Act.objects.filter(pk=deed.act_id).values_list("contact_point_id", flat=True).first()


def _opens(deed: Deed, source: Source) -> datetime | None:
    """Return when the hours of the strategy begin on the person's own clock."""
    document = source.document(deed.strategy, deed.edition)
    if document is None:
        return None
    opens = document.opens.hour * 3_600 + document.opens.minute * 60 + document.opens.second
    wall = np.array([(source.order.day - EPOCH).days * wall_clock.DAY + opens], np.int64)
    return datetime.fromtimestamp(int(wall_clock.instant_of(wall, deed.zone)[0]), source.order.known_at.tzinfo)
