"""Doing what follows from an agreement.

What is due is worked out anew from the document and the ledger, and held against what was done. What is missing is
done, what has lost its ground is taken back, each once: the agreement's debts are held meanwhile, and the database
allows no second row of the same deed. Everything is one transaction, so a program that dies has done all or nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.agreement import run as runs
from goodstanding.arrangements.agreement.document import TAKEN_BACK
from goodstanding.arrangements.agreement.operations.doing import do, take_back
from goodstanding.arrangements.agreement.operations.signing import subjects_of
from goodstanding.arrangements.agreement.queries import Done, done_under, keeping_plan, run_of, signed
from goodstanding.arrangements.models import AgreementAct
from goodstanding.evidence.operations import allot, append
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import held_debt
from goodstanding.refusal import Refusal


class KeptByPlan(Refusal):
    """A plan was signed as this agreement and does what it says by itself."""


class Followed(NamedTuple):
    """What a run did: how many acts were done, and how many taken back."""

    done: int
    taken_back: int


@transaction.atomic
def run_agreement(agreement_id: int, *, by: Actor, at: datetime) -> Followed:
    """Do what follows from an agreement by now and was not done yet, and take back what has lost its ground.

    Safe to call twice and at once. Raises NoSuchAgreement, PermissionRefused, and KeptByPlan for the agreement of a
    plan. Locks the accounts of its debts.
    """
    require(by, "agreements.run")
    one = signed(agreement_id)
    plan_id = keeping_plan(agreement_id)
    if plan_id is not None:
        raise KeptByPlan(
            f"Plan {plan_id} keeps agreement {one.reference} by itself: goodstanding plans show {plan_id}."
        )
    people = Debt.objects.filter(account_id__in=one.document.debts, debtor__isnull=False)
    order_after_sending(*people.values_list("debtor_id", flat=True))
    debts = [
        held_debt(number, permission="agreements.read", by=by, even_withdrawn=True)
        for number in sorted(one.document.debts)
    ]
    found = run_of(one, through=at.date())
    done = done_under(agreement_id)
    gone, wanted = _lost(done, found), _missing(done, found)
    if not gone and not wanted:
        return Followed(0, 0)
    entry_id = allot()
    told = [_taken_back(act, debts, agreement_id, by=by, at=at, entry_id=entry_id) for act in gone]
    told += [
        _done(act, turn, debts, agreement_id, by=by, at=at, entry_id=entry_id, owed_minor=one.document.owed_minor)
        for act, turn in wanted
    ]
    append(
        "arrangements.agreement_followed",
        by=by.name,
        at=at,
        subjects=subjects_of(debts),
        facts={"agreement": agreement_id, "hash": one.document_hash, "acts": told},
        entry_id=entry_id,
    )
    return Followed(len(wanted), len(gone))


def _lost(done: Sequence[Done], found: runs.Run) -> list[Done]:
    """Return what was done and has no ground any more, the last first; what was said or applied stays."""
    standing = {act.key for act in found.standing}
    live = [one for one in done if one.taken_back_at is None and one.deed in TAKEN_BACK]
    return [one for one in reversed(live) if one.key not in standing]


def _missing(done: Sequence[Done], found: runs.Run) -> list[tuple[runs.Act, int]]:
    """Return what stands and is not done, each with its turn: how often its deed was done before, and once more.

    What cannot be taken back is done as often as its clause fired, and no more, however the books were corrected.
    """
    live = {one.key for one in done if one.taken_back_at is None}
    times: dict[runs.Key, int] = {}
    for one in done:
        times[one.key] = max(times.get(one.key, 0), one.turn)
    wanted = []
    for act in found.standing:
        before = times.get(act.key, 0)
        if act.deed in TAKEN_BACK and act.key not in live:
            wanted.append((act, before + 1))
        elif act.deed not in TAKEN_BACK and before < act.turn:
            wanted.append((act, act.turn))
    return wanted


def _done(
    act: runs.Act, turn: int, debts: Sequence[Debt], agreement_id: int, *, by: Actor, at: datetime, entry_id: int,
    owed_minor: int,
) -> Mapping[str, object]:  # fmt: skip
    made = do(act, turn, debts=debts, agreement_id=agreement_id, owed_minor=owed_minor, by=by, at=at, entry_id=entry_id)
    AgreementAct.objects.create(
        agreement_id=agreement_id, clause=act.key.clause, occasion=act.key.occasion, place=act.key.place, turn=turn,
        deed=act.deed, day=act.day, amount_minor=act.amount_minor, made=made, done_at=at, entry_id=entry_id,
    )  # fmt: skip
    return {"clause": act.key.clause, "occasion": act.key.occasion, "deed": act.deed, "turn": turn, **made}


def _taken_back(
    one: Done, debts: Sequence[Debt], agreement_id: int, *, by: Actor, at: datetime, entry_id: int
) -> Mapping[str, object]:
    made = take_back(one, debts=debts, agreement_id=agreement_id, by=by, at=at, entry_id=entry_id)
    AgreementAct.objects.create(
        agreement_id=agreement_id, clause=one.key.clause, occasion=one.key.occasion, place=one.key.place, turn=one.turn,
        deed=one.deed, day=at.date(), amount_minor=one.amount_minor, made=made, undoes_id=one.act_id, done_at=at,
        entry_id=entry_id,
    )  # fmt: skip
    told = {"clause": one.key.clause, "occasion": one.key.occasion, "deed": one.deed, "turn": one.turn}
    return told | {"takes_back": one.act_id, **made}
