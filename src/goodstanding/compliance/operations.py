"""Adopting a policy of the house, ending it, and saying what sort of collector the house is."""

from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.compliance import policy
from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.lawbook.rule import Pack
from goodstanding.compliance.models import CollectorKind, PolicyAdopted
from goodstanding.compliance.queries import law_in_force
from goodstanding.evidence.operations import allot, append

KINDS = ("third_party", "debt_buyer", "original_creditor")


@transaction.atomic
def adopt_policy(folder: Path, *, effective_date: date, by: Actor, at: datetime) -> str:
    """Adopt a folder as a policy from a day on and return its pack's name; an earlier edition gives way to it.

    Raises PermissionRefused, LawbookRefused, or PolicyRefused; also for a day in the past, since what was decided
    stays decided.
    """
    require(by, "law.adopt")
    if effective_date < at.date():
        raise policy.PolicyRefused("A policy is adopted from today on, or from a later day.")
    files = policy.files_of(folder)
    known = frozenset(pack.id for pack in shipped().packs)
    pack = policy.examined(folder, known=known, asked_at=at.isoformat())
    _refuse_taken_names(pack, effective_date=effective_date, known_at=at)
    entry_id = allot()
    row = PolicyAdopted.objects.create(
        pack=pack.id,
        files=files,
        edition=policy.edition(files),
        effective_date=effective_date,
        adopted_at=at,
        entry_id=entry_id,
    )
    append(
        "compliance.policy_adopted",
        by=by.name,
        at=at,
        subjects=[f"policy:{pack.id}"],
        facts={
            "policy": row.id,
            "edition": row.edition,
            "effective_date": effective_date.isoformat(),
            "rules": len(pack.rules),
        },
        entry_id=entry_id,
    )
    return pack.id


def _refuse_taken_names(pack: Pack, *, effective_date: date, known_at: datetime) -> None:
    """Refuse a rule called as one of the lawbook or of another policy: no question could be answered any more."""
    books = [law_in_force(day=day, known_at=known_at) for day in (effective_date, date.max)]
    taken = {rule.id for book in books for rule in book.rules() if rule.pack != pack.id}
    clashing = sorted(taken & {rule.id for rule in pack.rules})
    if clashing:
        raise policy.PolicyRefused(f"There is a rule called {clashing[0]!r} already; every rule has a name of its own.")


@transaction.atomic
def end_policy(pack: str, *, ended_date: date, by: Actor, at: datetime) -> None:
    """End a policy; `ended_date` is the last day on which it holds. Raises PermissionRefused or PolicyRefused."""
    require(by, "law.adopt")
    row = PolicyAdopted.objects.filter(pack=pack).order_by("-id").first()
    if row is None:
        raise policy.PolicyRefused(f"No policy is called {pack!r}.")
    if row.ended_date is not None:
        raise policy.PolicyRefused(f"The last day of {pack!r} is {row.ended_date} already.")
    if ended_date < at.date() or ended_date < row.effective_date:
        raise policy.PolicyRefused("A policy ends today or later, and not before it began.")
    entry_id = allot()
    PolicyAdopted.objects.create(
        pack=pack, files=row.files, edition=row.edition, effective_date=row.effective_date, ended_date=ended_date,
        adopted_at=at, entry_id=entry_id,
    )  # fmt: skip
    append(
        "compliance.policy_ended",
        by=by.name,
        at=at,
        subjects=[f"policy:{pack}"],
        facts={"edition": row.edition, "ended_date": ended_date.isoformat()},
        entry_id=entry_id,
    )


@transaction.atomic
def say_collector_kind(kind: str, *, client_id: int | None, by: Actor, at: datetime) -> None:
    """Say what the house is to the law, for one client or for all others; raises PermissionRefused or PolicyRefused."""
    require(by, "law.adopt")
    if kind not in KINDS:
        raise policy.PolicyRefused(f"{kind!r} is not a kind of collector; one of {', '.join(KINDS)} is.")
    entry_id = allot()
    CollectorKind.objects.create(kind=kind, client_id=client_id, recorded_at=at, entry_id=entry_id)
    append(
        "compliance.collector_kind_said",
        by=by.name,
        at=at,
        subjects=[] if client_id is None else [f"client:{client_id}"],
        facts={"kind": kind},
        entry_id=entry_id,
    )
