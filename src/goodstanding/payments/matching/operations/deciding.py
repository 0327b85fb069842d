"""Doing what the last look suggested, because a person says so."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.payments.matching.operations.applying import Disputed, MatchRefused, apply_line
from goodstanding.payments.matching.operations.undoing import take_returned
from goodstanding.payments.matching.suggestion import Share
from goodstanding.payments.models.matching import LineSuggestion


@transaction.atomic
def apply_suggestion(
    line_id: int, place: int, *, made_at: str, teach: bool = False, disputed: Disputed, by: Actor, at: datetime
) -> list[int]:
    """Apply a line as its suggestion at a place says, and return the receipts (a return's: the reversal).

    `made_at` is when the suggestion was made, as the person saw it: what was worked out anew since is not applied
    unseen. Raises MatchRefused, and what applying a line raises.
    """
    require(by, "cash.match")
    row = LineSuggestion.objects.filter(line_id=line_id, place=place).first()
    if row is None or row.made_at.isoformat() != made_at:
        raise MatchRefused("The suggestions changed since this page was made; look at them again.")
    told = row.told
    if told["receipt"] is not None:
        return [take_returned(line_id, told["receipt"], by=by, at=at)]
    shares = [Share(debt_id, minor, tuple(items)) for debt_id, minor, items in told["shares"]]
    return apply_line(
        line_id, shares, disputed=disputed, is_directed=told["directed"], confidence_ppm=row.confidence_ppm,
        evidence=told["evidence"], teach=teach, by=by, at=at,
    )  # fmt: skip
