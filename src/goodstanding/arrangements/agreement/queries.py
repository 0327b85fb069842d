"""Questions about agreements: those of a debt, what was done under one, and what its ledger lines now ask for."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.arrangements.agreement import run as runs
from goodstanding.arrangements.agreement.document import Agreement as Document
from goodstanding.arrangements.agreement.event import events_in, own_reference
from goodstanding.arrangements.agreement.reading import read
from goodstanding.arrangements.models import Agreement, AgreementAct, AgreementDebt, PlanVersion
from goodstanding.ledger.models import Posting
from goodstanding.ledger.queries import lines_of
from goodstanding.refusal import Refusal


class NoSuchAgreement(Refusal):
    """There is no agreement of this number."""


class Done(NamedTuple):
    """One act as it was done: its key, its turn, what it made, and whether it was taken back since."""

    act_id: int
    key: runs.Key
    turn: int
    deed: str
    day: date
    amount_minor: int
    made: dict[str, object]
    done_at: datetime
    taken_back_at: datetime | None
    entry_id: int


class Signed(NamedTuple):
    """An agreement that was signed."""

    agreement_id: int
    reference: str
    document: Document
    document_hash: str
    signed_at: datetime
    entry_id: int


def signed(agreement_id: int) -> Signed:
    """Return an agreement; raises NoSuchAgreement."""
    row = Agreement.objects.filter(id=agreement_id).first()
    if row is None:
        raise NoSuchAgreement(f"There is no agreement {agreement_id}.")
    return Signed(row.id, row.reference, read(row.document), row.document_hash, row.signed_at, row.entry_id)


def agreements_of(debt_id: int) -> list[Signed]:
    """Return the agreements on a debt, the newest first; those of plans are found with their plans."""
    rows = _not_of_plans(
        Agreement.objects.filter(id__in=AgreementDebt.objects.filter(debt_id=debt_id).values("agreement"))
    )
    return [signed(number) for number in rows.order_by("-id").values_list("id", flat=True)]


def run_of(one: Signed, *, through: date, known_at: datetime | None = None) -> runs.Run:
    """Return what follows from an agreement and the ledger until a day, as known at an instant (default: all)."""
    own = own_reference(one.agreement_id)
    lines = [line for debt in one.document.debts for line in lines_of(debt, as_of=through, known_at=known_at)]
    return runs.run(one.document, events_in(lines, own=own, since_entry=one.entry_id), through=through)


def done_under(agreement_id: int) -> list[Done]:
    """Return every act that was done under an agreement, in order, with when it was taken back."""
    rows = AgreementAct.objects.filter(agreement_id=agreement_id, undoes=None).order_by("id")
    back = AgreementAct.objects.filter(agreement_id=agreement_id, undoes__isnull=False)
    gone = dict(back.values_list("undoes_id", "done_at"))
    return [
        Done(
            row.id, runs.Key(row.clause, row.occasion, row.place), row.turn, row.deed, row.day, row.amount_minor,
            row.made, row.done_at, gone.get(row.id), row.entry_id,
        )
        for row in rows
    ]  # fmt: skip


def is_live(agreement_id: int) -> bool:
    """Say whether an agreement still binds: its default does not stand, and it has not been released."""
    return not any(one.deed in ("default", "release") and one.taken_back_at is None for one in done_under(agreement_id))


def keeping_plan(agreement_id: int) -> int | None:
    """Return the plan that was signed with an agreement and keeps it by itself, or None where no plan was."""
    return PlanVersion.objects.filter(agreement_id=agreement_id).values_list("plan_id", flat=True).first()


def agreements_moved(*, since: datetime) -> list[int]:
    """Return the agreements on whose debts money moved since an instant."""
    moved = Posting.objects.filter(recorded_at__gte=since, account__isnull=False).values("account_id")
    rows = _not_of_plans(Agreement.objects.filter(debts__debt_id__in=moved))
    return list(rows.order_by("id").values_list("id", flat=True).distinct())


def agreements_to_run(*, at: datetime) -> list[int]:
    """Return every agreement that may have something to do: all but those that ended long ago without a movement."""
    recent = agreements_moved(since=at - timedelta(days=2))
    over = AgreementAct.objects.filter(deed="release", undoes=None, done_at__lt=at - timedelta(days=2))
    open_ones = Agreement.objects.exclude(id__in=over.values("agreement_id"))
    found = Agreement.objects.filter(Q(id__in=recent) | Q(id__in=open_ones.values("id")))
    return list(_not_of_plans(found).order_by("id").values_list("id", flat=True))


def _not_of_plans(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Return the agreements that are run; what a plan was signed as, the plan itself keeps."""
    return rows.filter(~Exists(PlanVersion.objects.filter(agreement_id=OuterRef("pk"))))
