"""Parts of deeds on plans: adding a version, saying a word."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from goodstanding.arrangements.models import PlanInstalment, PlanVersion, PlanWord
from goodstanding.arrangements.plan.schedule import Instalment
from goodstanding.arrangements.plan.terms import Terms, written
from goodstanding.refusal import Refusal


class PlanRefused(Refusal):
    """The plan cannot be agreed or changed like this; the sentences say why."""


def write_version(
    plan_id: int,
    instalments: Sequence[Instalment],
    *,
    terms: Terms,
    cause: str,
    reason: str,
    touched: int | None = None,
    at: datetime,
    entry_id: int,
) -> int:
    """Part of a deed: add a version of a plan with its instalments, and return its number."""
    number = PlanVersion.objects.filter(plan_id=plan_id).count() + 1
    version = PlanVersion.objects.create(
        plan_id=plan_id, number=number, cause=cause, reason=reason, touched=touched, terms=written(terms),
        effective_date=at.astimezone(UTC).date(), recorded_at=at, entry_id=entry_id,
    )  # fmt: skip
    PlanInstalment.objects.bulk_create(PlanInstalment(version=version, **one._asdict()) for one in instalments)
    return number


def say(
    plan_id: int,
    word: str,
    *,
    starts_date: date,
    ends_date: date | None = None,
    reason: str = "",
    mandate_id: int | None = None,
    at: datetime,
    entry_id: int,
) -> None:
    """Part of a deed: say a word of a plan."""
    PlanWord.objects.create(
        plan_id=plan_id, word=word, starts_date=starts_date, ends_date=ends_date, reason=reason, mandate_id=mandate_id,
        recorded_at=at, entry_id=entry_id,
    )  # fmt: skip


def entry_of(plan_id: int) -> int:
    """Return the evidence entry of the newest version of a plan, for what is said with it."""
    return PlanVersion.objects.filter(plan_id=plan_id).order_by("-number").values_list("entry_id", flat=True)[0]
