"""Recording what databases of reassigned numbers answered."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.canonical import canonical
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.models.number import NumberCheck
from goodstanding.outreach.number_check import Answered, NumberCheckRefused


@transaction.atomic
def record_number_checks(answers: Sequence[Answered], *, source: str, by: Actor, at: datetime) -> int:
    """Record answers about numbers, all or none, and return how many are new; what is held already stays as it is.

    source  where they come from: a file, or who asked. Raises PermissionRefused or NumberCheckRefused.
    """
    require(by, "contact_points.mark")
    if not source.strip():
        raise NumberCheckRefused("An answer needs its source: the file, or who asked.")
    wanted = list(dict.fromkeys(answers))
    held = {
        Answered(*row)
        for row in NumberCheck.objects.filter(number__in={one.number for one in wanted}).values_list(
            "number", "asked_date", "since_date", "database", "answer"
        )
    }
    fresh = [one for one in wanted if one not in held]
    if not fresh:
        return 0
    entry_id = allot()
    NumberCheck.objects.bulk_create(
        NumberCheck(
            number=one.number, database=one.database, asked_date=one.asked_date, since_date=one.since_date,
            answer=one.answer, by=by.name, recorded_at=at, entry_id=entry_id,
        )
        for one in fresh
    )  # fmt: skip
    append(
        "outreach.numbers_checked",
        by=by.name,
        at=at,
        subjects=[],
        facts={"answers": len(fresh), "source": source.strip()[:400]},
        rows=[(f"number:{place}", _row(one)) for place, one in enumerate(fresh)],
        entry_id=entry_id,
    )
    return len(fresh)


def _row(one: Answered) -> bytes:
    return canonical(
        {
            "number": one.number, "database": one.database, "asked_date": one.asked_date.isoformat(),
            "since_date": one.since_date.isoformat(), "answer": one.answer,
        }
    )  # fmt: skip
