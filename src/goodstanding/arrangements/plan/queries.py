"""Questions about plans: those of a debt, one by its number, those a job has to look at; how each stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar, cast

from django.db.models import Exists, OuterRef, QuerySet

from goodstanding.arrangements.models import Plan, PlanVersion, PlanWord
from goodstanding.arrangements.models.settlement import SettlementAcceptance
from goodstanding.arrangements.plan import life, standing, terms
from goodstanding.arrangements.plan.schedule import Instalment, Kind, monthly_minor
from goodstanding.arrangements.plan.standing import Standing
from goodstanding.arrangements.plan.terms import Terms
from goodstanding.arrangements.policy.policy import PlanPolicy
from goodstanding.arrangements.promise import Payment, payments_in
from goodstanding.ledger.queries import lines_of
from goodstanding.refusal import Refusal

Row = TypeVar("Row", Plan, PlanVersion, PlanWord)


class NoSuchPlan(Refusal):
    """There is no plan of this number."""


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """A plan as of a day: the version that counts then, how it stands by the ledger, and what was said of it.

    `monthly_minor` is what it takes in a month at most. `mandate_id` is that of autopay, where it is on.
    """

    plan_id: int
    debt_id: int
    currency: str
    state: life.State
    begins_date: date
    grace_days: int
    policy: PlanPolicy
    terms: Terms
    version: int
    cause: str
    reason: str
    standing: Standing
    words: tuple[Mapping[str, Any], ...]
    versions: tuple[Mapping[str, Any], ...]
    mandate_id: int | None
    channel: str
    evidence: str
    document_hash: str
    renegotiates_id: int | None
    restructures: int
    recorded_at: datetime
    entry_id: int

    @property
    def is_open(self) -> bool:
        """Say whether the plan counts: in force or paused, and not paid off."""
        return self.state in life.OPEN

    @property
    def schedule(self) -> tuple[Instalment, ...]:
        """Return the instalments of the version that counts."""
        return tuple(one.instalment for one in self.standing.instalments)

    @property
    def open_numbers(self) -> frozenset[int]:
        """Return the numbers of the instalments of which nothing is paid."""
        return frozenset(one.instalment.number for one in self.standing.instalments if not one.paid_minor)

    @property
    def monthly_minor(self) -> int:
        """Return what it takes in a month at most."""
        return monthly_minor(self.terms, self.schedule)


def plans_of(debt_id: int, *, as_of: date, known_at: datetime | None = None) -> list[PlanStanding]:
    """Return the plans of a debt agreed until a day, the newest first, as the books stood then.

    `known_at` leaves out what was recorded later: plans, versions, words, payments and their reversals.
    """
    rows = _known(Plan.objects.filter(debt_id=debt_id), known_at).order_by("-id")
    found = [row for row in rows if row.recorded_at.astimezone(UTC).date() <= as_of]
    return _standings(found, debt_id=debt_id, as_of=as_of, known_at=known_at)


def plan_of(plan_id: int, *, as_of: date, known_at: datetime | None = None) -> PlanStanding:
    """Return one plan as the books stood; raises NoSuchPlan."""
    row = _known(Plan.objects.filter(id=plan_id), known_at).first()
    if row is None:
        raise NoSuchPlan(f"There is no plan {plan_id}.")
    as_of = max(as_of, row.recorded_at.astimezone(UTC).date())
    return _standings([row], debt_id=row.debt_id, as_of=as_of, known_at=known_at)[0]


def open_plan(debt_id: int, *, as_of: date) -> PlanStanding | None:
    """Return the plan of a debt that counts on a day, or None."""
    return next((one for one in plans_of(debt_id, as_of=as_of) if one.is_open), None)


def is_being_kept(debt_id: int, *, day: date) -> bool:
    """Say whether a plan or an accepted settlement of a debt is open on a day, and nothing of it is missed."""
    if any(one.is_open and one.standing.is_kept for one in plans_of(debt_id, as_of=day)):
        return True
    taken = SettlementAcceptance.objects.filter(debt_id=debt_id).select_related("offer").order_by("-id").first()
    if taken is None:
        return False
    parts = [
        Instalment(number, date.fromisoformat(due), minor) for number, (due, minor) in enumerate(taken.offer.parts)
    ]
    begins = taken.recorded_at.astimezone(UTC).date()
    stands = standing.stand(parts, payments_in(lines_of(debt_id, as_of=day)), begins_date=begins, day=day)
    return begins <= day and stands.is_kept and not stands.is_complete


def plans_to_see_to() -> list[int]:
    """Return the numbers of the plans nobody has ended, as jobs go through them; some of them may be paid off."""
    ended = PlanWord.objects.filter(plan=OuterRef("pk"), word__in=["cancelled", "completed", "renegotiated"])
    return list(Plan.objects.filter(~Exists(ended)).order_by("id").values_list("id", flat=True))


def monthly_taken(person_id: int, *, currency: str, except_plan: int | None, at: datetime) -> int:
    """Return what the open plans of a person take a month, in minor units of a currency."""
    rows = Plan.objects.filter(debt__debtor_id=person_id, currency=currency, recorded_at__lte=at)
    taken = 0
    for debt_id in sorted(set(rows.values_list("debt_id", flat=True))):
        found = plans_of(debt_id, as_of=at.astimezone(UTC).date(), known_at=at)
        taken += sum(one.monthly_minor for one in found if one.is_open and one.plan_id != except_plan)
    return taken


def _standings(rows: Sequence[Plan], *, debt_id: int, as_of: date, known_at: datetime | None) -> list[PlanStanding]:
    if not rows:
        return []
    payments = payments_in(lines_of(debt_id, as_of=as_of, known_at=known_at))
    return [_standing(row, payments=payments, as_of=as_of, known_at=known_at) for row in rows]


def _standing(row: Plan, *, payments: Iterable[Payment], as_of: date, known_at: datetime | None) -> PlanStanding:
    versions = _known(PlanVersion.objects.filter(plan=row, effective_date__lte=as_of), known_at).order_by("number")
    known = list(versions.prefetch_related("instalments"))
    version = known[-1]
    words = list(_known(PlanWord.objects.filter(plan=row, starts_date__lte=as_of), known_at).order_by("id"))
    stands = standing.stand(
        _instalments(version), payments, begins_date=row.begins_date, day=as_of, grace_days=row.grace_days
    )
    said = [life.Word(one.word, one.starts_date, one.ends_date) for one in words]
    return PlanStanding(
        plan_id=row.pk,
        debt_id=row.debt_id,
        currency=row.currency,
        state=life.state(said, day=as_of, is_complete=stands.is_complete),
        begins_date=row.begins_date,
        grace_days=row.grace_days,
        policy=PlanPolicy(**row.conditions),
        terms=terms.read(version.terms),
        version=version.number,
        cause=version.cause,
        reason=version.reason,
        standing=stands,
        words=tuple(_word(one) for one in words),
        versions=tuple(_version(one) for one in known),
        mandate_id=_mandate(words),
        channel=row.channel,
        evidence=row.evidence,
        document_hash=row.document_hash,
        renegotiates_id=row.renegotiates_id,
        restructures=row.restructures,
        recorded_at=row.recorded_at,
        entry_id=row.entry_id,
    )


def _instalments(version: PlanVersion) -> list[Instalment]:
    rows = sorted(version.instalments.all(), key=lambda one: (one.due_date, one.number))
    return [
        Instalment(one.number, one.due_date, one.amount_minor, one.interest_minor, cast(Kind, one.kind)) for one in rows
    ]


def _mandate(words: Iterable[PlanWord]) -> int | None:
    found = None
    for one in words:
        if one.word in {"autopay", "autopay ended"}:
            found = one.mandate_id if one.word == "autopay" else None
    return found


def _word(one: PlanWord) -> Mapping[str, Any]:
    return {
        "word": one.word, "starts_date": one.starts_date, "ends_date": one.ends_date, "reason": one.reason,
        "recorded_at": one.recorded_at,
    }  # fmt: skip


def _version(one: PlanVersion) -> Mapping[str, Any]:
    return {
        "number": one.number, "cause": one.cause, "reason": one.reason, "touched": one.touched,
        "effective_date": one.effective_date, "recorded_at": one.recorded_at,
    }  # fmt: skip


def _known(rows: QuerySet[Row], known_at: datetime | None) -> QuerySet[Row]:
    return rows if known_at is None else rows.filter(recorded_at__lte=known_at)
