"""Parts of deeds on plans: adding a version, saying a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from goodstanding.arrangements.models import Agreement, PlanInstalment, PlanVersion, PlanWord
from goodstanding.arrangements.plan.operations.signing import NOTHING_YET, SoFar, sign_version
from goodstanding.arrangements.plan.schedule import Instalment
from goodstanding.arrangements.plan.terms import Terms, written
from goodstanding.arrangements.policy.policy import PlanPolicy
from goodstanding.receivables.models import Debt
from goodstanding.refusal import Refusal


class PlanRefused(Refusal):
    """The plan cannot be agreed or changed like this; the sentences say why."""


@dataclass(frozen=True, slots=True)
class Making:
    """What a version is a version of: the plan of a debt, from when its payments count, its policy, what was so far."""

    debt: Debt
    plan_id: int
    begins_date: date
    policy: PlanPolicy
    so_far: SoFar = NOTHING_YET


def write_version(
    making: Making,
    instalments: Sequence[Instalment],
    *,
    terms: Terms,
    cause: str,
    reason: str,
    touched: int | None = None,
    at: datetime,
    entry_id: int,
) -> PlanVersion:
    """Part of a deed: add a version of a plan with its instalments, sign its agreement, and return it."""
    number = PlanVersion.objects.filter(plan_id=making.plan_id).count() + 1
    signed = sign_version(
        making.debt, instalments, plan_id=making.plan_id, number=number, begins_date=making.begins_date,
        policy=making.policy, so_far=making.so_far, at=at, entry_id=entry_id,
    )  # fmt: skip
    version = PlanVersion.objects.create(
        plan_id=making.plan_id, number=number, cause=cause, reason=reason, touched=touched, terms=written(terms),
        agreement=signed, effective_date=at.astimezone(UTC).date(), recorded_at=at, entry_id=entry_id,
    )  # fmt: skip
    PlanInstalment.objects.bulk_create(PlanInstalment(version=version, **one._asdict()) for one in instalments)
    return version


def told_of(signed: Agreement | None) -> dict[str, object]:
    """Return what an evidence entry tells of the agreement that was signed."""
    assert signed is not None, "Every version that is written is signed."
    return {"agreement": signed.pk, "agreement_hash": signed.document_hash}


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
