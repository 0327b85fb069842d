"""Agreeing that instalments are taken by mandate: the payer pays what is next and leaves a mandate at the provider.

Nothing is collected before the provider has confirmed that mandate: only then it becomes the plan's, once, by whichever
job or page comes first. What was read and agreed to is in the evidence log before the payer is sent on.
"""

import re
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor, PermissionRefused, require
from goodstanding.arrangements.models import PlanWord
from goodstanding.arrangements.plan.authority import Authority, authority_of, hash_of, sentences
from goodstanding.arrangements.plan.operations.autopay import ON_ITS_WAY
from goodstanding.arrangements.plan.operations.ending import end_autopay, give_mandate
from goodstanding.arrangements.plan.operations.proposing import day_of
from goodstanding.arrangements.plan.operations.writing import PlanRefused
from goodstanding.arrangements.plan.queries import PlanStanding, plan_of
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.channels.queries import house_words
from goodstanding.payments.gateway.life import RUNNING
from goodstanding.payments.gateway.operations.collecting import ask_for_page
from goodstanding.payments.gateway.operations.mandates import end_mandate, mandate_left_with
from goodstanding.payments.gateway.queries.counting import mandate_that_counts, newest_mandate
from goodstanding.payments.gateway.queries.settings import declared, provider_for_pages
from goodstanding.payments.models.gateway import Payment
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.refusal import Refusal
from goodstanding.worklists.models import Task
from goodstanding.worklists.operations.single import About, TaskRefused, Wanted, open_task

WAITED_FOR = timedelta(days=30)
"""So long a mandate may come after its payment was begun; a bank debit takes days."""
KEY = "plan:{plan_id}:autopay:{form}"
_KEY = re.compile(r"plan:(\d{1,18}):autopay:.+", re.ASCII)


class Offered(NamedTuple):
    """What a payer may agree to: the sentences they read, and the hash by which they agree."""

    authority: Authority
    sentences: tuple[str, ...]
    text_hash: str


def offered_authority(found: PlanStanding, *, reference: str, language: str, at: datetime) -> Offered | None:
    """Return what the payer of a plan may agree to; None where there is nothing to take, or nobody to leave it with."""
    provider = provider_for_pages(at=at)
    if provider is None or "saves" not in declared(provider).can:
        return None
    if found.state != "in force" or mandate_that_counts(found.mandate_id, day=day_of(at)) is not None:
        return None
    authority = authority_of(found.standing.instalments, currency=found.currency, day=day_of(at))
    if authority is None:
        return None
    house = str(house_words(at).get("name") or "")
    told = sentences(authority, house=house, reference=reference, language=language)
    return Offered(authority, told, hash_of(told))


