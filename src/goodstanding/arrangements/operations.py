"""Recording a promise to pay, and withdrawing one."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.arrangements import promise as nouns
from goodstanding.arrangements.models import Promise
from goodstanding.arrangements.policy.queries import promise_policy
from goodstanding.arrangements.queries import promises_of
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.queries import balance
from goodstanding.money.amount import Amount
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.refusal import Refusal


class PromiseRefused(Refusal):
    """The promise cannot be one of this debt, is not there, or is over; the sentences say why."""


@transaction.atomic
def record_promise(
    debt_id: int,
    *,
    amount: Amount,
    due_date: date,
    channel: str,
    evidence: str,
    made_date: date | None = None,
    supersedes_id: int | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Record that somebody promised to pay so much on a debt by a day, and return the promise's number.

    `made_date` is the first day whose payments count, the day of `at` where it is left out; `evidence` says where the
    promise can be seen or heard. Raises NoSuchDebt, DebtWithdrawn, PermissionRefused, or PromiseRefused with all that
    is wrong, also while another promise on the debt is open, unless `supersedes_id` names it: then this one takes its
    place. How much may be missing and how late it may be is what the policy of the day it was made says. Locks the
    debt's account.
    """
    debt = held_debt(debt_id, permission="promises.record", by=by)
    if debt.debtor_id is not None:
        order_after_sending(debt.debtor_id)
    proposed = nouns.Proposed(amount, made_date or at.date(), due_date, channel, evidence)
    before = _superseded(debt, supersedes_id)
    _refuse(debt, proposed, at=at, but=supersedes_id)
    terms = promise_policy(debt.portfolio_id, day=proposed.made_date)
    entry_id = allot()
    row = Promise.objects.create(
        debt=debt,
        amount_minor=amount.minor,
        currency=amount.currency,
        made_date=proposed.made_date,
        due_date=due_date,
        channel=channel,
        evidence=evidence,
        tolerance_minor=terms.tolerance_minor,
        grace_days=terms.grace_days,
        supersedes=before,
        recorded_at=at,
        entry_id=entry_id,
    )
    if before is not None:
        before.withdrawn_at, before.withdrawn_reason = at, f"Promise {row.pk} takes its place."
        before.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    _tell(debt, row, by=by, at=at)
    return row.id


@transaction.atomic
def withdraw_promise(promise_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Withdraw a promise: it was recorded in error, or another is to take its place.

    Raises PromiseRefused without a reason, or where it was withdrawn already; NoSuchDebt and PermissionRefused. Locks
    the debt's account.
    """
    found = Promise.objects.filter(id=promise_id).values_list("debt_id", flat=True).first()
    if found is None:
        raise PromiseRefused(f"There is no promise {promise_id}.")
    debt = held_debt(found, permission="promises.withdraw", by=by, even_withdrawn=True)
    row = Promise.objects.get(id=promise_id)
    if row.withdrawn_at is not None:
        raise PromiseRefused(f"This promise was withdrawn on {row.withdrawn_at.date()} already.")
    if not reason.strip():
        raise PromiseRefused("Say why the promise is withdrawn.")
    row.withdrawn_at, row.withdrawn_reason = at, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    append(
        "arrangements.promise_withdrawn",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={"promise": promise_id, "reason": reason},
    )


def _tell(debt: Debt, row: Promise, *, by: Actor, at: datetime) -> None:
    facts = {
        "promise": row.pk, "amount": Amount(row.amount_minor, row.currency).decimal_string(), "currency": row.currency,
        "made_date": row.made_date.isoformat(), "due_date": row.due_date.isoformat(), "channel": row.channel,
        "evidence": row.evidence, "tolerance_minor": row.tolerance_minor, "grace_days": row.grace_days,
        "supersedes": row.supersedes_id,
    }  # fmt: skip
    append("arrangements.promise_recorded", by=by.name, at=at, subjects=about(debt), facts=facts, entry_id=row.entry_id)


def _superseded(debt: Debt, promise_id: int | None) -> Promise | None:
    """Return the promise whose place another takes; raises PromiseRefused where it cannot."""
    if promise_id is None:
        return None
    row = Promise.objects.filter(id=promise_id, debt_id=debt.pk).first()
    if row is None:
        raise PromiseRefused(f"There is no promise {promise_id} on this debt.")
    if row.withdrawn_at is not None:
        raise PromiseRefused(f"Promise {promise_id} was withdrawn on {row.withdrawn_at.date()} already.")
    return row


def _refuse(debt: Debt, proposed: nouns.Proposed, *, at: datetime, but: int | None) -> None:
    owed = Amount(balance(debt.pk, as_of=proposed.made_date).balance_minor, debt.currency)
    found = nouns.faults(proposed, owed=owed, at=at)
    # One payment would keep two promises at once, so the next is taken when this one is over.
    for one in promises_of(debt.pk, as_of=max(at.date(), proposed.made_date)):
        if one.state == "open" and one.promise_id != but:
            found.append(f"A promise of {one.amount} by {one.due_date} is open already; withdraw it first.")
    if found:
        raise PromiseRefused(" ".join(found))
