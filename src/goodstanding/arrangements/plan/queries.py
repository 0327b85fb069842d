"""Questions about plans: those of a debt, one by its number, those a job has to look at; how each stands.

However many plans are asked for, the database is asked the same few questions.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice, takewhile
from typing import Any, NamedTuple, TypeVar, cast

from django.db.models import Exists, OuterRef, QuerySet

from goodstanding.arrangements.models import Plan, PlanInstalment, PlanVersion, PlanWord
from goodstanding.arrangements.models.settlement import SettlementAcceptance
from goodstanding.arrangements.plan import life, standing, terms
from goodstanding.arrangements.plan.schedule import Instalment, Kind, monthly_minor
from goodstanding.arrangements.plan.standing import Standing
from goodstanding.arrangements.plan.terms import Terms
from goodstanding.arrangements.policy.policy import PlanPolicy, agreed
from goodstanding.arrangements.promise import Payment, payments_in
from goodstanding.ledger.queries import cash_lines_of, lines_of
from goodstanding.refusal import Refusal

Row = TypeVar("Row", Plan, PlanVersion, PlanWord)
CHUNK = 500
"""So many plans are read at a time by whoever goes through all of them."""


class NoSuchPlan(Refusal):
    """There is no plan of this number."""


class Edition(NamedTuple):
    """The agreement that was signed with a version."""

    agreement_id: int
    reference: str
    document_hash: str


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
    agreement: Edition | None
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
    def put_off(self) -> int:
        """Return how many changes in a row, the newest first, put a missed instalment off while nothing came in."""
        paid_since = max(
            (one.paid_date for one in self.standing.instalments if one.paid_date), default=self.begins_date
        )
        put = (one["cause"] == "appended" and one["effective_date"] > paid_since for one in reversed(self.versions))
        return sum(takewhile(bool, put))

    def times(self, word: str) -> int:
        """Return how often a word was said of it."""
        return sum(one["word"] == word for one in self.words)

    @property
    def monthly_minor(self) -> int:
        """Return what it takes in a month at most."""
        return monthly_minor(self.terms, self.schedule)


def plans_of(debt_id: int, *, as_of: date, known_at: datetime | None = None) -> list[PlanStanding]:
    """Return the plans of a debt agreed until a day, the newest first, as the books stood then.

    `known_at` leaves out what was recorded later: plans, versions, words, payments and their reversals.
    """
    rows = _known(Plan.objects.filter(debt_id=debt_id), known_at).order_by("-id")
    found = [row for row in rows if _agreed_on(row) <= as_of]
    return _standings(found, as_of=as_of, known_at=known_at)


def plan_of(plan_id: int, *, as_of: date, known_at: datetime | None = None) -> PlanStanding:
    """Return one plan as the books stood; raises NoSuchPlan."""
    row = _known(Plan.objects.filter(id=plan_id), known_at).first()
    if row is None:
        raise NoSuchPlan(f"There is no plan {plan_id}.")
    as_of = max(as_of, _agreed_on(row))
    return _standings([row], as_of=as_of, known_at=known_at)[0]


def plans_with(plan_ids: Iterable[int], *, as_of: date) -> Iterator[PlanStanding]:
    """Yield plans by their numbers in the order given, as the books stand, those agreed after the day left out.

    They are read in chunks, each with the same few questions.
    """
    numbers = iter(plan_ids)
    while chunk := list(islice(numbers, CHUNK)):
        rows = {row.pk: row for row in Plan.objects.filter(id__in=chunk)}
        known = [rows[number] for number in chunk if number in rows]
        yield from _standings([row for row in known if _agreed_on(row) <= as_of], as_of=as_of, known_at=None)


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
    rows = Plan.objects.filter(debt__debtor_id=person_id, currency=currency, recorded_at__lte=at).order_by("id")
    found = _standings(list(rows), as_of=at.astimezone(UTC).date(), known_at=at)
    return sum(one.monthly_minor for one in found if one.is_open and one.plan_id != except_plan)


class _Known(NamedTuple):
    """What is known of a plan beside its row."""

    versions: Sequence[PlanVersion]
    instalments: Sequence[Instalment]
    words: Sequence[PlanWord]
    payments: Sequence[Payment]


def _standings(rows: Sequence[Plan], *, as_of: date, known_at: datetime | None) -> list[PlanStanding]:
    """Return how plans stand, in their order: one question each for money, versions, instalments and words."""
    if not rows:
        return []
    numbers = [row.pk for row in rows]
    cash = cash_lines_of(sorted({row.debt_id for row in rows}), as_of=as_of, known_at=known_at)
    versions: dict[int, list[PlanVersion]] = defaultdict(list)
    told = _known(PlanVersion.objects.filter(plan__in=numbers, effective_date__lte=as_of), known_at)
    for version in told.select_related("agreement").order_by("number"):
        versions[version.plan_id].append(version)
    instalments = _instalments([mine[-1].pk for mine in versions.values()])
    words: dict[int, list[PlanWord]] = defaultdict(list)
    for word in _known(PlanWord.objects.filter(plan__in=numbers, starts_date__lte=as_of), known_at).order_by("id"):
        words[word.plan_id].append(word)
    return [
        _standing(
            row,
            _Known(
                versions[row.pk], instalments[versions[row.pk][-1].pk], words[row.pk], payments_in(cash[row.debt_id])
            ),
            as_of=as_of,
        )
        for row in rows
    ]


def _standing(row: Plan, known: _Known, *, as_of: date) -> PlanStanding:
    version, words = known.versions[-1], known.words
    stands = standing.stand(
        known.instalments, known.payments, begins_date=row.begins_date, day=as_of, grace_days=row.grace_days
    )
    said = [life.Word(one.word, one.starts_date, one.ends_date) for one in words]
    signed = version.agreement
    return PlanStanding(
        plan_id=row.pk,
        debt_id=row.debt_id,
        currency=row.currency,
        state=life.state(said, day=as_of, is_complete=stands.is_complete),
        begins_date=row.begins_date,
        grace_days=row.grace_days,
        policy=agreed(row.conditions),
        terms=terms.read(version.terms),
        version=version.number,
        cause=version.cause,
        reason=version.reason,
        standing=stands,
        words=tuple(_word(one) for one in words),
        versions=tuple(_version(one) for one in known.versions),
        mandate_id=_mandate(words),
        channel=row.channel,
        evidence=row.evidence,
        document_hash=row.document_hash,
        agreement=Edition(signed.pk, signed.reference, signed.document_hash) if signed else None,
        renegotiates_id=row.renegotiates_id,
        restructures=row.restructures,
        recorded_at=row.recorded_at,
        entry_id=row.entry_id,
    )


def _instalments(version_ids: Sequence[int]) -> dict[int, list[Instalment]]:
    found: dict[int, list[Instalment]] = defaultdict(list)
    rows = PlanInstalment.objects.filter(version__in=version_ids).order_by("due_date", "number")
    for one in rows:
        found[one.version_id].append(Instalment(one.number, one.due_date, one.amount_minor, cast(Kind, one.kind)))
    return found


def _agreed_on(row: Plan) -> date:
    return row.recorded_at.astimezone(UTC).date()


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