@transaction.atomic
def agree_to_autopay(
    plan_id: int, *, agreed_hash: str, form: str, language: str, back_address: str, by: Actor, at: datetime
) -> int:
    """Begin the payment with which the payer of a plan leaves a mandate, and return the payment's number.

    `agreed_hash` is that of the sentences they agreed to; the same form again is the same payment, and so is another
    form while the page of one is open. Raises PlanRefused where the plan would be taken otherwise by now, nothing can
    be taken, or such a payment is on its way; what asking for a page raises; NoSuchPlan and PermissionRefused. Locks
    the debt's account.
    """
    key = KEY.format(plan_id=plan_id, form=form)
    known = Payment.objects.filter(key=key).values_list("id", flat=True).first()
    if known is not None:
        return known
    debt = held_debt(plan_of(plan_id, as_of=day_of(at)).debt_id, permission="plans.change", by=by)
    begun = _begun(debt, plan_id)
    if begun is not None:
        return begun
    found = plan_of(plan_id, as_of=day_of(at))
    offered = offered_authority(found, reference=debt.reference, language=language, at=at)
    if offered is None:
        raise PlanRefused("Nothing can be taken for this plan by a mandate at present.")
    if offered.text_hash != agreed_hash:
        raise PlanRefused("What would be taken has changed; please read it again.")
    _put_down(debt, plan_id, offered, key=key, language=language, by=by, at=at)
    return ask_for_page(
        debt.pk, offered.authority.now, what=debt.reference, key=key, back_address=back_address, saves=True,
        language=language, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def take_up(payment_id: int, *, by: Actor, at: datetime) -> bool:
    """Make the mandate left with a payment that of its plan, once the provider confirmed it; return whether it did.

    Locks the debt's account. Safe to do twice and at once: what was taken up, or revoked since, is left alone.
    """
    row = Payment.objects.get(pk=payment_id)
    named = _KEY.fullmatch(row.key) if row.saves and row.state == "paid" else None
    mandate_id = mandate_left_with(payment_id) if named else None
    if named is None or mandate_id is None:
        return False
    plan_id = int(named[1])
    debt = held_debt(row.debt_id, permission="plans.change", by=by, even_withdrawn=True)
    said = PlanWord.objects.filter(plan_id=plan_id, word__in=["autopay", "autopay ended"])
    if said.filter(recorded_at__gte=row.made_at).exists():
        return False
    found, today = plan_of(plan_id, as_of=day_of(at)), day_of(at)
    left = mandate_that_counts(mandate_id, day=today)
    if left is None or not found.is_open or found.debt_id != debt.pk:
        return False
    if mandate_that_counts(found.mandate_id, day=today) is not None:
        return False
    if left.person_id != debt.debtor_id:
        _say(debt, plan_id, payment_id, "it is of another person than the debt is now", by=by, at=at)
        return False
    give_mandate(plan_id, left.pk, evidence=f"Agreed to with payment {payment_id}.", by=by, at=at)
    return True


def take_up_all(*, by: Actor, at: datetime) -> int:
    """Take up every mandate that was left for a plan lately; return how many. Raises PermissionRefused.

    One that cannot be taken up becomes a task and keeps no other from it.
    """
    require(by, "plans.run")
    rows = Payment.objects.filter(saves=True, key__startswith="plan:", state="paid", made_at__gt=at - WAITED_FOR)
    return sum(_taken_up(row, by=by, at=at) for row in rows.select_related("debt").order_by("id"))


def _taken_up(row: Payment, *, by: Actor, at: datetime) -> bool:
    try:
        return take_up(row.pk, by=by, at=at)
    except PermissionRefused:
        raise
    except Refusal as refusal:
        named = _KEY.fullmatch(row.key)
        assert named is not None, "What names no plan is not taken up."
        _say(row.debt, int(named[1]), row.pk, str(refusal), by=by, at=at)
        return False


@transaction.atomic
def revoke_autopay(plan_id: int, *, reason: str, by: Actor, at: datetime) -> int:
    """End the mandate of a plan at the payer's word: nothing more is taken by it; return its number.

    The provider is told afterwards (`tell_ended`). Raises NoSuchPlan, PlanRefused, PermissionRefused.
    """
    held_debt(plan_of(plan_id, as_of=day_of(at)).debt_id, permission="plans.change", by=by, even_withdrawn=True)
    mandate_id = plan_of(plan_id, as_of=day_of(at)).mandate_id
    end_autopay(plan_id, reason=reason, by=by, at=at)
    assert mandate_id is not None, "There was something to end."
    mandate = newest_mandate(mandate_id)
    if mandate.ended_at is None:
        end_mandate(mandate.pk, reason=reason, by=by, at=at)
    return mandate.pk


def _begun(debt: Debt, plan_id: int) -> int | None:
    """Return the payment of a plan that waits for its payer, or None; raises PlanRefused where one is on its way."""
    rows = Payment.objects.filter(debt=debt, key__startswith=KEY.format(plan_id=plan_id, form=""), state__in=RUNNING)
    found = rows.order_by("-id").first()
    if found is not None and found.state in ON_ITS_WAY:
        raise PlanRefused("A payment with which a card or account is left is on its way already.")
    return None if found is None else found.pk


def _say(debt: Debt, plan_id: int, payment_id: int, why: str, *, by: Actor, at: datetime) -> None:
    """Put on the list that a mandate was left and is not taken up; whoever closes it is not told again."""
    matter = f"plan:{plan_id}:mandate-left:{payment_id}"
    if Task.objects.filter(matter=matter).exists():
        return
    sentence = f"The mandate left with payment {payment_id} for plan {plan_id} is not taken up: {why.rstrip('.')}."
    with suppress(TaskRefused):
        open_task(
            Wanted("exception", matter, sentence),
            About(debt.debtor_id, debt.pk, debt.client_id, debt.portfolio_id), by=by, at=at,
        )  # fmt: skip


def _put_down(debt: Debt, plan_id: int, offered: Offered, *, key: str, language: str, by: Actor, at: datetime) -> None:
    append(
        "arrangements.autopay_agreed", by=by.name, at=at, subjects=[*about(debt), f"plan:{plan_id}"],
        facts={
            "plan": plan_id, "key": key, "text_hash": offered.text_hash, "language": language,
            "currency": debt.currency, "now_minor": offered.authority.now.minor,
            "later": [[day.isoformat(), amount.minor] for day, amount in offered.authority.later],
        },
        entry_id=allot(),
    )  # fmt: skip
